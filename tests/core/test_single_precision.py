"""Where formulas fail, against exact arithmetic."""

import math

import numpy as np
import pytest
from mpmath import mp, mpf

from core.activations import ACTIVATIONS
from core.single_precision import (
    FloatType,
    overflow_x,
    written_sigmoid_slope,
    zero_slope_edges,
)

TYPES: list[tuple[FloatType, int]] = [(np.float32, 24), (np.float64, 53)]  # bits of the mantissa
MAX_ULPS = 4  # that exp of a platform may be away


def is_next_to(x: float, truth: mpf, dtype: FloatType) -> bool:
    return bool(abs(mpf(x) - truth) <= MAX_ULPS * float(np.spacing(dtype(x))))


@pytest.mark.parametrize(("dtype", "bits"), TYPES)
def test_exp_overflows_at_the_log_of_the_largest_float(dtype: FloatType, bits: int) -> None:
    with mp.workdps(40):
        largest = (2 - mpf(2) ** (1 - bits)) * mpf(2) ** np.finfo(dtype).maxexp / 2
        assert is_next_to(overflow_x(dtype), mp.log(largest), dtype)
    x = dtype(overflow_x(dtype))
    with np.errstate(over="ignore"):
        assert np.isinf(np.log(dtype(1) + np.exp(x)))
        below = np.log(dtype(1) + np.exp(np.nextafter(x, dtype(0))))
    assert float(below) == pytest.approx(float(x), rel=1e-6)  # softplus is nearly x there
    # The form that the page computes with goes on.
    assert float(ACTIVATIONS["softplus"].value(float(x))) == pytest.approx(float(x), rel=1e-15)


@pytest.mark.parametrize(("dtype", "bits"), TYPES)
def test_the_slope_vanishes_where_1_and_a_tail_round_to_1(dtype: FloatType, bits: int) -> None:
    left, right = zero_slope_edges(dtype)
    with mp.workdps(40):
        assert is_next_to(right, bits * mp.log(2), dtype)
    assert left == -overflow_x(dtype)


@pytest.mark.parametrize(("dtype", "bits"), TYPES)
def test_the_computed_slope_is_0_outside_of_the_edges_only(dtype: FloatType, bits: int) -> None:
    left, right = (dtype(each) for each in zero_slope_edges(dtype))
    zero = dtype(0)
    outside = [left, np.nextafter(left, dtype(-math.inf)), 2 * left, right, 2 * right]
    inside = np.append(np.linspace(left, right, 999)[1:-1], np.nextafter([left, right], zero))
    with np.errstate(over="ignore"):
        assert not written_sigmoid_slope(np.array(outside, dtype)).any()
        assert (written_sigmoid_slope(inside.astype(dtype)) > 0).all()


@pytest.mark.parametrize(("dtype", "figures"), [(np.float32, "88.7"), (np.float64, "709.8")])
def test_the_usual_figures(dtype: FloatType, figures: str) -> None:
    assert f"{overflow_x(dtype):.1f}" == figures
