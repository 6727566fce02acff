"""Measures of a function, as numbers: moments, saturation, distances between curves.

x, f(x) and f'(x) are pure numbers, without units.
"""

from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from core.activations import ACTIVATIONS
from core.curves import compute_curve, curve_parameters, own_view, sample_curve
from core.keys import LIMIT, SUM
from core.moments import moments as moments  # for those who look for it here
from core.view import View

SATURATION_THRESHOLD = 0.01  # a slope below it hardly changes a weight
BISECTION_STEPS = 45  # halve a distance of at most 2 between samples: 6e-14 is left


class SumErrors(NamedTuple):
    """Two distances, each in [0, inf): from the sum to T, and from T to softplus."""

    quadrature: float
    truncation: float


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


def saturated_fraction(view: View, key: str) -> float:
    """Return the fraction of the samples, in [0, 1], at which |f'| is below 0.01."""
    gradient = np.abs(sample_curve(view, key).gradient)
    return float((gradient < SATURATION_THRESHOLD).mean())


def threshold_crossings(
    view: View, key: str, threshold: float = SATURATION_THRESHOLD
) -> tuple[float, ...]:
    """Return the x, ascending, between the first and last sample at which |f'| crosses a threshold.

    Two crossings between the same two samples are not found.
    """
    own = replace(own_view(view, key), range=view.range, step=view.step)
    return _find_crossings(own, key, threshold)


@lru_cache(maxsize=256)  # as for a pair
def _find_crossings(view: View, key: str, threshold: float) -> tuple[float, ...]:
    activation, parameters = ACTIVATIONS[key], curve_parameters(view, key)
    curve = sample_curve(view, key)
    is_below = np.abs(curve.gradient) < threshold
    changes = np.flatnonzero(is_below[1:] != is_below[:-1])
    if changes.size == 0:
        return ()
    left, right = curve.x[changes], curve.x[changes + 1]
    for _ in range(BISECTION_STEPS):
        middle = 0.5 * (left + right)
        is_middle_below = np.abs(activation.gradient(middle, **parameters)) < threshold
        is_like_left = is_middle_below == is_below[changes]
        left, right = np.where(is_like_left, middle, left), np.where(is_like_left, right, middle)
    return tuple(float(each) for each in right)


def max_abs_difference(view: View, key: str, other: str) -> float:
    """Return max |f - g| over the samples of a view, in [0, inf). A key may be `LIMIT`."""
    difference = sample_curve(view, key).value - sample_curve(view, other).value
    return float(np.abs(difference).max())


def sum_errors(view: View) -> SumErrors:
    """Return max |S - T| and max |T - softplus| over the samples of a view."""
    return SumErrors(
        max_abs_difference(view, SUM, LIMIT), max_abs_difference(view, LIMIT, "softplus")
    )
