"""A view becomes sampled curves."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from core.activations import ACTIVATIONS
from core.sum import sum_limit, sum_limit_gradient
from core.typing import Array
from core.view import View

LIMIT = "limit"  # the curve that the sum of sigmoids tends to; drawn with the sum, no function of its own
# The fields of a view that each curve obeys.
OBEYED = {key: each.parameters + each.modes for key, each in ACTIVATIONS.items()} | {LIMIT: ("count", "span", "rule")}
SHORTEST_SPAN = 0.1  # of the article's sum, where x ends left of 0


@dataclass(frozen=True)
class Curve:
    """A function and its gradient at every x of a sample; at a kink between the samples, the slopes on both sides."""

    x: Array
    value: Array
    gradient: Array
    kink: float = 0.0
    slopes: tuple[float, float] | None = None

    @cached_property
    def value_extent(self) -> tuple[float, float]:
        """The least and the greatest value."""
        return float(self.value.min()), float(self.value.max())

    @cached_property
    def gradient_extent(self) -> tuple[float, float]:
        """The least and the greatest gradient, those at a kink included."""
        ends = (float(self.gradient.min()), float(self.gradient.max()), *(self.slopes or ()))
        return min(ends), max(ends)

    @cached_property
    def faintest_gradient(self) -> float:
        """The least gradient above 0, or 1 where none is: where a logarithmic axis has to begin."""
        return float(self.gradient.min(where=self.gradient > 0, initial=1.0))

    @cached_property
    def broken(self) -> tuple[Array, Array]:
        """The gradient as a line that breaks at the kink: it ends there at the left slope, begins at the right one."""
        if self.slopes is None:
            return self.x, self.gradient
        at, (left, right) = int(np.searchsorted(self.x, self.kink, side="right")), self.slopes
        x = np.concatenate((self.x[:at], (self.kink, self.kink, self.kink), self.x[at:]))
        return x, np.concatenate((self.gradient[:at], (left, np.nan, right), self.gradient[at:]))


class Curves(dict[str, Curve]):
    """The curves that a view shows, by key. Another function's is computed when it is asked for."""

    def __init__(self, view: View, keys: tuple[str, ...]) -> None:
        self._view = view
        super().__init__({key: curve(view, key) for key in keys})

    def __missing__(self, key: str) -> Curve:
        self[key] = curve(self._view, key)
        return self[key]


@dataclass(frozen=True)
class Sample:
    """x and every curve at x."""

    x: Array
    curves: Mapping[str, Curve]


def sample(view: View) -> Sample:
    """The sampled curves of a view."""
    return Sample(samples(view.low, view.high, view.step), Curves(view, view.shown))


@lru_cache(maxsize=64)
def samples(low: float, high: float, step: float) -> Array:
    """x from `low` by `step`, below `high`: numpy.arange, as in the article, so `high` itself is left out."""
    return _constant(np.arange(low, high, step))


def curve(view: View, key: str) -> Curve:
    """One function of a view, sampled. Raises KeyError for a key of no function."""
    return _curve(key, view.range, view.step, *arguments(view, key).items())


def arguments(view: View, key: str) -> dict[str, float | str]:
    """The parameters of one function, out of a view. The article's sum spans its x: from 0 to the last sample."""
    if key == LIMIT:
        return {"span": sum_span(view)}
    names = OBEYED[key]
    values = {name: getattr(view, name) for name in names}
    if "span" in names:
        return values | {"span": sum_span(view), "high": max(view.high, SHORTEST_SPAN)}
    return values


def sum_span(view: View) -> float:
    """The stretch of x from 0 on that the sum's offsets cover, by its rule."""
    if view.rule == "article":
        return max(float(samples(view.low, view.high, view.step)[-1]), SHORTEST_SPAN)
    return view.count if view.rule == "extend" else view.span


@lru_cache(maxsize=64)  # of at most 64 kB
def _curve(key: str, ends: tuple[float, float], step: float, *parameters: tuple[str, float | str]) -> Curve:
    """Remembered, so that a move of one slider computes only the curves that obey it."""
    x, given = samples(*ends, step), dict(parameters)
    if key == LIMIT:
        span = float(given["span"])
        return Curve(x, _constant(sum_limit(x, span)), _constant(sum_limit_gradient(x, span)))
    activation, kink = ACTIVATIONS[key], ACTIVATIONS[key].kink
    value = _constant(activation.value(x, **given))
    if kink is None or not x[0] <= kink < x[-1]:
        return Curve(x, value, _constant(activation.gradient(x, **given)))
    gradient = _constant(activation.gradient(np.concatenate((x, (kink, math.nextafter(kink, math.inf)))), **given))
    return Curve(x, value, gradient[:-2], kink, (float(gradient[-2]), float(gradient[-1])))


def _constant(array: Array) -> Array:
    array.flags.writeable = False  # it is shared between requests
    return array
