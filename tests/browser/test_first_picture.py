"""The picture in the HTML stands where plotly then draws the same one."""

import math

import pytest

from tests.browser.page import PLOT, Page

MAX_SHIFT_PX = 2
SCRIPTS = "*_dash-component-suites*"
# The middle of each text by its content, in the order of the document.
READ_TEXTS = """
const middle = (e) => {
  const box = e.getBoundingClientRect();
  return [e.textContent.replace(/\\u200b/g, ""), box.x + box.width / 2, box.y + box.height / 2];
};
const isSeen = (e) => e.checkVisibility({visibilityProperty: false});
return [...document.querySelectorAll(arguments[0])].filter(isSeen).map(middle);
"""
OTHER_TEXTS = ":is(h1, #question, .lens-bar label, .plot-bar label, header .name)"
STATIC_TEXTS = f"#first-picture text:not(.triangle), #first-page {OTHER_TEXTS}"
LIVE_TEXTS = f"#plot :is([class$=tick], .annotation) text, #react-entry-point {OTHER_TEXTS}"
VIEWS = [
    ("", 1440, 900),
    ("?theme=dark&shown=sigmoid,tanh", 1440, 900),
    ("?scene=small-slopes&stage=answer", 1024, 768),
    ("?mode=lecture&scene=sigmoid&stage=gradient", 1024, 768),
    ("", 390, 844),
    ("?lens=mean&shown=sigmoid,elu", 1440, 900),
    ("?lens=sum&shown=sigmoid_sum&mode=lecture", 1024, 768),
    ("?lens=depth&shown=relu,softplus", 390, 844),
]


@pytest.mark.parametrize(("query", "width", "height"), VIEWS)
def test_nothing_moves_when_plotly_takes_over(
    page: Page, query: str, width: int, height: int
) -> None:
    page.open(query, width, height)  # from now on the server knows the window
    live = page.script(READ_TEXTS, LIVE_TEXTS)
    page.driver.execute_cdp_cmd("Network.enable", {})
    page.driver.execute_cdp_cmd("Network.setBlockedURLs", {"urls": [SCRIPTS]})
    page.driver.get(page.address + query)
    static = page.script(READ_TEXTS, STATIC_TEXTS)
    page.driver.execute_cdp_cmd("Network.setBlockedURLs", {"urls": []})
    page.driver.get_log("browser")  # the blocked scripts
    assert len(static) > 8
    moved = {
        text: shift
        for text, x, y in static
        if (shift := find_shift(live, text, x, y)) > MAX_SHIFT_PX
    }
    assert moved == {}


def find_shift(live: list[tuple[str, float, float]], text: str, x: float, y: float) -> float:
    """Return how far a place is from the nearest one with the same text, in x or in y."""
    return min(
        (max(abs(x - a), abs(y - b)) for same, a, b in live if same == text), default=math.inf
    )


def test_the_page_that_answers_takes_the_place_of_the_first_one(page: Page) -> None:
    page.open()
    assert page.script("return document.getElementById('first-page')") is None
    assert page.script(f"return !!{PLOT} && !document.documentElement.dataset.loading")
