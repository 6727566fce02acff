"""Every function of the page by keyboard alone: reached in order, seen, and never lost."""

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from tests.browser.page import Page

NAME = """
const e = document.activeElement;
if (e === document.body) return "";
if (e.matches(".control [role=slider]")) return `thumb-${e.closest(".control").dataset.control}`;
return e.id || e.value || e.ariaLabel || e.textContent;
"""
# Whether the focus has a ring, and whether what has it is in the window with nothing over it.
IS_FOCUS_SEEN = """
const e = document.activeElement;
const holders = [e, e.parentElement, e.closest("label, .dash-input") ?? e].map(
  (holder) => getComputedStyle(holder));
const hasRing = holders.some((style) => style.boxShadow !== "none"
  || (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2));
const box = (e.closest("label") ?? e).getBoundingClientRect();
const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
const top = document.elementFromPoint(x, y);
return hasRing && (e.contains(top) || top?.contains(e) || top?.closest("label")?.contains(e));
"""
SWITCHES = (
    *("sigmoid", "Sigmoid offset, in the formula", "thumb-offset", "box-offset"),
    *("sigmoid_sum", "Sum count, in the formula", "thumb-count", "box-count", "article", "terms"),
    *("softplus", "relu", "elu", "ELU α, in the formula", "thumb-alpha", "box-alpha"),
    *("identity", "gelu", "thumb-range", "box-range-low", "box-range-high", "thumb-step"),
    *("box-step", "thumb-probe", "box-probe", "tour"),
)
HANDLES = (
    "sigmoid: Sigmoid offset, on the curve",
    "ELU: ELU α, on the curve",
    "Probe x, on the axis",
)
ORDERS = {
    (1440, 900): (
        *("Skip to the graph", "explore", "reset", "theme", "Share", "Export", "present"),
        *(*SWITCHES, "Zoom", "Pan", "Zoom in", "Zoom out", *HANDLES),
        # The first choice of the lens, the panels, the whole view, the scale.
        *("gradient", "value", "whole-view", "linear", "Table of values", "Table of properties"),
    ),
    (390, 844): (
        *("Skip to the graph", "explore", "menu-button"),
        *(*SWITCHES, *HANDLES, "Table of values", "Table of properties"),
    ),
}


def walk(page: Page, steps: int, key: str = Keys.TAB) -> list[str]:
    """What has the focus after each press of a key."""
    reached = []
    for _ in range(steps):
        ActionChains(page.driver).send_keys(key).perform()
        reached.append(page.script(NAME))
    return reached


def press_at(page: Page, selector: str, key: str) -> None:
    """Move the focus to something that can have it, and press a key there."""
    page.script("document.querySelector(arguments[0]).focus()", selector)
    ActionChains(page.driver).send_keys(key).perform()
    page.settle()


@pytest.mark.parametrize(("width", "height"), ORDERS)
def test_tab_runs_through_all_that_can_be_used_in_order_and_out_again(
    page: Page, width: int, height: int
) -> None:
    page.open("", width, height)
    order = ORDERS[width, height]
    reached: list[str] = []
    unseen = []
    while "" not in reached and len(reached) < 80:
        reached += walk(page, 1)
        if reached[-1] and not page.script(f"return (() => {{{IS_FOCUS_SEEN}}})()"):
            unseen.append(reached[-1])
    places = [reached.index(each) for each in order]
    assert places == sorted(places)
    assert reached[-2:] == [order[-1], ""]  # then come the browser's own controls
    assert unseen == []


def test_all_that_a_pointer_does_keys_do(page: Page) -> None:
    page.show()
    press_at(page, "#switch-tanh input", Keys.SPACE)
    press_at(page, "#control-scale input:checked", Keys.ARROW_RIGHT)
    press_at(page, "#control-rule input:checked", Keys.ARROW_RIGHT)
    explore = "?shown=sigmoid,sigmoid_sum,softplus,relu,elu,tanh&scale=log&rule=refine"
    assert page.query() == explore
    press_at(page, "#views input:checked", Keys.ARROW_RIGHT)
    place = page.query()
    press_at(page, "#next", Keys.ENTER)
    assert page.query() != place
    assert place.startswith("?scene=")
    press_at(page, "#undo", Keys.ENTER)
    press_at(page, "#undo", Keys.ENTER)
    assert page.query() == explore
    press_at(page, "#value-table-details summary", Keys.ENTER)
    page.until("document.querySelectorAll('#value-table tbody tr').length === 21")


def test_the_plot_is_zoomed_and_made_whole_again_by_key(page: Page) -> None:
    page.show()
    before = page.picture()["axes"]
    press_at(page, ".modebar-btn[data-title='Zoom in']", Keys.ENTER)
    near = page.picture()["axes"]
    assert before[0][0] < near[0][0] < near[0][1] < before[0][1]
    assert before[1][0] < near[1][0] < near[1][1] < before[1][1]
    press_at(page, "#whole-view", Keys.ENTER)
    assert page.picture()["axes"] == before
    press_at(page, "#whole-view", Keys.ENTER)
    highest = page.curves()["relu-value"][-1]
    assert page.picture()["axes"][1] == pytest.approx([-2, highest], abs=0.1)
    press_at(page, "#whole-view", Keys.ENTER)
    assert page.picture()["axes"] == before


def test_the_first_link_skips_to_the_graph_and_is_no_visit(page: Page) -> None:
    page.open("?alpha=2")
    walk(page, 1)
    assert page.find(".skip").rect["width"] > 44
    assert walk(page, 1, Keys.ENTER) == ["graph"]
    assert page.script("return location.href").endswith("?alpha=2")
    assert walk(page, 1) == ["Zoom"]


def test_the_focus_moves_on_where_its_control_goes(page: Page, subtests: pytest.Subtests) -> None:
    page.show()
    for opened, then, follows in [
        ("?scene=elu&stage=answer", "?scene=softplus", "thumb-probe"),
        ("?shown=elu", "?shown=relu", "identity"),
    ]:
        page.visit(opened)
        page.script("document.querySelector('#control-alpha [role=slider]').focus()")
        page.visit(then)
        page.until("document.activeElement !== document.body")
        with subtests.test(opened=opened):
            assert page.script(NAME) == follows


def test_the_focus_moves_on_from_a_button_that_has_done_all_it_can(page: Page) -> None:
    page.open()
    page.press("alpha", Keys.ARROW_RIGHT)
    page.find("#undo").send_keys(Keys.ENTER)
    page.until("document.getElementById('undo').disabled")
    page.until("document.activeElement.id === 'redo'")


def test_who_leaves_a_control_is_not_called_back(page: Page) -> None:
    page.show("?scene=elu&stage=answer")
    page.script("document.querySelector('#control-alpha [role=slider]').focus()")
    page.script("document.activeElement.blur()")
    page.visit("?scene=softplus")
    assert page.script("return document.activeElement === document.body")
