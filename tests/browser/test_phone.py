"""A phone: the picture and a slider stay in view while the words pass; a menu has the rest."""

from typing import Any

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from core.view import CONTROLS
from tests.browser.finger import drag_by, middle, tap
from tests.browser.handles import read_numbers
from tests.browser.page import Page

SIZES = [(390, 844), (360, 640), (844, 390)]
# A page, and the control in its dock: at first ELU's α, in a scene the first of the scene's.
DOCKED = {
    "": "alpha",
    "?shown=sigmoid,relu": "offset",
    "?scene=sum&stage=answer": "count",
    "?scene=relu&stage=value": "probe",
}
THUMB_PX = 26
MIN_PLOT_SHARE = 0.7
MAX_END_PX = 24  # from the last text to the dock
# How much of the plot is in the window with nothing over it, and whether the slider of the dock is.
LOOK = """
const plot = document.querySelector("#graph");
const { left, top, width, height } = plot.getBoundingClientRect();
const isSeen = (x, y) => plot.contains(document.elementFromPoint(x, y));
const [columns, rows] = [12, 12];
let seen = 0;
for (let column = 0; column < columns; column += 1)
  for (let row = 0; row < rows; row += 1)
    if (isSeen(left + ((column + 0.5) * width) / columns, top + ((row + 0.5) * height) / rows))
      seen += 1;
const slider = document.querySelector("#dock input").getBoundingClientRect();
const hit = document.elementFromPoint(slider.x + slider.width / 2, slider.y + slider.height / 2);
return {
  share: seen / (columns * rows),
  hasSlider: hit?.matches("#dock input") ?? false,
  isAtEnd: scrollY + innerHeight >= document.documentElement.scrollHeight - 1,
  isWide: document.documentElement.scrollWidth > innerWidth,
};
"""
# How far the page goes on below its last text.
FIND_END = """
let last = 0;
const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const { parentElement: holder, textContent } = walker.currentNode;
  const isHidden = holder.closest(".visually-hidden, .summary, #plot, .handles") !== null;
  if (isHidden || !textContent.trim() || !holder.checkVisibility()) continue;
  const range = document.createRange();
  range.selectNodeContents(walker.currentNode);
  last = Math.max(last, range.getBoundingClientRect().bottom + scrollY);
}
return document.documentElement.scrollHeight - last;
"""


def look_while_scrolling(page: Page, height: int) -> list[dict[str, Any]]:
    """What is in view at each half window, from the top to the end."""
    seen = []
    for step in range(40):
        page.script("scrollTo(0, arguments[0])", step * height // 2)
        seen.append(page.script(LOOK))
        if seen[-1]["isAtEnd"]:
            break
    return seen


def open_menu(page: Page) -> None:
    tap(page, *middle(page, "#menu-button"))
    page.until("document.getElementById('menu-button').ariaExpanded === 'true'")


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_plot_and_a_slider_stay_in_view(
    phone: Page, width: int, height: int, subtests: pytest.Subtests
) -> None:
    phone.show("", width, height)
    for query in ("", "?scene=sum&stage=answer"):
        phone.visit(query)
        seen = look_while_scrolling(phone, height)
        with subtests.test(query=query):
            assert len(seen) > 1
            assert seen[-1]["isAtEnd"]
            assert min(each["share"] for each in seen) >= MIN_PLOT_SHARE
            assert all(each["hasSlider"] for each in seen)
            assert not any(each["isWide"] for each in seen)
            dock = phone.find("#dock").rect["height"]
            assert phone.script(FIND_END) <= dock + MAX_END_PX


def test_the_dock_moves_its_control_and_follows_the_hand(
    phone: Page, subtests: pytest.Subtests
) -> None:
    phone.open("", 390, 844)
    for query, name in DOCKED.items():
        phone.visit(query)
        before = phone.thumb_value(name)
        x, y = middle(phone, "#dock input")
        width = phone.find("#dock input").rect["width"] - THUMB_PX
        low, high = CONTROLS[name].low, CONTROLS[name].high
        start = x + ((before - low) / (high - low) - 0.5) * width
        drag_by(phone, start, y, 3 if start < x else -3, 0)
        phone.settle()
        now = phone.thumb_value(name)
        with subtests.test(query=query):
            assert (now > before) == (start < x)
            assert now != before
            assert read_numbers(phone, name) == {now}
            assert float(phone.find(".dock-number").text.replace("−", "-")) == now


def test_the_dock_holds_the_slider_that_was_used_last(phone: Page) -> None:
    phone.open("", 390, 844)
    label = "return document.querySelector('.dock-label').textContent"
    assert phone.script(label) == "ELU α"
    for name, text in {"offset": "Sigmoid offset", "probe": "Probe x"}.items():
        phone.press(name, Keys.ARROW_RIGHT)
        phone.until(f"(() => {{ {label} === '{text}' }})()")
    phone.switch("relu")
    assert phone.script(label) == "Probe x"
    hidden = "return document.getElementById('dock').getAttribute('aria-hidden')"
    assert phone.script(hidden) == "true"


def test_the_menu_opens_acts_and_closes(phone: Page) -> None:
    phone.show("?alpha=2", 390, 844)
    menu = "#menu button"
    assert not phone.is_seen(menu)
    open_menu(phone)
    buttons = phone.driver.find_elements("css selector", menu)
    assert [each.text for each in buttons] == [
        *("Redo", "Reset", "Theme", "Share", "Export", "Present")
    ]
    assert min(each.rect["height"] for each in buttons) >= 44
    ActionChains(phone.driver).send_keys(Keys.ESCAPE).perform()
    assert not phone.is_seen(menu)
    assert phone.script("return document.activeElement.id") == "menu-button"
    assert phone.find("#menu-button").get_attribute("aria-expanded") == "false"
    for act, query in {"#reset": "", "#theme": "?theme=light", "#present": "?mode=lecture"}.items():
        phone.visit("?alpha=2" if act == "#reset" else "")
        open_menu(phone)
        phone.click(act)
        assert phone.query() == query
        assert not phone.is_seen(menu)


def test_what_the_menu_opens_is_a_dialog_over_the_page(
    phone: Page, subtests: pytest.Subtests
) -> None:
    phone.show("", 390, 844)
    for name in ("share", "export"):
        open_menu(phone)
        phone.click(f"[data-opens={name}-dialog]")
        box = phone.find(f"#{name}-dialog").rect
        with subtests.test(name=name):
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= 390
            assert phone.find(f"#{name}-dialog .close").is_displayed()
        phone.find(f"#{name}-dialog .close").click()
