"""A first visit: what the page is, what can be moved, and the one next step, without scrolling."""

from itertools import product

import pytest
from selenium.webdriver.common.keys import Keys

from core.view import DEFAULT
from tests.browser.page import Page
from tests.browser.test_transport import INTERCEPT

# Keeps each response until the test lets go.
HELD = (
    "window.held = null, (number, response) =>"
    " held === null ? response : new Promise((done) => held.push(() => done(response)))"
)
HOLD = "window.held = [];"
LET_GO = "const kept = held; window.held = null; for (const answer of kept) answer();"
# Every part that a first visit is to find, by a name: whether it is in the window and uncovered.
FIND_HIDDEN = """
const isSeen = (selector) => {
  const element = document.querySelector(selector);
  if (!element?.checkVisibility()) return false;
  const { left, top, right, bottom } = element.getBoundingClientRect();
  if (left < 0 || top < 0 || right > innerWidth || bottom > innerHeight) return false;
  const found = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  return element.contains(found) || found?.contains(element) || element.matches("#plot");
};
return arguments[0].filter((selector) => !isSeen(selector));
"""
LINES = """
const lines = [...document.querySelectorAll("#plot .js-line")];
return Object.fromEntries(lines.map((line) => [
  line.closest(".trace").getAttribute("class").match(/trace(\\S+-\\S+)/)[1],
  line.getAttribute("d"),
]));
"""
# A control, and a line that it moves.
MOVED = {
    "range": "relu-value",
    "step": "relu-value",
    "offset": "sigmoid-value",
    "count": "sigmoid_sum-value",
    "alpha": "elu-value",
}
UNHELPFUL = ("Waits", "waits until", "o effect until")
SLIDERS = {"sigmoid": "offset", "sigmoid_sum": "count", "elu": "alpha"}


def parts_of_rows() -> list[str]:
    """What the rows of the article's five functions have, as selectors."""
    parts = [
        f"#function-{key}-{part}"
        for key in DEFAULT.shown
        for part in ("formula-value", "value", "gradient")
    ]
    thumbs = [f"#control-{name} [role=slider]" for name in SLIDERS.values()]
    numbers = [f"#function-{key} .formula-value .live-number" for key in SLIDERS]
    return [*parts, *thumbs, *numbers, "#control-rule"]


@pytest.mark.parametrize(
    ("width", "height", "more"),
    [
        (1440, 900, ["#control-range", "#control-step", "#control-probe"]),
        (1024, 768, []),
    ],
)
def test_all_that_matters_is_in_the_window(
    page: Page, width: int, height: int, more: list[str]
) -> None:
    page.show("", width, height)
    first = ["h1", ".introduction p", "#tour", "#plot", ".handle[data-handle=elu]"]
    assert page.script(FIND_HIDDEN, [*first, *parts_of_rows(), *more]) == []
    assert page.script("return document.documentElement.scrollHeight <= innerHeight")
    plot = page.find("#plot").rect
    assert plot["width"] * plot["height"] > 0.35 * width * height


def test_each_of_five_sliders_moves_a_curve_before_the_server_answers(
    page: Page, subtests: pytest.Subtests
) -> None:
    page.show()
    page.script(INTERCEPT, HELD)
    for name, moved in MOVED.items():
        # The range and the step change where the sum ends, and so its sweep.
        page.until("activationLab.hasSweeps()")
        page.script(HOLD)
        before = page.script(LINES)
        page.thumb(name).send_keys(Keys.PAGE_UP)
        with subtests.test(name=name):
            assert page.script(LINES)[moved] != before[moved]
        page.script(LET_GO)
        page.settle()


def test_nothing_says_that_it_waits_for_something(page: Page) -> None:
    page.show()
    for query in ("", "?shown=", "?shown=relu&panels=value", "?scene=relu&stage=answer"):
        page.visit(query)
        text = page.script("return document.body.textContent")
        assert not [words for words in UNHELPFUL if words in text]
        assert not page.is_seen(".page main [aria-disabled=true]")


def test_one_filled_button_says_what_to_do_next(page: Page, subtests: pytest.Subtests) -> None:
    page.show()
    filled = (
        "return [...document.querySelectorAll('button')].filter((button) =>"
        " button.checkVisibility() && ['rgb(79, 70, 229)', 'rgb(165, 180, 252)']"
        ".includes(getComputedStyle(button).backgroundColor)).map((button) => button.id)"
    )
    sizes = [(1440, 900), (390, 844)]
    queries = {
        "": "tour",
        "?theme=dark": "tour",
        "?scene=sum": "next",
        "?scene=five-gradients&stage=answer": "next",
    }
    for (width, height), (query, button) in product(sizes, queries.items()):
        if page.script("return innerWidth") != width:
            page.resize(width, height)
        page.visit(query)
        with subtests.test(width=width, query=query):
            assert page.script(filled) == [button]
            assert page.find(f"#{button}").get_attribute("class").split() == ["primary"]
