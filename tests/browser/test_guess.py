"""A guess before the answer: a dot that is dragged, and the gap to the curve once that is drawn."""

import numpy as np
import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.finger import drag_by, middle
from tests.browser.page import PLOT, Page

# The middle of the dot and the ends of the gap, in pixels of the panel of an axis.
READ_GUESS = f"""
const {{ xaxis, [arguments[0]]: axis }} = {PLOT}._fullLayout;
const plot = {PLOT}.getBoundingClientRect();
const dot = document.querySelector(".guess").getBoundingClientRect();
const gap = document.querySelector(".guess-gap").getBoundingClientRect();
const down = dot.y + dot.height / 2 - plot.top - axis._offset;
return {{
  x: xaxis.p2l(dot.x + dot.width / 2 - plot.left - xaxis._offset),
  down,
  height: axis.p2l(down),
  gap: [gap.top, gap.bottom].map((end) => end - plot.top - axis._offset),
}};
"""
TO_PIXELS = f"return {PLOT}._fullLayout[arguments[0]].l2p(arguments[1])"


def guess_text(page: Page) -> str:
    return str(page.script("return document.querySelector('.guess').textContent"))


def test_a_guess_is_dragged_and_the_answer_shows_the_gap(page: Page) -> None:
    page.show("?scene=sum")
    before = page.script(READ_GUESS, "yaxis")
    assert before["x"] == pytest.approx(9.8, abs=0.05)
    assert "f(9.8) of sum of sigmoids" in guess_text(page)
    page.drag_element(page.find(".guess"), (0, -40), (0, -50))
    after = page.script(READ_GUESS, "yaxis")
    assert after["down"] == pytest.approx(before["down"] - 90, abs=1)
    assert guess_text(page) == f"your guess: {after['height']:.2g}"
    page.press_on(page.find(".guess"), Keys.ARROW_UP, Keys.ARROW_UP, Keys.ARROW_DOWN)
    kept = page.script(READ_GUESS, "yaxis")
    assert kept["down"] < after["down"]
    assert not page.is_seen(".guess-gap")
    for stage in ("value", "gradient", "answer"):
        page.click("#next")
        assert page.query() == f"?scene=sum&stage={stage}"
        found = page.script(READ_GUESS, "yaxis")
        line = f"{PLOT}._fullData.find((line) => line.uid === 'sigmoid_sum-value')"
        x, y = (page.script(f"return Array.from({line}.{axis})") for axis in "xy")
        truth = page.script(TO_PIXELS, "yaxis", np.interp(9.8, x, y))
        assert found["height"] == pytest.approx(kept["height"], abs=0.01)
        assert found["gap"] == pytest.approx(sorted([truth, found["down"]]), abs=2)
    page.drag_element(page.find(".guess"), (0, -30))
    assert page.script(READ_GUESS, "yaxis")["height"] == pytest.approx(kept["height"], abs=0.01)


def test_who_does_not_guess_sees_no_trace_of_it(page: Page) -> None:
    page.show("?scene=softplus")
    assert page.is_seen(".guess")
    page.click("#next")
    assert not page.is_seen(".guess, .guess-gap")
    page.visit("?scene=relu")
    assert not page.is_seen(".guess, .guess-gap")
    page.visit("")
    assert not page.is_seen(".guess, .guess-gap")


def test_a_finger_drags_the_guess(phone: Page) -> None:
    phone.show("?scene=softplus", 390, 844)
    before = phone.script(READ_GUESS, "yaxis2")
    drag_by(phone, *middle(phone, ".guess"), 0, -3)
    after = phone.script(READ_GUESS, "yaxis2")
    assert after["down"] == pytest.approx(before["down"] - 36, abs=3)
    assert phone.script("return scrollY") == 0
