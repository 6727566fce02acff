"""Expectations of a function under a normal distribution.

x, f(x) and f'(x) are pure numbers, without units.
"""

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from core.activations import ACTIVATIONS
from core.gaps import are_near_gap
from core.typing import Array, Function

MAX_SIGMAS = 9.0  # on each side of the mean: the probability of what lies beyond is 2e-19
BEND_REACH = 0.6  # of x: the panels at a kink or bend; poles may be as near to it as 0.02
MIN_TAIL_SIGMAS = 5.0  # beyond a kink
MAX_PANEL_WIDTH = 6.0  # 48 nodes reach 1e-13 on it, although the poles of tanh are pi / 2 away
GAUSS_RULE = np.polynomial.legendre.leggauss(48)


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
        return self.mean * self.mean / self.second_moment if self.second_moment else 0.0


def moments(key: str, mu: float = 0.0, sigma: float = 1.0, /, **parameters: float | str) -> Moments:
    """Return the moments of a function under X ~ N(mu, sigma^2), sigma in (0, 100].

    They are right to about 13 digits; nan where f or f' is not finite within 9 sigma.
    Raises KeyError for an unknown key.
    """
    return _find_moments_of(key, mu, sigma, *parameters.items())


@lru_cache(maxsize=256)  # a moved slider asks again for the functions that it leaves alone
def _find_moments_of(
    key: str, mu: float, sigma: float, *parameters: tuple[str, float | str]
) -> Moments:
    activation = ACTIVATIONS[key]
    functions = activation.fix_parameters(**dict(parameters))
    cuts = activation.find_cuts(**dict(parameters))
    gaps = activation.find_gaps(**dict(parameters))
    return find_moments(*functions, mu, sigma, cuts, gaps)


def find_moments(
    function: Function,
    derivative: Function,
    mu: float,
    sigma: float,
    cuts: Sequence[float] = (),
    gaps: Sequence[tuple[float, float]] = (),
) -> Moments:
    """Return the moments of a function under X ~ N(mu, sigma^2), sigma in (0, 100].

    They are nan where one of the gaps, intervals without a finite value, is within 9 sigma.

    E g(X) is the integral of g(x) exp(-z^2 / 2) / (sqrt(2 pi) sigma), z = (x - mu) / sigma, by the
    Gauss-Legendre rule on panels that end at the cuts: a rule for polynomials across a kink fails
    in the second digit. The slope may also change as fast as sigmoid(128 (x - cut)) does.
    """
    if are_near_gap(mu, MAX_SIGMAS * sigma, gaps):
        return Moments(math.nan, math.nan, math.nan, math.nan)
    x, weights = _quadrature(mu, sigma, cuts)
    density = np.exp(-0.5 * ((x - mu) / sigma) ** 2) / (math.sqrt(2.0 * math.pi) * sigma)
    value, gradient = function(x), derivative(x)

    def expect(values: Array) -> float:
        return float((weights * density) @ values)

    with np.errstate(over="ignore", invalid="ignore"):  # a function may grow without bounds
        return Moments(expect(value), expect(value**2), expect(gradient), expect(gradient**2))


def zero_mean_alpha(sigma: float = 1.0, mu: float = 0.0) -> float:
    """Return the alpha at which ELU has mean 0 under X ~ N(mu, sigma^2).

    At mu 0 and sigma 1 it is SELU's: Klambauer et al. 2017, arXiv:1706.02515. It is in [0, inf]:
    inf where mu / sigma is so large that the part left of 0 has no weight.
    """
    at_0, rise = elu_mean_line(sigma, mu)
    return -at_0 / rise if rise < 0 else math.inf


def elu_mean_line(sigma: float = 1.0, mu: float = 0.0) -> tuple[float, float]:
    """Return the mean of ELU under X ~ N(mu, sigma^2) at alpha 0, and its rise with alpha.

    The mean is linear in alpha, since only the part left of 0 is a multiple of it.
    """
    at_0, at_1 = (moments("elu", mu, sigma, alpha=alpha).mean for alpha in (0.0, 1.0))
    return at_0, at_1 - at_0


def _quadrature(mu: float, sigma: float, cuts: Sequence[float]) -> tuple[Array, Array]:
    """Return nodes and weights over mu - 9 sigma .. mu + 9 sigma; panels end at the cuts.

    They go further where the only cut is far out: ReLU is 0 but for the tail that lies beyond it.
    """
    cut_sigmas = abs(cuts[0] - mu) / sigma if len(cuts) == 1 else 0.0
    reach = max(MAX_SIGMAS, cut_sigmas + MIN_TAIL_SIGMAS)
    low, high = mu - reach * sigma, mu + reach * sigma
    widths = ((high - low) / MAX_PANEL_WIDTH, 2.0 * reach / MAX_SIGMAS)
    ends = np.linspace(low, high, 1 + max(2, *map(math.ceil, widths)))
    for cut in cuts:
        if low < cut < high:
            near = cut + np.array((-BEND_REACH, 0.0, BEND_REACH))
            ends = np.union1d(ends, np.clip(near, low, high))
    return place_nodes(ends)


def place_nodes(ends: Array) -> tuple[Array, Array]:
    """Return the nodes and the weights of the Gauss-Legendre rule on panels, from their ends."""
    half_width = 0.5 * np.diff(ends)[:, np.newaxis]
    centre = 0.5 * (ends[1:] + ends[:-1])[:, np.newaxis]
    nodes, weights = GAUSS_RULE
    return (centre + half_width * nodes).ravel(), (half_width * weights).ravel()
