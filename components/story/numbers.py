"""The numbers in the answers of the scenes: `core` computes each of them."""

import math
from dataclasses import replace

import numpy as np

from core.curves import curve_parameters, last_x, sample_curve, sum_span
from core.depth import mean_field, own_weight_variance
from core.examples import EXAMPLE_COUNT, count_learning, find_dead_bias
from core.keys import CROSS_ENTROPY, LIMIT, SQUARED_ERROR, SUM
from core.moments import moments, zero_mean_alpha
from core.noise import spread
from core.race import median_steps, recorded_starts
from core.saturation import SATURATION_THRESHOLD, saturation
from core.sigmoid_sum import sum_offsets
from core.single_precision import overflow_x, zero_slope_edges
from core.statistics import gradient_at, max_abs_difference, value_at
from core.sum_errors import find_greatest_error
from core.typing import Numbers
from core.view import CONTROLS, View

LAYERS = 10  # the number of layers through which a scene multiplies slopes
WIDE_SIGMA = 2.0  # a second standard deviation of x
NEAR_ERROR = 0.01  # of a sum that is close to its limit
RIGHT_X = 6.0  # where the slope of a sigmoid is small on the right
SHARP = 4.0  # a greater sharpness


def find_gradients_at_kink(view: View, key: str) -> Numbers:
    """Return the slopes of a function left and right of its kink."""
    ((left, right),) = sample_curve(view, key).one_sided_gradients
    return {"left": left, "right": right}


def find_ramp_slopes(view: View) -> Numbers:
    """Return the slope of the sum in the middle and at the end of its offsets, its divisor, and the
    distance between two offsets."""
    offsets = sum_offsets(view.rule, int(view.count), sum_span(view), view.high)
    middle = 0.5 * sum_span(view)
    return {
        "middle": middle,
        "steep": gradient_at(view, SUM, middle),
        "edge": gradient_at(view, SUM, last_x(view)),
        "divisor": 1.0 / offsets.weight,
        "gap": offsets.spacing,
    }


def find_sum_counts(view: View) -> Numbers:
    """Return the errors of the sum with the count of a view and with ten times as many, the least
    count whose error is below the threshold, how far T ends below softplus, and how near the rule
    extend comes to softplus."""
    counts = range(1, int(CONTROLS["count"].high) + 1)
    many = 10.0 * view.count
    last = replace(view, rule="extend", count=CONTROLS["count"].high)
    return {
        "many": many,
        "enough": next(n for n in counts if _find_error(view, n) <= NEAR_ERROR),
        "few_error": _find_error(view, view.count),
        "many_error": _find_error(view, many),
        "short": value_at(view, "softplus", last_x(view)) - value_at(view, LIMIT, last_x(view)),
        "extend_error": max_abs_difference(last, SUM, "softplus"),
    }


def _find_error(view: View, count: float) -> float:
    """Return how far the sum of a count is from its limit at most."""
    return find_greatest_error(replace(view, count=float(count)))


def find_mean_outputs(view: View) -> Numbers:
    """Return means under N(0, 1), and the alphas with mean 0 for standard deviations 1 and
    WIDE_SIGMA."""
    return {
        **{key: moments(key).mean for key in ("softplus", "relu", "silu", "gelu")},
        "elu": moments("elu", alpha=view.alpha).mean,
        "zero_mean_alpha": zero_mean_alpha(),
        "sigma": WIDE_SIGMA,
        "wide_alpha": zero_mean_alpha(WIDE_SIGMA),
    }


def find_review_slopes(view: View) -> Numbers:
    """Return the slopes of all functions at the probe, that of the sigmoid further right, and where
    ELU saturates."""
    edge = {"elu_edge": saturation(view, "elu", SATURATION_THRESHOLD).edges[0]}
    slopes = {key: gradient_at(view, key, view.probe) for key in view.shown}
    right = {"right": RIGHT_X, "right_sigmoid": gradient_at(view, "sigmoid", RIGHT_X)}
    return slopes | right | edge


def find_elu_floor(view: View) -> Numbers:
    """Return the bound of ELU, how far ELU is above it at the left end, and its slopes at 0.

    Left of 0, ELU is alpha exp(x) above -alpha, which is its slope.
    """
    missing = gradient_at(view, "elu", view.low)
    return {**find_gradients_at_kink(view, "elu"), "floor": -view.alpha, "missing": missing}


def find_small_slopes(view: View) -> Numbers:
    """Return the slope of the sigmoid at the left end and at its steepest, where it is below the
    threshold, where float32 makes it 0, and the product of the slopes of some layers at most."""
    first, second = saturation(view, "sigmoid", SATURATION_THRESHOLD).edges
    steepest = gradient_at(view, "sigmoid", view.offset)
    return {
        "tiny": gradient_at(view, "sigmoid", view.low),
        "first": first,
        "second": second,
        "float32_end": zero_slope_edges(np.float32).right,
        "layers": LAYERS,
        "steepest": steepest,
        "product": steepest**LAYERS,
    }


def find_output_slopes(view: View) -> Numbers:
    """Return the slope of a sigmoid at the probe, and those of its two losses as an output."""
    return {
        "slope": gradient_at(view, "sigmoid", view.probe),
        "cross_entropy": gradient_at(view, CROSS_ENTROPY, view.probe),
        "squared_error": gradient_at(view, SQUARED_ERROR, view.probe),
    }


def find_sharpness_gaps(view: View) -> Numbers:
    """Return how far softplus is above ReLU at 0, with the sharpness of a view and a greater one,
    and from which x on exp(x) is infinite in float32 and in float64."""
    sharp_view = replace(view, sharpness=SHARP)
    return {
        "gap": value_at(view, "softplus_beta", 0.0),
        "sharp_gap": value_at(sharp_view, "softplus_beta", 0.0),
        "single_limit": overflow_x(np.float32),
        "double_limit": overflow_x(np.float64),
    }


def find_dead_unit_counts(view: View) -> Numbers:
    """Return from which bias down ReLU is dead, and how many of the examples change its weights."""
    dead_bias = find_dead_bias("relu")
    assert dead_bias is not None
    return {
        "dead_bias": dead_bias,
        "examples": EXAMPLE_COUNT,
        "learning": count_learning("relu", view.bias),
    }


def find_layer_gradients(view: View) -> Numbers:
    """Return, for each function, the gradient at the first layer in units of that at the last, and
    by how much a layer multiplies its square, with weights that keep the size of a signal."""
    gradients = {
        key: float(mean_field(key, int(view.depth), own_weight_variance(key)).gradient_rms[0])
        for key in view.shown
    }
    factors = {f"{key}_factor": own_weight_variance(key) * moments(key).chi for key in view.shown}
    return gradients | factors


def find_noise_spreads(view: View) -> Numbers:
    """Return the spread of each function at the probe."""
    return {
        key: float(spread(key, view.probe, view.noise, **curve_parameters(view, key)))
        for key in view.shown
    }


def find_sigmoid_slopes(view: View) -> Numbers:
    """Return the value and the slope of the sigmoid at its offset, and its slopes at both ends."""
    return {
        "half": value_at(view, "sigmoid", view.offset),
        "steepest": gradient_at(view, "sigmoid", view.offset),
        "left": gradient_at(view, "sigmoid", view.low),
        "right": gradient_at(view, "sigmoid", last_x(view)),
    }


def find_softplus_slopes(view: View) -> Numbers:
    """Return softplus and its slope at the probe, and its slopes at both ends."""
    return {
        "slope": gradient_at(view, "softplus", view.probe),
        "value": value_at(view, "softplus", view.probe),
        "right": gradient_at(view, "softplus", last_x(view)),
        "left": gradient_at(view, "softplus", view.low),
    }


def find_sum_slopes(view: View) -> Numbers:
    """Return the slopes of the sum in the middle and at the end of its span, and its edge."""
    return {
        "middle": 0.5 * view.span,
        "steep": gradient_at(view, SUM, 0.5 * view.span),
        "end": gradient_at(view, SUM, view.span),
        "edge": saturation(view, SUM, SATURATION_THRESHOLD).edges[-1],
    }


def find_medians(view: View, *lanes: str) -> dict[str, float]:
    """Return the median steps of some lanes, by name."""
    starts = recorded_starts(view)
    medians = {name: median_steps(starts[name]) for name in lanes}
    assert all(map(math.isfinite, medians.values())), "half of the starts did not arrive"
    return medians


def count_arrived(view: View, *lanes: str) -> dict[str, int]:
    """Return how many starts of some lanes arrived, by name."""
    starts = recorded_starts(view)
    return {name: len(starts[name]) - starts[name].count(None) for name in lanes}


def count_starts(view: View) -> int:
    """Return how many starts of each lane are recorded."""
    return len(next(iter(recorded_starts(view).values())))
