"""The lens of depth: what many layers make of a slope."""

import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from components.lenses.lens import Axis, Lens, LensCode, LensPanel, Measure, Series
from components.text import compare_numbers, number_text
from core.activations import ACTIVATIONS
from core.curves import curve_parameters
from core.depth import (
    LayerStatistics,
    chain_gradients,
    chained_gradient,
    mean_field,
    own_weight_variance,
    simulate,
)
from core.lens_fields import OWN
from core.moments import find_moments
from core.typing import Array
from core.view import View

SAMPLES = 161  # of x
WIDTH = 128  # of the random network
DECADES_PER_LAYER = 0.8  # that the axis of the slopes has room for, in steps of:
DECADE_STEP = 4
HIGHEST_DECADE = 1.0


class LayerMeasure(NamedTuple):
    """What may be drawn of each layer: its title, the name of its array, its axis to begin with."""

    title: str
    array: str
    axis: Axis


LAYER_MEASURES: Mapping[str, LayerMeasure] = MappingProxyType(
    {
        "gradient": LayerMeasure("gradient", "gradient_rms", Axis(-4.0, 0.5, is_log=True)),
        "moment": LayerMeasure("size E f²", "second_moment", Axis(-3.0, 0.5, is_log=True)),
        "mean": LayerMeasure("mean", "mean", Axis(-0.5, 1.5)),
    }
)


def build_panels(view: View) -> tuple[LensPanel, ...]:
    """Return the slope of f applied many times against x, and a random network by layer."""
    return (_build_slope_panel(view), _build_layer_panel(view))


def _build_slope_panel(view: View) -> LensPanel:
    x = np.linspace(view.low, view.high, SAMPLES)
    series = []
    for key in view.shown:
        slopes = chained_gradient(key, x, int(view.depth), **curve_parameters(view, key))
        y = np.where(slopes == 0, np.nan, np.abs(slopes))
        series.append(Series(key, "slope", x, y, label=ACTIVATIONS[key].name))
    low = -DECADE_STEP * math.ceil(round(DECADES_PER_LAYER * view.depth / DECADE_STEP, 6))
    return LensPanel(
        "slope of all layers",
        Axis(*view.range),
        Axis(float(low), HIGHEST_DECADE, is_log=True).add_headroom(),
        tuple(series),
        sides=(0.0, 0.43),
        long_title="slope of all layers: f(f(… x))",
    )


def _build_layer_panel(view: View) -> LensPanel:
    measure = LAYER_MEASURES[view.layer_measure]
    layers = np.arange(1.0, view.depth + 1.0)
    series = []
    for key in view.shown:
        expected, found = (
            getattr(each, measure.array)
            for each in (mean_field_of(view, key), simulate_network(view, key))
        )
        series += [
            Series(key, "expected", layers, expected, label=ACTIVATIONS[key].name),
            Series(key, "found", layers, found, "dots"),
        ]
    margin = max(0.5, 0.03 * view.depth)
    return LensPanel(
        f"{measure.title} ● network",
        Axis(1.0 - margin, view.depth + margin),
        _widen_axis(measure.axis, [each.y for each in series]).add_headroom(),
        tuple(series),
        sides=(0.57, 1.0),
        long_title=f"{measure.title} by layer, ● one network",
    )


def _widen_axis(axis: Axis, arrays: list[Array]) -> Axis:
    """Return an axis with room for all values, in steps of 2 decades or of a half."""
    step, top = (2.0, 1.0) if axis.is_log else (0.5, 0.5)
    values = np.concatenate([np.array([1.0]), *arrays])
    values = values[np.isfinite(values)]
    if axis.is_log:
        values = np.log10(np.maximum(values, 1e-60))
    low, high = (float(each) for each in (values.min(), values.max()))
    return Axis(
        min(axis.low, step * math.floor(low / step)),
        max(axis.high, top * math.ceil(high / top)),
        axis.is_log,
    )


def weight_variance_of(view: View, key: str) -> float:
    """Return the variance of the weights of a function's network, times their inputs."""
    if view.weights == OWN:
        return own_weight_variance(key, **curve_parameters(view, key))
    return view.weight_variance


def mean_field_of(view: View, key: str) -> LayerStatistics:
    """Return what mean field expects of each layer of a network."""
    variance = weight_variance_of(view, key)
    return mean_field(key, int(view.depth), variance, **curve_parameters(view, key))


def simulate_network(view: View, key: str) -> LayerStatistics:
    """Return what each layer of one random network hands on."""
    variance = weight_variance_of(view, key)
    return simulate(
        key,
        layers=int(view.depth),
        width=WIDTH,
        weight_variance=variance,
        seed=int(view.weight_seed),
        **curve_parameters(view, key),
    )


def slope_at_probe(view: View, key: str) -> float:
    """Return the slope at the probe of f applied once for each layer."""
    parameters = curve_parameters(view, key)
    return float(chained_gradient(key, np.array(view.probe), int(view.depth), **parameters))


def first_gradient(view: View, key: str) -> float:
    """Return the gradient that arrives at the first layer, relative to that at the last one."""
    return float(mean_field_of(view, key).gradient_rms[0])


def describe(view: View) -> str:
    """Return how much of a gradient arrives at the first layer, for each function."""
    if not view.shown:
        return ""
    shares = {ACTIVATIONS[key].name: first_gradient(view, key) for key in view.shown}
    layers = f"{int(view.depth)} layers" if view.depth > 1 else "1 layer"
    start = (
        f"In a wide random network of {layers} the first gets, in units of the gradient at the "
        "last,"
    )
    ends = "least {least} with {first} and most {most} with {last}"
    return f"{start} {compare_numbers(shares, ends)}."


def _describe_row(view: View, key: str) -> str:
    if view.weights != OWN:
        return ""
    variance = weight_variance_of(view, key)
    return f"weight variance {number_text(variance, 3)}" if math.isfinite(variance) else ""


def _write_code(view: View) -> LensCode:
    """Return code that prints the slope of each function after all layers."""
    own = '1.0 / moments.second_moment if moments.second_moment else float("inf")'
    variance = own if view.weights == OWN else repr(view.weight_variance)
    statements = f"""
# The slope at the probe of f applied once for each layer. Then, in a random network with inputs of
# variance 1, the gradient at the first layer in units of that at the last, as mean field has it;
# nan where a signal grows beyond what find_moments takes.
layers = {int(view.depth)}
for name, (function, gradient, parameters) in shown.items():
    f, slope = (lambda x: function(x, **parameters)), (lambda x: gradient(x, **parameters))
    through = float(chain_gradients(f, slope, np.array(probe), layers))
    breaks = kinks.get(name, ()), gaps.get(name, ())
    moments = find_moments(f, slope, 0.0, 1.0, *breaks)
    weight_variance = {variance}
    first = 1.0
    for _ in range(layers - 1):
        first *= (weight_variance * moments.chi) ** 0.5
        sigma = (weight_variance * moments.second_moment) ** 0.5
        sigma = float(f"{{sigma:.13g}}")  # rounding would grow from layer to layer
        if not 0.0 < sigma <= 100.0:
            first = float("nan")
            break
        moments = find_moments(f, slope, 0.0, sigma, *breaks)
    texts = [number_text(each) for each in (through, first)]
    print(f"{{name}}: slope through {{layers}} layers {{texts[0]}}, layer 1 {{texts[1]}}")
"""
    return LensCode((chain_gradients, find_moments), statements)


LENS = Lens(
    "Depth",
    ("depth", "weight_seed", "layer_measure", "weights", "weight_variance"),
    heading="Layers",
    measures=(
        Measure("slope at the probe through all layers", slope_at_probe, "slope"),
        Measure("gradient at the first layer", first_gradient, "at layer 1"),
        Measure("variance of the weights", weight_variance_of),
    ),
    build_panels=build_panels,
    describe=describe,
    describe_row=_describe_row,
    write_code=_write_code,
    step_label="Show the layers",
)
