"""Anyone can use the page: axe finds nothing, and every control answers to the keyboard alone."""

from pathlib import Path

import axe_core_python
import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from tests.browser.conftest import Page

AXE = next(Path(axe_core_python.__file__).parent.rglob("axe.min.js")).read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
STATES = ["", "?theme=dark", "?scene=3&moment=answer", "?shown=&panels=gradient&scale=log&alpha=2"]


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1024, 768), (390, 844)])
@pytest.mark.parametrize("query", STATES)
def test_axe_finds_nothing(page: Page, query: str, width: int, height: int) -> None:
    page.open(query, width, height)
    page.until("document.querySelectorAll('.control [role=option]').length === 0")
    page.script(AXE)
    page.driver.set_script_timeout(60)
    run = "const done = arguments[1]; axe.run(document, {runOnly: arguments[0]}).then(done)"
    found = page.driver.execute_async_script(run, RULES)["violations"]
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []


def test_every_control_is_reached_and_works_by_keyboard_alone(page: Page) -> None:
    page.open()
    reached = []
    for _ in range(60):
        ActionChains(page.driver).send_keys(Keys.TAB).perform()
        reached.append(page.script("return document.activeElement.id || document.activeElement.value"))
    for each in ("reset", "previous", "next", "free", "sigmoid", "gelu", "box-alpha", "value", "linear", "auto"):
        assert each in reached
    page.find("#control-shown input[value=tanh]").send_keys(Keys.SPACE)
    page.settle()
    page.find("#control-scale input[value=log]").send_keys(Keys.SPACE)
    page.settle()
    page.find("#next").send_keys(Keys.ENTER)
    page.settle()
    page.find("#undo").send_keys(Keys.ENTER)
    page.settle()
    assert page.query() == "?shown=sigmoid,softplus,relu,elu,tanh&scale=log"


def test_the_focus_is_seen(page: Page) -> None:
    page.open()
    ActionChains(page.driver).send_keys(Keys.TAB).perform()
    style = page.script("const s = getComputedStyle(document.activeElement); return [s.outlineStyle, s.outlineWidth]")
    assert style == ["solid", "3px"]
