"""Curves become a figure of two panels, or the frame that moves some of its lines. Pure: nothing here knows Dash."""

from base64 import b64encode
from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
import plotly.graph_objects as go

from components.panels import drawn, layout, marks, revealed
from components.rail import NAMES
from components.theme import PAGE_SIZES, REFERENCE, STROKES, THEMES, Sizes
from core.activations import ACTIVATIONS
from core.curves import Curve, sample, samples
from core.typing import Array
from core.view import View

KINKED = frozenset(key for key, activation in ACTIVATIONS.items() if activation.kink is not None)
NOWHERE = np.array([np.nan, np.nan])

SPARSE = 60  # samples, up to which each is drawn as a dot
DENSE = 500  # samples, from which plotly may thin a line: before, its corners would show


def places(view: View) -> list[tuple[str, str]]:
    """What stands where in the figure of a view: the key of a curve, and which part of it."""
    keys = drawn(view)
    values, gradients = [(key, "value") for key in keys], [(key, "gradient") for key in keys]
    return values + gradients + [(key, "jump") for key in keys if key in KINKED]


def figure(view: View, theme: str, sizes: Sizes = PAGE_SIZES) -> go.Figure:
    """The whole picture of a view in the theme "light" or "dark"."""
    curves = sample(view).curves
    traces = [_trace(view, theme, sizes, key, part, curves[key]) for key, part in places(view)]
    # Without any trace, plotly would leave the lower panel out.
    empty = [go.Scatter(yaxis=axis, visible=False, uid=axis) for axis in ("y", "y2")]
    return go.Figure(traces or empty, layout(view, theme, sizes, curves))


def frame(
    view: View, sizes: Sizes, curves: Mapping[str, Curve], keys: Collection[str], resampled: bool
) -> dict[str, Any]:
    """What moves the lines of some functions: for each place its y and, where x is new, its own x and its look.

    `x` is that of every line that has none of its own; `marks` are what of the layout moves along, by its place in it.
    Arrays are base64 of float64, as plotly reads them.
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
    return {"traces": traces, "marks": marks(view, sizes, curves)} | ({"x": _typed(x)} if resampled else {})


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


def _trace(view: View, theme: str, sizes: Sizes, key: str, part: str, curve: Curve) -> go.Scatter:
    stroke = STROKES[key]
    x, y = _points(view, curve, part)
    colour = stroke.colour(theme)
    width = sizes.curve * (stroke.width if key in view.shown else REFERENCE)
    mark = "′" if part != "value" else ""
    panel = "value" if part == "value" else "gradient"
    return go.Scatter(
        x=x,
        y=y,
        name=NAMES[key],
        uid=f"{key}-{part}",
        visible=panel in view.panels and panel in revealed(view),
        line={"color": colour, "width": width, "dash": sizes.dash(stroke.dash)},
        marker=_jump_marker(colour, theme, sizes) if part == "jump" else {"color": colour, "size": 2 * sizes.curve},
        yaxis="y" if part == "value" else "y2",
        hoverinfo="skip" if part == "jump" else "all",
        hovertemplate=None if part == "jump" else f"{NAMES[key]}{mark} = %{{y:.4g}}<extra></extra>",
        **{name.replace(".", "_"): look for name, look in _look(view, key, part).items()},
        cliponaxis=part != "jump",
        opacity=0.55 if key == "sigmoid_sum" and len(view.shown) > 1 else 1,
    )


def _jump_marker(colour: str, theme: str, sizes: Sizes) -> dict[str, Any]:
    """A closed dot at the slope that holds at the kink, the left one, and an open dot at the other."""
    line = {"color": colour, "width": 0.8 * sizes.curve}
    return {"size": 3.2 * sizes.curve, "color": [colour, THEMES[theme].surface], "line": line, "opacity": 1}


def _typed(array: Array) -> dict[str, str]:
    return {"dtype": "f8", "bdata": b64encode(array.tobytes()).decode()}
