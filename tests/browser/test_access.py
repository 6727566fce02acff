"""axe finds nothing in any kind of view, and an enlarged page cuts nothing."""

from itertools import product
from pathlib import Path

import axe_core_python
import pytest

from components.story import SCENES
from tests.browser.page import CLOSE_ALL, Page

AXE = next(Path(axe_core_python.__file__).parent.rglob("axe.min.js")).read_text()
RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
# The contrast takes longest, and only it depends on the theme.
STRUCTURE: dict[str, object] = {"runOnly": RULES, "rules": {"color-contrast": {"enabled": False}}}
CONTRAST: dict[str, object] = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
EMPTY = "shown=&panels=gradient&scale=log&alpha=2"
KEYS = {scene.view.part: scene.key for scene in SCENES}  # of the last of each
RACE_ANSWER, CURVES_ANSWER = (f"scene={KEYS[part]}&stage=answer" for part in ("race", "curves"))
REFLOWING = ("?shown=sigmoid_sum,elu,gelu", CURVES_ANSWER, RACE_ANSWER)
STATES = [
    "",
    "shown=sigmoid_sum,leaky_relu&rule=refine&extras=terms,limit",
    EMPTY,
    "scene=sum",
    "part=race",
    "lens=saturation&scale=log",
    "lens=mean",
    "lens=depth&weights=one",
    *(f"scene={key}&stage=answer" for key in ("input", "elu")),
    *(RACE_ANSWER, CURVES_ANSWER),
]
# Those that differ most: the free page, one without curves on another axis, an answer, a race, the
# lens with most controls.
TELLING = ["", EMPTY, "scene=sum&stage=answer", "part=race", "lens=depth&weights=one"]
SHORT_TABLE = "step=2"  # ten rows: they look alike, and each cell takes axe some milliseconds
# What opens is looked at by itself: the rest is the page that has been looked at before.
TABLE, DIALOG = "#value-table-details", "#properties-dialog"
# In the top layer axe leaves the contrast open, whatever it is.
MAKE_MODELESS = f"const dialog = document.querySelector('{DIALOG}'); dialog.close(); dialog.show()"
SHOW_CONTROLS = "document.documentElement.toggleAttribute('data-show-controls', arguments[0])"
OPEN_MENU = "document.documentElement.toggleAttribute('data-menu-open', arguments[0])"
ENLARGED = [(320, 256), (320, 640), (640, 512), (960, 540)]
TEXT_PX = 16
ROOT_SIZE = "return parseFloat(getComputedStyle(document.documentElement).fontSize)"
# What is cut: words that do not fit where they stand, and what lies beyond the right edge.
CUT = """
const beyond = (e) =>
  !e.closest(".value-table, .plot") && e.getBoundingClientRect().right > innerWidth + 1;
const fitting = "p, h1, h2, label, button:not(.x-place)"; // which has a larger target around it
const parts = "label, p, h1, h2, button, summary, input, .maths, .reading, [role=slider]";
return [...document.querySelectorAll(parts)]
  .filter((e) => e.checkVisibility() && getComputedStyle(e).clipPath === "none")
  .filter((e) => getComputedStyle(e).display !== "inline" || e.matches(".maths, .reading"))
  .filter((e) => beyond(e)
    || (e.matches(fitting) && e.scrollWidth > e.clientWidth + 1))
  .map((e) => e.id || e.textContent)
"""
# What scrolls up and down within the window.
SCROLLED = """
return [...document.querySelectorAll(".page *")]
  .filter((e) => e.checkVisibility() && e.scrollHeight > e.clientHeight + 1
    && ["auto", "scroll"].includes(getComputedStyle(e).overflowY))
  .map((e) => e.className);
"""

# React gives a choice its wrong role again when it changes; the page takes it away soon after.
ARE_CHOICES_NAMED = "!document.querySelector('.control :is([role=option], label[aria-selected])')"


def find_violations(
    page: Page, queries: list[str], options: dict[str, object], part: str = "html"
) -> dict[str, list[tuple[str, list[str]]]]:
    """Return what axe finds in a part in each state, by its query: the rule and the elements."""
    # The drawing is hidden from assistive technology, and most of the page's elements are in it.
    run = (
        "const [options, part, done] = arguments;"
        "axe.run({include: [[part]], exclude: [['.main-svg']]}, options).then(done)"
    )
    found = {}
    for query in queries:
        page.visit(query)
        page.until(ARE_CHOICES_NAMED)
        result = page.run_async(run, options | {"resultTypes": ["violations"]}, part)
        found[query] = [
            (each["id"], [node["html"] for node in each["nodes"]]) for each in result["violations"]
        ]
    return {query: each for query, each in found.items() if each}


def show_with_axe(page: Page, query: str, width: int, height: int) -> None:
    page.show(query, width, height)
    page.until(ARE_CHOICES_NAMED)
    page.script(f"if (!window.axe) {{ {AXE} }}")


def test_axe_finds_nothing_in_any_state(page: Page) -> None:
    show_with_axe(page, "", 1440, 900)
    assert find_violations(page, [f"?{state}" for state in STATES], STRUCTURE) == {}
    page.open_table()
    assert find_violations(page, [f"?{SHORT_TABLE}"], STRUCTURE, TABLE) == {}
    page.open_properties()
    assert find_violations(page, [f"?{SHORT_TABLE}"], STRUCTURE, DIALOG) == {}
    page.script(CLOSE_ALL)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_no_text_without_contrast(page: Page, theme: str) -> None:
    show_with_axe(page, "", 1440, 900)
    themed = [f"?theme={theme}&{state}" for state in [*TELLING[1:], SHORT_TABLE]]
    assert find_violations(page, themed, CONTRAST) == {}
    page.open_table()
    assert find_violations(page, themed[-1:], CONTRAST, TABLE) == {}
    page.open_properties()
    page.script(MAKE_MODELESS)
    assert find_violations(page, themed[-1:], CONTRAST, DIALOG) == {}
    page.script(CLOSE_ALL)


def test_axe_finds_nothing_on_a_phone(page: Page) -> None:
    show_with_axe(page, "", 390, 844)
    found = find_violations(page, [f"?{state}" for state in TELLING], STRUCTURE)
    found |= find_violations(page, [f"?theme=dark&{TELLING[2]}"], CONTRAST)
    page.script(OPEN_MENU, True)
    found |= find_violations(page, [""], STRUCTURE)
    found |= find_violations(page, ["?theme=light"], CONTRAST)
    page.script(OPEN_MENU, False)
    assert found == {}


def test_axe_finds_nothing_in_a_lecture(page: Page) -> None:
    show_with_axe(page, "?mode=lecture", 1280, 800)
    page.script(SHOW_CONTROLS, True)
    found = find_violations(page, [f"?mode=lecture&{state}" for state in TELLING], STRUCTURE)
    for theme in ("light", "dark"):
        query = f"?mode=lecture&theme={theme}&{TELLING[2]}"
        found |= find_violations(page, [query], CONTRAST)
    page.script(SHOW_CONTROLS, False)
    assert found == {}


def check_reflow(page: Page) -> None:
    """Nothing is cut, and the page scrolls one way."""
    assert page.script("return document.documentElement.scrollWidth <= innerWidth")
    assert page.script(CUT) == []


def test_an_enlarged_page_scrolls_one_way_and_cuts_nothing(
    page: Page, subtests: pytest.Subtests
) -> None:
    """320 x 256 is a window of 1280 x 1024 at 400 %."""
    page.show()
    for (width, height), query in product(ENLARGED, REFLOWING):
        if page.script("return [innerWidth, innerHeight]") != [width, height]:
            page.resize(width, height, is_enlarged=True)
        page.visit(query)
        with subtests.test(width=width, height=height, query=query):
            check_reflow(page)
            if query != RACE_ANSWER:
                assert page.find("#plot").rect["height"] >= 190
            assert page.script(SCROLLED) == []


def test_text_of_twice_the_size_is_not_cut(page: Page, subtests: pytest.Subtests) -> None:
    def set_text_size(pixels: int) -> None:
        sizes = {"fontSizes": {"standard": pixels, "fixed": pixels}}
        page.driver.execute_cdp_cmd("Page.setFontSizes", sizes)

    page.show()
    usual = page.script(ROOT_SIZE)
    set_text_size(2 * TEXT_PX)
    assert page.script(ROOT_SIZE) == 2 * usual
    for width, height in ((1600, 900), (1024, 768), (390, 844)):
        page.resize(width, height, is_enlarged=True)
        for query in REFLOWING:
            page.visit(query)
            with subtests.test(width=width, query=query):
                check_reflow(page)
    set_text_size(TEXT_PX)


def test_a_wide_table_scrolls_by_itself_and_the_keyboard_gets_there(page: Page) -> None:
    page.show("", 390, 844)
    page.open_table()
    table = page.find("#value-table")
    assert page.script("return arguments[0].scrollWidth > arguments[0].clientWidth", table)
    assert (table.get_attribute("tabindex"), table.get_attribute("aria-label")) == (
        "0",
        "Table of values",
    )
    assert page.script("return document.documentElement.scrollWidth <= innerWidth")
    page.script(CLOSE_ALL)


def test_who_wants_no_motion_gets_none(page: Page) -> None:
    page.show()  # the browser of the tests asks for none
    page.drag("alpha", 20)
    page.switch("tanh")
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
    switch = "return getComputedStyle(document.querySelector('#switch-elu input')).backgroundColor"
    ring = "return getComputedStyle(document.querySelector('[data-handle=elu] .handle-ring'))"
    surface = "return getComputedStyle(document.querySelector('.plot')).backgroundColor"
    before = page.script(switch), page.script(surface)
    forced = {"features": [{"name": "forced-colors", "value": "active"}]}
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", forced)
    assert page.script("return matchMedia('(forced-colors: active)').matches")
    assert (page.script(switch), page.script(surface)) == before
    assert before[0] == "rgb(120, 94, 240)"
    assert page.script(f"{ring}.borderTopStyle") == "solid"
    track = "return getComputedStyle(document.querySelector('.dash-slider-track')).borderTopWidth"
    assert page.script(track) == "1px"
