"""The sampled curves of a view."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np

from core.activations import ACTIVATIONS
from core.curve import Curve
from core.keys import AS_WRITTEN, INPUT, LIMIT, LOSSES, SUM, TERMS
from core.lens_fields import SUM_ERRORS
from core.losses import LOSS_TABLE
from core.own_functions import OWN_FUNCTIONS
from core.sigmoid_sum import sum_integral, sum_integral_gradient, sum_offsets
from core.single_precision import softplus_as_written
from core.typing import Array
from core.view import DEFAULT, View

FUNCTIONS = {**ACTIVATIONS, **LOSS_TABLE}  # every curve that is a row of a table
# The fields of a view that change each curve.
PARAMETERS_OF_CURVE = {key: each.parameters + each.modes for key, each in FUNCTIONS.items()} | {
    LIMIT: ("count", "span", "rule"),
    TERMS: ("count", "span", "rule"),
    AS_WRITTEN: ("sharpness",),
    INPUT: (),
}
# The curves that the options of `extras` draw, and the function with which alone they are drawn.
EXTRA_CURVES: Mapping[str, tuple[tuple[str, ...], str | None]] = {
    TERMS: ((TERMS,), SUM),
    AS_WRITTEN: ((AS_WRITTEN,), "softplus_beta"),
    INPUT: ((INPUT,), None),
    LOSSES: (tuple(LOSS_TABLE), "sigmoid"),
}
SAMPLING_FIELDS = frozenset({"range", "step"})  # the fields that decide at which x
MAX_TERMS = 25  # of the single sigmoids of a sum that are drawn
TERM_SAMPLES = 81  # of each
MAX_ONE_SIDED_SLOPE = 1e30  # beside a kink; beyond it there is a pole, as that of sqrt at 0
X_DECIMALS = 12  # those of the range and the step
MIN_SPAN = 0.1  # of the sum under the rule article, where x ends left of 0


class Curves(dict[str, Curve]):
    """The curves of a view by key. One that is not shown is computed when it is first read."""

    def __init__(self, view: View, keys: tuple[str, ...]) -> None:
        self._view = view
        super().__init__({key: sample_curve(view, key) for key in keys})

    def __missing__(self, key: str) -> Curve:
        self[key] = sample_curve(self._view, key)
        return self[key]


@dataclass(frozen=True)
class Sample:
    """x and every curve at x."""

    x: Array
    curves: Mapping[str, Curve]


def sample_curves(view: View) -> Sample:
    """Return x and the curves of a view."""
    return Sample(x_grid(view.low, view.high, view.step), Curves(view, view.shown))


@lru_cache(maxsize=64)
def x_grid(low: float, high: float, step: float) -> Array:
    """Return numpy.arange(low, high, step), as in the article.

    `high` is left out, unless the rounding of numpy.arange includes it.
    """
    return _read_only(np.arange(low, high, step))


def last_x(view: View) -> float:
    """Return the last value of x."""
    return float(x_grid(view.low, view.high, view.step)[-1])


def sample_curve(view: View, key: str) -> Curve:
    """Return one curve of a view, sampled. Raises KeyError for an unknown key."""
    if key == TERMS:
        return sample_terms(view)
    return _sample_curve(key, view.range, view.step, *curve_parameters(view, key).items())


def curve_parameters(view: View, key: str) -> dict[str, float | str]:
    """Return the parameters of one function as a view sets them.

    Under the rule article the span of the sum reaches from 0 to the last x.
    """
    if key == LIMIT:
        return {"span": sum_span(view)}
    if key == INPUT:
        x = x_grid(view.low, view.high, view.step)
        return {"low": view.low, "last": last_x(view), "top": float(x.size)}
    names = PARAMETERS_OF_CURVE[key] if key == SUM else setting_names(view, key)
    values = {name: getattr(view, name) for name in names}
    if "span" in names:
        return values | {"span": sum_span(view), "high": max(view.high, MIN_SPAN)}
    return values


def setting_names(view: View, key: str) -> tuple[str, ...]:
    """Return the fields of a view that decide which function a curve is; x is not meant by it."""
    if key == INPUT:
        return ("range", "step")
    if key in OWN_FUNCTIONS:
        row = OWN_FUNCTIONS[key]
        formula = {row.formula_name: getattr(view, row.formula_name)}
        return tuple(name for name in PARAMETERS_OF_CURVE[key] if row.uses(name, **formula))
    if key not in (SUM, LIMIT, TERMS):
        return PARAMETERS_OF_CURVE[key]
    width = {"article": ("range", "step"), "refine": ("span",), "extend": ("count",)}[view.rule]
    ends = ("range",) if key == TERMS else ()  # the single sigmoids have an x of their own
    return tuple(dict.fromkeys((() if key == LIMIT else ("count",)) + ("rule", *width, *ends)))


def own_view(view: View, key: str) -> View:
    """Return the default view with those fields of another that decide which function a curve is.

    Views that differ elsewhere share what is computed for it.
    """
    return replace(DEFAULT, **{name: getattr(view, name) for name in setting_names(view, key)})


def sum_span(view: View) -> float:
    """Return the width of x, from 0 on, over which the rule of a view spreads the offsets."""
    if view.rule == "article":
        return max(last_x(view), MIN_SPAN)
    return view.count if view.rule == "extend" else view.span


def drawn_keys(view: View) -> tuple[str, ...]:
    """Return the keys of the curves of a view, the lowest in the picture first.

    These are the functions shown, and the extra curves that the view asks for.
    """
    return _drawn_keys(view.shown, view.extras, has_limit(view))


def drawn_losses(view: View) -> tuple[str, ...]:
    """Return the keys of the losses among the curves of a view: on request, with the sigmoid."""
    return tuple(key for key in drawn_keys(view) if key in LOSS_TABLE)


def has_limit(view: View) -> bool:
    """Return whether the limit of the sum is drawn: on request, and while its errors are shown."""
    return LIMIT in view.extras or view.shown_lens == SUM_ERRORS


@lru_cache(maxsize=64)
def _drawn_keys(
    shown: tuple[str, ...], extras: tuple[str, ...], is_limit_drawn: bool
) -> tuple[str, ...]:
    compared = {other for key in shown for other in ACTIVATIONS[key].compared_with}
    extra = {
        curve
        for option, (curves, key) in EXTRA_CURVES.items()
        if option in extras and (key is None or key in shown)
        for curve in curves
    }
    keys = {*shown, *extra, *(compared if is_limit_drawn else ())}
    background = [key for key, each in ACTIVATIONS.items() if each.is_background]
    functions = (*LOSS_TABLE, *ACTIVATIONS)
    order = dict.fromkeys((INPUT, TERMS, *background, LIMIT, *functions, AS_WRITTEN))
    return tuple(key for key in order if key in keys)


def sample_terms(view: View) -> Curve:
    """Return at most 25 of the single sigmoids of a sum as one line, with a gap after each.

    They are evenly chosen among all; each goes from 0 to 1 whatever its weight.
    """
    offsets = sum_offsets(view.rule, int(view.count), sum_span(view), max(view.high, MIN_SPAN))
    chosen = np.linspace(0, offsets.terms - 1, min(MAX_TERMS, offsets.terms)).round()
    x = np.append(np.linspace(view.low, view.high, TERM_SAMPLES), np.nan)
    z = (x - (offsets.first + offsets.spacing * chosen[:, np.newaxis])).ravel()
    sigmoid = ACTIVATIONS["sigmoid"]
    return Curve(np.tile(x, chosen.size), sigmoid.value(z), sigmoid.gradient(z))


@lru_cache(
    maxsize=64
)  # entries of at most 64 kB: a moved slider computes only the curves it changes
def _sample_curve(
    key: str, ends: tuple[float, float], step: float, *parameters: tuple[str, float | str]
) -> Curve:
    x, values = x_grid(*ends, step), dict(parameters)
    if key in OWN_FUNCTIONS:  # may jump at -3.6e-14, where numpy.arange means 0
        x = _read_only(np.round(x, X_DECIMALS) + 0.0)
    found = FUNCTIONS[key].find_kinks(**values) if key in FUNCTIONS else ()
    kinks = tuple(kink for kink in found if x[0] <= kink < x[-1])
    if not kinks:
        return Curve(x, *compute_curve(key, x, values))
    before, after = np.nextafter(kinks, -math.inf), np.nextafter(kinks, math.inf)
    x_and_kinks = np.concatenate((x, before, kinks, after))
    value, gradient = compute_curve(key, x_and_kinks, values)
    left_values, _, right_values = np.split(value[x.size :], 3)
    one_sided = gradient[x.size :]
    one_sided = np.where(np.abs(one_sided) < MAX_ONE_SIDED_SLOPE, one_sided, np.nan)
    _, left_gradients, right_gradients = np.split(one_sided, 3)
    slopes = tuple(zip(left_gradients.tolist(), right_gradients.tolist(), strict=True))
    heights = tuple(zip(left_values.tolist(), right_values.tolist(), strict=True))
    return Curve(x, value[: x.size], gradient[: x.size], kinks, slopes, heights)


def compute_curve(key: str, x: Array, parameters: Mapping[str, Any]) -> tuple[Array, Array]:
    """Return a function, or one of the extra curves that share its x, and its gradient at every x.

    The input is Y = linspace(0, top, n) over x, as in the article.
    """
    if key == INPUT:
        slope = parameters["top"] / max(parameters["last"] - parameters["low"], MIN_SPAN)
        pair = slope * (x - parameters["low"]), np.full(x.size, slope)
    elif key == AS_WRITTEN:
        pair = softplus_as_written(x, **parameters)
    elif key == LIMIT:
        pair = sum_integral(x, **parameters), sum_integral_gradient(x, **parameters)
    else:
        pair = FUNCTIONS[key].value_and_gradient(x, **parameters)
    return _read_only(pair[0]), _read_only(pair[1])


def _read_only(array: Array) -> Array:
    array.flags.writeable = False  # requests share it
    return array
