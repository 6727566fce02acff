"""Curves become a figure of two panels, or the frame that moves some of its lines. Pure: nothing here knows Dash."""

import math
from base64 import b64encode
from collections.abc import Iterable
from typing import Any

import numpy as np
import plotly.graph_objects as go

from components.theme import CURVE_WIDTH, REFERENCE_WIDTH, STROKES, THEMES
from core.activations import ACTIVATIONS
from core.curves import LIMIT, curve, samples
from core.typing import Array
from core.view import View

# Every curve has its place in the figure whether it is shown or not, so that a place never changes hands.
# The sum is broad and lies under the others.
ORDER = ("sigmoid_sum", LIMIT, *(key for key in ACTIVATIONS if key != "sigmoid_sum"))
NAMES = {key: activation.name for key, activation in ACTIVATIONS.items()} | {LIMIT: "limit T of the sum"}
KINKED = tuple(key for key, activation in ACTIVATIONS.items() if activation.kink is not None)
PLACES = (
    *((key, "value") for key in ORDER),
    *((key, "gradient") for key in ORDER),
    *((key, "jump") for key in KINKED),
)

NOWHERE = np.array([np.nan, np.nan])

SPARSE = 60  # samples, up to which each is drawn as a dot
DENSE = 500  # samples, from which plotly may thin a line: before, its corners would show
SPLIT = (0.41, 0.47)  # the lower panel ends at the first, the upper begins at the second


def drawn(view: View) -> tuple[str, ...]:
    """The curves of a view: those shown and, with the sum, what it is compared to: its limit and softplus."""
    with_sum = {LIMIT, "softplus"} if "sigmoid_sum" in view.shown else set()
    return tuple(key for key in ORDER if key in view.shown or key in with_sum)


def figure(view: View, theme: str) -> go.Figure:
    """The whole picture of a view in the theme "light" or "dark"."""
    traces = [_trace(view, theme, key, part) for key, part in PLACES]
    return go.Figure(traces, _layout(view, theme))


def frame(view: View, keys: Iterable[str], resampled: bool) -> dict[str, Any]:
    """What moves the lines of some functions: for each place its y and, where x is new, its x and its look.

    Arrays are base64 of float64, as plotly reads them.
    """
    wanted, visible = set(keys), set(drawn(view))
    places = [(index, key, part) for index, (key, part) in enumerate(PLACES) if key in wanted and key in visible]
    traces = []
    for index, key, part in places:
        x, y = _points(view, key, part)
        moved: dict[str, Any] = {"place": index, "y": _typed(y)}
        traces.append(moved | {"x": _typed(x), "look": _look(view, key, part)} if resampled else moved)
    return {"traces": traces, "probe": view.probe}


def ranges(view: View) -> dict[str, list[float]]:
    """The range of each axis. Those of y stay as they are until a curve would leave them, then grow in steps."""
    curves = [curve(view, key) for key in drawn(view)]
    values = [end for each in curves for end in each.value_extent]
    gradients = [end for each in curves for end in each.gradient_extent]
    faintest = min((each.faintest_gradient for each in curves), default=1.0)
    lowest = max(-20.0, _stepped(math.log10(faintest), 5.0, -5.0)[0])
    return {
        "xaxis": [view.low, view.high],
        "yaxis": [_stepped(min(values, default=0.0), 2.0, -2.0)[0], _stepped(max(values, default=0.0), 5.0, 10.0)[1]],
        "yaxis2": [lowest, 0.7]
        if view.scale == "log"
        else [
            _stepped(min(gradients, default=0.0), 0.2, -0.1)[0],
            _stepped(max(gradients, default=0.0), 0.5, 1.2)[1],
        ],
    }


def _stepped(value: float, step: float, usual: float) -> tuple[float, float]:
    """A bound below and one above that hold `value`: the usual one, or else the next multiple of `step`."""
    below = usual if value >= usual else step * math.floor(value / step)
    above = usual if value <= usual else step * math.ceil(value / step)
    return round(below, 6), round(above, 6)


def _points(view: View, key: str, part: str) -> tuple[Array, Array]:
    """The x and y of one place. A logarithmic axis has no room for a gradient of 0 or below: the line pauses there."""
    x = samples(view.low, view.high, view.step)
    if part == "value":
        return x, curve(view, key).value
    x, y = _slopes(view, key, part, x)
    return x, np.where(y > 0, y, np.nan) if view.scale == "log" else y


def _slopes(view: View, key: str, part: str, x: Array) -> tuple[Array, Array]:
    """A gradient's line, or the dots where it jumps: there the line ends at the left slope and begins at the right."""
    sampled = curve(view, key)
    kink = ACTIVATIONS[key].kink if key in ACTIVATIONS else None
    if kink is None or sampled.slopes is None:
        return (x, sampled.gradient) if part == "gradient" else (NOWHERE, NOWHERE)
    left, right = sampled.slopes
    if part == "jump":
        return np.array([kink, kink]), np.array(sampled.slopes) if left != right else NOWHERE
    at = int(np.searchsorted(x, kink, side="right"))
    return np.insert(x, [at] * 3, [kink] * 3), np.insert(sampled.gradient, [at] * 3, [left, np.nan, right])


def _look(view: View, key: str, part: str) -> dict[str, Any]:
    """What of a line depends on the number of samples: whether each is a dot, whether plotly may leave some out."""
    count = samples(view.low, view.high, view.step).size
    marked = key in ACTIVATIONS and ACTIVATIONS[key].marked and count <= 2 * SPARSE
    lines = "lines+markers" if marked or (count <= SPARSE and key in view.shown) else "lines"
    return {"mode": "markers" if part == "jump" else lines, "line.simplify": count > DENSE}


def _trace(view: View, theme: str, key: str, part: str) -> go.Scatter:
    stroke, visible = STROKES[key], key in drawn(view)
    x, y = _points(view, key, part) if visible else (np.empty(0), np.empty(0))
    colour = stroke.colour(theme)
    width = CURVE_WIDTH * stroke.width if key in view.shown else REFERENCE_WIDTH
    mark = "′" if part != "value" else ""
    panel = "value" if part == "value" else "gradient"
    return go.Scatter(
        x=x,
        y=y,
        name=NAMES[key],
        uid=f"{key}-{part}",
        visible=visible and panel in view.panels,
        line={"color": colour, "width": width, "dash": stroke.dash},
        marker=_jump_marker(colour, theme) if part == "jump" else {"color": colour, "size": 5},
        yaxis="y" if part == "value" else "y2",
        hoverinfo="skip" if part == "jump" else "all",
        hovertemplate=None if part == "jump" else f"{NAMES[key]}{mark} = %{{y:.4g}}<extra></extra>",
        **{name.replace(".", "_"): look for name, look in _look(view, key, part).items()},
        opacity=0.55 if key == "sigmoid_sum" and len(view.shown) > 1 else 1,
    )


def _jump_marker(colour: str, theme: str) -> dict[str, Any]:
    """A closed dot at the slope that holds at the kink, the left one, and an open dot at the other."""
    line = {"color": colour, "width": 2}
    return {"size": 8, "color": [colour, THEMES[theme].surface], "line": line, "opacity": 1}


def _layout(view: View, theme: str) -> go.Layout:
    colours, bounds = THEMES[theme], ranges(view)
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
        margin={"l": 56, "r": 16, "t": 32, "b": 40},
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
