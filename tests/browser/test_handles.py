"""Handles on the curves and numbers in the formulas: each is the same control as its slider."""

from typing import NamedTuple

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from core.view import CONTROLS
from tests.browser.finger import drag_by, middle, tap
from tests.browser.handles import read_numbers, read_place
from tests.browser.page import PLOT, Page

MAX_DISTANCE_PX = 2  # of a handle from its curve
GRAB_PX = 5  # from the middle of a handle, where a hand takes it


class Grip(NamedTuple):
    """A handle, a page on which it can be moved, and a way to move it, in pixels."""

    key: str
    name: str
    query: str
    right: int
    down: int


GRIPS = [
    Grip("sigmoid", "offset", "?offset=-3", 150, 0),
    Grip("elu", "alpha", "?alpha=0.5", 0, 40),
    Grip("leaky_relu", "slope", "?shown=leaky_relu&slope=0.1", 0, 14),
    Grip("sigmoid_sum", "span", "?shown=sigmoid_sum&rule=refine&span=6", -80, 0),
    Grip("probe", "probe", "?probe=3", 90, 0),
]


def grab(page: Page, key: str) -> ActionChains:
    """Press on a handle, beside its middle."""
    gesture = ActionChains(page.driver, duration=20)
    gesture.move_to_element(page.handle(key)).move_by_offset(GRAB_PX, -GRAB_PX).click_and_hold()
    return gesture


def value_of(page: Page, key: str) -> float:
    return float(page.handle(key).get_attribute("aria-valuenow"))


@pytest.mark.parametrize("grip", GRIPS, ids=lambda grip: grip.key)
def test_a_handle_moves_what_its_slider_and_its_number_move(page: Page, grip: Grip) -> None:
    page.show(grip.query)
    page.until("activationLab.hasSweeps()")
    before, number = read_place(page, grip.key), value_of(page, grip.key)
    assert before.distance <= MAX_DISTANCE_PX
    grab(page, grip.key).perform()
    assert value_of(page, grip.key) == number
    ActionChains(page.driver, duration=20).move_by_offset(grip.right, grip.down).perform()
    painted = read_place(page, grip.key)
    ActionChains(page.driver).release().perform()
    page.settle()
    after = read_place(page, grip.key)
    # It follows the hand, from step to step of its control.
    if grip.right:
        half_step = 0.5 * CONTROLS[grip.name].step / after.x_per_pixel
        assert after.right - before.right == pytest.approx(grip.right, abs=half_step + 1)
    else:
        assert after.down - before.down == pytest.approx(grip.down, abs=MAX_DISTANCE_PX)
    assert abs(after.right - painted.right) <= 1
    assert abs(after.down - painted.down) <= 1
    assert after.distance <= MAX_DISTANCE_PX
    assert read_numbers(page, grip.name) == {value_of(page, grip.key)}
    assert value_of(page, grip.key) != number


@pytest.mark.parametrize("grip", [GRIPS[1], *GRIPS[3:]], ids=lambda grip: grip.key)
def test_keys_move_a_handle_and_escape_takes_a_drag_back(page: Page, grip: Grip) -> None:
    page.show(grip.query)
    control, number = CONTROLS[grip.name], value_of(page, grip.key)
    page.press_on(page.handle(grip.key), Keys.ARROW_RIGHT, Keys.PAGE_UP, Keys.ARROW_DOWN)
    assert value_of(page, grip.key) == pytest.approx(number + 10 * control.step)
    assert read_numbers(page, grip.name) == {value_of(page, grip.key)}
    assert read_place(page, grip.key).distance <= MAX_DISTANCE_PX
    moved, query = value_of(page, grip.key), page.query()
    grab(page, grip.key).move_by_offset(-grip.right, -grip.down // 4).perform()
    assert value_of(page, grip.key) != moved
    ActionChains(page.driver).send_keys(Keys.ESCAPE).move_by_offset(9, 9).release().perform()
    page.settle()
    assert page.query() == query
    assert read_numbers(page, grip.name) == {moved}


def test_a_number_in_a_formula_is_dragged_typed_and_moved_by_keys(
    page: Page, subtests: pytest.Subtests
) -> None:
    page.show("?shown=sigmoid_sum,leaky_relu&slope=0.5")
    for name in ("count", "slope"):
        step, number = CONTROLS[name].step, page.thumb_value(name)
        with subtests.test(name=name):
            page.drag_element(page.number(name), (20, 0), (5, 0))
            assert page.thumb_value(name) == pytest.approx(number + 5 * step)
            page.press_on(page.number(name), Keys.ARROW_LEFT, Keys.PAGE_DOWN)
            assert page.thumb_value(name) == pytest.approx(number - 6 * step)
            assert read_numbers(page, name) == {page.thumb_value(name)}
            page.number(name).click()
            page.until(f"document.activeElement.id === 'box-{name}'")
            page.script("document.activeElement.blur()")
            page.number(name).send_keys(Keys.ENTER)
            page.until(f"document.activeElement.id === 'box-{name}'")


def test_a_number_in_the_formula_of_a_gradient_is_the_same(page: Page) -> None:
    page.show()
    number = page.find(".formula-gradient .live-number[data-number=alpha]")
    page.drag_element(number, (20, 0), (20, 0))
    assert read_numbers(page, "alpha") == {1.08}
    gesture = ActionChains(page.driver, duration=20).click_and_hold(number).move_by_offset(50, 0)
    gesture.send_keys(Keys.ESCAPE).release().perform()
    page.settle()
    assert read_numbers(page, "alpha") == {1.08}


def test_what_is_held_and_what_moves_with_it_wear_a_halo(
    page: Page, subtests: pytest.Subtests
) -> None:
    page.show()
    looks = """
        const style = (selector, part) => getComputedStyle(document.querySelector(selector), part);
        const { backgroundColor, width } = style(".handle[data-handle=elu]", "::before");
        return {
          handle: [backgroundColor, width, style(".handle[data-handle=elu]").boxShadow],
          number: style(".formula-value [data-number=alpha]").backgroundColor,
          slider: style("#control-alpha [role=slider]").boxShadow,
        };
    """
    held = {
        "handle": page.handle("elu"),
        "number": page.number("alpha"),
        "slider": page.thumb("alpha"),
    }
    page.script("document.activeElement.blur()")
    at_rest = page.script(looks)
    for name, element in held.items():
        ActionChains(page.driver).click_and_hold(element).perform()
        found = page.script(looks)
        ActionChains(page.driver).release().perform()
        page.script("document.activeElement.blur()")
        with subtests.test(held=name):
            assert [each for each, look in found.items() if look == at_rest[each]] == []


def test_a_click_on_the_plot_sets_the_probe_to_half_a_pixel(
    page: Page, subtests: pytest.Subtests
) -> None:
    page.show("?shown=relu")
    page.script(
        "document.addEventListener('click', (event) => { window.clicked = event.clientX; })"
    )
    clicked_x = (
        f"const {{ xaxis }} = {PLOT}._fullLayout;"
        f"return xaxis.p2l(clicked - {PLOT}.getBoundingClientRect().left - xaxis._offset)"
    )
    half = 0.5 * read_place(page, "probe").x_per_pixel
    places = {"xy": (-321, 40), "xy2": (178, -30)}  # from the middle of a panel
    for panel, (right, down) in places.items():
        area = page.find(f"#plot .{panel} .nsewdrag, #plot [data-subplot={panel}].nsewdrag")
        gesture = ActionChains(page.driver).move_to_element(area).move_by_offset(right, down)
        gesture.click().perform()
        page.settle()
        x = page.script(clicked_x)
        with subtests.test(panel=panel):
            assert float(page.box("box-probe")) == pytest.approx(x, abs=half)
            assert page.picture()["axes"][3] == pytest.approx(x, abs=half)
            assert read_place(page, "probe").x == pytest.approx(x, abs=2 * half)


def test_the_places_in_an_answer_move_the_probe(page: Page) -> None:
    page.show("?scene=sum")
    for _ in range(3):
        page.click("#next")
    for text in ("4.9", "9.8"):
        page.click(f"#answer .x-place[data-probe='{text}']")
        assert read_numbers(page, "probe") == {float(text)}
        assert page.picture()["axes"][3] == float(text)
        assert page.text("head-value") == f"f({text})"


def test_a_finger_drags_a_handle_and_the_page_stays(phone: Page, subtests: pytest.Subtests) -> None:
    phone.show("?offset=-3&alpha=0.3", 390, 844)
    for key, name, right, down in (
        ("sigmoid", "offset", 5, 0),
        ("elu", "alpha", 0, 2),
        ("probe", "probe", 4, 0),
    ):
        before, number = read_place(phone, key), value_of(phone, key)
        scrolled = phone.script("return scrollY")
        drag_by(phone, *middle(phone, f".handle[data-handle={key}]"), right, down)
        phone.settle()
        after = read_place(phone, key)
        with subtests.test(key=key):
            assert after.right - before.right == pytest.approx(12 * right, abs=3)
            assert right or after.down - before.down == pytest.approx(12 * down, abs=2)
            assert after.distance <= MAX_DISTANCE_PX
            assert phone.script("return scrollY") == scrolled
            assert value_of(phone, key) != number
            assert read_numbers(phone, name) == {value_of(phone, key)}


def test_a_finger_drags_a_number_sideways_taps_it_and_scrolls_across_it(phone: Page) -> None:
    phone.show("?alpha=2", 390, 844)
    number = ".formula-value .live-number[data-number=alpha]"
    phone.script(f"document.querySelector('{number}').scrollIntoView({{block: 'center'}})")
    scrolled = phone.script("return scrollY")
    drag_by(phone, *middle(phone, number), 5, 0)
    phone.settle()
    assert read_numbers(phone, "alpha") == {2.12}
    assert phone.script("return scrollY") == scrolled
    tap(phone, *middle(phone, number))
    phone.until("document.activeElement.id === 'box-alpha'")
    phone.script("document.activeElement.blur()")
    drag_by(phone, *middle(phone, number), 0, -10)
    assert phone.script("return scrollY") > scrolled + 50
    assert read_numbers(phone, "alpha") == {2.12}


def test_after_a_handle_was_moved_and_undone_the_slider_is_as_before(page: Page) -> None:
    page.show("?shown=elu")
    page.press_on(page.handle("elu"), Keys.ARROW_RIGHT)
    page.click("#undo")
    page.until("activationLab.query() === '?shown=elu'")
    # Longer than the pause after which sliders follow a handle.
    page.run_async("setTimeout(arguments[0], 700)")
    assert read_numbers(page, "alpha") == {1.0}
