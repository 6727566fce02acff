"""The distribution of f(X) for X ~ N(mu, sigma^2): a density, and masses at single values.

x and f(x) are pure numbers, without units, and so is a density.
"""

import math
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from core.activations import ACTIVATIONS
from core.bisection import bisect
from core.flat_pieces import find_flat_pieces
from core.moments import MAX_SIGMAS
from core.typing import Array, Function

NODE_COUNT = 1000  # of the table that a branch is inverted by
NEWTON_STEPS = 3  # from a straight line between two nodes
TURN_GRID = np.linspace(-40.0, 40.0, 1601)  # where turning points are looked for
BISECTION_STEPS = 50  # halve a distance of 0.05: the rounding of a double is left


class PointMass(NamedTuple):
    """A value that f takes on a whole interval, and the probability of X to be there."""

    value: float
    probability: float


class _Branch(NamedTuple):
    """A function where it only rises or only falls, from `low` to `high`."""

    function: Function
    derivative: Function
    low: float
    high: float


class _FlatPiece(NamedTuple):
    """An interval of x in which f has one value."""

    value: float
    low: float
    high: float


def point_masses(
    key: str, mu: float, sigma: float, /, **parameters: float | str
) -> tuple[PointMass, ...]:
    """Return the values that f takes on whole intervals, where X ~ N(mu, sigma^2) puts masses.

    They lie between two kinks, or beyond one. The probability is that of X there; sigma in
    (0, inf). Raises KeyError for an unknown key.
    """
    return tuple(
        PointMass(piece.value, _find_probability(piece, mu, sigma))
        for piece in _list_flat_pieces(key, *parameters.items())
    )


def output_density(
    key: str, mu: float, sigma: float, y: Array, /, **parameters: float | str
) -> Array:
    """Return the density of f(X), without its point masses, at every y; the shape is y's.

    It is the sum over all x with f(x) = y of phi((x - mu) / sigma) / (sigma |f'(x)|), phi the
    normal density, for sigma in (0, 10] and x within 9 sigma of mu; 0 where there is no such x.
    Right to 1e-4 of itself, except close to an end of the values of f. Where it jumps, at the value
    of a kink, it is that for larger y; at an extremum of f it would be infinite, and is finite.
    Raises KeyError for an unknown key.
    """
    y = np.asarray(y, dtype=np.float64)
    density = np.zeros(y.shape)
    for branch in _find_branches(key, mu, sigma, *parameters.items()):
        is_inside, x = _invert(branch, y)
        slope = np.abs(branch.derivative(x))
        weight = np.exp(-0.5 * ((x - mu) / sigma) ** 2) / (math.sqrt(2.0 * math.pi) * sigma)
        density[is_inside] += _divide(weight, slope)
    return density


@lru_cache(maxsize=128)
def _find_branches(
    key: str, mu: float, sigma: float, *parameters: tuple[str, float | str]
) -> tuple[_Branch, ...]:
    activation = ACTIVATIONS[key]
    function, derivative = activation.fix_parameters(**dict(parameters))
    low, high = mu - MAX_SIGMAS * sigma, mu + MAX_SIGMAS * sigma
    flat = _list_flat_pieces(key, *parameters)
    cuts = {*_find_turns(key, *parameters), *activation.find_cuts(**dict(parameters))}
    ends = [low, *sorted(cut for cut in cuts if low < cut < high), high]
    return tuple(
        _Branch(function, derivative, *pair)
        for pair in pairwise(ends)
        if not any(each.low <= pair[0] and pair[1] <= each.high for each in flat)
    )


@lru_cache(maxsize=128)
def _list_flat_pieces(key: str, *parameters: tuple[str, float | str]) -> tuple[_FlatPiece, ...]:
    """Return the intervals between cuts in which f is constant; neighbours are one."""
    function, derivative = ACTIVATIONS[key].fix_parameters(**dict(parameters))
    cuts = ACTIVATIONS[key].find_cuts(**dict(parameters))
    pieces = pairwise((-math.inf, *cuts, math.inf))
    found: list[_FlatPiece] = []
    for (low, high), is_flat in zip(pieces, find_flat_pieces(derivative, cuts), strict=True):
        if not is_flat:
            continue
        inner = 0.5 * (max(low, high - 2.0) + min(high, low + 2.0))
        value = float(function(np.array(inner))) + 0.0  # no -0
        if found and found[-1].high == low and found[-1].value == value:
            low = found.pop().low
        found.append(_FlatPiece(value, low, high))
    return tuple(found)


def _find_probability(piece: _FlatPiece, mu: float, sigma: float) -> float:
    """Return the probability of X in a piece: Phi at its end less Phi at its start."""
    low, high = ((end - mu) / (sigma * math.sqrt(2.0)) for end in (piece.low, piece.high))
    if low > 0:  # from the other tail, which keeps all digits
        low, high = -high, -low
    return 0.5 * (math.erfc(-high) - math.erfc(-low))


@lru_cache(maxsize=128)
def _find_turns(key: str, *parameters: tuple[str, float | str]) -> tuple[float, ...]:
    """Return the x at which f' changes its sign."""
    _, derivative = ACTIVATIONS[key].fix_parameters(**dict(parameters))
    signs = np.sign(derivative(TURN_GRID))
    at_once = TURN_GRID[1:-1][(signs[1:-1] == 0) & (signs[:-2] * signs[2:] < 0)]
    changes = np.flatnonzero(signs[1:] * signs[:-1] < 0)
    _, turns = bisect(
        lambda x: np.sign(derivative(x)) == signs[changes],
        TURN_GRID[changes],
        TURN_GRID[changes + 1],
        BISECTION_STEPS if changes.size else 0,
    )
    return (*turns.tolist(), *at_once.tolist())


def _invert(branch: _Branch, y: Array) -> tuple[npt.NDArray[np.bool_], Array]:
    """Return where y is a value of a branch, and the x of those y."""
    # Nodes are dense at the ends, where a branch may be as flat as a parabola at its vertex.
    shares = 0.5 - 0.5 * np.cos(np.linspace(0.0, math.pi, NODE_COUNT))
    nodes = branch.low + (branch.high - branch.low) * shares
    nodes[-1] = branch.high  # rounding may have passed it
    values = branch.function(nodes)
    if values[-1] < values[0]:
        nodes, values = nodes[::-1], values[::-1]
    values = np.maximum.accumulate(values)  # rounding may make a saturated end uneven
    is_inside = (y >= values[0]) & (y < values[-1])
    targets = y[is_inside]
    cells = np.clip(np.searchsorted(values, targets, side="right"), 1, NODE_COUNT - 1)
    left, right = np.sort((nodes[cells - 1], nodes[cells]), axis=0)
    x = np.interp(targets, values, nodes)
    for _ in range(NEWTON_STEPS):
        step = _divide(branch.function(x) - targets, branch.derivative(x))
        x = np.clip(x - step, left, right)
    # At a kink itself the slope is that of one side.
    inner = np.nextafter(branch.low, branch.high), np.nextafter(branch.high, branch.low)
    return is_inside, np.clip(x, *inner)


def _divide(numerator: Array, slope: Array) -> Array:
    """Return the quotient, and 0 where the slope has vanished."""
    is_usable = np.abs(slope) > np.finfo(np.float64).tiny
    return np.divide(numerator, slope, out=np.zeros_like(numerator), where=is_usable)
