"""The layout of the figure: two panels, their axes and margins, the probe, the curves' labels."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from components.plot import curve_labels
from components.theme import THEMES, Sizes
from core.curves import Curve, drawn_keys
from core.view import View

LOWER_PANEL_TOP = 0.41  # as a share of the plot's height


@dataclass(frozen=True)
class AxisSteps:
    """How the range of a y axis follows its curves: from `low` to `high`, or further out.

    Where a curve would leave it, it ends at the next multiple of a step, but not below `lowest`.
    What leaves it by less than the `slack` does not count: no one sees that, and a curve that the
    page has interpolated is as far from the exact one. On a logarithmic axis all are exponents of
    ten.
    """

    low: float
    low_step: float
    high: float
    high_step: float
    lowest: float
    slack: float

    def range_for(self, extents: Sequence[tuple[float, float]]) -> list[float]:
        """Return the range for curves of some extents (least, greatest)."""
        least = min((each[0] for each in extents), default=self.low) + self.slack
        greatest = max((each[1] for each in extents), default=self.high) - self.slack
        low = max(round(self.low_step * math.floor(least / self.low_step), 6), self.lowest)
        high = round(self.high_step * math.ceil(greatest / self.high_step), 6)
        return [low if least < self.low else self.low, high if greatest > self.high else self.high]


VALUE_STEPS = AxisSteps(-2.0, 2.0, 10.0, 5.0, lowest=-1e6, slack=0.01)
GRADIENT_STEPS = {
    "linear": AxisSteps(-0.1, 0.2, 1.2, 0.5, lowest=-1e6, slack=0.002),
    "log": AxisSteps(-5.0, 5.0, 0.7, 0.7, lowest=-20.0, slack=0.01),
}


def build_plot_layout(
    view: View, theme: str, sizes: Sizes, curves: Mapping[str, Curve]
) -> dict[str, Any]:
    """Return everything of the figure but its lines, in the theme "light" or "dark"."""
    colours, ranges = THEMES[theme], axis_ranges(view, curves)
    labels = _build_labels(view, theme, sizes, curves, ranges)
    return {
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"color": colours.text, "size": sizes.text, "family": "system-ui, sans-serif"},
        "margin": _build_margin(view, sizes),
        "showlegend": False,
        "hovermode": "x unified",
        "hoversubplots": "axis",
        "hoverlabel": {"bgcolor": colours.surface, "font": {"color": colours.text}},
        "hoverdistance": -1,
        "dragmode": False,
        "modebar": {
            "bgcolor": "rgba(0,0,0,0)",
            "color": colours.muted,
            "activecolor": colours.text,
        },
        "uirevision": "view",
        "meta": _build_meta(view, sizes),
        "shapes": [_build_probe(view.probe, colours.muted, sizes), *labels["shapes"]],
        "annotations": labels["annotations"] if view.shown else [_empty_note(colours.muted, sizes)],
        **_build_axes(view, theme, sizes, ranges),
    }


def _build_axes(
    view: View, theme: str, sizes: Sizes, ranges: Mapping[str, list[float]]
) -> dict[str, dict[str, Any]]:
    colours = THEMES[theme]
    axis: dict[str, Any] = {
        "type": "linear",
        "gridcolor": colours.grid,
        "zerolinecolor": colours.axis,
        "linecolor": colours.axis,
        "zeroline": True,
        "zerolinewidth": sizes.grid,
        "gridwidth": sizes.grid,
        "tickfont": {"size": sizes.ticks},
        "automargin": False,
    }
    is_log, is_lecture = view.scale == "log", bool(sizes.labels)
    panels = _build_panels(view, sizes)
    x = {
        "range": ranges["xaxis"],
        "title": {"text": "x"},
        "anchor": panels["x_anchor"],
        "hoverformat": ".4g",
    }
    value = {"range": ranges["yaxis"], "title": {"text": "f(x)"}} | panels["value"]
    gradient = {
        "range": ranges["yaxis2"],
        "title": {"text": "f′(x), log₁₀" if is_log else "f′(x)"},
        "type": view.scale,
    } | panels["gradient"]
    if is_lecture:
        x |= {"nticks": 9, "ticklabelstandoff": round(0.4 * sizes.ticks)}
    if is_log:
        # A raised exponent is too small for a lecture room, so a lecture writes 1e−9.
        gradient["exponentformat"] = "e" if is_lecture else "power"
    return {"xaxis": axis | x, "yaxis": axis | value, "yaxis2": axis | gradient}


def _build_meta(view: View, sizes: Sizes) -> dict[str, Any]:
    """Return what the page's scripts need to move axes and labels before the response comes."""
    steps = {"yaxis": VALUE_STEPS, "yaxis2": GRADIENT_STEPS[view.scale]}
    has_labels = _has_labels(view, sizes)
    spacing = curve_labels.label_spacing(sizes, _inner_height(sizes)) if has_labels else 0
    return {
        "axisSteps": {axis: asdict(each) for axis, each in steps.items()},
        "labels": {"panel": _labelled_panel(view), "spacing": spacing},
    }


def _labelled_panel(view: View) -> str:
    """Return the panel at whose curves their labels stand."""
    return "value" if "value" in view.panels else "gradient"


def _has_labels(view: View, sizes: Sizes) -> bool:
    """Return whether the curves have labels: in a lecture, once there are curves."""
    return bool(sizes.labels) and _labelled_panel(view) in view.revealed_panels


def axis_ranges(view: View, curves: Mapping[str, Curve]) -> dict[str, list[float]]:
    """Return the range of each axis.

    Those of y stay the same until a curve would leave them, then grow in steps, so that a drag
    moves curves and not axes.
    """
    drawn_curves = [curves[key] for key in drawn_keys(view)]
    values = [each.value_extent for each in drawn_curves]
    if view.scale == "log":
        feet = [math.log10(each.min_positive_gradient) for each in drawn_curves]
        gradients = [(foot, 0.0) for foot in feet]
    else:
        gradients = [each.gradient_extent for each in drawn_curves]
    return {
        "xaxis": list(view.range),
        "yaxis": VALUE_STEPS.range_for(values),
        "yaxis2": GRADIENT_STEPS[view.scale].range_for(gradients),
    }


def _build_labels(
    view: View,
    theme: str,
    sizes: Sizes,
    curves: Mapping[str, Curve],
    ranges: Mapping[str, list[float]],
) -> dict[str, Any]:
    """Return the labels at the right edge of a lecture, once there are curves."""
    panel = _labelled_panel(view)
    if not _has_labels(view, sizes):
        return {"annotations": [], "shapes": []}
    last_values = {key: float(getattr(curves[key], panel)[-1]) for key in drawn_keys(view)}
    is_log = panel == "gradient" and view.scale == "log"
    axis = ranges["yaxis" if panel == "value" else "yaxis2"]
    domain = _build_panels(view, sizes)[panel]["domain"]
    targets = curve_labels.label_targets(last_values, axis, domain, is_log)
    return curve_labels.label_shapes(theme, sizes, targets, _inner_height(sizes))


def moving_marks(view: View, sizes: Sizes, curves: Mapping[str, Curve]) -> dict[str, float]:
    """Return what of the layout moves with the curves, by its path: the probe and the labels."""
    marks = {"shapes[0].x0": view.probe, "shapes[0].x1": view.probe}
    if not sizes.labels:
        return marks
    labels = _build_labels(view, "light", sizes, curves, axis_ranges(view, curves))
    marks |= {
        f"annotations[{index}].y": each["y"] for index, each in enumerate(labels["annotations"])
    }
    for index, each in enumerate(labels["shapes"], start=1):
        marks |= {f"shapes[{index}].y0": each["y0"], f"shapes[{index}].y1": each["y1"]}
    return marks


def _build_margin(view: View, sizes: Sizes) -> dict[str, float]:
    """Return the margins in pixels: for ticks and titles, the plot's buttons, the labels."""
    return {
        "l": round(2.4 * sizes.text + 3.2 * sizes.ticks),
        "r": round(curve_labels.labels_width(sizes, drawn_keys(view))) or 16,
        "t": round(sizes.ticks) if sizes.labels else 32,
        "b": round(1.6 * sizes.text + (1.9 if sizes.labels else 1.5) * sizes.ticks),
    }


def _inner_height(sizes: Sizes) -> float:
    """Return the height of the plot without its margins, in pixels."""
    return sizes.height - 1.6 * sizes.text - 2.9 * sizes.ticks


def _build_panels(view: View, sizes: Sizes) -> dict[str, Any]:
    """Return each panel's share of the height, and the y axis below which x stands."""
    has_both = len(view.panels) == 2
    gap = max(0.06, 1.6 * sizes.ticks / _inner_height(sizes))  # keeps the ticks of both apart
    value = [LOWER_PANEL_TOP + gap, 1.0] if has_both else [0.0, 1.0]
    gradient = [0.0, LOWER_PANEL_TOP] if has_both else [0.0, 1.0]
    ticks: dict[str, int] = {}
    if sizes.labels:
        ticks = {"nticks": round(0.5 * _inner_height(sizes) / (1.8 * sizes.ticks))}
    return {
        "value": {"domain": value, "visible": "value" in view.panels, **ticks},
        "gradient": {"domain": gradient, "visible": "gradient" in view.panels, **ticks},
        "x_anchor": "y2" if "gradient" in view.panels else "y",
    }


def _build_probe(x: float, colour: str, sizes: Sizes) -> dict[str, Any]:
    line = {"color": colour, "width": 0.6 * sizes.curve, "dash": "dot"}
    ends = {"x0": x, "x1": x, "xref": "x", "y0": 0, "y1": 1, "yref": "paper"}
    return {"type": "line", "line": line} | ends


def _empty_note(colour: str, sizes: Sizes) -> dict[str, Any]:
    place = {"xref": "paper", "yref": "paper", "x": 0.5, "y": 0.75, "showarrow": False}
    font = {"size": 1.4 * sizes.text, "color": colour}
    return {"text": "No function is switched on", "font": font} | place
