"""The cards: formulas with live parameters, ranges, and numbers checked in closed form."""

import math
import re
from collections.abc import Callable

import pytest
from components.words.cards import card_texts, formula_and_range, make_cards, make_formulas
from hypothesis import given

from components import ids
from components.text import number_text
from core.activations import ACTIVATIONS
from core.view import View
from tests.components.readers import EVERYTHING, by_id, text
from tests.components.strategies import VIEWS, few


def said_numbers(said: str) -> set[float]:
    """The numbers in a text, with its typeset minus."""
    return {float(each) for each in re.findall(r"-?\d+(?:\.\d+)?", said.replace("−", "-"))}


def said_number(said: str) -> float:
    """The one number of a text, also in scientific notation."""
    plain = (
        said.replace("−", "-")
        .replace(" × 10", "e")
        .translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-"))
    )
    return float(plain)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0.0, "0"),
        (1.0, "1"),
        (-2.0, "−2"),
        (0.5, "0.5"),
        (0.1353352832, "0.1353"),
        (-0.8646647168, "−0.8647"),
        (9.999, "9.999"),
        (9.99999, "10"),
        (0.0001, "0.0001"),
        (4.539786870e-05, "4.54 × 10⁻⁵"),
        (-4.539786870e-05, "−4.54 × 10⁻⁵"),
        (1.25e-123, "1.25 × 10⁻¹²³"),
        (12345.678, "1.235 × 10⁴"),
    ],
)
def test_a_number_as_a_reader_writes_it(value: float, said: str) -> None:
    assert number_text(value) == said


@pytest.mark.parametrize(("digits", "said"), [(1, "0.1"), (3, "0.135"), (6, "0.135335")])
def test_a_number_to_so_many_digits(digits: int, said: str) -> None:
    assert number_text(math.exp(-2), digits) == said


@pytest.mark.parametrize(
    ("key", "raw", "numbers"),
    [
        ("elu", {"alpha": 2.5}, {0, 2.5, 1}),
        ("elu", {"alpha": 1.67326}, {0, 1.67326, 1}),
        ("sigmoid", {"offset": 3.5}, {1, 3.5}),
        ("sigmoid", {"offset": -3}, {1, -3}),
        ("leaky_relu", {"slope": 0.25}, {0, 0.25}),
        ("sigmoid_sum", {}, {0.1, 0, 9.8, 100}),
        ("sigmoid_sum", {"rule": "refine", "count": 4, "span": 8}, {2, 1, 7, 4}),
        ("sigmoid_sum", {"rule": "extend", "count": 5}, {1, 0.5, 4.5, 5}),
        ("sigmoid_sum", {"rule": "refine", "count": 1, "span": 8}, {8, 4}),
    ],
)
def test_a_formula_has_its_live_parameters(
    key: str, raw: dict[str, object], numbers: set[float]
) -> None:
    assert said_numbers(formula_and_range(View.from_raw(raw), key)[0]) == numbers


@given(view=VIEWS)
@few
def test_no_gap_is_left_open_in_a_text(view: View) -> None:
    for key in ACTIVATIONS:
        for said in formula_and_range(view, key):
            assert said
            assert "{" not in said
            assert "nan" not in said


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
    assert formula_and_range(View.from_raw(raw), key)[1] == said


def logistic(x: float) -> float:
    return 1 / (1 + math.exp(-x))


def normal(x: float) -> float:
    return 0.5 * math.erfc(-x / math.sqrt(2))


@pytest.mark.parametrize("probe", [-2.0, 1.5])
@pytest.mark.parametrize(
    ("key", "raw", "value", "gradient"),
    [
        ("identity", {}, lambda x: x, lambda x: 1),
        ("sigmoid", {}, logistic, lambda x: logistic(x) * logistic(-x)),
        (
            "sigmoid",
            {"offset": 1},
            lambda x: logistic(x - 1),
            lambda x: logistic(x - 1) * logistic(1 - x),
        ),
        ("softplus", {}, lambda x: math.log(1 + math.exp(x)), logistic),
        ("relu", {}, lambda x: max(0, x), lambda x: float(x > 0)),
        ("elu", {}, lambda x: x if x > 0 else math.expm1(x), lambda x: 1 if x > 0 else math.exp(x)),
        (
            "elu",
            {"alpha": 3},
            lambda x: x if x > 0 else 3 * math.expm1(x),
            lambda x: 1 if x > 0 else 3 * math.exp(x),
        ),
        ("tanh", {}, math.tanh, lambda x: 1 - math.tanh(x) ** 2),
        ("leaky_relu", {"slope": 0.2}, lambda x: max(x, 0.2 * x), lambda x: 1 if x > 0 else 0.2),
        ("shifted_relu", {}, lambda x: max(-1, x), lambda x: float(x > -1)),
        ("silu", {}, lambda x: x * logistic(x), lambda x: logistic(x) * (1 + x * logistic(-x))),
        (
            "gelu",
            {},
            lambda x: x * normal(x),
            lambda x: normal(x) + x * math.exp(-x * x / 2) / math.sqrt(2 * math.pi),
        ),
        (
            "sigmoid_sum",
            {"rule": "extend", "count": 2},
            lambda x: logistic(x - 0.5) + logistic(x - 1.5),
            lambda x: logistic(x - 0.5) * logistic(0.5 - x) + logistic(x - 1.5) * logistic(1.5 - x),
        ),
    ],
)
def test_a_card_reads_the_function_and_its_gradient_at_the_probe(
    key: str,
    raw: dict[str, object],
    value: Callable[[float], float],
    gradient: Callable[[float], float],
    probe: float,
) -> None:
    card = card_texts(View.from_raw(raw | {"probe": probe}), [key])
    assert math.isclose(
        said_number(card[ids.card_id(key, "value")]), value(probe), rel_tol=6e-4, abs_tol=1e-12
    )
    assert math.isclose(
        said_number(card[ids.card_id(key, "gradient")]),
        gradient(probe),
        rel_tol=6e-4,
        abs_tol=1e-12,
    )


def test_who_still_learns_at_minus_two() -> None:
    card = card_texts(View(), ["sigmoid", "softplus", "relu", "elu"])
    slopes = [
        said_number(card[ids.card_id(key, "gradient")])
        for key in ("sigmoid", "softplus", "relu", "elu")
    ]
    assert [round(slope, 3) for slope in slopes] == [0.105, 0.119, 0, 0.135]


@pytest.mark.parametrize(
    ("raw", "quadrature", "truncation"),
    [
        ({}, 0.1677, math.log(2)),
        ({"rule": "refine", "span": 9.8, "count": 5}, 0.0430, math.log(2)),
        ({"rule": "refine", "span": 9.8, "count": 10}, 0.0102, math.log(2)),
    ],
)
def test_the_card_of_the_sum_says_how_far_it_is_from_its_limit_and_that_from_softplus(
    raw: dict[str, object], quadrature: float, truncation: float
) -> None:
    said = card_texts(View.from_raw(raw), ["sigmoid_sum"])[ids.card_id("sigmoid_sum", "extra")]
    first, second = (float(each) for each in re.findall(r"\d+\.\d+", said))
    assert math.isclose(first, quadrature, rel_tol=6e-3)
    assert math.isclose(second, truncation, rel_tol=6e-3)


@pytest.mark.parametrize("shown", ["", "sigmoid,elu", EVERYTHING])
def test_a_function_that_is_not_shown_has_a_hidden_card(shown: str) -> None:
    found = by_id(make_cards(View.from_raw({"shown": shown})))
    seen = {key for key in ACTIVATIONS if not found[ids.card_id(key)].hidden}
    assert seen == set(filter(None, shown.split(",")))


@given(view=VIEWS)
@few
def test_the_cards_of_a_page_say_what_an_answer_would_write_into_them(view: View) -> None:
    found = by_id([make_cards(view), make_formulas(view)])
    for each, said in card_texts(view, view.shown).items():
        assert text(found[each]) == said
