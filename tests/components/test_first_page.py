"""The page in the HTML: what it holds, how large it is, and that its picture is the figure's."""

import re
from collections.abc import Iterator

import brotli
import numpy as np
import pytest

from app import app
from components.first_page import build_first_page, page_attributes
from components.plot.panels import UNITS
from components.plot.ticks import find_ticks
from components.story import SCENES
from components.story.navigation import read_query
from components.story.scenes import SCENES_BY_KEY

WIDE = ("wide",)
MAX_HTML_BYTES = 28_000  # compressed
QUERIES = [
    "",
    "?step=0.01&range=-20,20",
    "?shown=",
    "?scale=log&panels=gradient",
    "?mode=lecture&theme=dark",
    "?part=race",
    *(f"?scene={scene.key}&stage=answer" for scene in SCENES),
]


@pytest.mark.parametrize("query", QUERIES)
def test_the_html_of_a_page_is_small(query: str) -> None:
    html = app.server.test_client().get(f"/{query}").get_data()
    # A race is drawn by the scripts that run it.
    assert html.count(b'id="first-picture"') == (not read_query(query)[0].is_race)
    assert len(brotli.compress(html, quality=4)) <= MAX_HTML_BYTES


def test_a_first_visit_has_the_headline_and_a_scene_its_question() -> None:
    assert "Bend the functions" in build_first_page("", WIDE)
    page = build_first_page("?scene=sum&stage=answer", WIDE)
    assert SCENES_BY_KEY["sum"].question in page
    assert "<strong>0.996</strong>" in page
    introduction = re.search(r"<div[^>]*introduction[^>]*>", page)
    assert introduction is not None
    assert " hidden" in introduction[0]


def test_the_root_tells_the_style_sheets_theme_mode_and_place() -> None:
    assert page_attributes("?scene=sum&mode=lecture") == (
        'data-theme="light" data-mode="lecture" data-view="story" data-area="curves" '
        'data-stage="question"'
    )
    assert 'data-theme="dark"' in page_attributes("?theme=dark")


def find_lines(page: str, colour: str) -> Iterator[list[tuple[float, float]]]:
    """Yield the points of each line of a colour, in the units of its panel."""
    for d in re.findall(rf'<path d="([^"]+)" style="stroke:{re.escape(colour)}', page):
        pairs = re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", d)
        yield [(float(x), float(y)) for x, y in pairs]


def test_the_lines_are_those_of_the_functions() -> None:
    page = build_first_page("?shown=sigmoid&offset=1.5", WIDE)
    value, gradient = find_lines(page, "var(--curve-sigmoid)")
    x = np.arange(-10, 10, 0.2)
    sigmoid = 1 / (1 + np.exp(1.5 - x))
    across = UNITS * (x + 10) / 20
    # The frame of a lone sigmoid: a tenth of its height above and below; its slope up to 0.3.
    down = UNITS * (1.1 - sigmoid) / 1.2
    steep = UNITS * (0.3 - sigmoid * (1 - sigmoid)) / 0.325
    assert np.array(value) == pytest.approx(np.column_stack((across, down)), abs=0.06)
    assert np.array(gradient) == pytest.approx(np.column_stack((across, steep)), abs=0.06)


def test_a_long_line_is_thinned_out_to_its_ends() -> None:
    page = build_first_page("?shown=softplus&step=0.01&range=-20,20", WIDE)
    value, _ = find_lines(page, "var(--curve-softplus)")
    assert len(value) < 400
    assert value[0][0] == 0
    assert value[-1][0] == pytest.approx(UNITS, abs=0.5)


def test_every_colour_is_a_custom_property() -> None:
    page = build_first_page("?scene=sum&stage=answer", WIDE)
    assert not re.search(r"(?:stroke|fill):(?!var\(--)", page)


@pytest.mark.parametrize(
    ("low", "high", "count", "expected"),
    [
        (-10, 10, 6, [-10, -5, 0, 5, 10]),
        (-2, 6, 5, [-2, 0, 2, 4, 6]),
        (-0.1, 1.2, 4, [0, 0.5, 1]),
        (-0.025, 0.3, 4, [0, 0.1, 0.2, 0.3]),
    ],
)
def test_ticks_are_at_round_values(
    low: float, high: float, count: int, expected: list[float]
) -> None:
    axis = {"range": [low, high], "nticks": count, "type": "linear"}
    assert [value for value, _ in find_ticks(axis)] == pytest.approx(expected)


def test_what_a_link_says_stays_text() -> None:
    page = build_first_page("?alpha=<script>alert(1)</script>", WIDE)
    assert "<script" not in page


def test_a_browser_that_has_told_its_window_gets_the_names_for_it() -> None:
    client = app.server.test_client()
    phone = {"User-Agent": "Mozilla/5.0 (Linux; Android 15) Mobile"}
    assert b'class="names-wide"' in client.get("/").data
    assert b'class="names-narrow"' in client.get("/", headers=phone).data
    client.set_cookie("width", "390")
    client.set_cookie("height", "844")
    page = client.get("/").data
    assert b'class="names-narrow"' in page
    assert b'class="names-wide"' not in page
