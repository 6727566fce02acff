"""Exported files: named after the state, with all digits of `core`, light and large."""

import csv
import io
import itertools
import re
from typing import Any

import numpy as np
import pytest
from hypothesis import given

from app import app
from components import ids
from components.export.dialog import make_export_dialog
from components.export.files import build_csv, build_export_figure, build_file, file_name
from components.export.kinds import FILE_KINDS
from components.story.navigation import view_query
from components.text import CURVE_NAMES
from components.theme import STROKES, THEMES
from core.activations import ACTIVATIONS
from core.curves import drawn_keys, sample_curves
from core.keys import TERMS
from core.view import View
from tests.components.readers import (
    EVERYTHING,
    PATHS,
    by_id,
    describe,
    nodes,
    page_of,
    props_named,
    respond,
    text,
    view_of,
)
from tests.components.strategies import MOVES, VIEWS, few

MAX_NAMED = 5  # curves that have room for their names
ADDRESS = "https://lab.example/demo/"
EXPORT_PATH = PATHS.export
GOOD: dict[str, Any] = {"query": "?shown=elu", "kind": "csv", "address": ADDRESS, "zoom": {}}
STATES = [
    "",
    "?shown=",
    "?shown=sigmoid_sum&extras=limit",
    "?shown=sigmoid&extras=losses&offset=3",
    "?shown=elu&alpha=0",
    f"?shown={EVERYTHING}&range=-20,20&step=0.01",
    "?range=19,20&step=2",
    "?scene=jump&stage=value",
    "?scene=input&stage=value",
    "?scene=sum&stage=answer",
]


@pytest.mark.parametrize(
    ("query", "kind", "name"),
    [
        ("", "png", "activation-lab-sigmoid-sigmoid-sum-softplus-relu-elu.png"),
        ("?shown=elu&alpha=1.5", "csv", "activation-lab-elu-alpha-1.5.csv"),
        ("?shown=elu&alpha=1.5&offset=3&slope=1", "csv", "activation-lab-elu-alpha-1.5.csv"),
        (
            "?shown=sigmoid&offset=-3&theme=dark&mode=lecture",
            "svg",
            "activation-lab-sigmoid-offset-minus3.svg",
        ),
        ("?shown=relu&range=-5,5.5", "code", "activation-lab-relu-range-minus5-to-5.5.py"),
        (
            "?shown=relu&panels=gradient&scale=log",
            "png",
            "activation-lab-relu-panels-gradient-scale-log.png",
        ),
        ("?scene=relu", "png", "activation-lab-relu-probe-0-scene-relu.png"),
        ("?shown=", "csv", "activation-lab-nothing.csv"),
        ("?shown=sigmoid&extras=losses", "csv", "activation-lab-sigmoid-extras-losses.csv"),
        ("?shown=relu&extras=losses", "csv", "activation-lab-relu.csv"),
    ],
)
def test_a_file_is_named_after_what_it_shows(query: str, kind: str, name: str) -> None:
    assert file_name(view_of(query), kind) == name


@few
@given(view=VIEWS, moves=MOVES)
def test_files_that_differ_have_different_names(view: View, moves: dict[str, Any]) -> None:
    other = view.with_changes(moves)[0]
    for each in (view, other):
        for kind, made in FILE_KINDS.items():
            assert re.fullmatch(r"activation-lab(-[A-Za-z0-9.]+)+", file_name(each, kind))
            assert file_name(each, kind).endswith(made.extension)
            assert len(file_name(each, kind)) <= 120
    contents = [build_file(view_query(each), "csv", "")["text"] for each in (view, other)]
    if contents[0].splitlines()[2:] != contents[1].splitlines()[2:]:
        assert file_name(view, "csv") != file_name(other, "csv")


def test_long_names_keep_their_differences() -> None:
    queries = [
        f"?shown={EVERYTHING}&alpha={alpha}&offset={offset}"
        for alpha in (2, 3)
        for offset in (1, -1, 0)
    ]
    assert len({file_name(view_of(query), "png") for query in queries}) == len(queries)


def tabled_keys(view: View) -> list[str]:
    """The curves of a table: the single sigmoids of a sum have an x of their own."""
    return [key for key in drawn_keys(view) if key != TERMS]


def head(table: str) -> list[str]:
    return list(itertools.takewhile(lambda line: line.startswith("#"), table.splitlines()))


@pytest.mark.parametrize("query", STATES)
def test_the_table_has_every_curve_to_the_last_digit(query: str) -> None:
    view = view_of(query)
    table, sampled = build_csv(view, ADDRESS), sample_curves(view)
    lines = [line for line in table.splitlines() if not line.startswith("#")]
    rows = list(csv.DictReader(lines))
    expected = {"x": sampled.x}
    for key in tabled_keys(view):
        name = "T" if key == "limit" else key
        expected |= {
            name: sampled.curves[key].value,
            f"{name}_gradient": sampled.curves[key].gradient,
        }
    assert list(rows[0]) == list(expected)
    for name, column in expected.items():
        np.testing.assert_array_equal([float(row[name]) for row in rows], column)


def test_with_the_sum_go_t_and_softplus() -> None:
    columns = build_csv(view_of("?shown=sigmoid_sum&extras=limit")).splitlines()
    assert "x,sigmoid_sum,sigmoid_sum_gradient,T,T_gradient,softplus,softplus_gradient" in columns


@pytest.mark.parametrize("query", [each for each in STATES if "shown=&" not in f"{each}&"])
def test_numpy_reads_the_table_as_its_head_says(query: str) -> None:
    view = view_of(query)
    table = build_csv(view, ADDRESS)
    (skipped,) = re.findall(r"skip_header=(\d+)", table)
    assert int(skipped) == len(head(table))
    with np.errstate(all="raise"):
        read = np.genfromtxt(
            io.StringIO(table), delimiter=",", skip_header=int(skipped), names=True
        )
        plain = np.genfromtxt(io.StringIO(table), delimiter=",", comments="#")
    np.testing.assert_array_equal(np.atleast_1d(read["x"]), sample_curves(view).x)
    assert plain.shape == (1 + sample_curves(view).x.size, 1 + 2 * len(tabled_keys(view)))


def test_the_head_of_a_table_tells_the_url_and_the_parameters() -> None:
    table = build_csv(view_of("?shown=sigmoid_sum,elu&alpha=1.5"), ADDRESS)
    said = "\n".join(head(table))
    assert table.isascii()
    assert f"{ADDRESS}?shown=sigmoid_sum%2Celu&alpha=1.5" in said
    for each in (
        "alpha = 1.5",
        "count = 100",
        "rule = article",
        "numpy.arange(-10.0, 10.0, 0.2)",
        "max(0, x)",
    ):
        assert (each in said) == (each != "max(0, x)")


def is_number(text: str) -> bool:
    """Return whether a text is one number and nothing more."""
    try:
        float(text)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("query", [*STATES, "?range=-9,-5", f"?shown={','.join(ACTIVATIONS)}"])
def test_no_cell_of_the_table_is_a_formula_of_a_spreadsheet(query: str, separator: str) -> None:
    address = 'https://lab.example.org/,=1+1,@SUM(A1);-2+3;"=4"/'
    table = build_csv(view_of(query), address)
    rows = list(csv.reader(io.StringIO(table), delimiter=separator))
    assert len(rows) == len(table.splitlines())  # or a quotation mark has joined some
    formulas = [cell for row in rows for cell in row if cell.lstrip()[:1] in tuple("=+-@")]
    # Where another separator is expected, a row of numbers is one cell, which begins with one.
    assert all(is_number(cell if separator == "," else cell.partition(",")[0]) for cell in formulas)


def test_the_table_of_the_losses_says_what_they_are() -> None:
    said = head(build_csv(view_of("?shown=sigmoid&extras=losses&offset=3")))
    (first,) = [each for each in said if each.startswith("# cross_entropy: ")]
    (second,) = [each for each in said if each.startswith("# squared_error: ")]
    assert first.endswith("cross-entropy, log(1 + exp(3 - x)); offset = 3.0")
    assert second.endswith("squared error, (1 / 2) sigmoid(3 - x)^2; offset = 3.0")


def test_the_table_of_the_articles_input_says_what_it_is() -> None:
    said = head(build_csv(view_of("?scene=input")))
    (line,) = [each for each in said if each.startswith("# input")]
    assert "Y" in line
    assert "softplus" not in line


@pytest.mark.parametrize("query", [*STATES, "?theme=dark", "?mode=lecture&theme=dark&shown=gelu"])
def test_a_picture_is_light_and_large_and_says_what_it_shows(query: str) -> None:
    view = view_of(query)
    layout = build_export_figure(view)["layout"]
    assert (layout["width"], layout["height"], layout["paper_bgcolor"]) == (
        1920,
        1080,
        THEMES["light"].surface,
    )
    texts = {each["text"]: each for each in layout["annotations"] if each.get("visible", True)}
    title = " ".join(texts).replace("<br>", " ")
    assert "Range of x" in title
    assert "Step of x" in title
    assert all(each["font"]["size"] >= 0.028 * 1080 for each in texts.values())
    assert all(
        layout[axis]["tickfont"]["size"] >= 0.03 * 1080 - 0.1
        for axis in ("xaxis", "yaxis", "yaxis2")
    )
    names = {re.sub("</?b>", "", each) for each in texts}
    has_lines = sample_curves(view).x.size > 1
    if has_lines and not view.has_scene and len(drawn_keys(view)) <= MAX_NAMED:
        assert {CURVE_NAMES[key] for key in tabled_keys(view)} <= names
    for each in build_export_figure(view)["data"]:
        if "line" in each:
            assert each["line"]["color"] == STROKES[each["uid"].partition("-")[0]].light


def test_a_picture_of_a_zoom_has_its_axes_and_the_names_of_the_curves_in_it() -> None:
    view = view_of("?lens=sum&shown=sigmoid_sum,softplus,sigmoid&extras=limit&mode=lecture")
    zoom = (("xaxis", (1.0, 2.0)), ("yaxis", (0.5, 1.5)), ("yaxis3", (-9.0, -2.0)))
    layout = build_export_figure(view, (*zoom, ("yaxis9", (0.0, 1.0))))["layout"]
    assert [layout[axis]["range"] for axis, _ in zoom] == [[1.0, 2.0], [0.5, 1.5], [-9.0, -2.0]]
    assert "yaxis9" not in layout
    named = {
        each["name"]: each["y"]
        for each in layout["annotations"]
        if each.get("yref") == "y" and each["visible"] and 1 <= each["x"] <= 2
    }
    # softplus leaves the frame: log(1 + e) = 1.31, log(1 + e^2) = 2.13.
    assert {"sigmoid-value", "softplus-value"} <= set(named)
    assert all(0.5 <= y <= 1.5 for y in named.values())


def test_the_title_of_a_picture_has_formulas_while_they_are_few() -> None:
    def title(query: str) -> str:
        return str(build_export_figure(view_of(query))["layout"]["annotations"][-1]["text"])

    assert "ELU: x if x &gt; 0, else 1.5 (exp(x) − 1)" in title("?shown=elu&alpha=1.5")
    assert "ELU α 1.5" in title("?shown=elu&alpha=1.5")
    assert "exp" not in title("")
    assert "max" not in title("?scene=relu")


@pytest.mark.parametrize("changes", [{"alpha": 2.5}, {"shown": ["elu"], "alpha": 2.5}])
def test_the_printed_line_follows_the_state(changes: dict[str, Any]) -> None:
    assert "ELU α 1" in text(by_id(page_of(""))[ids.PRINT_SETTINGS])
    query = respond("", changes)["query"]
    for response in (describe(query), respond(query, {}, full=True)):
        assert "ELU α 2.5" in props_named(response, "text")[ids.PRINT_SETTINGS]


@pytest.mark.parametrize("kind", FILE_KINDS)
def test_every_kind_is_offered_and_answered_over_http(kind: str) -> None:
    buttons = [each for each in nodes(make_export_dialog()) if type(each).__name__ == "Button"]
    assert FILE_KINDS[kind].label in text(buttons)
    request = GOOD | {"kind": kind}
    response = app.server.test_client().post(EXPORT_PATH, json={"request": request})
    assert response.status_code == 200
    sent = response.get_json()
    assert sent["name"] == file_name(view_of("?shown=elu"), kind)
    assert sent.get("text", "") == build_file("?shown=elu", kind, ADDRESS).get("text", "")
    assert ("figure" in sent) == (kind in ("png", "svg"))


@pytest.mark.parametrize(
    "query", ["?alpha=1e999&shown=nonsense", "?" + "x" * 5000, "%", "?scene=99&range=8,5"]
)
@pytest.mark.parametrize("kind", FILE_KINDS)
def test_a_query_that_is_broken_gives_a_clean_file(query: str, kind: str) -> None:
    request = GOOD | {"query": query, "kind": kind}
    response = app.server.test_client().post(EXPORT_PATH, json={"request": request})
    assert response.status_code == 200
    assert "nonsense" not in response.text
