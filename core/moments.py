"""Expectations of a function under a normal distribution.

x, f(x) and f'(x) are pure numbers, without units.
"""

import math
from typing import NamedTuple

import numpy as np

from core.activations import ACTIVATIONS
from core.typing import Array

MAX_SIGMAS = 9.0  # on each side of the mean: the probability of what lies beyond is 2e-19
MAX_PANEL_WIDTH = 6.0  # 48 nodes reach 1e-13 on it, although the poles of tanh are pi / 2 away
GAUSS_NODES, GAUSS_WEIGHTS = np.polynomial.legendre.leggauss(48)


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


def _quadrature(mu: float, sigma: float, kink: float | None) -> tuple[Array, Array]:
    """Return nodes and weights over mu - 9 sigma .. mu + 9 sigma; panels end at the kink."""
    low, high = mu - MAX_SIGMAS * sigma, mu + MAX_SIGMAS * sigma
    ends = np.linspace(low, high, 1 + max(2, math.ceil((high - low) / MAX_PANEL_WIDTH)))
    if kink is not None and low < kink < high:
        ends = np.sort(np.append(ends, kink))
    half_width = 0.5 * np.diff(ends)[:, np.newaxis]
    centre = 0.5 * (ends[1:] + ends[:-1])[:, np.newaxis]
    return (centre + half_width * GAUSS_NODES).ravel(), (half_width * GAUSS_WEIGHTS).ravel()
