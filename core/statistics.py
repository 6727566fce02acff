"""Measures of a function, as numbers: values, moments, distances between curves.

x, f(x) and f'(x) are pure numbers, without units.
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from core.curves import compute_curve, curve_parameters, sample_curve
from core.keys import LIMIT, SUM
from core.moments import moments as moments  # for those who look for it here
from core.view import View


class LimitDistances(NamedTuple):
    """Two largest distances to T over the samples of a view, each in [0, inf)."""

    from_sum: float
    from_softplus: float


def value_at(view: View, key: str, x: float) -> float:
    """Return f(x) with the parameters of a view."""
    return _pair_at(key, x, *curve_parameters(view, key).items())[0]


def gradient_at(view: View, key: str, x: float) -> float:
    """Return f'(x) with the parameters of a view."""
    return _pair_at(key, x, *curve_parameters(view, key).items())[1]


@lru_cache(maxsize=256)  # a moved slider asks again for the functions that it leaves alone
def _pair_at(key: str, x: float, *parameters: tuple[str, float | str]) -> tuple[float, float]:
    value, gradient = compute_curve(key, np.array([x]), dict(parameters))
    return float(value[0]), float(gradient[0])


def max_abs_difference(view: View, key: str, other: str) -> float:
    """Return max |f - g| over the samples of a view, in [0, inf). A key may be `LIMIT`."""
    difference = sample_curve(view, key).value - sample_curve(view, other).value
    return float(np.abs(difference).max())


def measure_limit_distances(view: View) -> LimitDistances:
    """Return max |S - T| and max |T - softplus| over the samples of a view."""
    return LimitDistances(
        max_abs_difference(view, SUM, LIMIT), max_abs_difference(view, LIMIT, "softplus")
    )
