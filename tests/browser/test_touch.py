"""Touch: sliders drag, a swipe on the plot scrolls the page, targets are large enough."""

from itertools import product

import numpy as np
import pytest

from core.view import CONTROLS
from tests.browser.finger import drag_by, middle, tap
from tests.browser.page import Page

# What is hit: of a thumb its whole slider, of an input its label or its frame, and of a number in a
# formula, a handle and the pill of the probe what their style sheet lays around them.
SMALL = """
const [least] = arguments;
const measure = (element) => {
  const target = (element.matches("[role=slider]") && element.closest(".dash-slider-root"))
    || element.closest("label, .dash-input") || element;
  const { width, height } = target.getBoundingClientRect();
  const sizes = [[width, height]];
  for (const part of ["::before", "::after"]) {
    const style = getComputedStyle(target, part);
    if (style.content !== "none" && style.position === "absolute")
      sizes.push([parseFloat(style.width), parseFloat(style.height)]);
  }
  return [0, 1].map((side) => Math.max(...sizes.map((size) => size[side] || 0)));
};
return [...document.querySelectorAll("button, a[href], input, summary, [role=slider]")]
  .filter((e) => e.checkVisibility({ visibilityProperty: true }))
  .filter((e) => getComputedStyle(e).clipPath === "none" && getComputedStyle(e).opacity !== "0"
    || e.closest("label"))
  .map((e) => [e.id || e.value || e.ariaLabel || e.textContent, ...measure(e)])
  .filter(([, width, height]) => Math.min(width, height) < least - 0.1);
"""
CUT = """
return [...document.querySelectorAll("label.dash-options-list-option, button:not(.x-place)")]
  .filter((e) => e.checkVisibility() && e.scrollWidth > e.clientWidth + 1)
  .map((e) => e.textContent);
"""
STATES = [
    "",
    "?shown=sigmoid_sum,leaky_relu&rule=refine&extras=terms,limit",
    "?scene=sum",
    "?scene=sum&stage=answer",
]


@pytest.mark.parametrize(("width", "height"), [(390, 844), (844, 390)])
def test_a_target_is_44_pixels_under_a_finger(
    phone: Page, width: int, height: int, subtests: pytest.Subtests
) -> None:
    phone.show("", width, height)
    assert phone.script("return matchMedia('(pointer: coarse)').matches")
    for query in STATES:
        phone.visit(query)
        with subtests.test(query=query):
            assert phone.script(SMALL, 44) == []
            assert phone.script("return document.documentElement.scrollWidth <= innerWidth")
            assert phone.script(CUT) == []
    phone.click("#headline")
    assert phone.script(SMALL, 44) == []
    for opened in ("share-dialog", "export-dialog"):
        phone.script("document.getElementById(arguments[0]).showModal()", opened)
        assert phone.script(SMALL, 44) == []
        phone.script("document.getElementById(arguments[0]).close()", opened)


def test_a_target_is_24_pixels_elsewhere(page: Page, subtests: pytest.Subtests) -> None:
    page.show()
    for (width, height), query in product([(1440, 900), (390, 844)], STATES):
        if page.script("return innerWidth") != width:
            page.resize(width, height)
        page.visit(query)
        with subtests.test(width=width, query=query):
            assert page.script(SMALL, 24) == []


def test_a_finger_drags_a_slider(phone: Page) -> None:
    phone.show("", 390, 844)
    phone.script("document.querySelector('#control-alpha').scrollIntoView({block: 'center'})")
    before, scrolled = phone.curves(), phone.script("return scrollY")
    x, y = middle(phone, "#control-alpha [role=slider]")
    drag_by(phone, x, y, 4, 0)
    phone.settle()
    alpha = phone.thumb_value("alpha")
    assert 1.5 < alpha < 2.5
    assert f"alpha={alpha:g}" in phone.query()
    assert phone.curves()["elu-value"] != before["elu-value"]
    assert phone.script("return scrollY") == scrolled


def test_a_swipe_that_starts_on_the_plot_scrolls_the_page(phone: Page) -> None:
    phone.show("", 390, 844)
    before = phone.picture()
    x, y = middle(phone, "#plot .nsewdrag")
    drag_by(phone, x + 80, y, 0, -20)
    phone.until("scrollY > 150")
    assert phone.picture() == before
    assert phone.query() == ""


def test_a_tap_on_the_plot_moves_the_probe(phone: Page) -> None:
    phone.show("", 390, 844)
    x, y = middle(phone, "#plot .nsewdrag")
    tap(phone, x + 72, y)
    phone.until("location.search.includes('probe')")
    phone.settle()
    plot = phone.find("#plot .nsewdrag").rect
    assert phone.thumb_value("probe") == pytest.approx(72 * 20 / plot["width"], abs=0.2)


@pytest.mark.parametrize(
    ("query", "selector", "name"),
    [
        ("", "#control-alpha .dash-slider-root", "alpha"),
        ("", "#dock input", "alpha"),
        ("", "#control-range .dash-slider-root", "range"),
        ("?shown=sigmoid", "#dock input", "offset"),
    ],
)
def test_a_swipe_that_starts_on_a_slider_scrolls_the_page_and_moves_nothing(
    phone: Page, query: str, selector: str, name: str
) -> None:
    phone.show(query, 390, 844)
    phone.script("document.querySelector(arguments[0]).scrollIntoView({block: 'end'})", selector)
    before, scrolled = phone.picture(), phone.script("return scrollY")
    x, y = middle(phone, selector)
    drag_by(phone, x + 60, y, 0, -12)
    phone.until(f"scrollY > {scrolled} + 50")
    phone.settle()
    assert phone.query() == query
    assert phone.picture() == before
    first = CONTROLS[name].default
    numbers = [phone.thumb_value(name, index) for index in range(np.size(first))]
    assert numbers == np.atleast_1d(first).tolist()
