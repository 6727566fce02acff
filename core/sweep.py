"""The curves of one slider: computed at a few of its values, interpolated for all others.

The page gets the sweep of a slider before it is moved. It then draws every value at once, by the
same interpolation as `Sweep.at`.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from core.activations import ACTIVATIONS
from core.control import Number
from core.curve import Curve
from core.curves import (
    FUNCTIONS,
    SAMPLING_FIELDS,
    compute_curve,
    curve_parameters,
    setting_names,
    x_grid,
)
from core.interpolation import LINEAR, Interpolation
from core.keys import AS_WRITTEN, INPUT, LIMIT, SUM, TERMS
from core.own_functions import OWN_FUNCTIONS
from core.typing import Array
from core.view import CONTROLS, DEFAULT, View

Integers = npt.NDArray[np.int32]

HUNDREDTHS = 100  # in 1: the unit of the distance between two dense x
SAMPLING_X_STEP = 1  # in hundredths: every x that the sliders of range and step can reach
PARAMETER_X_STEP = 5
FINE_X = 100  # in hundredths: up to this |x| a sharp bend needs every hundredth
VALUE_LEVELS = 2**15  # between the least and the greatest value of a family
MAX_QUANTUM = 2.0**-10  # between two levels
DECADE_LEVELS = 2**13  # of a gradient, within a factor of ten
MIN_EXPONENT = -40  # a gradient below 10^-40 counts as 0: no axis shows it
MAX_HEIGHT = 1000.0  # of a family whose values are equally spaced
NAN_LEVEL = 2**27  # stands for nan; beyond the whole number of any float64
OWN_NAMES = tuple(each.a_name for each in OWN_FUNCTIONS.values())
KINK_NODES = 5  # at which a function that a reader writes is asked for its kinks


@dataclass(frozen=True)
class CurveFamily:
    """One function at every node of a parameter, as whole numbers that compress well.

    `values` and `gradients` have a row for each node and a column for each x. A whole number n
    stands for the value `value_start + value_quantum n`; for the gradient 0 if n is 0, otherwise
    10^(|n| / DECADE_LEVELS + MIN_EXPONENT) with the sign of n, so that it is as precise on a
    logarithmic axis as on a linear one. With a quantum of 0, as very large values and
    gaps have it, that holds for values too. NAN_LEVEL stands for nan. Each kink stands three
    times in `x`: right before it, at it, with the slope on its left, and right after it.
    """

    interpolation: Interpolation
    nodes: Array
    x: Array
    kinks: tuple[float, ...]
    value_start: float
    value_quantum: float
    values: Integers
    gradients: Integers

    @cached_property
    def _value_rows(self) -> Array:
        if not self.value_quantum:
            return _read_levels(self.values)
        return self.value_start + self.value_quantum * self.values.astype(np.float64)

    @cached_property
    def _gradient_exponents(self) -> Array:
        exponents: Array = np.abs(self.gradients) / DECADE_LEVELS + MIN_EXPONENT
        return exponents

    @cached_property
    def _gradient_rows(self) -> Array:
        return _read_levels(self.gradients)

    def _has_exponents(self, weights: Array) -> npt.NDArray[np.bool_]:
        """Return at which x exponents of gradients can be used: all that count are positive."""
        has_all: npt.NDArray[np.bool_] = np.all(self.gradients[weights != 0] > 0, axis=0)
        return has_all

    def curve_at(self, parameter: float, x: Array, is_log: bool) -> Curve:
        """Return the curve of one value of the parameter at every x.

        `is_log` interpolates the exponent of the gradient, for an axis that shows that.
        """
        weights = self.interpolation.weights(self.nodes, parameter)
        used = weights != 0  # 0 times nan would be nan
        values = weights[used] @ self._value_rows[used]
        gradients = weights[used] @ self._gradient_rows[used]
        if is_log and self.interpolation != LINEAR:
            from_exponents = 10.0 ** (weights @ self._gradient_exponents)
            gradients = np.where(self._has_exponents(weights), from_exponents, gradients)
        gradient = interpolate_gradient(x, self.x, gradients)
        kinks = tuple(kink for kink in self.kinks if x[0] <= kink < x[-1])
        at = np.searchsorted(self.x, kinks)
        one_sided = (
            tuple(zip(part[left].tolist(), part[at + 1].tolist(), strict=True))
            for part, left in ((gradients, at), (values, at - 1))
        )
        return Curve(x, np.interp(x, self.x, values), gradient, kinks, *one_sided)


def interpolate_gradient(x: Array, dense_x: Array, gradients: Array) -> Array:
    """Return the gradient at every x, from that at dense x.

    Between two positive ones it is linear in the logarithm, as the tails of the functions are;
    between others it is linear.
    """
    is_positive = gradients > 0
    logs = np.interp(x, dense_x, np.log(np.where(is_positive, gradients, 1.0)))
    has_logs = np.interp(x, dense_x, is_positive.astype(np.float64)) == 1.0
    return np.where(has_logs, np.exp(logs), np.interp(x, dense_x, gradients))


@dataclass(frozen=True)
class Sweep:
    """The family of each curve that one slider moves, by its key."""

    view: View
    name: str
    families: Mapping[str, CurveFamily]

    def at(self, value: object) -> dict[str, Curve]:
        """Return each curve at one value of the slider, interpolated.

        The value is cleaned like everything from outside.
        """
        view = self.view.with_changes({self.name: value})[0]
        x = x_grid(view.low, view.high, view.step)
        parameter = 0.0 if self.name in SAMPLING_FIELDS else getattr(view, self.name)
        is_log = view.scale == "log"
        return {key: each.curve_at(parameter, x, is_log) for key, each in self.families.items()}


def sweep(view: View, name: str, keys: Iterable[str] = (*FUNCTIONS, LIMIT)) -> Sweep:
    """Return the families of those curves, among some keys, that the slider of a field moves.

    For range and step a family is one curve at many x. The sum under the rule article has none: it
    is another function for each end of the range. Raises KeyError for an unknown name or key.
    """
    CONTROLS[name]
    families = {}
    for key in keys:
        if can_sweep(view, key, name):
            # Views that differ elsewhere share a family.
            settings = replace(DEFAULT, **other_settings(view, key, name))
            families[key] = _build_family(settings, key, name)
    return Sweep(view, name, families)


def can_sweep(view: View, key: str, name: str) -> bool:
    """Return whether the slider of a field moves a curve in a way that a family can hold."""
    if key in (TERMS, AS_WRITTEN, INPUT):
        return False
    is_setting = name in setting_names(view, key)
    if name in SAMPLING_FIELDS:
        return not is_setting
    return is_setting and isinstance(CONTROLS[name], Number)


def other_settings(view: View, key: str, name: str) -> dict[str, Any]:
    """Return the fields, besides that of the slider, on which the family of a curve depends."""
    left_out = SAMPLING_FIELDS if name in SAMPLING_FIELDS else {name}
    return {each: getattr(view, each) for each in setting_names(view, key) if each not in left_out}


@lru_cache(maxsize=32)  # of up to 270 kB each; 780 kB for a formula with a
def _build_family(view: View, key: str, name: str) -> CurveFamily:
    """Compute one function at every node of a slider, and round it."""
    if name in SAMPLING_FIELDS:
        interpolation, nodes, views = LINEAR, np.zeros(1), [view]
    else:
        control = CONTROLS[name]
        interpolation = FUNCTIONS[SUM if key == LIMIT else key].interpolation(name)
        nodes = interpolation.nodes(control.low, control.high)
        if key in OWN_FUNCTIONS:  # a formula may depend on a in any way
            nodes = _list_own_nodes(view, key, control)
        changes: list[dict[str, Any]] = [{name: node} for node in nodes.tolist()]
        views = [replace(view, **each) for each in changes]
    kinks = _find_kinks(key, views)
    x = _add_kinks(dense_x(name).values, kinks)
    rows = [compute_curve(key, x, curve_parameters(each, key)) for each in views]
    values, gradients = (np.stack(part) for part in zip(*rows, strict=True))
    start, height = float(values.min()), float(np.ptp(values))
    is_wide = not height <= MAX_HEIGHT
    quantum = 0.0 if is_wide else min(height / VALUE_LEVELS or 1.0, MAX_QUANTUM)
    return CurveFamily(
        interpolation=interpolation,
        nodes=nodes,
        x=x,
        kinks=kinks,
        value_start=0.0 if is_wide else start,
        value_quantum=quantum,
        values=_find_levels(values) if is_wide else _round((values - start) / quantum),
        gradients=_find_levels(gradients),
    )


def _list_own_nodes(view: View, key: str, control: Number) -> Array:
    """Return each step of the slider of a or, of a long formula, some of them."""
    stride = OWN_FUNCTIONS[key].sweep_stride(**curve_parameters(view, key))
    nodes = np.arange(control.low, control.high + control.step / 2, control.step)
    nodes = np.round(nodes, control.decimals) + 0.0
    return np.union1d(nodes[::stride], nodes[-1:])


def _find_kinks(key: str, views: Sequence[View]) -> tuple[float, ...]:
    """Return the kinks of a function in all of some views, or none where they move."""
    if key not in FUNCTIONS:
        return ()
    chosen = [views[index] for index in np.linspace(0, len(views) - 1, KINK_NODES).astype(int)]
    found = {FUNCTIONS[key].find_kinks(**curve_parameters(each, key)) for each in chosen}
    return found.pop() if len(found) == 1 else ()


def _add_kinks(grid: Array, kinks: tuple[float, ...]) -> Array:
    """Return a grid with each kink, the x right before it and the x right after it, ascending."""
    sides = (*np.nextafter(kinks, -math.inf), *np.nextafter(kinks, math.inf))
    others = [kink for kink in kinks if kink not in grid]
    return np.sort(np.concatenate((grid, others, sides)))


def _find_levels(numbers: Array) -> Integers:
    """Return the whole numbers that stand for some gradients, or for values of any size."""
    is_known = np.isfinite(numbers)
    sizes = np.maximum(np.abs(np.where(is_known, numbers, 0.0)), 10.0**MIN_EXPONENT)
    levels = np.sign(numbers) * np.round((np.log10(sizes) - MIN_EXPONENT) * DECADE_LEVELS)
    return _round(np.where(is_known, levels, NAN_LEVEL))


def _read_levels(levels: Integers) -> Array:
    """Return the gradients, or the values of any size, that whole numbers stand for."""
    is_known = levels != NAN_LEVEL
    exponents = np.abs(np.where(is_known, levels, 0)) / DECADE_LEVELS + MIN_EXPONENT
    return np.where(is_known, np.sign(levels) * 10.0**exponents, np.nan)


def _round(numbers: Array) -> Integers:
    return np.round(numbers).astype(np.int32)


@dataclass(frozen=True)
class DenseX:
    """The x of a family in hundredths: equally spaced from `low` to `high`, both included.

    From -`fine` to `fine` each hundredth is among them.
    """

    low: int
    high: int
    step: int
    fine: int

    @cached_property
    def values(self) -> Array:
        """Every x, ascending; a family has its kinks besides."""
        coarse = np.arange(self.low, self.high + 1, self.step)
        grid: Array = np.union1d(coarse, np.arange(-self.fine, self.fine + 1)) / HUNDREDTHS
        return grid


def dense_x(name: str) -> DenseX:
    """Return the x of the families of a slider: all that a range can hold."""
    control = CONTROLS["range"]
    step = SAMPLING_X_STEP if name in SAMPLING_FIELDS else PARAMETER_X_STEP
    users = [each for each in ACTIVATIONS.values() if name in each.parameters]
    is_sharp = any(each.bend == 0.0 for each in users) or name in OWN_NAMES
    fine = FINE_X if is_sharp else 0
    return DenseX(round(HUNDREDTHS * control.low), round(HUNDREDTHS * control.high), step, fine)
