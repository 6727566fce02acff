"""The labels of the curves in each panel, beside their curves: all but those of a lecture."""

import math
from collections.abc import Mapping
from typing import Any

from components.plot.label_places import LabelPlace, Obstacle, PanelShape, place_labels
from components.text import CURVE_NAMES
from components.theme import STROKES, Sizes
from core.activations import ACTIVATIONS
from core.curve import Curve
from core.curves import drawn_keys, setting_names
from core.handle import Handle
from core.keys import AS_WRITTEN, TERMS
from core.typing import Array
from core.view import View

PANELS = {"value": "yaxis", "gradient": "yaxis2"}  # each panel's axis of y
PLOTLY_AXES = {"value": "y", "gradient": "y2"}
HANDLE_PX = 20.0  # from the middle of a handle to its edge
TITLE_BOX = (0.0, 0.0, 64.0, 28.0)  # of a panel's title, in pixels of the panel

Ranges = Mapping[str, list[float]]


def labelled_keys(view: View) -> tuple[str, ...]:
    """Return the curves that have labels; hair lines that follow others have none."""
    return tuple(key for key in drawn_keys(view) if key not in (TERMS, AS_WRITTEN))


def build_labels_on_curves(
    view: View,
    theme: str,
    sizes: Sizes,
    curves: Mapping[str, Curve],
    ranges: Ranges,
    panel_heights: Mapping[str, float],
) -> list[dict[str, Any]]:
    """Return an annotation for each curve in each panel, invisible where there is no room for it.

    `panel_heights` are in pixels. A label stands as far from its curve as a share of the panel, so
    that in a larger plot no two labels come closer.
    """
    annotations = []
    for panel in PANELS:
        places = _place_in_panel(view, sizes, curves, ranges, panel, panel_heights[panel])
        low, high = ranges[PANELS[panel]]
        units_per_pixel = (high - low) / panel_heights[panel]
        axes = {"xref": "x", "yref": PLOTLY_AXES[panel]}
        for key in labelled_keys(view):
            font = {"size": sizes.labels, "color": STROKES[key].colour_in(theme)}
            label = build_label(CURVE_NAMES[key], places.get(key), units_per_pixel, font)
            annotations.append(label | axes | {"name": f"{key}-{panel}"})
    return annotations


def _place_in_panel(
    view: View,
    sizes: Sizes,
    curves: Mapping[str, Curve],
    ranges: Ranges,
    panel: str,
    height: float,
) -> dict[str, LabelPlace]:
    if panel not in view.visible_panels:
        return {}
    (left, right), (low, high) = ranges["xaxis"], ranges[PANELS[panel]]
    is_log = panel == "gradient" and view.scale == "log"
    marks = (view.probe, 0.0), () if is_log else (0.0,)
    shape = PanelShape(sizes.inner_width, height, (left, right), (low, high), is_log, *marks)
    lines = {key: _panel_line(curves[key], panel) for key in labelled_keys(view)}
    texts = {key: CURVE_NAMES[key] for key in lines}
    boxes = _handle_boxes(view, curves, shape) if panel == "value" else []
    obstacles = [TITLE_BOX, *boxes]
    return place_labels(lines, texts, shape, sizes.labels, obstacles)


def _panel_line(curve: Curve, panel: str) -> tuple[Array, Array]:
    return curve.value_line_with_gap if panel == "value" else curve.gradient_line_with_gap


def _handle_boxes(view: View, curves: Mapping[str, Curve], shape: PanelShape) -> list[Obstacle]:
    """Return the pixels that the handles of the functions cover."""
    handles = ((key, ACTIVATIONS[key].handle) for key in view.shown)
    return [
        _handle_box(getattr(view, each.parameter), each, curves[key], shape)
        for key, each in handles
        if each is not None and each.parameter in setting_names(view, key)
    ]


def _handle_box(parameter: float, handle: Handle, curve: Curve, shape: PanelShape) -> Obstacle:
    low, high = shape.x_range
    x = parameter if handle.axis == "x" else low + handle.share * (high - low)
    index = min(int((curve.x < x).sum()), curve.x.size - 1)
    left = (x - low) / (high - low) * shape.width
    y_low, y_high = shape.y_range
    top = (y_high - float(curve.value[index])) / (y_high - y_low) * shape.height
    return (left - HANDLE_PX, top - HANDLE_PX, left + HANDLE_PX, top + HANDLE_PX)


def build_label(
    text: str, place: LabelPlace | None, units_per_pixel: float, font: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the label of a line as an annotation, invisible if it has no place.

    It lacks its axes, and its name, by which the page's scripts find the trace that it labels.
    """
    y = place.y + place.shift * units_per_pixel if place else math.nan
    is_placed = math.isfinite(y)
    return {
        "text": f"<b>{text}</b>",
        "x": round(place.x, 4) if place else 0.0,
        "y": round(y, 4) if is_placed else 0.0,
        "xanchor": "center",
        "yanchor": "middle",
        "showarrow": False,
        "visible": is_placed,
        "borderpad": 0,
        "font": font,
    }
