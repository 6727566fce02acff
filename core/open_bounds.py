"""How far a function is from a bound that it comes close to and never reaches.

x, f(x) and the bounds are pure numbers, without units.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np

from core import functions
from core.keys import SQUARED_ERROR, SUM
from core.sigmoid_sum import sigmoid_sum, sum_offsets
from core.typing import Array


class OpenBound(NamedTuple):
    """A bound, and f(x) - bound: above 0 if f comes down to it, below 0 if f rises to it."""

    bound: float
    gap: float


def find_open_bounds(key: str, x: float, **parameters: float | str) -> tuple[OpenBound, ...]:
    """Return the finite bounds but 0 that f(x) never reaches, with gaps without cancellation.

    SELU is left out: to four digits, -1.758 is above its bound -1.7581. So is a gap that is 0 as
    a double. A parameter that is left out has the value of a first visit.
    """
    find = OPEN_BOUNDS.get(key)
    found = find(np.asarray(x, dtype=np.float64), **parameters) if find else ()
    return tuple(OpenBound(bound, float(gap)) for bound, gap in found if gap)


def list_open_bounds(key: str, **parameters: float | str) -> tuple[float, ...]:
    """Return the finite bounds but 0 that f comes close to and never reaches, ascending."""
    return _list_open_bounds(key, *parameters.items())


@lru_cache(maxsize=256)  # a moved slider asks again for the functions that it leaves alone
def _list_open_bounds(key: str, *parameters: tuple[str, float | str]) -> tuple[float, ...]:
    values = dict(parameters)
    found = {each.bound for x in (-1.0, 1.0) for each in find_open_bounds(key, x, **values)}
    return tuple(sorted(found))


def _sigmoid_bounds(x: Array, offset: float = 0.0) -> tuple[tuple[float, Array], ...]:
    """1 - f(x) = f(2 offset - x)."""
    return ((1.0, -functions.sigmoid(2.0 * offset - x, offset)),)


def _sum_bounds(
    x: Array, count: float = 100, span: float = 9.8, rule: str = "article", high: float = 10.0
) -> tuple[tuple[float, Array], ...]:
    """top - S(x) = S(first + last - x), since the offsets are the same from both ends."""
    offsets = sum_offsets(rule, int(count), span, high)
    both_ends = 2.0 * offsets.first + offsets.spacing * (offsets.terms - 1)
    mirrored = sigmoid_sum(both_ends - x, count, span, rule, high)
    return ((offsets.weight * offsets.terms, -mirrored),)


def _tanh_bounds(x: Array) -> tuple[tuple[float, Array], ...]:
    """1 + tanh(x) = 2 sigmoid(2 x)."""
    return ((-1.0, 2.0 * functions.sigmoid(2.0 * x)), (1.0, -2.0 * functions.sigmoid(-2.0 * x)))


def _elu_bounds(x: Array, alpha: float = 1.0) -> tuple[tuple[float, Array], ...]:
    """f(x) + alpha = f'(x) left of 0; at alpha 0 the bound is 0, and f reaches it."""
    return ((-alpha, functions.elu_gradient(x, alpha)),) if x < 0 and alpha else ()


def _squared_error_bounds(x: Array, offset: float = 0.0) -> tuple[tuple[float, Array], ...]:
    """1/2 - (1 - p)^2 / 2 = p (2 - p) / 2, p the sigmoid."""
    p = functions.sigmoid(x, offset)
    return ((0.5, -0.5 * p * (2.0 - p)),)


OPEN_BOUNDS: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {
        "sigmoid": _sigmoid_bounds,
        SUM: _sum_bounds,
        "tanh": _tanh_bounds,
        "elu": _elu_bounds,
        SQUARED_ERROR: _squared_error_bounds,
    }
)
