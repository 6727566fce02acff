"""How far a sum of sigmoids S is from the integral L that it imitates, and L from softplus.

L(x) = scale * T(x), T(x) = softplus(x) - softplus(x - span): the scale is high / span under the
rule article, 1 under the others. x and all values are pure numbers, without units.
"""

from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from core.curves import curve_parameters
from core.functions import softplus
from core.keys import SUM
from core.sigmoid_sum import sigmoid_sum, sum_integral
from core.typing import Array
from core.view import View

COUNTS = (1, 2, 3, 4, 6, 8, 12, 17, 25, 35, 50, 70, 100, 140, 200)  # 200 is the most of a view
SAMPLE_COUNT = 201  # over the range of a view
END_DISTANCES = np.linspace(-2.0, 2.0, 21)  # of more samples from both ends of the span


class ErrorCurves(NamedTuple):
    """S - L and L - softplus at every x: they add up to S - softplus."""

    quadrature: Array
    truncation: Array


def find_error_curves(view: View, x: Array) -> ErrorCurves:
    """Return how far the sum of a view is from L, and L from softplus, at every x."""
    parameters: dict[str, Any] = curve_parameters(view, SUM)
    integral = _compute_integral(x, **parameters)
    return ErrorCurves(sigmoid_sum(x, **parameters) - integral, integral - softplus(x))


def errors_by_count(view: View, rule: str) -> tuple[Array, Array]:
    """Return 15 counts from 1 to 200, and max |S - L| in [0, inf) over a view's range at each.

    The rest is as in the view; under the rule extend the span is the count. The maximum is that
    over 201 values of x, and over more of them about both ends of the span. On logarithmic axes its
    slope tends to -1 under the rule article, to -2 under refine (it falls as
    (span / count)^2 / 96), to 0 under extend, which only reaches further. Raises ValueError for any
    other rule. The arrays are read-only.
    """
    own = View(range=view.range, step=view.step, span=view.span, rule=rule)
    return _find_errors(own)


@lru_cache(maxsize=64)
def _find_errors(view: View) -> tuple[Array, Array]:
    errors = [find_greatest_error(replace(view, count=float(count))) for count in COUNTS]
    pair = np.array(COUNTS, dtype=np.float64), np.array(errors)
    for each in pair:
        each.flags.writeable = False  # requests share it
    return pair


def find_greatest_error(view: View) -> float:
    """Return max |S - L| in [0, inf) over a view's range, as `errors_by_count` finds it."""
    parameters: dict[str, Any] = curve_parameters(view, SUM)
    ends = np.concatenate((END_DISTANCES, parameters["span"] + END_DISTANCES))
    within = ends[(ends >= view.low) & (ends <= view.high)]
    x = np.concatenate((np.linspace(view.low, view.high, SAMPLE_COUNT), within))
    return float(np.abs(sigmoid_sum(x, **parameters) - _compute_integral(x, **parameters)).max())


def _compute_integral(x: Array, count: float, span: float, rule: str, high: float) -> Array:
    """Return L at every x. The count only tells the span of the rule extend, which is given."""
    return integral_scale(rule, span, high) * sum_integral(x, span)


def integral_scale(rule: str, span: float, high: float) -> float:
    """Return L / T, in (0, inf): high / span under the rule article, else 1."""
    return high / span if rule == "article" else 1.0
