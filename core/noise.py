"""How much of a noise that is added to x arrives at f(x).

x, f(x) and the scale of the noise are pure numbers, without units.
"""

import math
from collections.abc import Sequence

import numpy as np

from core.activations import ACTIVATIONS
from core.gaps import are_near_gap
from core.moments import BEND_REACH, GAUSS_RULE
from core.typing import Array, Function

MAX_NOISE_SIGMAS = 10.0  # on each side; far left, e^(2 x) moves the weight for ELU to z = 2 scale
TAIL_WIDTH_SIGMAS = 5.0  # right of the rest, where the kink is not further out
MAX_X_SPACING = 0.32  # of nodes: the poles of tanh, pi / 2 away, leave an error of 1e-11
DENSE_Z_SPACING = 0.01  # for any function
MAX_Z_SPACING = 0.5  # of nodes: the density alone leaves exp(-2 pi^2 / 0.5^2) = 5e-35


def spread(key: str, x: Array | float, scale: float, **parameters: float | str) -> Array:
    """Return the standard deviation of f(x + scale Z), Z ~ N(0, 1), in the shape of x.

    The scale is in [0, 10]; at 0 the spread is 0. A parameter that is left out has the value of a
    first visit. As right as `find_spread` computes it; nan within 10 scales of an x where f or f'
    is not finite. Raises KeyError for an unknown key.
    """
    activation = ACTIVATIONS[key]
    function, _ = activation.fix_parameters(**parameters)
    cuts, gaps = activation.find_cuts(**parameters), activation.find_gaps(**parameters)
    return find_spread(function, x, scale, cuts, gaps)


def find_spread(
    function: Function,
    x: Array | float,
    scale: float,
    cuts: Sequence[float] = (),
    gaps: Sequence[tuple[float, float]] = (),
) -> Array:
    """Return the standard deviation of f(x + scale Z), Z ~ N(0, 1), at every finite x.

    It is the square root of E (f - E f)^2, not of E f^2 - (E f)^2, which would cancel where the
    spread is small beside f. The function is continuous, and analytic on both sides of the cut
    if there is one; its poles are no nearer to the real line than those of tanh, pi / 2 away, or
    0.02 right above the cut. With several cuts it may be any function, and the spread is right to
    1e-4 or, where f jumps, to 1 %; within 10 scales of a gap, where f is not finite, it is nan.
    """
    points = np.asarray(x, dtype=np.float64)
    is_near_gap = are_near_gap(points, MAX_NOISE_SIGMAS * scale, gaps)
    return np.where(is_near_gap, np.nan, _integrate_spread(function, points, scale, cuts))


def _integrate_spread(
    function: Function, points: Array, scale: float, cuts: Sequence[float]
) -> Array:
    if scale == 0 or points.size == 0:
        return np.zeros_like(points)
    if len(cuts) > 1:
        indices, weights = _shared_nodes(points, scale, DENSE_Z_SPACING * scale)
        values = _evaluate_once(function, indices, DENSE_Z_SPACING * scale)
    elif cuts:
        z, weights = _split_nodes(points, scale, cuts[0])
        values = function(points[..., np.newaxis] + scale * z)
    elif scale * MAX_Z_SPACING < MAX_X_SPACING:
        z, weights = _spaced_nodes()
        values = function(points[..., np.newaxis] + scale * z)
    else:
        indices, weights = _shared_nodes(points, scale, MAX_X_SPACING)
        values = _evaluate_once(function, indices, MAX_X_SPACING)
    with np.errstate(over="ignore", invalid="ignore"):  # a function may grow without bounds
        values = values - function(points)[..., np.newaxis]  # else a constant rounds to 4e-15
        deviations = values - _expect(weights, values)[..., np.newaxis]
        return np.asarray(np.sqrt(_expect(weights, deviations**2)))


def _expect(weights: Array, values: Array) -> Array:
    """Return the sum of weights times values over the last axis, that of the nodes."""
    return np.asarray(np.einsum("...i,...i->...", weights, values))


def _spaced_nodes() -> tuple[Array, Array]:
    """Return z and weights of the trapezoidal rule, which converges geometrically.

    Trefethen and Weideman 2014, SIAM Review 56(3), theorem 5.1.
    """
    reach = math.ceil(MAX_NOISE_SIGMAS / MAX_Z_SPACING)
    z: Array = MAX_Z_SPACING * np.arange(-reach, reach + 1.0)
    return z, MAX_Z_SPACING * _normal_density(z)


def _shared_nodes(x: Array, scale: float, spacing: float) -> tuple[Array, Array]:
    """Return the nodes of the trapezoidal rule in units of their spacing, and their weights.

    There is one row for each x. All nodes are whole numbers, so that many x share them: the rule
    is as exact wherever its nodes begin.
    """
    reach = math.ceil(MAX_NOISE_SIGMAS * scale / spacing)
    nearest = np.round(x / spacing)[..., np.newaxis]
    indices = nearest + np.arange(-reach, reach + 1)
    z = (spacing * indices - x[..., np.newaxis]) / scale
    return indices, _normal_density(z) * (spacing / scale)


def _evaluate_once(function: Function, indices: Array, spacing: float) -> Array:
    """Return f at every node, computed once for all x that share it, unless x is scattered."""
    first, last = indices.min(), indices.max()
    if last - first >= indices.size:
        return function(spacing * indices)
    once = function(spacing * np.arange(first, last + 1.0))
    values: Array = once[(indices - first).astype(np.intp)]
    return values


def _split_nodes(x: Array, scale: float, kink: float) -> tuple[Array, Array]:
    """Return z and weights, one row for each x: the Gauss-Legendre rule left and right of the kink.

    Any rule across a kink converges slowly. A tail is added on the right, since ReLU is 0 but for
    what lies right of its kink.
    """
    nodes, weights = GAUSS_RULE
    reach = MAX_NOISE_SIGMAS * scale
    near = kink + np.array((-BEND_REACH, 0.0, BEND_REACH))
    cuts = np.clip(near - x[..., np.newaxis], -reach, reach) / scale
    end = np.full((*x.shape, 1), MAX_NOISE_SIGMAS)
    tail = np.where(cuts[..., 1:2] < end, end + TAIL_WIDTH_SIGMAS, end)
    ends = np.concatenate((-end, cuts, end, tail), axis=-1)[..., np.newaxis]
    half_width = 0.5 * (ends[..., 1:, :] - ends[..., :-1, :])
    centre = 0.5 * (ends[..., 1:, :] + ends[..., :-1, :])
    shape = (*x.shape, centre.shape[-2] * nodes.size)
    z = (centre + half_width * nodes).reshape(shape)
    return z, (half_width * weights).reshape(shape) * _normal_density(z)


def _normal_density(z: Array) -> Array:
    density: Array = np.exp(-0.5 * z * z) / math.sqrt(2.0 * math.pi)
    return density
