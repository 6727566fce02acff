"""A function becomes the numbers that the article argues with. x, f(x) and f'(x) are pure numbers, without units."""

import math
from typing import NamedTuple

import numpy as np

from core.activations import ACTIVATIONS
from core.curves import LIMIT, arguments, curve
from core.typing import Array
from core.view import View

FAINT = 0.01  # a gradient under this teaches next to nothing
REACH = 9.0  # standard deviations on each side of the mean: what lies beyond has a probability of 2e-19
PANEL = 6.0  # the widest panel: 48 nodes reach 1e-13 on it although the poles of tanh are only pi / 2 away
NODES, WEIGHTS = np.polynomial.legendre.leggauss(48)
HALVINGS = 55  # of the gap between two samples, at most 2: to the last digits of a double


class SumErrors(NamedTuple):
    """How far the sum of sigmoids is from its limit, and how far that limit is from softplus. Both in [0, inf)."""

    quadrature: float
    truncation: float


class Moments(NamedTuple):
    """A function f of X ~ N(mu, sigma^2): E f, E f^2, E f', and chi = E f'^2.

    chi times the variance of the weights is by how much a layer scales a squared gradient on its way back, in mean
    field: Poole et al. 2016, arXiv:1606.05340, and Schoenholz et al. 2017, arXiv:1611.01232.
    """

    mean: float
    square: float
    slope: float
    chi: float

    @property
    def bias_share(self) -> float:
        """(E f)^2 / E f^2, in [0, 1]: how much of what is handed on is bias. 0 where nothing is handed on."""
        return self.mean**2 / self.square if self.square else 0.0


def moments(key: str, mu: float = 0.0, sigma: float = 1.0, /, **parameters: float | str) -> Moments:
    """The moments of a function under X ~ N(mu, sigma^2), sigma in (0, 100], to about 13 digits.

    E g(X) is the integral of g(x) exp(-z^2 / 2) / (sqrt(2 pi) sigma), z = (x - mu) / sigma, by Gauss and Legendre's
    rule on panels that end at the kink: across a kink a rule for polynomials is wrong in the second digit.
    """
    activation = ACTIVATIONS[key]
    x, weights = _quadrature(mu, sigma, activation.kink)
    density = weights * np.exp(-0.5 * ((x - mu) / sigma) ** 2) / (math.sqrt(2.0 * math.pi) * sigma)
    value, gradient = activation.value(x, **parameters), activation.gradient(x, **parameters)
    first, second, third, fourth = (float(density @ each) for each in (value, value**2, gradient, gradient**2))
    return Moments(first, second, third, fourth)


def balanced_alpha(sigma: float = 1.0) -> float:
    """The alpha at which the mean of ELU is 0 under X ~ N(0, sigma^2), in (1, inf); at sigma 1 it is SELU's.

    The mean is linear in alpha, so two values of it give its root. Klambauer et al. 2017, arXiv:1706.02515.
    """
    without, with_one = (moments("elu", 0.0, sigma, alpha=alpha).mean for alpha in (0.0, 1.0))
    return without / (without - with_one)


def value_at(view: View, key: str, x: float) -> float:
    """f(x) with the parameters of a view."""
    return float(ACTIVATIONS[key].value(x, **arguments(view, key)))


def slope_at(view: View, key: str, x: float) -> float:
    """f'(x) with the parameters of a view."""
    return float(ACTIVATIONS[key].gradient(x, **arguments(view, key)))


def faint_share(view: View, key: str) -> float:
    """The share of the samples of a view, in [0, 1], at which |f'| is under 0.01."""
    return float((np.abs(curve(view, key).gradient) < FAINT).mean())


def crossings(view: View, key: str, threshold: float = FAINT) -> tuple[float, ...]:
    """The x, ascending, between the first and the last sample of a view, at which |f'| crosses a threshold.

    Where two crossings lie between two neighbouring samples, neither is seen.
    """
    activation, given, sampled = ACTIVATIONS[key], arguments(view, key), curve(view, key)
    under = np.abs(sampled.gradient) < threshold
    at = np.flatnonzero(under[1:] != under[:-1])
    left, right = sampled.x[at], sampled.x[at + 1]
    for _ in range(HALVINGS):
        middle = 0.5 * (left + right)
        as_left = (np.abs(activation.gradient(middle, **given)) < threshold) == under[at]
        left, right = np.where(as_left, middle, left), np.where(as_left, right, middle)
    return tuple(float(each) for each in right)


def greatest_gap(view: View, key: str, other: str) -> float:
    """max |f - g| over the samples of a view, in [0, inf). A key may be that of the sum's limit."""
    return float(np.abs(curve(view, key).value - curve(view, other).value).max())


def sum_errors(view: View) -> SumErrors:
    """max |S - T| and max |T - softplus| over the samples of a view."""
    return SumErrors(greatest_gap(view, "sigmoid_sum", LIMIT), greatest_gap(view, LIMIT, "softplus"))


def _quadrature(mu: float, sigma: float, kink: float | None) -> tuple[Array, Array]:
    """Nodes and weights that integrate from mu - 9 sigma to mu + 9 sigma, panel by panel, none across the kink."""
    low, high = mu - REACH * sigma, mu + REACH * sigma
    ends = np.linspace(low, high, 1 + max(2, math.ceil((high - low) / PANEL)))
    if kink is not None and low < kink < high:
        ends = np.sort(np.append(ends, kink))
    half, centre = 0.5 * np.diff(ends)[:, np.newaxis], 0.5 * (ends[1:] + ends[:-1])[:, np.newaxis]
    return (centre + half * NODES).ravel(), (half * WEIGHTS).ravel()
