"""The figure of a view, and what moves some of its lines. Nothing here knows Dash."""

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np

from components.lenses.lens import Series
from components.lenses.table import lens_panels, lens_shades
from components.plot.axes import build_plot_layout, moving_marks
from components.plot.encoding import encode_array
from components.plot.lens_figure import build_lens_trace, encode_points, find_axes, place_series
from components.text import CURVE_NAMES
from components.theme import COMPARISON_WIDTH, STROKES, THEMES, Sizes
from core.activations import ACTIVATIONS
from core.breaks import MAX_KINKS
from core.curve import Curve
from core.curves import drawn_keys, sample_curves, x_grid
from core.keys import INPUT, TERMS
from core.lens_fields import DATA
from core.own_functions import OWN_FUNCTIONS
from core.typing import Array, Zoom
from core.view import View

KEYS_WITH_KINK = frozenset(
    key for key, each in ACTIVATIONS.items() if each.kink is not None or key in OWN_FUNCTIONS
)
NO_PAIR = (np.nan, np.nan)
NO_POINTS = np.array(NO_PAIR)
BACKGROUND_OPACITY = 0.55

MAX_MARKED_SAMPLES = 60  # up to so many samples each is drawn as a dot
MAX_EXACT_SAMPLES = 500  # of longer lines plotly may leave points out; in others it would show


def list_traces(view: View) -> list[tuple[str, str]]:
    """Return what each trace of a curve is: the key of the curve, and which part of it."""
    keys = drawn_keys(view)
    values = [(key, "value") for key in keys]
    gradients = [(key, "gradient") for key in keys]
    return values + gradients + [(key, "jump") for key in keys if key in KEYS_WITH_KINK]


def list_series(view: View) -> list[tuple[Series, str, str]]:
    """Return what each trace after those of the curves is: a series of the lens, and its axes."""
    return place_series(lens_panels(view), lens_shades(view))


def build_figure(view: View, theme: str, sizes: Sizes, zoom: Zoom = ()) -> dict[str, Any]:
    """Return the figure of a view in the theme "light" or "dark", as plotly.js reads it.

    A dict and no `go.Figure`, which checks every property: that is left to the tests, since it
    takes longer than the curves.
    """
    curves = sample_curves(view).curves
    traces = [
        _build_trace(view, theme, sizes, key, part, curves[key]) for key, part in list_traces(view)
    ]
    traces += [build_lens_trace(view, theme, sizes, *each) for each in list_series(view)]
    # Without any trace plotly would leave a panel out.
    empty = [("x", axis, False) for axis in ("y", "y2") if not drawn_keys(view)]
    empty += [(x, y, True) for _, x, y in find_axes(lens_panels(view))]
    placeholder = {"x": [None], "y": [None], "name": "", "mode": "none"}
    placeholders = [
        placeholder | {"xaxis": x, "yaxis": y, "visible": is_visible, "uid": y}
        for x, y, is_visible in empty
    ]
    layout = build_plot_layout(view, theme, sizes, curves, zoom)
    return {"data": traces + placeholders, "layout": layout}


def build_lines(
    view: View,
    sizes: Sizes,
    curves: Mapping[str, Curve],
    keys: Collection[str],
    has_new_x: bool,
    has_moved_lens: bool = False,
) -> dict[str, Any]:
    """Return what moves the lines of some functions and, if that has moved, of the lens.

    `count` is the number of samples; `traces` holds for each trace its index, its y and, where x is
    new, its own x; `x` is that of every line without its own; `marks` are the parts of the layout
    that move along, by their path. Arrays are base64 of float64, as plotly
    reads them.
    """
    x = x_grid(view.low, view.high, view.step)
    traces = []
    for index, (key, part) in enumerate(list_traces(view)):
        if key not in keys:
            continue
        own_x, y = _trace_points(view, curves[key], part)
        trace: dict[str, Any] = {"index": index, "y": encode_array(y)}
        # The number of the single sigmoids follows the count, a kink may follow a.
        is_x_sent = key in (TERMS, *OWN_FUNCTIONS) or (has_new_x and own_x is not x)
        traces.append(trace | {"x": encode_array(own_x)} if is_x_sent else trace)
    if has_moved_lens:
        traces += [
            {"index": index} | encode_points(series)
            for index, (series, *_) in enumerate(list_series(view), start=len(list_traces(view)))
        ]
    marks = moving_marks(view, sizes)
    lines: dict[str, Any] = {"count": x.size, "traces": traces, "marks": marks}
    return lines | ({"x": encode_array(x)} if has_new_x else {})


def _trace_points(view: View, curve: Curve, part: str) -> tuple[Array, Array]:
    """Return x and y of one trace, with a gap where a logarithmic axis cannot show a gradient."""
    if part == "value":
        return curve.value_line_with_gap
    x, y = _jump_points(curve) if part == "jump" else curve.gradient_line_with_gap
    return x, np.where(y > 0, y, np.nan) if view.scale == "log" else y


def _jump_points(curve: Curve) -> tuple[Array, Array]:
    """Return the dots at each kink, or none where the gradient does not jump."""
    if not curve.kinks:
        return NO_POINTS, NO_POINTS
    pairs = [pair if pair[0] != pair[1] else NO_PAIR for pair in curve.one_sided_gradients]
    return np.repeat(curve.kinks, 2), np.ravel(pairs)


def _max_dots(view: View, key: str) -> int:
    """Return up to how many samples of a curve are drawn as dots: none beside those of a lens."""
    if view.shown_lens == DATA:
        return 0
    if key == INPUT or (key in ACTIVATIONS and ACTIVATIONS[key].has_markers):
        return 2 * MAX_MARKED_SAMPLES
    return MAX_MARKED_SAMPLES if key in view.shown else 0


def _build_trace(
    view: View, theme: str, sizes: Sizes, key: str, part: str, curve: Curve
) -> dict[str, Any]:
    stroke = STROKES[key]
    x, y = _trace_points(view, curve, part)
    colour = stroke.colour_in(theme)
    is_main = key in view.shown or key in (INPUT, TERMS)
    width = sizes.curve * (stroke.width if is_main else COMPARISON_WIDTH)
    is_jump, panel = part == "jump", "value" if part == "value" else "gradient"
    dot = {"color": colour, "size": 2 * sizes.curve}
    pairs = MAX_KINKS if key in OWN_FUNCTIONS else 1
    count, max_dots = x_grid(view.low, view.high, view.step).size, _max_dots(view, key)
    line_mode = "lines+markers" if count <= max_dots else "lines"
    return {
        "x": encode_array(x),
        "y": encode_array(y),
        "name": CURVE_NAMES[key],
        "uid": f"{key}-{part}",
        "visible": panel in view.visible_panels,
        "mode": "markers" if is_jump else line_mode,
        # Read by the page's scripts when the number of samples changes.
        "meta": {
            "maxDots": max_dots,
            "maxExact": MAX_EXACT_SAMPLES,
            "isInRange": key in view.shown,  # whether the range of its axis follows it
        },
        "line": {
            "color": colour,
            "width": width,
            "dash": sizes.scale_dash(stroke.dash),
            "simplify": count > MAX_EXACT_SAMPLES,
        },
        "marker": _build_jump_dots(colour, theme, sizes, pairs) if is_jump else dot,
        "yaxis": "y" if panel == "value" else "y2",
        "cliponaxis": not is_jump,
        "opacity": _find_opacity(view, key),
    }


def _find_opacity(view: View, key: str) -> float:
    """Return the opacity of a curve: what lies behind others lets them show through."""
    is_background = key in ACTIVATIONS and ACTIVATIONS[key].is_background
    is_behind = key == TERMS or (is_background and len(view.shown) > 1)
    return BACKGROUND_OPACITY if is_behind else 1.0


def _build_jump_dots(colour: str, theme: str, sizes: Sizes, pairs: int) -> dict[str, Any]:
    """Return a filled dot for each slope on the left, which holds at the kink, and an open one."""
    line = {"color": colour, "width": 0.8 * sizes.curve}
    fill = [colour, THEMES[theme].surface] * pairs
    return {"size": 3.2 * sizes.curve, "color": fill, "line": line, "opacity": 1}
