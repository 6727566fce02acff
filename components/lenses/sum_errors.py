"""The lens of the sum: how far it is from the integral that it imitates, and that from softplus.

Under the rules article and refine the integral is the limit of the sum.
"""

import math
from typing import Any

import numpy as np

from components.lenses.lens import Axis, Kind, Lens, LensCode, LensPanel, Series
from components.text import number_text
from core.curves import curve_parameters, last_x
from core.functions import softplus
from core.keys import LIMIT, SUM
from core.sigmoid_sum import RULES, sigmoid_sum, sum_integral
from core.sum_errors import (
    ErrorCurves,
    errors_by_count,
    find_error_curves,
    find_greatest_error,
    integral_scale,
)
from core.typing import Array
from core.view import CONTROLS, View

SAMPLES = 301  # of x
CLOSE_SAMPLES = 41  # of those between the two beside the largest error
LOW_DECADE, HIGH_DECADE = -6.0, 1.4
LEAST = 1e-12  # a smaller error is rounding
MAX_COUNT = CONTROLS["count"].high


def build_panels(view: View) -> tuple[LensPanel, ...]:
    """Return both errors against x, and the error of each rule against the count."""
    return (_build_error_panel(view), _build_count_panel(view))


def _x_of(view: View) -> Array:
    return np.linspace(view.low, last_x(view), SAMPLES)


def _errors_of(view: View) -> ErrorCurves:
    quadrature, truncation = find_error_curves(view, _x_of(view))
    return ErrorCurves(np.abs(quadrature), np.abs(truncation))


def _build_error_panel(view: View) -> LensPanel:
    x, errors = _x_of(view), _errors_of(view)
    names = (
        (SUM, "quadrature", errors.quadrature, "sum − integral"),
        (LIMIT, "truncation", errors.truncation, "integral − softplus"),
    )
    series = []
    for key, part, error, label in names:
        greatest = int(error.argmax())
        shown = np.where(error > LEAST, error, np.nan)
        series += [
            Series(key, part, x, shown, label=label),
            Series(key, f"{part}-max", x[[greatest]], shown[[greatest]], "ring"),
        ]
    return LensPanel(
        "error at each x",
        Axis(*view.range),
        Axis(LOW_DECADE, HIGH_DECADE, is_log=True).add_headroom(),
        tuple(series),
        sides=(0.0, 0.54),
        long_title="error at each x · ○ the largest",
    )


def _build_count_panel(view: View) -> LensPanel:
    series = []
    for rule in RULES:
        counts, errors = errors_by_count(view, rule)
        is_present = rule == view.rule
        kind: Kind = "line" if is_present else "thin"
        series.append(Series(SUM, f"rule-{rule}", counts, errors, kind, label=rule))
    present = np.array([find_greatest_error(view)])
    series.append(Series(SUM, "present", np.array([view.count]), present, "ring"))
    return LensPanel(
        "by count",
        Axis(0.0, round(math.log10(1.15 * MAX_COUNT), 3), is_log=True),
        Axis(LOW_DECADE, HIGH_DECADE, is_log=True).add_headroom(),
        tuple(series),
        sides=(0.69, 1.0),
        long_title="largest for each count",
    )


def describe(view: View) -> str:
    """Return both errors, each with the x where it is largest."""
    parts = [
        f"{number_text(error, 3)} (near x = {number_text(at, 2)})"
        for error, at in _find_greatest(view)
    ]
    count = f"{int(view.count)} sigmoids" if view.count > 1 else "1 sigmoid"
    return (
        f"With {count} the sum is at most {parts[0]} from {imitated_text(view)}, the integral that "
        f"it imitates, and that at most {parts[1]} from softplus."
    )


def _find_greatest(view: View) -> list[tuple[float, float]]:
    """Return the largest of each error and its x, sought closer than the samples lie."""
    x, greatest = _x_of(view), []
    for index, error in enumerate(_errors_of(view)):
        at = int(error.argmax())
        near = np.linspace(x[max(at - 1, 0)], x[min(at + 1, SAMPLES - 1)], CLOSE_SAMPLES)
        closer = np.abs(find_error_curves(view, near)[index])
        greatest.append((float(closer.max()), float(near[closer.argmax()])))
    return greatest


def imitated_text(view: View) -> str:
    """Return the integral that the sum imitates, in units of T: T; 1.02 T."""
    scale = number_text(_find_scale(view))
    return "T" if scale == "1" else f"{scale} T"


def _find_scale(view: View) -> float:
    """Return the integral that the sum imitates, in units of T."""
    parameters: dict[str, Any] = curve_parameters(view, SUM)
    return integral_scale(parameters["rule"], parameters["span"], parameters["high"])


def _write_code(view: View) -> LensCode:
    """Return code that prints both errors."""
    statements = f"""
# How far the sum is from the integral that it imitates, and that from softplus.
even_x = np.linspace(start, x[-1], {10 * SAMPLES})
integral = {_find_scale(view)!r} * sum_integral(even_x, span)
total = sigmoid_sum(even_x, count=count, span=span, rule=rule, high=high)
gaps = {{"sum to integral": total - integral, "integral to softplus": integral - softplus(even_x)}}
for name, gap in gaps.items():
    print(f"{{name}}: at most {{number_text(float(np.abs(gap).max()), 3)}}")
"""
    return LensCode((sigmoid_sum, sum_integral, softplus), statements)


LENS = Lens(
    "Sum",
    build_panels=build_panels,
    describe=describe,
    write_code=_write_code,
    step_label="Show the errors",
)
