"""The numbers in the answers of the scenes: `core` computes each of them."""

from collections.abc import Mapping
from dataclasses import replace

from core.curves import curve_parameters, last_x, sample_curve, sum_span
from core.depth import mean_field, own_weight_variance
from core.keys import SUM
from core.moments import moments, zero_mean_alpha
from core.noise import spread
from core.saturation import SATURATION_THRESHOLD, saturation
from core.sigmoid_sum import sum_offsets
from core.statistics import (
    gradient_at,
    max_abs_difference,
    sum_errors,
    value_at,
)
from core.view import CONTROLS, View

LAYERS = 10  # the number of layers through which a scene multiplies slopes
WIDE_SIGMA = 2.0  # a second standard deviation of x

Numbers = Mapping[str, float]


def gradients_at_kink(view: View, key: str) -> Numbers:
    """Return the slopes of a function left and right of its kink."""
    gradients = sample_curve(view, key).one_sided_gradients
    assert gradients is not None, f"the kink of {key} is outside the range"
    return {"left": gradients[0], "right": gradients[1]}


def sum_weights(view: View) -> Numbers:
    """Return the divisor of the sum, and the distance between two of its offsets."""
    offsets = sum_offsets(view.rule, int(view.count), sum_span(view), view.high)
    return {"divisor": 1.0 / offsets.weight, "gap": offsets.spacing}


def refinement_errors(view: View) -> Numbers:
    """Return the two errors of the sum, with the count of a view and with ten times as many."""
    finer_view = replace(view, count=10 * view.count)
    coarse, fine = sum_errors(view), sum_errors(finer_view)
    return {
        "more": finer_view.count,
        "coarse": coarse.quadrature,
        "fine": fine.quadrature,
        "short": fine.truncation,
    }


def extension_errors(view: View) -> Numbers:
    """Return the distance of the sum from softplus, for the count of a view and for larger ones."""
    counts = {"few": view.count, "some": 10.0, "many": 20.0, "most": CONTROLS["count"].high}
    errors = {
        f"{name}_off": max_abs_difference(replace(view, count=count), SUM, "softplus")
        for name, count in counts.items()
    }
    return counts | errors


def mean_outputs(view: View) -> Numbers:
    """Return the means of ELU and ReLU under N(0, 1), their bias shares in percent, and the alphas
    with mean 0 for standard deviations 1 and WIDE_SIGMA."""
    elu, relu = moments("elu", alpha=view.alpha), moments("relu")
    return {
        "elu": elu.mean,
        "relu": relu.mean,
        "elu_share": 100.0 * elu.bias_share,
        "relu_share": 100.0 * relu.bias_share,
        "zero_mean_alpha": zero_mean_alpha(),
        "sigma": WIDE_SIGMA,
        "wide_alpha": zero_mean_alpha(WIDE_SIGMA),
    }


def saturation_edges(view: View) -> Numbers:
    """Return where ELU and softplus saturate, and each function's saturated range in percent."""
    found = {key: saturation(view, key, SATURATION_THRESHOLD) for key in view.shown}
    shares = {f"{key}_share": 100.0 * each.fraction for key, each in found.items()}
    return shares | {key: found[key].edges[0] for key in ("elu", "softplus")}


def layer_gradients(view: View) -> Numbers:
    """Return, for each function, the gradient at the first layer in units of that at the last, and
    by how much a layer multiplies its square, with weights that keep the size of a signal."""
    gradients = {
        key: float(mean_field(key, int(view.depth), own_weight_variance(key)).gradient_rms[0])
        for key in view.shown
    }
    factors = {f"{key}_factor": own_weight_variance(key) * moments(key).chi for key in view.shown}
    return gradients | factors


def noise_spreads(view: View) -> Numbers:
    """Return the spread of each function at the probe, and that where it has slope 1."""
    spreads = {
        key: float(spread(key, view.probe, view.noise, **curve_parameters(view, key)))
        for key in view.shown
    }
    return spreads | {"whole": view.noise}


def sigmoid_slopes(view: View) -> Numbers:
    """Return the value and the slope of the sigmoid at its offset, and its slopes at both ends."""
    return {
        "half": value_at(view, "sigmoid", view.offset),
        "steepest": gradient_at(view, "sigmoid", view.offset),
        "left": gradient_at(view, "sigmoid", view.low),
        "right": gradient_at(view, "sigmoid", last_x(view)),
    }


def softplus_slopes(view: View) -> Numbers:
    """Return softplus and its slope at the probe, and its slopes at both ends."""
    return {
        "slope": gradient_at(view, "softplus", view.probe),
        "value": value_at(view, "softplus", view.probe),
        "right": gradient_at(view, "softplus", last_x(view)),
        "left": gradient_at(view, "softplus", view.low),
    }


def sum_slopes(view: View) -> Numbers:
    """Return the slopes of the sum in the middle and at the end of its span, and its edge."""
    return {
        "middle": 0.5 * view.span,
        "steep": gradient_at(view, SUM, 0.5 * view.span),
        "end": gradient_at(view, SUM, view.span),
        "edge": saturation(view, SUM, SATURATION_THRESHOLD).edges[-1],
    }
