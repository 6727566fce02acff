"""Where the usual formulas fail on a computer: found by evaluating them in float32 or float64.

Nothing here is a rule of thumb: each edge is one of two neighbouring floats, between which a
computed result changes. x and slopes are pure numbers, without units.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from core.typing import Array

Floats = npt.NDArray[np.floating[Any]]
FloatType = type[np.float32] | type[np.float64]

SEARCH_END = 2000.0  # of |x|: far beyond all edges of both types


class ZeroSlopes(NamedTuple):
    """The x at which a computed slope is exactly 0: from -inf to `left`, from `right` to inf."""

    left: float
    right: float


def overflow_x(dtype: FloatType) -> float:
    """Return the least x of a type at which exp(x) is infinite, so that log(1 + exp(x)) is too.

    It is the float next to log(M), M the largest float: 88.72 for float32, 709.78 for float64.
    """
    with np.errstate(over="ignore"):
        return _find_edge(lambda x: np.isinf(np.exp(x)), dtype)


def zero_slope_edges(dtype: FloatType) -> ZeroSlopes:
    """Return where the slope s (1 - s) of s = 1 / (1 + exp(-x)) is 0 as computed in a type.

    On the right s is 1 as soon as 1 + exp(-x) rounds to 1: when exp(-x) is half the distance from 1
    to the next float or less, which is from x = 24 ln 2 = 16.64 on for float32 and from 53 ln 2 =
    36.74 for float64. On the left exp(-x) overflows, so that s is 0: from -88.72 and -709.78 down.
    The true slope, nearly exp(x), is not too small for the type down to -103.97 and -745.13.
    """
    with np.errstate(over="ignore"):
        right = _find_edge(lambda x: written_sigmoid_slope(x) == 0, dtype)
        left = _find_edge(lambda x: written_sigmoid_slope(-x) == 0, dtype)
    return ZeroSlopes(-left, right)


def written_sigmoid_slope(x: Floats) -> Floats:
    """Return s (1 - s) with s = 1 / (1 + exp(-x)), in the type of x; exp may overflow."""
    one = x.dtype.type(1)
    s = one / (one + np.exp(-x))
    return s * (one - s)


def softplus_as_written(x: Array, sharpness: float) -> tuple[Array, Array]:
    """Return log(1 + exp(b x)) / b in float32, b the sharpness, and its gradient, at every x.

    The gradient is exp(b x) / (1 + exp(b x)), as automatic differentiation of that formula has it.
    Both are nan from b x = 88.72 on, where the value is infinite and the gradient inf / inf.
    """
    one, b = np.float32(1), np.float32(sharpness)
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        e = np.exp(b * x.astype(np.float32))
        value, gradient = np.log(one + e) / b, e / (one + e)
    return np.where(np.isinf(value), np.nan, value).astype(np.float64), gradient.astype(np.float64)


def _find_edge(has_failed: Callable[[Floats], npt.NDArray[np.bool_]], dtype: FloatType) -> float:
    """Return the least x > 0 of a type from which on a formula fails, by halving.

    The bits of positive floats are whole numbers in the same order, so that the middle of two is
    the float in the middle, and the last two are neighbours. The formula must not have failed at
    0, and must at SEARCH_END.
    """
    integer = np.int32 if dtype is np.float32 else np.int64
    low, high = 0, int(np.array(SEARCH_END, dtype).view(integer))
    while high - low > 1:
        middle = (low + high) // 2
        x: Floats = np.array([middle], integer).view(dtype)
        low, high = (low, middle) if has_failed(x).all() else (middle, high)
    return float(np.array(high, integer).view(dtype))
