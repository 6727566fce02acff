"""Touch: sliders drag, a swipe on the plot scrolls the page, targets are large enough."""

from collections.abc import Iterator
from itertools import product

import pytest

from tests.browser.page import Page

# What is hit: of a thumb its whole slider, of an input its label or its frame.
SMALL = """
const hit = (e) =>
  e.closest("[role=slider]")
    ? e.closest(".dash-slider-root")
    : e.closest("label, .dash-input") ?? e;
return [...document.querySelectorAll("button, a[href], input, summary, [role=slider]")]
  .filter((e) => e.checkVisibility() && getComputedStyle(e).clipPath === "none")
  .map((e) => [e.id || e.value || e.ariaLabel || e.textContent, hit(e).getBoundingClientRect()])
  .filter(([, box]) => box.width < arguments[0] || box.height < arguments[0])
  .map(([name, box]) => [name, box.width, box.height])
"""
STATES = ["", "?scene=3&stage=answer"]


@pytest.fixture
def phone(page: Page) -> Iterator[Page]:
    """The page on a screen that is touched."""
    touch = {"enabled": True, "maxTouchPoints": 1}
    page.driver.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", touch)
    yield page
    page.driver.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": False})


def finger(page: Page, kind: str, *point: float) -> None:
    points = [{"x": point[0], "y": point[1]}] if point else []
    page.driver.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def drag_by(page: Page, x: float, y: float, right: float, down: float) -> None:
    """A finger put down, moved twelve times by so much, and lifted."""
    finger(page, "touchStart", x, y)
    for step in range(1, 13):
        finger(page, "touchMove", x + right * step, y + down * step)
    finger(page, "touchEnd")


def middle(page: Page, selector: str) -> tuple[float, float]:
    box = page.script(
        "return document.querySelector(arguments[0]).getBoundingClientRect()", selector
    )
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_target_is_44_pixels_under_a_finger(phone: Page, subtests: pytest.Subtests) -> None:
    phone.open("", 390, 844)
    assert phone.script("return matchMedia('(pointer: coarse)').matches")
    cut = "(e) => e.checkVisibility() && e.scrollWidth > e.clientWidth + 1"
    labels = "[...document.querySelectorAll('label.dash-options-list-option, button')]"
    for query in STATES:
        phone.visit(query)
        with subtests.test(query=query):
            assert phone.script(SMALL, 44) == []
            assert phone.script("return document.documentElement.scrollWidth <= innerWidth")
            assert phone.script(f"return {labels}.filter({cut}).map((e) => e.textContent)") == []


def test_a_target_is_24_pixels_elsewhere(page: Page, subtests: pytest.Subtests) -> None:
    page.show()
    for (width, height), query in product([(1440, 900), (390, 844)], STATES):
        page.resize(width, height)
        page.visit(query)
        with subtests.test(width=width, query=query):
            assert page.script(SMALL, 24) == []


def test_a_finger_drags_a_slider(phone: Page) -> None:
    phone.open("", 390, 844)
    phone.script("document.querySelector('#control-alpha').scrollIntoView({block: 'center'})")
    before, scrolled = phone.curves(), phone.script("return scrollY")
    x, y = middle(phone, "#control-alpha [role=slider]")
    drag_by(phone, x, y, 6, 0)
    phone.settle()
    alpha = phone.thumb_value("alpha")
    assert 1.5 < alpha < 2.5
    assert f"alpha={alpha:g}" in phone.query()
    assert phone.curves()["elu-value"] != before["elu-value"]
    assert phone.script("return scrollY") == scrolled


def test_a_swipe_that_starts_on_the_plot_scrolls_the_page(phone: Page) -> None:
    phone.open("", 390, 844)
    before = phone.picture()
    x, y = middle(phone, "#plot .nsewdrag")
    drag_by(phone, x, y, 0, -20)
    phone.until("scrollY > 150")
    assert phone.picture() == before
    assert phone.query() == ""


def test_a_tap_on_the_plot_moves_the_probe(phone: Page) -> None:
    phone.open("", 390, 844)
    x, y = middle(phone, "#plot .nsewdrag")
    finger(phone, "touchStart", x + 72, y)
    finger(phone, "touchEnd")
    phone.until("location.search.includes('probe')")
    assert phone.thumb_value("probe") == pytest.approx(5, abs=1)
