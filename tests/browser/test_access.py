"""axe finds nothing in any scene, and an enlarged page cuts nothing."""

from itertools import product
from pathlib import Path

import axe_core_python
import pytest

from components.story import SCENES
from tests.browser.page import CLOSE_ALL, Page

AXE = next(Path(axe_core_python.__file__).parent.rglob("axe.min.js")).read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
LOOKS = ["theme=light", "theme=dark", "mode=lecture", "mode=lecture&theme=dark"]
STATES = [
    "",
    "shown=sigmoid,sigmoid_sum,softplus,relu,elu",
    "shown=&panels=gradient&scale=log&alpha=2",
    "scene=3",
    *(f"scene={number}&stage=answer" for number in range(1, len(SCENES) + 1)),
]
# Those that differ most: the free page, one without curves on another axis, a scene's answer.
TELLING = ["", "shown=&panels=gradient&scale=log&alpha=2", "scene=3&stage=answer"]
ENLARGED = [(320, 256), (320, 640), (390, 844), (640, 512), (844, 390), (960, 540)]
# What is cut: words that do not fit where they stand, and what lies beyond the right edge.
CUT = """
const beyond = (e) =>
  !e.closest(".value-table, .plot") && e.getBoundingClientRect().right > innerWidth + 1;
return [...document.querySelectorAll("label, p, h1, h2, button, summary, input, [role=slider]")]
  .filter((e) => e.checkVisibility() && getComputedStyle(e).clipPath === "none")
  .filter((e) => getComputedStyle(e).display !== "inline")
  .filter((e) => beyond(e)
    || (e.matches("p, h1, h2, label, button") && e.scrollWidth > e.clientWidth + 1))
  .map((e) => e.id || e.textContent)
"""


# React gives a choice its wrong role again when it changes; the page takes it away soon after.
ARE_CHOICES_NAMED = "!document.querySelector('.control :is([role=option], label[aria-selected])')"


def find_violations(page: Page, queries: list[str]) -> dict[str, list[tuple[str, list[str]]]]:
    """Return what axe finds in each state, by its query: the rule and the elements."""
    options = "{runOnly: arguments[0], resultTypes: ['violations']}"
    # The drawing is hidden from assistive technology, and most of the page's elements are in it.
    run = f"const done = arguments[1]; axe.run({{exclude: [['.main-svg']]}}, {options}).then(done)"
    found = {}
    for query in queries:
        page.visit(query)
        page.until(ARE_CHOICES_NAMED)
        violations = page.run_async(run, RULES)["violations"]
        found[query] = [
            (each["id"], [node["html"] for node in each["nodes"]]) for each in violations
        ]
    return {query: each for query, each in found.items() if each}


@pytest.mark.parametrize(
    ("width", "height", "states"), [(1440, 900, STATES), (1024, 768, TELLING), (390, 844, TELLING)]
)
@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing(
    page: Page, look: str, width: int, height: int, states: list[str]
) -> None:
    page.show(f"?{look}", width, height)
    page.until(ARE_CHOICES_NAMED)
    page.script(AXE)
    queries = [f"?{look}&{state}" for state in states]
    if "lecture" in look:
        page.script("document.documentElement.setAttribute('data-show-controls', '')")
        found = find_violations(page, queries)
        page.script("document.documentElement.removeAttribute('data-show-controls')")
    else:
        # The table takes axe as long as the rest, and differs little between scenes.
        with_table = [f"?{look}&{state}" for state in TELLING]
        page.open_table()
        found = find_violations(page, with_table)
        page.script(CLOSE_ALL)
        found |= find_violations(page, [query for query in queries if query not in with_table])
    assert found == {}


def test_an_enlarged_page_scrolls_one_way_and_cuts_nothing(
    page: Page, subtests: pytest.Subtests
) -> None:
    """320 x 256 is a window of 1280 x 1024 at 400 %."""
    page.show()
    page.open_table()
    for (width, height), query in product(
        ENLARGED, ("?shown=sigmoid,sigmoid_sum,softplus,relu,elu", "?scene=3&stage=answer")
    ):
        page.resize(width, height)
        page.visit(query)
        with subtests.test(width=width, height=height, query=query):
            assert page.script("return document.documentElement.scrollWidth <= innerWidth")
            assert page.script(CUT) == []
            assert page.find("#plot").rect["height"] >= 320
            # Nothing but the window scrolls up and down.
            inner = page.script(
                "return [...document.querySelectorAll('.page *')]"
                ".filter((e) => e.scrollHeight > e.clientHeight + 1"
                " && ['auto', 'scroll'].includes(getComputedStyle(e).overflowY))"
                ".map((e) => e.className)"
            )
            assert inner == []


def test_a_wide_table_scrolls_by_itself_and_the_keyboard_gets_there(page: Page) -> None:
    page.open("?shown=sigmoid,sigmoid_sum,softplus,relu,elu", 390, 844)
    page.open_table()
    table = page.find("#value-table")
    assert page.script("return arguments[0].scrollWidth > arguments[0].clientWidth", table)
    assert (table.get_attribute("tabindex"), table.get_attribute("aria-label")) == (
        "0",
        "Table of values",
    )
    assert page.script("return document.documentElement.scrollWidth <= innerWidth")


def test_who_wants_no_motion_gets_none(page: Page) -> None:
    page.open()  # the browser of the tests asks for none
    page.drag("alpha", 20)
    page.switch("shown", "tanh")
    assert page.script("return matchMedia('(prefers-reduced-motion: reduce)').matches")
    assert page.script("return document.getAnimations().length") == 0
    moving = (
        "(e) => getComputedStyle(e).transitionDuration !== '0s'"
        " || getComputedStyle(e).animationName !== 'none'"
    )
    still = page.script(
        f"return [...document.querySelectorAll('.page *')].filter({moving}).map((e) => e.className)"
    )
    assert still == []


def test_colours_that_the_system_chooses_leave_the_curves_theirs(page: Page) -> None:
    page.show()
    heading = "document.querySelector('#card-elu h2')"
    swatch = f"return getComputedStyle({heading}, '::before').backgroundImage"
    surface = "return getComputedStyle(document.querySelector('.plot')).backgroundColor"
    before = page.script(swatch), page.script(surface)
    forced = {"features": [{"name": "forced-colors", "value": "active"}]}
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", forced)
    assert page.script("return matchMedia('(forced-colors: active)').matches")
    assert (page.script(swatch), page.script(surface)) == before
    assert "gradient" in before[0]
    track = "return getComputedStyle(document.querySelector('.dash-slider-track')).borderTopWidth"
    assert page.script(track) == "1px"
