"""Every control acts on the curves, by hand, by key and by typing."""

import math

import numpy as np
import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.page import Page

EVERYTHING = "?shown=identity,sigmoid,sigmoid_sum,softplus,relu,elu,leaky_relu&rule=refine"
MOVED = {
    "offset": "sigmoid-value",
    "alpha": "elu-gradient",
    "slope": "leaky_relu-value",
    "count": "sigmoid_sum-value",
    "span": "sigmoid_sum-gradient",
    "step": "relu-value",
    "range": "softplus-value",
}


PANELS = ("value", "gradient")
THUMBS = "document.querySelectorAll('#control-range [role=slider]')"


def test_a_drag_moves_thumb_box_url_and_curve(page: Page, subtests: pytest.Subtests) -> None:
    page.show(EVERYTHING)
    for name, moved in MOVED.items():
        before, value = page.curves(), page.thumb_value(name)
        page.drag(name, 14, 14, 12)
        now = page.thumb_value(name)
        with subtests.test(name=name):
            assert now > value
            assert float(page.box(f"box-{name}" if name != "range" else "box-range-low")) == now
            assert f"{name}={now:g}" in page.query()
            assert page.curves()[moved] != before[moved]


def test_alpha_draws_the_elu_of_its_value_and_leaves_the_rest_alone(page: Page) -> None:
    page.show()
    before = page.curves()
    page.drag("alpha", 20, 20)
    alpha = page.thumb_value("alpha")
    after = page.curves()
    x = np.arange(-10, 10, 0.2)
    expected = [value if value > 0 else alpha * math.expm1(value) for value in x]
    np.testing.assert_allclose(
        np.array(after["elu-value"], float), expected, rtol=1e-13, atol=1e-13
    )
    assert {key for key in after if after[key] != before[key]} == {
        "elu-value",
        "elu-gradient",
        "elu-jump",
    }


def test_both_thumbs_of_the_range_act(page: Page) -> None:
    page.show()
    page.drag("range", 10, 10, index=0)
    page.drag("range", 10, 10, index=1)
    low, high = page.thumb_value("range", 0), page.thumb_value("range", 1)
    assert low > -10
    assert high > 10
    assert page.query() == f"?range={low:g},{high:g}"
    assert page.picture()["axes"][0] == [low, high]


def test_keys_move_a_thumb(page: Page) -> None:
    page.show()
    seen = []
    for key in (
        Keys.ARROW_RIGHT,
        Keys.ARROW_LEFT,
        Keys.PAGE_UP,
        Keys.PAGE_DOWN,
        Keys.END,
        Keys.HOME,
    ):
        page.press("alpha", key)
        seen.append(page.thumb_value("alpha"))
    assert seen == [1.01, 1.0, 1.1, 1.0, 4.0, 0.0]
    assert page.query() == "?alpha=0"


@pytest.mark.parametrize(
    ("query", "index", "keys", "then"),
    [
        ("", 0, Keys.END, "?range=9,10"),
        ("", 1, Keys.HOME, "?range=-10,-9"),
        ("", 0, Keys.HOME, "?range=-20,10"),
        ("", 1, Keys.END, "?range=-10,20"),
        ("?range=2,3.5", 0, Keys.PAGE_UP * 4, "?range=2.5,3.5"),
        ("?range=2,3.5", 1, Keys.ARROW_LEFT * 7, "?range=2,3"),
        ("?range=2.5,4", 1, Keys.SHIFT + Keys.ARROW_DOWN + Keys.NULL, "?range=2.5,3.5"),
    ],
)
def test_a_key_on_a_thumb_of_the_range_moves_that_thumb_up_to_the_other(
    page: Page, query: str, index: int, keys: str, then: str
) -> None:
    page.show(query)
    page.press("range", keys, index=index)
    assert (page.query(), page.text("status-note")) == (then, "")
    page.until(f"String([...{THUMBS}].map((each) => each.ariaValueNow)) === '{then[7:]}'")
    assert page.script(f"return [...{THUMBS}].indexOf(document.activeElement)") == index


# What becomes of other texts, tests/core shows.
TYPED = [
    ("1,25", "1.25", "", "1.25"),
    ("1.67326324235", "1.67326324235", "", "1.6732632424"),
    ("abc", "1.67326324235", "takes a number", "1.6732632424"),
    ("99", "4", "goes from 0 to 4", "4.00"),
    ("１．５", "1.5", "", "1.50"),
]


def test_a_typed_text_becomes_a_clean_value_and_a_word(
    page: Page, subtests: pytest.Subtests
) -> None:
    page.show()
    for typed, box, word, number in TYPED:
        page.type("box-alpha", typed)
        with subtests.test(typed=typed):
            assert page.box("box-alpha") == box
            assert page.number("alpha").text == number
            assert page.thumb_value("alpha") == pytest.approx(float(box), abs=0.005)
            assert word in page.text("status-note")
            assert bool(word) == bool(page.text("status-note"))


def test_a_crossed_range_is_put_in_order_with_a_word(page: Page) -> None:
    page.show()
    page.type("box-range-low", "15", end=Keys.TAB)
    page.until("document.querySelector('#box-range-low').value === '10'")
    assert (page.box("box-range-low"), page.box("box-range-high")) == ("10", "15")
    assert "swapped" in page.text("status-note")


def test_escape_takes_back_what_was_typed_into_a_box(page: Page) -> None:
    page.show("?alpha=2&range=-5,5")
    for box, before in {"box-alpha": "2", "box-range-low": "-5"}.items():
        page.type(box, "1.5", end=Keys.ESCAPE)
        assert page.box(box) == before
        page.find(f"#{box}").send_keys(Keys.TAB)
        page.settle()
        assert (page.box(box), page.query()) == (before, "?range=-5,5&alpha=2")
    page.type("box-alpha", "3")
    page.find("#box-alpha").send_keys("7" + Keys.ESCAPE)
    assert page.box("box-alpha") == "3"


def test_a_box_that_is_left_as_it_was_says_nothing(page: Page) -> None:
    page.show()
    page.drag("alpha", 20)
    query = page.query()
    page.find("#box-alpha").send_keys(Keys.TAB)
    page.settle()
    assert page.query() == query
    assert page.text("status-note") == ""


def test_a_switch_opens_the_row_of_a_function_and_recolours_none(page: Page) -> None:
    page.show()
    colours = {line[0]: line[4]["color"] for line in page.picture()["lines"] if line[4]}
    page.switch("gelu")
    page.switch("sigmoid")
    after = {line[0]: line[4]["color"] for line in page.picture()["lines"] if line[4]}
    assert {"gelu-value", "gelu-gradient"} <= after.keys()
    assert not {"sigmoid-value", "sigmoid-gradient"} & after.keys()
    assert all(after[key] == colour for key, colour in colours.items() if key in after)
    for key, is_open in {"gelu": True, "sigmoid": False}.items():
        assert page.is_seen(f"#switch-{key} label")
        assert page.is_seen(f"#function-{key} .formula-value") == is_open
        assert page.is_seen(f"#function-{key} .reading") == is_open


def test_a_control_shows_while_something_obeys_it(page: Page) -> None:
    page.show()
    assert page.is_seen("#control-alpha")
    assert not page.is_seen("#control-span")
    page.segment("rule", "refine")
    assert page.is_seen("#control-span")
    page.switch("elu")
    page.switch("sigmoid_sum")
    assert not page.is_seen("#control-alpha, #control-count, #control-span, #control-rule")


def test_panels_and_scale_have_switches(page: Page) -> None:
    page.show()
    page.segment("scale", "log")
    # f'(-10) of ELU is exp(-10), visible only on this axis.
    low = page.picture()["axes"][2][0]
    assert low <= math.log10(math.exp(-10))
    page.segment("panels", "value")
    assert all(not key.endswith("-value") for key in page.curves())
    page.segment("panels", "gradient")
    assert "stays on" in page.text("status-note")
    assert page.query() == "?panels=gradient&scale=log"


def test_each_rule_of_the_sum_draws_its_own(page: Page) -> None:
    page.show("?shown=sigmoid_sum")
    drawn = {"article": page.curves()["sigmoid_sum-value"]}
    for rule in ("refine", "extend"):
        page.segment("rule", rule)
        drawn[rule] = page.curves()["sigmoid_sum-value"]
    at_zero = {rule: line[50] for rule, line in drawn.items()}
    assert at_zero["article"] == pytest.approx(0.725373, abs=1e-6)
    assert at_zero["extend"] == pytest.approx(math.log(2), abs=0.011)


def test_what_the_sum_is_compared_with_has_switches(page: Page) -> None:
    page.show("?shown=sigmoid_sum")
    assert page.curves().keys() == {"sigmoid_sum-value", "sigmoid_sum-gradient"}
    page.segment("extras", "limit")
    assert {"limit-value", "softplus-value", "limit-gradient"} <= page.curves().keys()
    page.segment("extras", "terms")
    assert {"terms-value", "terms-gradient"} <= page.curves().keys()
    assert page.query() == "?shown=sigmoid_sum&extras=terms,limit"


def test_sparse_samples_show_as_markers(page: Page) -> None:
    page.show("?shown=elu")
    assert page.script("return document.querySelectorAll('#plot .points path').length") == 0
    page.press("step", Keys.END)
    assert page.script("return document.querySelectorAll('#plot .points path').length") > 10


def test_the_rows_read_the_curves_at_the_probe(page: Page) -> None:
    page.show()
    page.type("box-probe", "-3")
    keys = ("sigmoid", "softplus", "relu", "elu")
    read = [page.text(f"function-{key}-gradient") for key in keys]
    assert read == ["0.04518", "0.04743", "0", "0.04979"]
    heads = [page.text(f"head-{panel}").replace("\N{HAIR SPACE}", "") for panel in PANELS]
    assert heads == ["f(−3)", "f′(−3)"]
    assert page.thumb_value("probe") == -3
    assert page.picture()["axes"][3] == -3
