"""The layout of the figure: two panels, their axes and margins, the probe, the curves' labels."""

from collections.abc import Mapping
from dataclasses import asdict
from functools import lru_cache
from typing import Any

from components.lenses.table import has_own_x, lens_panels
from components.plot import labels_at_edge
from components.plot.axis_ranges import axis_ranges, axis_steps
from components.plot.labels_on_curves import PANELS, build_labels_on_curves, labelled_keys
from components.plot.lens_figure import (
    build_lens_axes,
    build_lens_labels,
    build_lens_titles,
    find_axes,
    find_ranges,
    find_tick_standoff,
    write_powers,
)
from components.story.scenes import scene_of
from components.theme import THEMES, Sizes
from core.curve import Curve
from core.curves import sample_curves
from core.typing import Zoom
from core.view import View

LOWER_PANEL_TOP, PANEL_GAP = 0.4, 0.08  # as shares of the plot's height
LENS_PANEL_TOP, LENS_PANEL_GAP = 0.405, 0.175  # of panels that do not share the upper one's x
BAR_PX = 48  # above the only panel: the bar that otherwise stands between two
BAR_DROP_PX = 22  # from the middle of that bar to the panel; lab/plot_bar.mjs has both too
PILL_PX = 30  # from a panel to below its ticks of x and the pill of the probe
HIDDEN_DOMAIN = [0.999, 1.0]  # less than a pixel: the grid of a panel that is hidden is drawn
LECTURE_HEIGHT_SHARE = 0.8  # of the height that a lecture should have: what long texts leave
TICKS_MARGIN = 2.0  # below panels without the pill of the probe, in units of the ticks
MAX_TICKS = {"xaxis": 6, "yaxis": 5, "yaxis2": 4}
PANEL_TITLES = {"value": "<i>f</i>(<i>x</i>)", "gradient": "<i>f</i>\N{HAIR SPACE}′(<i>x</i>)"}


def build_plot_layout(
    view: View, theme: str, sizes: Sizes, curves: Mapping[str, Curve], zoom: Zoom = ()
) -> dict[str, Any]:
    """Return everything of the figure but its lines, in the theme "light" or "dark"."""
    colours, ranges = THEMES[theme], _zoom_ranges(plot_ranges(view, curves), zoom)
    labels = _build_labels(view, theme, sizes, zoom)
    return {
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"color": colours.text, "size": sizes.text, "family": "system-ui, sans-serif"},
        "margin": _build_margin(view, sizes),
        "showlegend": False,
        "hovermode": False,  # assets/lab/hover.mjs reads the numbers as the rows write them
        "dragmode": False,
        "modebar": {
            "bgcolor": "rgba(0,0,0,0)",
            "color": colours.muted,
            "activecolor": colours.text,
        },
        "uirevision": "view",
        "meta": _build_meta(view, sizes),
        "shapes": [_build_probe(view, colours.muted, sizes), *labels["shapes"]],
        "annotations": [
            *labels["annotations"],
            *labels["lens_labels"],
            *_build_titles(view, colours.muted, sizes),
            *([] if labelled_keys(view) else [_empty_note(colours.muted, sizes)]),
        ],
        **_build_axes(view, theme, sizes, ranges),
    }


def plot_ranges(view: View, curves: Mapping[str, Curve]) -> dict[str, list[float]]:
    """Return the range of each axis, those of the lens among them."""
    return axis_ranges(view, scene_of(view), curves) | find_ranges(lens_panels(view))


def _zoom_ranges(ranges: Mapping[str, list[float]], zoom: Zoom) -> dict[str, list[float]]:
    """Return the range of each axis; those of a zoom replace those of the same axes."""
    return {**ranges, **{axis: [*ends] for axis, ends in zoom if axis in ranges}}


def _build_axes(
    view: View, theme: str, sizes: Sizes, ranges: Mapping[str, list[float]]
) -> dict[str, dict[str, Any]]:
    colours, panels = THEMES[theme], find_panel_places(view)
    axis: dict[str, Any] = {
        "type": "linear",
        "gridcolor": colours.grid,
        "zerolinecolor": colours.axis,
        "linecolor": colours.axis,
        "zeroline": True,
        "zerolinewidth": sizes.grid,
        "gridwidth": sizes.grid,
        "tickfont": {"size": sizes.ticks, "color": colours.muted},
        "automargin": False,
    }
    x = {"anchor": panels["x_anchor"], "visible": panels["has_x"]}
    if sizes.is_lecture:
        x["ticklabelstandoff"] = find_tick_standoff(sizes)
    gradient = panels["gradient"] | {"type": view.scale}
    if not gradient["visible"]:
        gradient["domain"] = HIDDEN_DOMAIN
    if view.scale == "log":
        gradient |= write_powers(axis["tickfont"], sizes.is_lecture)
    own = {"xaxis": x, "yaxis": panels["value"], "yaxis2": gradient}
    axes = {name: axis | {"nticks": MAX_TICKS[name]} | own[name] for name in own}
    axes |= build_lens_axes(lens_panels(view), axis, panels["gradient"]["domain"], sizes)
    return {name: each | {"range": ranges[name]} for name, each in axes.items()}


def _build_meta(view: View, sizes: Sizes) -> dict[str, Any]:
    """Return what the page's scripts need to move axes and labels before the response comes."""
    steps = {axis: asdict(each) for axis, each in axis_steps(view, scene_of(view)).items()}
    has_rail = _has_rail(view, sizes)
    spacing = labels_at_edge.label_spacing(sizes, sizes.inner_height) if has_rail else 0
    return {
        "axisSteps": steps,
        "rail": {"panel": _railed_panel(view), "spacing": spacing},
    }


def _railed_panel(view: View) -> str:
    """Return the panel at whose curves the labels of a lecture stand."""
    return "value" if "value" in view.panels else "gradient"


def _has_rail(view: View, sizes: Sizes) -> bool:
    """Return whether the labels stand at the right edge: in a lecture, once there are curves."""
    return sizes.is_lecture and _railed_panel(view) in view.revealed_panels


@lru_cache(maxsize=64)  # for the page, for its layout and for its description
def _build_labels(view: View, theme: str, sizes: Sizes, zoom: Zoom = ()) -> Mapping[str, Any]:
    """Return the labels of the curves and of the lines of a lens, once there are curves."""
    curves, panels = sample_curves(view).curves, find_panel_places(view)
    ranges = _zoom_ranges(plot_ranges(view, curves), zoom)
    heights = {
        panel: sizes.inner_height * (panels[panel]["domain"][1] - panels[panel]["domain"][0])
        for panel in PANELS
    }
    lens = {"lens_labels": _build_lens_labels(view, theme, sizes, heights["gradient"])}
    if not sizes.is_lecture:
        annotations = build_labels_on_curves(view, theme, sizes, curves, ranges, heights)
        return lens | {"annotations": annotations, "shapes": []}
    if not _has_rail(view, sizes):
        return lens | {"annotations": [], "shapes": []}
    panel = _railed_panel(view)
    last_values = {key: float(getattr(curves[key], panel)[-1]) for key in labelled_keys(view)}
    is_log = panel == "gradient" and view.scale == "log"
    targets = labels_at_edge.label_targets(
        last_values, ranges[PANELS[panel]], panels[panel]["domain"], is_log
    )
    return lens | labels_at_edge.build_labels_at_edge(theme, sizes, targets, sizes.inner_height)


def _build_lens_labels(view: View, theme: str, sizes: Sizes, height: float) -> list[dict[str, Any]]:
    if not view.has_lower_panel:
        return []
    width = _find_inner_width(view, sizes)
    if sizes.is_lecture:
        height *= LECTURE_HEIGHT_SHARE
    return build_lens_labels(lens_panels(view), theme, sizes, width, height)


def moving_marks(view: View, sizes: Sizes) -> dict[str, Any]:
    """Return what of the layout moves with the curves, by its path: the probe and a rail of labels.

    Labels on curves are moved along by the page; they get a better place once nothing moves.
    """
    marks: dict[str, Any] = {"shapes[0].x0": view.probe, "shapes[0].x1": view.probe}
    if not sizes.is_lecture:
        return marks
    labels = _build_labels(view, "light", sizes)
    for index, each in enumerate(labels["annotations"]):
        marks[f"annotations[{index}].y"] = each["y"]
    for index, each in enumerate(labels["shapes"], start=1):
        marks |= {f"shapes[{index}].{side}": each[side] for side in ("y0", "y1")}
    return marks


def label_marks(view: View, sizes: Sizes) -> dict[str, Any]:
    """Return the places of the labels on lines, by their paths in the layout."""
    labels = _build_labels(view, "light", sizes)
    on_curves = [] if sizes.is_lecture else labels["annotations"]
    start = len(labels["annotations"]) - len(on_curves)
    return {
        f"annotations[{index}].{side}": each[side]
        for index, each in enumerate([*on_curves, *labels["lens_labels"]], start)
        for side in ("x", "y", "visible")
    }


def _build_margin(view: View, sizes: Sizes) -> dict[str, float]:
    """Return the margins in pixels: for ticks, the pill of the probe, the rail of labels."""
    rail = round(labels_at_edge.labels_width(sizes, labelled_keys(view))) if sizes.is_lecture else 0
    return {
        "l": sizes.margin_left,
        "r": rail or sizes.margin_right,
        "t": BAR_PX if len(view.panels) == 1 and not sizes.is_lecture else sizes.margin_top,
        "b": round(TICKS_MARGIN * sizes.ticks) if has_own_x(view) else sizes.margin_bottom,
    }


def _find_inner_width(view: View, sizes: Sizes) -> float:
    """Return the least width of the panels in pixels."""
    margin = _build_margin(view, sizes)
    # A lecture's window may be as narrow as 4:3, where its sizes are those of 16:9.
    width = 0.75 * sizes.width if sizes.is_lecture else sizes.width
    return width - margin["l"] - margin["r"]


def find_panel_places(view: View) -> dict[str, Any]:
    """Return each panel's share of the height, and the y axis below which x stands."""
    has_both, panels = len(view.panels) == 2, lens_panels(view)
    is_split = has_own_x(view)
    top, gap = (LENS_PANEL_TOP, LENS_PANEL_GAP) if is_split else (LOWER_PANEL_TOP, PANEL_GAP)
    has_gradients = "gradient" in view.panels and not panels
    lower_axis = next((y for _, _, y in find_axes(panels)), "y2")
    is_below = "gradient" in view.panels and not is_split
    return {
        "value": {
            "domain": [top + gap, 1.0] if has_both else [0.0, 1.0],
            "visible": "value" in view.panels,
        },
        "gradient": {
            "domain": [0.0, top] if has_both else [0.0, 1.0],
            "visible": has_gradients,
        },
        "x_anchor": lower_axis if is_below else "y",
        "has_x": not is_split or "value" in view.panels,
    }


def bar_top(view: View, sizes: Sizes) -> str:
    """Return the height of the bar's middle in CSS: between the panels, or above the only one."""
    if len(view.panels) == 1:
        return f"{BAR_PX - BAR_DROP_PX}px"
    is_split = has_own_x(view)
    top, bottom = sizes.margin_top, _build_margin(view, sizes)["b"]
    lower, gap = (LENS_PANEL_TOP, LENS_PANEL_GAP) if is_split else (LOWER_PANEL_TOP, PANEL_GAP)
    drop = top + 0.5 * PILL_PX if is_split else top
    return f"calc({drop:g}px + {1.0 - lower - 0.5 * gap:g} * (100% - {top + bottom}px))"


def _build_probe(view: View, colour: str, sizes: Sizes) -> dict[str, Any]:
    panels = find_panel_places(view)
    foot = panels["value"]["domain"][0] if has_own_x(view) else 0
    line = {"color": colour, "width": 0.6 * sizes.curve, "dash": "dot"}
    ends = {"x0": view.probe, "x1": view.probe, "xref": "x", "y0": foot, "y1": 1, "yref": "paper"}
    return {"type": "line", "line": line, "visible": panels["has_x"]} | ends


def _build_titles(view: View, colour: str, sizes: Sizes) -> list[dict[str, Any]]:
    """Return the title of each panel, in its corner."""
    panels = find_panel_places(view)
    common = {
        "xref": "paper",
        "yref": "paper",
        "xanchor": "left",
        "yanchor": "top",
        "xshift": 0.4 * sizes.text,
        "yshift": -0.2 * sizes.text,
        "showarrow": False,
        "font": {"size": sizes.text, "color": colour, "family": "Georgia, serif"},
    }
    titles = [
        common
        | {"text": _write_title(view, panel), "x": 0, "y": panels[panel]["domain"][1]}
        | {"visible": panels[panel]["visible"]}
        for panel in PANEL_TITLES
    ]
    top, width = panels["gradient"]["domain"][1], _find_inner_width(view, sizes)
    return titles + build_lens_titles(lens_panels(view), common, top, sizes.text, width)


def _write_title(view: View, panel: str) -> str:
    """Return the title of a panel; of one without curves yet also when they come."""
    title = PANEL_TITLES[panel] + (", log₁₀" if panel == "gradient" and view.scale == "log" else "")
    if panel in view.revealed_panels:
        return title
    is_next = panel == "value" or view.stage == "value"
    return f"{title} follows in {'the next step' if is_next else 'two steps'}"


def _empty_note(colour: str, sizes: Sizes) -> dict[str, Any]:
    place = {"xref": "paper", "yref": "paper", "x": 0.5, "y": 0.75, "showarrow": False}
    font = {"size": 1.4 * sizes.text, "color": colour}
    return {"text": "No function is switched on", "font": font} | place
