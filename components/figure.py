"""Curves become a figure of two panels, or the frame that moves some of its lines. Pure: nothing here knows Dash."""

import math
from base64 import b64encode
from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Any

import numpy as np
import plotly.graph_objects as go

from components.theme import CURVE_WIDTH, REFERENCE_WIDTH, STROKES, THEMES
from core.activations import ACTIVATIONS
from core.curves import LIMIT, Curve, sample, samples
from core.typing import Array
from core.view import View

# The sum is broad and lies under the others.
ORDER = ("sigmoid_sum", LIMIT, *(key for key in ACTIVATIONS if key != "sigmoid_sum"))
NAMES = {key: activation.name for key, activation in ACTIVATIONS.items()} | {LIMIT: "limit T of the sum"}
KINKED = frozenset(key for key, activation in ACTIVATIONS.items() if activation.kink is not None)
NOWHERE = np.array([np.nan, np.nan])

SPARSE = 60  # samples, up to which each is drawn as a dot
DENSE = 500  # samples, from which plotly may thin a line: before, its corners would show
SPLIT = (0.41, 0.47)  # the lower panel ends at the first, the upper begins at the second


def drawn(view: View) -> tuple[str, ...]:
    """The curves of a view: those shown and, with the sum, what it is compared to: its limit and softplus."""
    return _drawn(view.shown)


@lru_cache(maxsize=64)
def _drawn(shown: tuple[str, ...]) -> tuple[str, ...]:
    with_sum = {LIMIT, "softplus"} if "sigmoid_sum" in shown else set()
    return tuple(key for key in ORDER if key in shown or key in with_sum)


def places(view: View) -> list[tuple[str, str]]:
    """What stands where in the figure of a view: the key of a curve, and which part of it."""
    keys = drawn(view)
    values, gradients = [(key, "value") for key in keys], [(key, "gradient") for key in keys]
    return values + gradients + [(key, "jump") for key in keys if key in KINKED]


def revealed(view: View) -> tuple[str, ...]:
    """The panels that have their curves: all, or in a scene those that its moment has come to."""
    if view.scene == "free" or view.moment in ("gradient", "answer"):
        return ("value", "gradient")
    return ("value",) if view.moment == "value" else ()


def figure(view: View, theme: str) -> go.Figure:
    """The whole picture of a view in the theme "light" or "dark"."""
    curves = sample(view).curves
    traces = [_trace(view, theme, key, part, curves[key]) for key, part in places(view)]
    # Without any trace, plotly would leave the lower panel out.
    empty = [go.Scatter(yaxis=axis, visible=False, uid=axis) for axis in ("y", "y2")]
    return go.Figure(traces or empty, _layout(view, theme, ranges(view, curves)))


def frame(view: View, curves: Mapping[str, Curve], keys: Collection[str], resampled: bool) -> dict[str, Any]:
    """What moves the lines of some functions: for each place its y and, where x is new, its own x and its look.

    `x` is that of every line that has none of its own. Arrays are base64 of float64, as plotly reads them.
    """
    x = samples(view.low, view.high, view.step)
    traces = []
    for place, (key, part) in enumerate(places(view)):
        if key not in keys:
            continue
        own_x, y = _points(view, curves[key], part)
        moved: dict[str, Any] = {"place": place, "y": _typed(y)}
        if resampled:
            moved["look"] = _look(view, key, part)
            if own_x is not x:
                moved["x"] = _typed(own_x)
        traces.append(moved)
    return {"traces": traces, "probe": view.probe} | ({"x": _typed(x)} if resampled else {})


def ranges(view: View, curves: Mapping[str, Curve]) -> dict[str, list[float]]:
    """The range of each axis. Those of y stay as they are until a curve would leave them, then grow in steps."""
    least = greatest = flattest = steepest = 0.0
    faintest = 1.0
    for each in [curves[key] for key in drawn(view)]:
        least, greatest = min(least, each.value_extent[0]), max(greatest, each.value_extent[1])
        flattest, steepest = min(flattest, each.gradient_extent[0]), max(steepest, each.gradient_extent[1])
        faintest = min(faintest, each.faintest_gradient) if view.scale == "log" else faintest
    linear = [_below(flattest, 0.2, -0.1), _above(steepest, 0.5, 1.2)]
    return {
        "xaxis": list(view.range),
        "yaxis": [_below(least, 2.0, -2.0), _above(greatest, 5.0, 10.0)],
        "yaxis2": [max(-20.0, _below(math.log10(faintest), 5.0, -5.0)), 0.7] if view.scale == "log" else linear,
    }


def _below(value: float, step: float, usual: float) -> float:
    """A bound that `value` does not fall under: the usual one, or else a multiple of `step`."""
    return usual if value >= usual else round(step * math.floor(value / step), 6)


def _above(value: float, step: float, usual: float) -> float:
    """A bound that `value` does not rise over: the usual one, or else a multiple of `step`."""
    return usual if value <= usual else round(step * math.ceil(value / step), 6)


def _points(view: View, curve: Curve, part: str) -> tuple[Array, Array]:
    """The x and y of one place. A logarithmic axis has no room for a gradient of 0 or below: the line pauses there."""
    if part == "value":
        return curve.x, curve.value
    x, y = _jump(curve) if part == "jump" else curve.broken
    return x, np.where(y > 0, y, np.nan) if view.scale == "log" else y


def _jump(curve: Curve) -> tuple[Array, Array]:
    """The dots at a kink, or none where the gradient does not jump."""
    if curve.slopes is None:
        return NOWHERE, NOWHERE
    left, right = curve.slopes
    return np.array([curve.kink, curve.kink]), np.array([left, right]) if left != right else NOWHERE


def _look(view: View, key: str, part: str) -> dict[str, Any]:
    """What of a line depends on the number of samples: whether each is a dot, whether plotly may leave some out."""
    count = samples(view.low, view.high, view.step).size
    marked = key in ACTIVATIONS and ACTIVATIONS[key].marked and count <= 2 * SPARSE
    lines = "lines+markers" if marked or (count <= SPARSE and key in view.shown) else "lines"
    return {"mode": "markers" if part == "jump" else lines, "line.simplify": count > DENSE}


def _trace(view: View, theme: str, key: str, part: str, curve: Curve) -> go.Scatter:
    stroke = STROKES[key]
    x, y = _points(view, curve, part)
    colour = stroke.colour(theme)
    width = CURVE_WIDTH * stroke.width if key in view.shown else REFERENCE_WIDTH
    mark = "′" if part != "value" else ""
    panel = "value" if part == "value" else "gradient"
    return go.Scatter(
        x=x,
        y=y,
        name=NAMES[key],
        uid=f"{key}-{part}",
        visible=panel in view.panels and panel in revealed(view),
        line={"color": colour, "width": width, "dash": stroke.dash},
        marker=_jump_marker(colour, theme) if part == "jump" else {"color": colour, "size": 5},
        yaxis="y" if part == "value" else "y2",
        hoverinfo="skip" if part == "jump" else "all",
        hovertemplate=None if part == "jump" else f"{NAMES[key]}{mark} = %{{y:.4g}}<extra></extra>",
        **{name.replace(".", "_"): look for name, look in _look(view, key, part).items()},
        cliponaxis=part != "jump",
        opacity=0.55 if key == "sigmoid_sum" and len(view.shown) > 1 else 1,
    )


def _jump_marker(colour: str, theme: str) -> dict[str, Any]:
    """A closed dot at the slope that holds at the kink, the left one, and an open dot at the other."""
    line = {"color": colour, "width": 2}
    return {"size": 8, "color": [colour, THEMES[theme].surface], "line": line, "opacity": 1}


def _layout(view: View, theme: str, bounds: dict[str, list[float]]) -> go.Layout:
    colours = THEMES[theme]
    axis: dict[str, Any] = {
        "type": "linear",
        "gridcolor": colours.grid,
        "zerolinecolor": colours.axis,
        "linecolor": colours.axis,
        "zeroline": True,
        "zerolinewidth": 1,
        "automargin": False,
    }
    log = view.scale == "log"
    title = "f′(x), log₁₀" if log else "f′(x)"
    panels = _panels(view)
    return go.Layout(
        template="none",
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"color": colours.text, "size": 13, "family": "system-ui, sans-serif"},
        margin={"l": 68, "r": 16, "t": 32, "b": 40},
        showlegend=False,
        hovermode="x unified",
        hoversubplots="axis",
        hoverlabel={"bgcolor": colours.surface, "font": {"color": colours.text}},
        hoverdistance=-1,
        dragmode=False,
        modebar={"bgcolor": "rgba(0,0,0,0)", "color": colours.muted, "activecolor": colours.text},
        uirevision="view",
        xaxis=axis | {"range": bounds["xaxis"], "title": "x", "anchor": panels["below"], "hoverformat": ".4g"},
        yaxis=axis | {"range": bounds["yaxis"], "title": "f(x)", **panels["value"]},
        yaxis2=axis
        | {"range": bounds["yaxis2"], "title": title, "type": "log" if log else "linear", **panels["gradient"]}
        | ({"exponentformat": "power"} if log else {}),
        shapes=[_probe(view.probe, colours.muted)],
        annotations=[] if view.shown else [_empty(colours.muted)],
    )


def _panels(view: View) -> dict[str, Any]:
    """How the two panels share the height, and which of them carries the x axis."""
    both = len(view.panels) == 2
    value = [SPLIT[1], 1.0] if both else [0.0, 1.0]
    gradient = [0.0, SPLIT[0]] if both else [0.0, 1.0]
    return {
        "value": {"domain": value, "visible": "value" in view.panels},
        "gradient": {"domain": gradient, "visible": "gradient" in view.panels},
        "below": "y2" if "gradient" in view.panels else "y",
    }


def _probe(x: float, colour: str) -> dict[str, Any]:
    line = {"color": colour, "width": 1.5, "dash": "dot"}
    return {"type": "line", "x0": x, "x1": x, "xref": "x", "y0": 0, "y1": 1, "yref": "paper", "line": line}


def _empty(colour: str) -> dict[str, Any]:
    text = "No function is switched on"
    where = {"xref": "paper", "yref": "paper", "x": 0.5, "y": 0.75}
    return {"text": text, "showarrow": False, "font": {"size": 18, "color": colour}, **where}


def _typed(array: Array) -> dict[str, str]:
    return {"dtype": "f8", "bdata": b64encode(array.tobytes()).decode()}
