"""Measures of a function, as numbers: moments, saturation, distances between curves.

x, f(x) and f'(x) are pure numbers, without units.
"""

import math
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from core.activations import ACTIVATIONS
from core.curves import compute_curve, curve_parameters, own_view, sample_curve
from core.keys import LIMIT, SUM
from core.typing import Array
from core.view import View

SATURATION_THRESHOLD = 0.01  # a slope below it hardly changes a weight
MAX_SIGMAS = 9.0  # on each side of the mean: the probability of what lies beyond is 2e-19
MAX_PANEL_WIDTH = 6.0  # 48 nodes reach 1e-13 on it, although the poles of tanh are pi / 2 away
GAUSS_NODES, GAUSS_WEIGHTS = np.polynomial.legendre.leggauss(48)
BISECTION_STEPS = 45  # halve a distance of at most 2 between samples: 6e-14 is left


class SumErrors(NamedTuple):
    """Two distances, each in [0, inf): from the sum to T, and from T to softplus."""

    quadrature: float
    truncation: float


class Moments(NamedTuple):
    """Expectations of a function f of X ~ N(mu, sigma^2): E f, E f^2, E f', and chi = E f'^2.

    In mean field, chi times the variance of the weights is the factor by which a layer scales a
    squared gradient on its way back: Poole et al. 2016, arXiv:1606.05340, and Schoenholz et al.
    2017, arXiv:1611.01232.
    """

    mean: float
    second_moment: float
    mean_gradient: float
    chi: float

    @property
    def bias_share(self) -> float:
        """(E f)^2 / E f^2, in [0, 1]: the part of the output that is bias; 0 if E f^2 is 0."""
        return self.mean**2 / self.second_moment if self.second_moment else 0.0


def moments(key: str, mu: float = 0.0, sigma: float = 1.0, /, **parameters: float | str) -> Moments:
    """Return the moments of a function under X ~ N(mu, sigma^2), sigma in (0, 100].

    They are right to about 13 digits. E g(X) is the integral of
    g(x) exp(-z^2 / 2) / (sqrt(2 pi) sigma), z = (x - mu) / sigma, by the Gauss-Legendre rule on
    panels that end at the kink: a rule for polynomials across a kink fails in the second digit.
    """
    activation = ACTIVATIONS[key]
    x, weights = _quadrature(mu, sigma, activation.kink)
    density = np.exp(-0.5 * ((x - mu) / sigma) ** 2) / (math.sqrt(2.0 * math.pi) * sigma)
    value, gradient = activation.value(x, **parameters), activation.gradient(x, **parameters)

    def expect(values: Array) -> float:
        return float((weights * density) @ values)

    return Moments(expect(value), expect(value**2), expect(gradient), expect(gradient**2))


def zero_mean_alpha(sigma: float = 1.0) -> float:
    """Return the alpha at which ELU has mean 0 under X ~ N(0, sigma^2), in (1, inf).

    At sigma 1 it is SELU's: Klambauer et al. 2017, arXiv:1706.02515. The mean is linear in alpha,
    so two values give the root.
    """
    at_0, at_1 = (moments("elu", 0.0, sigma, alpha=alpha).mean for alpha in (0.0, 1.0))
    return at_0 / (at_0 - at_1)


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


def _quadrature(mu: float, sigma: float, kink: float | None) -> tuple[Array, Array]:
    """Return nodes and weights over mu - 9 sigma .. mu + 9 sigma; panels end at the kink."""
    low, high = mu - MAX_SIGMAS * sigma, mu + MAX_SIGMAS * sigma
    ends = np.linspace(low, high, 1 + max(2, math.ceil((high - low) / MAX_PANEL_WIDTH)))
    if kink is not None and low < kink < high:
        ends = np.sort(np.append(ends, kink))
    half_width = 0.5 * np.diff(ends)[:, np.newaxis]
    centre = 0.5 * (ends[1:] + ends[:-1])[:, np.newaxis]
    return (centre + half_width * GAUSS_NODES).ravel(), (half_width * GAUSS_WEIGHTS).ravel()
