"""The formulas with the parameters of a view: written, spoken, and typeset with live numbers."""

import re
from typing import Any

import pytest
from dash.development.base_component import Component
from hypothesis import given

from components import ids
from components.controls import controls_of_function
from components.words.formulas import make_formulas, plain_formula, spoken_formula, value_range
from core.activations import ACTIVATIONS
from core.own_functions import OWN_FUNCTIONS
from core.view import CONTROLS, View
from tests.components.readers import by_id, nodes, text
from tests.components.strategies import VIEWS, few

NUMBERS = [
    ("elu", {"alpha": 2.5}, {0, 2.5, 1}),
    ("elu", {"alpha": 1.67326}, {0, 1.67326, 1}),
    ("sigmoid", {"offset": 3.5}, {1, 3.5}),
    ("sigmoid", {"offset": -3}, {1, -3}),
    ("leaky_relu", {"slope": 0.25}, {0, 0.25}),
]
SUMS = [
    ({}, {0.1, 1, 100}, {0, 9.8}),
    ({"rule": "refine", "count": 4, "span": 8}, {2, 1, 4}, {1, 7}),
    ({"rule": "extend", "count": 5}, {1, 5}, {0.5, 4.5}),
    ({"rule": "refine", "count": 1, "span": 8}, {8, 1}, {4}),
]


def said_numbers(said: str) -> set[float]:
    """The numbers in a text, with its typeset minus."""
    return {float(each) for each in re.findall(r"-?\d+(?:\.\d+)?", said.replace("−", "-"))}


@pytest.mark.parametrize(("key", "raw", "numbers"), NUMBERS)
def test_a_formula_has_its_live_parameters(
    key: str, raw: dict[str, object], numbers: set[float]
) -> None:
    view = View.from_raw(raw)
    assert said_numbers(plain_formula(view, key)) == numbers
    spoken = spoken_formula(view, key, has_gradient=False)  # in which a minus is a word
    assert said_numbers(spoken) == {abs(each) for each in numbers}
    (only,) = ACTIVATIONS[key].parameters
    assert said_numbers(text(live_numbers(view, key, "value")[0])) == {getattr(view, only)}


@pytest.mark.parametrize(("raw", "numbers", "offsets"), SUMS)
def test_the_formula_of_the_sum_has_the_weight_the_count_and_the_offsets(
    raw: dict[str, object], numbers: set[float], offsets: set[float]
) -> None:
    view = View.from_raw(raw)
    formula, _, places = plain_formula(view, "sigmoid_sum").partition(", oᵢ = ")
    assert said_numbers(formula) == numbers
    assert said_numbers(places) == offsets
    assert said_numbers(spoken_formula(view, "sigmoid_sum", has_gradient=False)) == numbers


@given(view=VIEWS)
@few
def test_no_gap_is_left_open_in_a_text(view: View) -> None:
    for key in ACTIVATIONS:
        texts = [plain_formula(view, key), spoken_formula(view, key, True)]
        texts += [value_range(view, key)] if key not in OWN_FUNCTIONS else []
        for said in texts:
            assert said
            assert not re.search(r"[{}\\]|nan", said)


@pytest.mark.parametrize(
    ("key", "raw", "said"),
    [
        ("elu", {"alpha": 0}, "[0, ∞)"),
        ("elu", {"alpha": 1}, "(−1, ∞)"),
        ("elu", {"alpha": 2.5}, "(−2.5, ∞)"),
        ("leaky_relu", {"slope": 0}, "[0, ∞)"),
        ("leaky_relu", {"slope": 0.01}, "(−∞, ∞)"),
        ("relu", {"alpha": 0}, "[0, ∞)"),
        ("sigmoid", {"offset": 0}, "(0, 1)"),
        ("sigmoid", {"offset": 3}, "(0, 1)"),
        ("sigmoid_sum", {}, "(0, 10)"),
        ("sigmoid_sum", {"rule": "refine", "span": 8}, "(0, 8)"),
        ("sigmoid_sum", {"rule": "extend", "count": 7}, "(0, 7)"),
    ],
)
def test_the_range_of_a_function(key: str, raw: dict[str, object], said: str) -> None:
    assert value_range(View.from_raw(raw), key) == said


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("sigmoid", "1 plus e to the power minus 3 minus x, end of fraction."),
        ("identity", "f of x is x. f prime of x is 1."),
        ("relu", "f of x is max of 0 and x."),
        ("relu", "f prime of x is 1 if x is greater than 0, otherwise 0."),
        ("softplus", "f of x is log of (1 plus e to the power x). f prime of x is sigma of x."),
        ("elu", "f of x is x if x is greater than 0, otherwise 1 times (e to the power x, minus"),
        ("sigmoid_sum", "f of x is 0.1 times sum over i from 1 to 100 of sigma of (x minus o i)."),
        ("shifted_relu", "f of x is max of minus 1 and x."),
    ],
)
def test_what_a_screen_reader_says(key: str, said: str) -> None:
    view = View(offset=-3.0)
    assert said in spoken_formula(view, key, has_gradient=True)
    assert "prime" not in spoken_formula(view, key, has_gradient=False)


def live_numbers(view: View, key: str, panel: str) -> list[Component]:
    """The numbers that can be dragged in one formula."""
    formula = by_id(make_formulas(view, key))[ids.function_id(key, f"formula-{panel}")]
    return [each for each in nodes(formula) if getattr(each, "className", "") == "live-number"]


def properties(component: Component) -> dict[str, Any]:
    found: dict[str, Any] = component.to_plotly_json()["props"]
    return found


@pytest.mark.parametrize("key", [key for key in ACTIVATIONS if key != "own"])
def test_each_number_is_a_control_once_for_the_keyboard_and_screen_readers(key: str) -> None:
    view = View.from_raw({"offset": -3.5, "alpha": 2, "slope": 0.25, "sharpness": 8, "count": 7})
    values, slopes = (live_numbers(view, key, panel) for panel in ("value", "gradient"))
    # The offsets stand beside the sum's formula, which has its count.
    names = [name for name in ACTIVATIONS[key].parameters if name != "span"]
    controls = [each for each in values if "role" in properties(each)]
    silent = [each for each in (*values, *slopes) if each not in controls]
    assert [properties(each)["data-number"] for each in controls] == names
    assert set(names) <= set(controls_of_function(key))
    for name, each in zip(names, controls, strict=True):
        control, value, found = CONTROLS[name], getattr(view, name), properties(each)
        assert found["role"] == "slider"
        assert found["tabIndex"] == "0"
        assert found["aria-label"].startswith(control.label)
        for part, number in (("min", control.low), ("max", control.high), ("now", value)):
            assert float(found[f"aria-value{part}"]) == number
        assert found["aria-valuetext"] == f"{text(each)} {control.unit}".strip()
    assert len(silent) == len(slopes) + (key == "softplus_beta")  # which has it twice
    for each in silent:
        assert properties(each)["aria-hidden"] == "true"
        assert not {"role", "tabIndex"} & set(properties(each))
        assert properties(each)["data-number"] in names


@pytest.mark.parametrize(
    ("name", "key", "value", "said"),
    [
        ("alpha", "elu", 1, "1.00"),
        ("alpha", "elu", 0.1, "0.10"),
        ("offset", "sigmoid", -3, "−3.0"),
        ("slope", "leaky_relu", 0.01, "0.01"),
        ("count", "sigmoid_sum", 7, "7"),
    ],
)
def test_a_number_has_as_many_decimals_as_its_slider_has(
    name: str, key: str, value: float, said: str
) -> None:
    (number,) = live_numbers(View.from_raw({name: value}), key, "value")
    assert text(number) == said
