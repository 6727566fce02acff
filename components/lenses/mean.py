"""The lens of the mean: what a function makes of normal inputs."""

import math

import numpy as np

from components.lenses.lens import Axis, Lens, LensCode, LensPanel, Measure, Series
from components.text import compare_numbers, number_text
from core.activations import ACTIVATIONS
from core.curves import curve_parameters
from core.moments import Moments, elu_mean_line, find_moments, moments, zero_mean_alpha
from core.output_density import output_density, point_masses
from core.typing import Array
from core.view import CONTROLS, View

SAMPLES = 300  # of a density
LOWS = (-1.25, -2.25, -4.5, -9.5)  # where the axis of outputs may begin
HIGH_STEP = 3.0  # in which it ends
MAX_OUTPUT = 30.0  # on each side, that the axis has room for
AXIS_SIGMAS = 2.5  # of the inputs, on each side, that the axis has room for
DENSITY_HEIGHT, MIN_SIGMA = 2.0, 0.2
FOOT = 0.08  # of the height of the densities, below them: for the triangles
MEAN_STEP = 0.5  # in which the axis of the mean grows
ALPHA = CONTROLS["alpha"]
MEAN_DECIMALS = 10
SELU_DIGITS = 4  # to which the page calls an alpha SELU's


def moments_of(view: View, key: str) -> Moments:
    """Return the moments of a function under the inputs of a view."""
    return moments(key, view.mu, view.sigma, **curve_parameters(view, key))


def mean_of(view: View, key: str) -> float:
    """Return the mean output of a function, to the digits that its computation has."""
    return round(moments_of(view, key).mean, MEAN_DECIMALS) + 0.0


def gain_of(view: View, key: str) -> float:
    """Return 1 / E f², in (0, inf]: the variance of weights that keeps the size of a signal."""
    square = moments_of(view, key).second_moment
    return 1.0 / square if square else math.inf


def build_panels(view: View) -> tuple[LensPanel, ...]:
    """Return the densities of all outputs and, where ELU is shown, its mean against alpha."""
    has_elu = "elu" in view.shown
    low, high = _output_range(view)
    top = DENSITY_HEIGHT / max(min(view.sigma, 1.0), MIN_SIGMA)
    y = np.linspace(low, high, SAMPLES)
    series = tuple(each for key in view.shown for each in _output_series(view, key, y, top))
    outputs = LensPanel(
        "outputs · ▲ mean",
        Axis(low, high),
        Axis(-FOOT * top, round(top, 6)).add_headroom(),
        series,
        sides=(0.0, 0.58 if has_elu else 1.0),
        long_title="density of the outputs f(x) · ▲ mean",
    )
    return (outputs, _build_alpha_panel(view)) if has_elu else (outputs,)


def _output_range(view: View) -> tuple[float, float]:
    """Return a range with room for nearly all outputs, in steps, so that it seldom moves."""
    x = view.mu + AXIS_SIGMAS * view.sigma * np.linspace(-1.0, 1.0, 101)
    values = [ACTIVATIONS[key].value(x, **curve_parameters(view, key)) for key in view.shown]
    known = np.concatenate([np.array((0.0, 1.0)), *values])
    known = np.clip(known[np.isfinite(known)], -MAX_OUTPUT, MAX_OUTPUT)
    low = next((each for each in LOWS if each <= known.min()), LOWS[-1])
    return low, HIGH_STEP * math.ceil(round(float(known.max()) / HIGH_STEP, 6))


def _output_series(view: View, key: str, y: Array, top: float) -> list[Series]:
    """Return the density of a function's output, its point masses as bars, and its mean."""
    settings = (key, view.mu, view.sigma)
    parameters = curve_parameters(view, key)
    masses = point_masses(*settings, **parameters)
    bar_x = [each for mass in masses for each in (mass.value, mass.value, np.nan)]
    bar_y = [each for mass in masses for each in (0.0, top * mass.probability, np.nan)]
    mean = mean_of(view, key)
    density = output_density(*settings, y, **parameters)
    density = np.where(density > 0, density, np.nan)  # no line beyond what f reaches
    return [
        Series(key, "density", y, density, label=ACTIVATIONS[key].name),
        Series(key, "mass", np.array(bar_x or [np.nan]), np.array(bar_y or [np.nan]), "bar"),
        Series(key, "mean", np.array([mean]), np.array([-0.5 * FOOT * top]), "triangle"),
    ]


def _build_alpha_panel(view: View) -> LensPanel:
    alphas = np.linspace(ALPHA.low, ALPHA.high, 41)
    at_0, rise = elu_mean_line(view.sigma, view.mu)
    means = at_0 + rise * alphas
    low, high = (float(each) for each in (means.min(), means.max()))
    zero = find_zero_mean(view)
    present = at_0 + rise * view.alpha
    axis = Axis(
        MEAN_STEP * math.floor(min(low, -0.1) / MEAN_STEP),
        MEAN_STEP * math.ceil(max(high, 0.1) / MEAN_STEP),
    ).add_headroom()
    rings = np.array([np.nan if zero is None else zero])
    return LensPanel(
        "ELU’s mean",
        Axis(ALPHA.low, ALPHA.high),
        axis,
        series=(
            Series("elu", "means", alphas, means),
            Series("elu", "zero", rings, 0.0 * rings, "ring"),
            Series("elu", "present", np.array([view.alpha]), np.array([present]), "dots"),
        ),
        sides=(0.72, 1.0),
        long_title="ELU’s mean against α",
    )


def find_zero_mean(view: View) -> float | None:
    """Return the alpha of the slider at which ELU has mean 0; None where there is none."""
    alpha = zero_mean_alpha(view.sigma, view.mu)
    return alpha if ALPHA.low <= alpha <= ALPHA.high else None


def describe(view: View) -> str:
    """Return whose mean is nearest to 0, and the alpha at which ELU's is 0."""
    if not view.shown:
        return ""
    means = {ACTIVATIONS[key].name: mean_of(view, key) for key in view.shown}
    start = (
        f"For x with mean {number_text(view.mu)} and standard deviation {number_text(view.sigma)}, "
        "the mean output is"
    )
    ends = "nearest to 0 with {first} ({least}) and furthest with {last} ({most})"
    sentences = [f"{start} {compare_numbers(means, ends, size=abs)}"]
    if "elu" in view.shown:
        sentences.append(_describe_zero(view))
    return ". ".join(sentences) + "."


def _describe_row(view: View, key: str) -> str:
    share = 100.0 * moments_of(view, key).bias_share
    if math.isnan(share):
        return ""
    return f"the square of the mean is {number_text(share, 3)} % of E f²"


def _describe_zero(view: View) -> str:
    zero = find_zero_mean(view)
    if zero is None:
        return "No α of the slider gives ELU the mean 0"
    is_selu = view.mu == 0 and view.sigma == 1
    ending = ", the α of SELU" if is_selu else ""
    return f"ELU has mean 0 at α = {number_text(zero, SELU_DIGITS)}{ending}"


def _write_code(view: View) -> LensCode:
    """Return code that prints the moments of each function."""
    statements = f"""
# What a function makes of x ~ N(mu, sigma²).
mu, sigma = {view.mu!r}, {view.sigma!r}
for name, (function, gradient, parameters) in shown.items():
    found = find_moments(
        lambda x: function(x, **parameters),
        lambda x: gradient(x, **parameters),
        mu,
        sigma,
        kinks.get(name, ()),
        gaps.get(name, ()),
    )
    gain = 1.0 / found.second_moment if found.second_moment else float("inf")
    numbers = (found.mean, gain, found.second_moment, found.chi)
    mean, gain, square, chi = (number_text(round(each, {MEAN_DECIMALS})) for each in numbers)
    print(f"{{name}}: mean {{mean}}, 1 / E f² {{gain}}, E f² {{square}}, E f′² {{chi}}")
"""
    return LensCode((find_moments,), statements)


LENS = Lens(
    "Mean",
    ("mu", "sigma"),
    heading="Inputs",
    measures=(
        Measure("mean", mean_of, "mean"),
        Measure("gain", gain_of, "1 / E f²"),
        Measure("mean square", lambda v, key: moments_of(v, key).second_moment),
        Measure(
            "share of the mean in the mean square",
            lambda view, key: 100.0 * moments_of(view, key).bias_share,
            unit=" %",
        ),
        Measure("mean slope", lambda v, key: moments_of(v, key).mean_gradient),
        Measure("mean square slope", lambda v, key: moments_of(v, key).chi),
    ),
    build_panels=build_panels,
    describe=describe,
    describe_row=_describe_row,
    write_code=_write_code,
    step_label="Show the outputs",
)
