"""Every function of the page by keyboard alone: reached in order, seen, and never lost."""

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from tests.browser.page import Page

NAME = """
const e = document.activeElement;
if (e.matches("[role=slider]")) return `thumb-${e.closest(".control").id}`;
return e.id || e.value || e.ariaLabel || e.textContent;
"""


def walk(page: Page, steps: int, key: str = Keys.TAB) -> list[str]:
    """What has the focus after each press of a key."""
    reached = []
    for _ in range(steps):
        ActionChains(page.driver).send_keys(key).perform()
        reached.append(page.script(NAME))
    return reached


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (320, 256)])
def test_tab_runs_through_all_that_can_be_used_in_order_and_out_again(
    page: Page, width: int, height: int
) -> None:
    page.open("", width, height)
    reached = walk(page, 60)
    order = [
        *("Skip to the graph", "reset", "previous", "next", "free", "identity", "gelu"),
        *(
            "box-range-low",
            "box-range-high",
            "thumb-row-range",
            "box-alpha",
            "thumb-row-alpha",
            "article",
        ),
        *(
            "value",
            "linear",
            "auto",
            "whole-view",
            "Zoom",
            "Pan",
            "Zoom in",
            "Zoom out",
            "Table of values",
        ),
    ]
    places = [reached.index(each) for each in order]
    assert places == sorted(places)
    assert reached[places[-1] + 2] == "Skip to the graph"  # after the browser's own controls


def test_all_that_a_pointer_does_keys_do(page: Page) -> None:
    page.show()
    page.find("#control-shown input[value=tanh]").send_keys(Keys.SPACE)
    page.settle()
    page.find("#control-scale input[value=log]").send_keys(Keys.SPACE)
    page.settle()
    page.find("#next").send_keys(Keys.ENTER)
    page.settle()
    page.find("#undo").send_keys(Keys.ENTER)
    page.settle()
    assert page.query() == "?shown=sigmoid,softplus,relu,elu,tanh&scale=log"
    page.press("probe", Keys.ARROW_RIGHT)
    assert "probe=-1.9" in page.query()
    page.find("#value-table-details summary").send_keys(Keys.ENTER)
    page.until("document.querySelectorAll('#value-table tbody tr').length === 21")


def test_the_plot_is_zoomed_and_made_whole_again_by_key(page: Page) -> None:
    page.show()
    before = page.picture()["axes"]
    page.find(".modebar-btn[data-title='Zoom in']").send_keys(Keys.ENTER)
    near = page.picture()["axes"]
    assert before[0][0] < near[0][0] < near[0][1] < before[0][1]
    assert before[1][0] < near[1][0] < near[1][1] < before[1][1]
    page.find("#whole-view").send_keys(Keys.ENTER)
    page.settle()
    assert page.picture()["axes"] == before


def test_the_first_link_skips_to_the_graph_and_is_no_visit(page: Page) -> None:
    page.open("?alpha=2")
    walk(page, 1)
    assert page.find(".skip").rect["width"] > 44
    assert walk(page, 1, Keys.ENTER) == ["graph"]
    assert page.script("return location.href").endswith("?alpha=2")
    assert walk(page, 1) == ["Zoom"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_focus_is_seen_wherever_it_is(page: Page, theme: str) -> None:
    page.open(f"?theme={theme}")
    for _ in range(45):
        ActionChains(page.driver).send_keys(Keys.TAB).perform()
        seen = page.script(
            "const focused = document.activeElement;"
            "const rings = [focused, focused.parentElement].map((e) => getComputedStyle(e));"
            "return rings.some((s) => s.boxShadow !== 'none'"
            " || (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2))"
        )
        assert seen, page.script(NAME)


def test_the_focus_moves_on_where_its_control_goes(page: Page, subtests: pytest.Subtests) -> None:
    page.show()
    for opened, then, follows in [
        ("?scene=6&stage=answer", "?scene=4", "value"),
        ("?shown=elu", "?shown=relu", "box-slope"),
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
    page.open("?scene=6&stage=answer")
    page.script("document.querySelector('#control-alpha [role=slider]').focus()")
    page.script("document.activeElement.blur()")
    page.visit("?scene=4")
    assert page.script("return document.activeElement === document.body")
