"""The losses of an output unit: to 50 digits in the tails, and their slopes as differences."""

import math

import mpmath
import numpy as np
import pytest

from core.control import Number
from core.curves import drawn_keys, drawn_losses, sample_curve, setting_names
from core.keys import CROSS_ENTROPY, LOSSES, SQUARED_ERROR
from core.losses import LOSS_TABLE
from core.statistics import gradient_at, value_at
from core.sweep import sweep
from core.typing import Array
from core.view import CONTROLS, View

MAX_RELATIVE_ERROR = 1e-15  # half of it is the square of a sigmoid, whose exp is right to a digit
OFFSETS = (-10.0, -0.5, 0.0, 3.25, 10.0)
X = np.arange(-20.0, 20.0625, 0.125)  # x - offset is exact
KEYS = (CROSS_ENTROPY, SQUARED_ERROR)


def exact_pair(key: str, x: float, offset: float) -> tuple[mpmath.mpf, mpmath.mpf]:
    """A loss of p for y = 1 and its slope in x, as dL/dp times dp/dx = p (1 - p)."""
    p = 1 / (1 + mpmath.exp(mpmath.mpf(offset) - mpmath.mpf(x)))
    steepness = p * (1 - p)
    if key == CROSS_ENTROPY:
        return -mpmath.log(p), -1 / p * steepness
    return (p - 1) ** 2 / 2, (p - 1) * steepness


def relative_errors(found: Array, exact: list[mpmath.mpf]) -> list[float]:
    return [
        float(abs((mpmath.mpf(one) - other) / other))
        for one, other in zip(found.tolist(), exact, strict=True)
    ]


@pytest.mark.parametrize("offset", OFFSETS)
@pytest.mark.parametrize("key", KEYS)
def test_a_loss_and_its_slope_have_all_their_digits_in_both_tails(key: str, offset: float) -> None:
    row = LOSS_TABLE[key]
    with mpmath.workdps(50):
        exact = [exact_pair(key, x, offset) for x in X.tolist()]
        values, slopes = ([each[part] for each in exact] for part in (0, 1))
        assert max(relative_errors(row.value(X, offset=offset), values)) < MAX_RELATIVE_ERROR
        assert max(relative_errors(row.gradient(X, offset=offset), slopes)) < MAX_RELATIVE_ERROR


@pytest.mark.parametrize("offset", OFFSETS)
@pytest.mark.parametrize("key", KEYS)
def test_the_slope_is_the_slope_of_the_loss(key: str, offset: float) -> None:
    row, half = LOSS_TABLE[key], 2.0**-12
    above, below = (row.value(X + shift, offset=offset) for shift in (half, -half))
    slopes = row.gradient(X, offset=offset)
    np.testing.assert_allclose((above - below) / (2 * half), slopes, rtol=1e-6, atol=1e-10)


@pytest.mark.parametrize("key", KEYS)
def test_far_out_nothing_overflows_and_nan_stays(key: str) -> None:
    x = np.array([-1e300, -800.0, 800.0, 1e300, math.nan])
    with np.errstate(all="raise"):
        value, slope = LOSS_TABLE[key].value(x), LOSS_TABLE[key].gradient(x)
    far = {CROSS_ENTROPY: [1e300, 800.0], SQUARED_ERROR: [0.5, 0.5]}[key]
    assert value[:4].tolist() == [*far, 0.0, 0.0]
    assert slope[:4].tolist() == [-1.0 if key == CROSS_ENTROPY else 0.0] * 2 + [0.0, 0.0]
    assert math.isnan(value[4])
    assert math.isnan(slope[4])


def test_where_the_unit_is_wrong_only_cross_entropy_teaches_it() -> None:
    view = View(shown=("sigmoid",), offset=3.0)
    p = value_at(view, "sigmoid", -7.0)
    assert gradient_at(view, CROSS_ENTROPY, -7.0) == pytest.approx(p - 1.0, abs=1e-15)
    assert gradient_at(view, CROSS_ENTROPY, -7.0) < -0.9999
    assert -1e-4 < gradient_at(view, SQUARED_ERROR, -7.0) < 0.0
    # At the offset p is 1/2: ln 2 and 1/8, with slopes of -1/2 and -1/8.
    pairs = [(value_at(view, key, 3.0), gradient_at(view, key, 3.0)) for key in KEYS]
    assert pairs == [(pytest.approx(math.log(2)), -0.5), (0.125, -0.125)]


def test_the_slope_of_the_squared_error_is_least_where_p_is_a_third() -> None:
    view = View(offset=1.0)
    at_third = 1.0 - math.log(2)  # there exp(offset - x) is 2
    assert gradient_at(view, SQUARED_ERROR, at_third) == pytest.approx(-4 / 27)
    assert sample_curve(view, SQUARED_ERROR).gradient.min() >= -4 / 27


@pytest.mark.parametrize(
    ("shown", "extras", "drawn"),
    [
        (("sigmoid",), (), ("sigmoid",)),
        (("sigmoid",), (LOSSES,), (*KEYS, "sigmoid")),
        (("sigmoid", "sigmoid_sum", "elu"), (LOSSES,), ("sigmoid_sum", *KEYS, "sigmoid", "elu")),
        (("relu",), (LOSSES,), ("relu",)),
        ((), (LOSSES,), ()),
    ],
)
def test_the_losses_are_drawn_with_the_sigmoid_and_below_it(
    shown: tuple[str, ...], extras: tuple[str, ...], drawn: tuple[str, ...]
) -> None:
    view = View(shown=shown, extras=extras)
    assert drawn_keys(view) == drawn
    assert drawn_losses(view) == tuple(key for key in drawn if key in KEYS)


@pytest.mark.parametrize("key", KEYS)
def test_a_loss_depends_on_the_offset_and_on_no_other_slider(key: str) -> None:
    assert setting_names(View(), key) == ("offset",)
    families = {
        name: sweep(View(), name, (key,)).families.keys()
        for name, control in CONTROLS.items()
        if isinstance(control, Number)
    }
    assert {name for name, found in families.items() if found} == {"offset", "step"}
