"""The lenses in the page: chosen, moved, read, beside the curves that they are about."""

import json

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from components.lenses.rows import lens_sentence
from components.lenses.table import LENSES
from core.control import Number
from core.lens_fields import LENS_NAMES
from core.view import CONTROLS, View
from tests.browser.page import PLOT, Page, middle_of

OTHERS = [name for name in LENS_NAMES if name != "gradient"]
# A series of each lens, and a slider that moves it.
MOVES = {
    "saturation": ("elu-lens-below", "alpha"),
    "sum": ("sigmoid_sum-lens-quadrature", "count"),
    "mean": ("elu-lens-density", "sigma"),
    "depth": ("elu-lens-slope", "depth"),
    "noise": ("elu-lens-spread", "noise"),
    "data": ("elu-lens-dots", "bias"),
}
# The course of a line, or the places of dots.
PATH = (
    "[...document.querySelectorAll('.trace{} path')]"
    ".map((path) => path.getAttribute('transform') ?? path.getAttribute('d')).join()"
)
VISIBLE = f"{PLOT}._fullData.filter((line) => line.visible === true).map((line) => line.uid)"


def query_of(lens: str) -> str:
    return f"?lens={lens}&shown=sigmoid,sigmoid_sum,elu&focus=elu"


def test_each_lens_has_its_panel_its_sliders_and_its_sentence(page: Page) -> None:
    page.show(query_of("gradient"))
    for lens in OTHERS:
        page.segment("lens", lens)
        assert (
            page.query()
            == query_of(lens).replace("&shown", "&shown").replace("?lens=" + lens, f"?lens={lens}")
            or f"lens={lens}" in page.query()
        )
        assert any("-lens-" in uid for uid in page.script(f"return {VISIBLE}"))
        view = View.from_query(page.query())
        assert page.text("probe-text") == lens_sentence(view)
        for name in LENSES[lens].controls:
            if name != "weight_variance":
                assert page.is_seen(f"#row-{name}"), name
    page.segment("lens", "gradient")
    assert not page.is_seen("#lens-controls")
    assert not any("-lens-" in uid for uid in page.script(f"return {VISIBLE}"))


def test_the_arrow_keys_choose_a_lens(page: Page) -> None:
    page.show("?shown=elu")
    page.find("#control-lens input[value=gradient]").send_keys(Keys.ARROW_RIGHT)
    page.settle()
    assert "lens=saturation" in page.query()
    page.press_on(page.find("#control-lens input[value=saturation]"), Keys.ARROW_RIGHT)
    # That of the sum is not offered where there is none.
    assert "lens=mean" in page.query()


@pytest.mark.parametrize("lens", OTHERS)
def test_a_lens_follows_a_slider_that_is_still_held(page: Page, lens: str) -> None:
    uid, name = MOVES[lens]
    page.show(query_of(lens))
    thumb = page.thumb(name)
    page.script("arguments[0].scrollIntoView({block: 'center'})", thumb)
    path = PATH.format(uid)
    before = page.script(f"return {path}")
    gesture = ActionChains(page.driver, duration=20).click_and_hold(thumb)
    for _ in range(5):
        gesture.move_by_offset(4, 0)
    gesture.perform()
    page.until(f"{path} !== {json.dumps(before)}")
    ActionChains(page.driver).release().perform()
    page.settle()
    held = page.script(f"return {path}")
    page.visit(page.query())  # drawn anew
    assert page.script(f"return {path}") == held


@pytest.mark.parametrize("lens", OTHERS)
def test_what_no_slider_of_a_lens_moves_stays_drawn(page: Page, lens: str) -> None:
    """Each line that is drawn anew from the URL is there after a move too."""
    page.show(query_of(lens) + "&weights=one")
    lines = (
        f"return [...{PLOT}.querySelectorAll('.scatterlayer .trace')].map((trace) =>"
        " [trace.className.baseVal, trace.querySelector('.js-line, .point')?.getAttribute('d')])"
        ".filter(([, d]) => d).map(([name]) => name).sort()"
    )
    for name in LENSES[lens].controls:
        if isinstance(CONTROLS[name], Number):
            page.press(name, Keys.ARROW_RIGHT)
            moved = page.script(lines)
            page.visit(page.query())
            assert moved == page.script(lines), name


def test_the_alpha_with_mean_0_is_one_click_away_and_back(page: Page) -> None:
    page.show("?lens=mean&shown=relu,elu")
    page.click("#zero-mean")
    assert page.box("box-alpha") == "1.67326324235"
    assert page.text("function-elu-value") == "0"
    assert page.text("probe-text").endswith("ELU has mean 0 at α = 1.673, the α of SELU.")
    page.until("!document.getElementById('undo').disabled")
    page.click("#undo")
    page.until("!location.search.includes('alpha')")
    assert page.box("box-alpha") == "1"


def test_no_alpha_is_offered_where_the_slider_has_none(page: Page) -> None:
    page.show("?lens=mean&shown=elu&mu=3")
    assert not page.find("#zero-mean").is_enabled()
    page.press("mu", Keys.HOME)
    assert page.find("#zero-mean").is_enabled()


def test_a_page_begins_with_the_offer_that_it_can_keep(page: Page) -> None:
    page.open("?lens=mean&shown=elu&mu=3")
    assert not page.find("#zero-mean").is_enabled()
    page.visit("?lens=mean&shown=elu&mu=-3&sigma=0.1")
    page.click("#zero-mean")
    assert page.box("box-alpha") == "0"


def test_without_a_sum_the_gradient_is_chosen(page: Page) -> None:
    page.show("?lens=sum&shown=sigmoid_sum,elu")
    page.switch("sigmoid_sum")
    assert page.find("#control-lens input[value=gradient]").is_selected()


def test_the_threshold_moves_by_factors(page: Page) -> None:
    page.show("?lens=saturation&shown=sigmoid,elu")
    assert page.thumb("threshold").get_attribute("aria-valuetext") == "0.01"
    page.press("threshold", Keys.ARROW_RIGHT)
    assert "threshold=0.0112" in page.query()
    page.press("threshold", Keys.HOME)
    assert "threshold=0.0001" in page.query()
    page.type("box-threshold", "0.05")
    assert "threshold=0.05" in page.query()
    assert page.thumb("threshold").get_attribute("aria-valuetext") in ("0.05", "0.0501")
    assert "threshold=0.05" in page.query()
    page.segment("focus", "elu")
    assert page.text("probe-text").endswith("below 0.05 in size: up to −2.996.")  # ln 0.05
    page.switch("elu")  # then the first function that is on
    assert "slope of sigmoid" in page.text("probe-text")
    assert not page.is_seen("#control-focus label:has(input[value=elu])")


def test_a_click_on_another_x_leaves_the_probe_alone(page: Page) -> None:
    page.show("?lens=mean&shown=elu")
    page.script("window.scrollTo(0, 0)")
    for subplot, moves in (("x2y3", False), ("xy", True)):
        drag = page.find(f".nsewdrag[data-subplot='{subplot}']")
        before = page.box("box-probe")
        ActionChains(page.driver).move_to_element(drag).move_by_offset(60, 9).click().perform()
        page.settle()
        assert (page.box("box-probe") != before) is moves


def test_the_mouse_reads_no_curve_over_another_x(page: Page) -> None:
    page.show("?lens=depth&shown=elu")
    drag = page.find(".nsewdrag[data-subplot='x2y3']")
    ActionChains(page.driver).move_to_element(drag).perform()
    assert not page.is_seen(".hover-box")
    drag = page.find(".nsewdrag[data-subplot='xy']")
    ActionChains(page.driver).move_to_element(drag).perform()
    page.until("!document.querySelector('.hover-box').hidden")


def test_a_lens_is_announced_and_in_the_table(page: Page) -> None:
    page.show("?shown=relu,elu")
    page.segment("lens", "mean")
    page.until("document.getElementById('announcement').textContent.includes('Lens: mean')")
    said = page.find("#announcement").get_attribute("textContent")
    assert "nearest to 0 with ELU (0.161)" in said
    assert "nearest to 0 with ELU (0.161)" in page.find("#summary").get_attribute("textContent")
    page.open_table()
    page.until("document.querySelectorAll('#value-table table').length === 2")
    assert "0.6449" in page.text("value-table")


HIT = "return document.elementFromPoint(...arguments).closest('.handle, .lens-bar')?.classList[1]"
PHONES = [(390, 844), (360, 640), (844, 390), (667, 375)]


@pytest.mark.parametrize(("width", "height"), PHONES)
def test_on_a_phone_every_lens_is_within_reach_of_the_plot(
    phone: Page, width: int, height: int
) -> None:
    phone.show("?shown=sigmoid_sum,elu", width, height)
    boxes = phone.script(
        "return [...document.querySelectorAll('#control-lens label')].map((label) => {"
        " const { left, right, top, bottom } = label.getBoundingClientRect();"
        " return [left, right, top, bottom]; })"
    )
    plot = phone.find("#graph").rect
    assert len(boxes) == len(LENSES)
    is_upright = height > width  # else they lie on the header
    for left, right, top, bottom in boxes:
        assert plot["x"] <= left < right <= (plot["x"] + plot["width"] if is_upright else width)
        assert (plot["y"] if is_upright else 0) <= top < bottom <= plot["y"] + plot["height"]
        assert right - left >= 44
        assert bottom - top >= 44
    phone.segment("lens", "depth")
    assert phone.script(HIT, *middle_of(phone.find(".probe-pill").rect)) == "probe-pill"
    assert phone.is_seen("#control-depth [role=slider]")
    assert not phone.script("return document.documentElement.scrollWidth > innerWidth")
