"""Where the slope of a function is faint: the share of the range, the edges, the intervals.

x, f(x) and f'(x) are pure numbers, without units. A threshold is a slope in (0, inf).
"""

import math
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from core.activations import ACTIVATIONS
from core.bisection import bisect
from core.curves import curve_parameters
from core.functions import SELU_ALPHA, SELU_SCALE
from core.typing import Array, Function
from core.view import View

SATURATION_THRESHOLD = 0.01  # a slope below it hardly changes a weight
SAMPLE_SPACING = 0.01  # of x; it does not depend on the step of a view
BISECTION_STEPS = 42  # halve a spacing of 0.01: 2e-15 is left, the rounding of x near 10
MIN_LENGTH = 1e-7  # of x; at a maximum of f', rounding alone makes pieces of 2e-8


class Saturation(NamedTuple):
    """The part of a range [low, high] of x at which |f'| < threshold.

    `fraction` is its share of the length, in [0, 1]. `edges` are the x inside the range,
    ascending, at which |f'| crosses the threshold, by a jump too. `intervals` are the pieces of
    that part, ascending; one that reaches an end of the range ends there.
    """

    fraction: float
    edges: tuple[float, ...]
    intervals: tuple[tuple[float, float], ...]


def saturation(view: View, key: str, threshold: float) -> Saturation:
    """Return where |f'| < threshold in the range of a view, with the view's parameters.

    The step of x has no influence, unless it decides the function: under the rule article, the
    last x is the span of the sum. Edges are in closed form where there is one, and else right to
    about 1e-14 in x, as `find_saturation` finds them. Raises KeyError for an unknown key.
    """
    parameters = curve_parameters(view, key)
    return _saturation(key, view.low, view.high, threshold, *parameters.items())


@lru_cache(maxsize=256)  # a moved slider asks again for the functions that it leaves alone
def _saturation(
    key: str, low: float, high: float, threshold: float, *parameters: tuple[str, float | str]
) -> Saturation:
    activation, values = ACTIVATIONS[key], dict(parameters)
    _, derivative = activation.fix_parameters(**values)
    if key not in EDGES:
        return find_saturation(derivative, low, high, threshold, activation.find_kinks(**values))
    edges = (*EDGES[key](threshold, **values), *activation.find_kinks(**values))
    return _join_pieces(derivative, low, high, threshold, np.array(edges))


def find_saturation(
    derivative: Function,
    low: float,
    high: float,
    threshold: float,
    kinks: Sequence[float] = (),
) -> Saturation:
    """Return where |f'| < threshold in low .. high, low < high, from samples of f' alone.

    Crossings of +threshold and of -threshold are sought separately, so that an interval in which
    f' passes through 0 is found even between two samples. Each is bisected, to about 1e-14. At a
    kink f' may jump; its value there must be the slope on the left. Pieces shorter than 1e-7 are
    left out, and a dip or a bump that crosses a threshold twice between two samples is missed.
    """
    x = np.linspace(low, high, 1 + math.ceil((high - low) / SAMPLE_SPACING))
    inside = [kink for kink in kinks if low < kink < high]
    x = np.sort(np.concatenate((x, inside, np.nextafter(inside, np.inf))))
    signs = np.array([1.0, -1.0])
    is_beyond = signs[:, np.newaxis] * derivative(x) >= threshold
    rows, columns = np.nonzero(is_beyond[:, 1:] != is_beyond[:, :-1])
    edges, _ = bisect(
        lambda x: (signs[rows] * derivative(x) >= threshold) == is_beyond[rows, columns],
        x[columns],
        x[columns + 1],
        BISECTION_STEPS,
    )
    return _join_pieces(derivative, low, high, threshold, edges)


def _join_pieces(
    derivative: Function,
    low: float,
    high: float,
    threshold: float,
    candidates: Array,
) -> Saturation:
    """Cut low .. high at every candidate, and join the pieces between which nothing changes.

    Candidates must contain all edges, and every x at which |f'| only touches the threshold: the
    middle of a piece stands for all of it. Others, and those out of the range, do no harm.
    """
    inside = candidates[(low < candidates) & (candidates < high)]
    ends = np.unique(np.concatenate(((low, high), inside)))
    is_long = np.diff(ends) > MIN_LENGTH
    starts, middles = ends[:-1][is_long], (0.5 * (ends[1:] + ends[:-1]))[is_long]
    is_faint = np.abs(derivative(middles)) < threshold
    edges = tuple(starts[1:][is_faint[1:] != is_faint[:-1]].tolist())
    stops = (low, *edges, high)
    pieces = tuple(pairwise(stops))
    intervals = pieces[0 if is_faint[0] else 1 :: 2]
    length = sum(end - start for start, end in intervals)
    return Saturation(length / (high - low), edges, intervals)


def _no_edges(threshold: float, **parameters: float | str) -> tuple[float, ...]:
    """For functions whose slope changes at the kink alone, if at all."""
    return ()


def _sigmoid_edges(threshold: float, offset: float) -> tuple[float, ...]:
    """f' = 1 / (4 cosh(z / 2)^2) with z = x - offset, so |z| = 2 arcosh(1 / (2 sqrt(t))).

    That is ln((1 - 2 t + sqrt(1 - 4 t)) / (2 t)).
    """
    distances = [2.0 * each for each in _tanh_edges(4.0 * threshold)]
    return tuple(offset + each for each in distances)


def _tanh_edges(threshold: float) -> tuple[float, ...]:
    """f' = 1 / cosh(x)^2, so |x| = arcosh(1 / sqrt(t)) = artanh(sqrt(1 - t))."""
    if threshold > 1.0:
        return ()
    edge = math.acosh(1.0 / math.sqrt(threshold))
    return (-edge, edge)


def _softplus_edges(threshold: float) -> tuple[float, ...]:
    """f' = sigmoid(x), so x = ln(t / (1 - t))."""
    return (math.log(threshold) - math.log1p(-threshold),) if threshold < 1.0 else ()


def _softplus_beta_edges(threshold: float, sharpness: float) -> tuple[float, ...]:
    """f' = sigmoid(b x), so x = ln(t / (1 - t)) / b."""
    return tuple(each / sharpness for each in _softplus_edges(threshold))


def _elu_edges(threshold: float, alpha: float) -> tuple[float, ...]:
    """f' = alpha exp(x) left of the kink, so x = ln(t / alpha)."""
    return (math.log(threshold / alpha),) if alpha > threshold else ()


def _selu_edges(threshold: float) -> tuple[float, ...]:
    return _elu_edges(threshold, SELU_SCALE * SELU_ALPHA)


# For each function: the x on the whole line at which |f'| crosses or touches a threshold, without
# the kink. The edges of a function that is not here are found from samples.
EDGES: Mapping[str, Callable[..., tuple[float, ...]]] = MappingProxyType(
    {
        "sigmoid": _sigmoid_edges,
        "softplus": _softplus_edges,
        "relu": _no_edges,
        "elu": _elu_edges,
        "tanh": _tanh_edges,
        "leaky_relu": _no_edges,
        "shifted_relu": _no_edges,
        "selu": _selu_edges,
        "softplus_beta": _softplus_beta_edges,
    }
)
