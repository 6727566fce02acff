"""A formula of the reader's: typed, faulty, moved, started from, raced and shown in a lecture."""

import math

import numpy as np
import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.page import Page

PHONE = (390, 844)


def type_formula(page: Page, text: str) -> None:
    box = page.find("input#box-formula")
    box.click()
    box.send_keys(Keys.CONTROL, "a")
    box.send_keys(text)


def fault(page: Page) -> str:
    return str(page.script("return document.querySelector('#function-own-fault').innerText"))


def test_a_chip_opens_a_row_and_what_is_typed_is_drawn(page: Page) -> None:
    page.show("?shown=relu")
    assert page.text("function-own") == "ƒ your own…"
    page.find("#switch-own label").click()
    page.settle()
    assert page.find("input#box-formula").is_displayed()
    assert not page.find("input#box-a").is_displayed()
    type_formula(page, "a * x^2")
    page.until("activationLab.query().includes('%5E2')")
    page.settle()
    assert page.find("input#box-a").is_displayed()
    x = np.arange(-10, 10, 0.2)
    curves = page.curves()
    np.testing.assert_allclose(np.array(curves["own-value"], float), x**2, atol=1e-12)
    np.testing.assert_allclose(np.array(curves["own-gradient"], float), 2 * x, atol=1e-12)
    assert "x2" in page.text("function-own-formula-value")
    page.find("#undo").click()
    page.settle()
    assert page.find("input#box-formula").get_attribute("value") == "x * tanh(softplus(x))"


def test_a_fault_stands_under_the_box_and_leaves_the_curve(page: Page) -> None:
    page.show("?shown=own")
    before = page.curves()
    type_formula(page, "x * tahn(x)")
    page.until("document.querySelector('#function-own-fault').innerText")
    page.settle()
    assert fault(page).startswith("There is no tahn. Is it tan or tanh?\nx * tahn(x)")
    assert page.text("function-own-fault strong") == "t"
    box = page.find("input#box-formula")
    assert box.get_attribute("value") == "x * tahn(x)"
    assert box.get_attribute("aria-invalid") == "true"
    said = "There is no tahn. Is it tan or tanh?"
    page.until(f"document.getElementById('announcement').textContent === {said!r}")
    assert page.curves() == before
    assert "formula" not in page.query()
    type_formula(page, "tanh(x) ")
    page.until("activationLab.query().includes('tanh')")
    page.settle()
    assert fault(page) == ""
    assert box.get_attribute("aria-invalid") == "false"
    assert box.get_attribute("value") == "tanh(x) "  # the space may be on its way to more


def test_markup_is_shown_as_text(page: Page) -> None:
    page.show("?shown=own")
    type_formula(page, "<img src=x onerror=alert(1)>")
    page.until("document.querySelector('#function-own-fault').innerText")
    page.settle()
    assert "<img src=x onerror=alert(1)>" in fault(page)
    assert page.script("return document.querySelectorAll('img[src=x]').length") == 0


def test_the_slider_of_a_moves_the_curve_before_the_server_answers(page: Page) -> None:
    page.show("?shown=own&formula=1+if+x+>+a+else+a*x")
    page.until("activationLab.hasSweeps()")
    page.drag("a", 6, 6)
    a = page.thumb_value("a")
    assert a != 1
    assert f"a={a:g}" in page.query()
    x = np.arange(-10, 10, 0.2)
    expected = np.where(x > a, 1.0, a * x)
    found = np.array(page.curves()["own-value"], float)
    known = found[~np.isnan(found)]
    assert known.size >= x.size
    assert np.isin(np.round(expected, 9), np.round(known, 9)).all()
    page.press("a", Keys.ARROW_RIGHT)
    assert page.thumb_value("a") == pytest.approx(a + 0.1)


def test_one_tap_starts_from_a_formula(page: Page) -> None:
    page.show("?shown=own")
    for name, at_1 in (("CELU", 1.0), ("sigmoid as written", 1 / (1 + math.exp(-1)))):
        page.script(
            "[...document.querySelectorAll('#function-own .starter')]"
            ".find((each) => each.textContent === arguments[0]).click()",
            name,
        )
        page.settle()
        assert page.curves()["own-value"][55] == pytest.approx(at_1)  # x = 1
    assert "a=0" in page.query()
    assert page.find("input#box-formula").get_attribute("value") == "1 / (1 + exp(-x + a))"


def test_a_gap_a_jump_and_a_pole_leave_the_line_open(page: Page) -> None:
    page.show("?shown=own&formula=sqrt(x)")
    values = page.curves()["own-value"]
    assert values[0] is None
    assert "Not finite up to x = 0" in page.text("function-own-gaps")
    page.show("?shown=own&formula=1+if+x+>+0.3+else+0")
    values = page.curves()["own-value"]
    assert [each for each in values if each is None] == [None]


@pytest.mark.parametrize("query", ["", "&theme=dark"])
def test_on_a_phone_the_row_fits_and_its_targets_are_large_enough(page: Page, query: str) -> None:
    long = "0.5*x*(1+tanh(sqrt(2/pi)*(x%2B0.044715*x^3)))"
    page.show(f"?shown=own,own2&formula={long}{query}", *PHONE)
    assert page.script("return document.documentElement.scrollWidth") <= PHONE[0]
    sizes = page.script(
        "return [...document.querySelectorAll('#function-own .starter')]"
        ".map((each) => each.getBoundingClientRect().height)"
    )
    assert min(sizes) >= 24


def test_a_formula_races_and_is_shown_in_a_lecture(page: Page) -> None:
    page.show("?part=race&lanes=relu,own&formula=relu(x)^2&layers=1&width=4")
    assert "relu(x)^2" in page.text("race-lanes")
    assert page.find("input#box-formula").is_displayed()
    page.find("#race-start").click()
    page.until("document.querySelector('#race-status').innerText.includes('600')")
    page.show("?shown=own&mode=lecture&formula=a*x")
    assert "your own" in page.text("function-own")
    assert not page.find("input#box-formula").is_displayed()
