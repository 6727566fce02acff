"""Where the curve of a formula breaks: against closed forms."""

import math

import numpy as np
import pytest
from scipy.optimize import brentq

from core.breaks import (
    DIVISION,
    DOMAIN,
    OVERFLOW,
    find_cause,
    find_cuts,
    find_gaps,
    find_kinks,
)
from core.expression import parse
from core.gaps import Gap

LOG_MAX = math.log(np.finfo(float).max)


@pytest.mark.parametrize(
    ("text", "kinks"),
    [
        ("x^2", []),
        ("relu(x)", [0.0]),
        ("x * min(max(x + 3, 0), 6) / 6", [-3.0, 3.0]),
        ("abs(x - 1 / 3)", [1 / 3]),
        ("1 if x > a else 0", [0.7]),
        ("sign(x + 2.5)", [-2.5]),
        ("relu(relu(x))", [0.0]),
        ("max(x, 2 - x, 7)", [-5.0, 7.0]),
        ("abs(sin(x))", [math.pi * count for count in range(-6, 7)]),
        ("tan(x)", [math.pi * (count + 0.5) for count in range(-6, 6)]),
        ("1 / (x - a)", [0.7]),
        ("relu(x)^2", []),
        ("max(0, x) + min(0, exp(x) - 1)", []),
        ("abs(x^2)", []),
    ],
)
def test_the_kinks_jumps_and_poles_are_found_to_the_last_digits(
    text: str, kinks: list[float]
) -> None:
    assert find_kinks(parse(text), 0.7) == pytest.approx(kinks, rel=1e-15, abs=1e-15)


def test_a_rule_cuts_where_a_branch_changes_even_if_no_slope_jumps() -> None:
    assert find_cuts(parse("relu(x)^2")) == (0.0,)
    assert find_cuts(parse("tanh(x)")) == ()
    assert find_cuts(parse("abs(sin(50 * x))")) == ()  # an oscillation


@pytest.mark.parametrize(
    ("text", "gaps"),
    [
        ("tanh(x)", []),
        ("log(1 + exp(x))", [(LOG_MAX, 2000.0)]),
        # Its slope exp(exp(x) + x) is the first to be too large.
        ("exp(exp(x))", [(brentq(lambda x: math.exp(x) + x - LOG_MAX, 6, 7), 2000.0)]),
        ("sqrt(x)", [(-2000.0, 0.0)]),
        ("sqrt(x) + log(3 - x)", [(-2000.0, 0.0), (3.0, 2000.0)]),
        ("1 / x", [(0.0, 0.0)]),
        ("1 / (x - a)", [(0.7, 0.7)]),
        ("1 / 0", [(-2000.0, 2000.0)]),
    ],
)
def test_the_gaps_end_where_a_value_or_a_slope_is_not_finite(
    text: str, gaps: list[tuple[float, float]]
) -> None:
    found = find_gaps(parse(text), 0.7)
    assert len(found) == len(gaps)
    for each, expected in zip(found, gaps, strict=True):
        assert isinstance(each, Gap)
        assert each == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(
    ("text", "x", "part", "kind"),
    [
        ("x * tanh(log(1 + exp(x)))", 710.0, "exp(x)", OVERFLOW),
        ("1 / x", 0.0, "1 / x", DIVISION),
        ("x^-1 + 2", 0.0, "x^-1", DIVISION),
        ("2 * log(x - 1)", 0.5, "log(x - 1)", DOMAIN),
        ("3 + sqrt(x)", 0.0, "sqrt(x)", DOMAIN),
        ("sqrt(x) if x > 1 else log(x)", -1.0, "sqrt(x)", DOMAIN),
    ],
)
def test_the_cause_is_the_innermost_part_that_is_not_finite(
    text: str, x: float, part: str, kind: str
) -> None:
    assert find_cause(parse(text), x) == (part, kind)
    assert find_cause(parse(text), 2.0) is None


@pytest.mark.parametrize(
    ("text", "kinks"),
    [
        ("1 if x >= 0 else 0", [0.0]),
        ("1 if x < 0.5 else 0", [0.5]),
        ("sign(x)", [0.0]),
        ("relu(x + 0.1 - 0.3)", [0.2]),
        ("1e10 if x > 0 else 0", [0.0]),
    ],
)
def test_a_jump_is_found_whichever_side_has_the_value_between(
    text: str, kinks: list[float]
) -> None:
    assert find_kinks(parse(text)) == pytest.approx(kinks, abs=1e-15)
    assert find_gaps(parse(text)) == ()


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("sign(x)", [-1.0, 0.0, 1.0]),
        ("3 + x * sign(x)", [4.0, 3.0, 4.0]),
        ("1 if x < 0 else 2", [1.0, 2.0, 2.0]),
        ("1 if x <= 0 else 2", [1.0, 1.0, 2.0]),
        ("1 if 0 < x else 2", [2.0, 2.0, 1.0]),
        ("exp(sign(x)) if sign(x) >= 0 else 7", [7.0, 1.0, math.e]),
    ],
)
def test_at_a_jump_the_value_is_what_the_formula_says(text: str, values: list[float]) -> None:
    assert parse(text).value([-1.0, 0.0, 1.0]) == pytest.approx(values, rel=1e-15)
    assert float(parse(text).value(0.0)) == values[1]
