"""The panels of a lens as plotly draws them: traces, axes, titles, labels."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from components.lenses.lens import Axis, LensPanel, Series
from components.plot.encoding import encode_short_array
from components.plot.label_places import PanelShape, place_labels
from components.plot.labels_on_curves import build_label
from components.theme import COMPARISON_WIDTH, STROKES, THEMES, Sizes
from core.typing import Array
from core.view import View

FIRST_X, FIRST_Y = 2, 3  # the numbers of the first axes: those before are of the curves
MAX_X_TICKS, MAX_Y_TICKS = 7, 4
NARROW_WIDTH = 0.4  # a panel up to so wide has fewer ticks of x
BAR_WIDTH = 3.0  # in units of the width of a curve, as are:
DOT_SIZE, RING_SIZE, TRIANGLE_SIZE = 2.4, 4.0, 4.4
AREA_OPACITY = 0.14
POWER_SIZE = 1.25  # of a power of ten, which plotly writes so many times larger
MAX_LENS_SAMPLES = 10**6  # more than any line has: plotly draws every point
TITLE_LETTER_WIDTH = 0.56  # in units of the size of the letters


def find_axes(panels: tuple[LensPanel, ...]) -> Iterator[tuple[LensPanel, str, str]]:
    """Yield each panel with its axes of x and y, as traces name them: x2, y3."""
    for index, panel in enumerate(panels):
        x = "x" if panel.shares_x else f"x{FIRST_X + index}"
        yield panel, x, f"y{FIRST_Y + index}"


def find_ranges(panels: tuple[LensPanel, ...]) -> dict[str, list[float]]:
    """Return the range of each axis of some panels but the shared one, by the axis's name."""
    ranges: dict[str, list[float]] = {}
    for panel, x, y in find_axes(panels):
        if x != "x":
            ranges[layout_name(x)] = [panel.x.low, panel.x.high]
        ranges[layout_name(y)] = [panel.y.low, panel.y.high]
    return ranges


def layout_name(axis: str) -> str:
    """Return the name in the layout of an axis as traces name it: xaxis2 of x2."""
    return f"{axis[0]}axis{axis[1:]}"


def place_series(
    panels: tuple[LensPanel, ...], shades: tuple[Series, ...]
) -> list[tuple[Series, str, str]]:
    """Return each series with its axes of x and y, as traces name them."""
    over_curves = [(each, "x", "y2" if each.panel == "gradient" else "y") for each in shades]
    in_panels = [(each, x, y) for panel, x, y in find_axes(panels) for each in panel.series]
    return over_curves + in_panels


def encode_points(series: Series) -> dict[str, dict[str, str]]:
    """Return x and y of a series as plotly reads them."""
    return {"x": encode_short_array(series.x), "y": encode_short_array(series.y)}


def build_lens_trace(
    view: View, theme: str, sizes: Sizes, series: Series, x_axis: str, y_axis: str
) -> dict[str, Any]:
    """Return the trace of a series, as plotly.js reads it."""
    stroke = STROKES[series.curve]
    colour = stroke.colour_in(theme)
    is_thin, is_area = series.kind == "thin", series.kind == "area"
    is_marker = series.kind in ("dots", "ring", "triangle")
    width = {"thin": COMPARISON_WIDTH, "bar": BAR_WIDTH}.get(series.kind, min(stroke.width, 1.0))
    panel = "value" if y_axis == "y" else "gradient"
    trace = {
        **encode_points(series),
        "name": series.label,
        "uid": series.uid,
        "visible": panel in view.panels and view.has_lower_panel,
        "mode": "markers" if is_marker else "lines",
        "meta": {"maxDots": 0, "maxExact": MAX_LENS_SAMPLES, "isInRange": False},
        "line": {
            "color": colour,
            "width": 0 if is_area else sizes.curve * width,
            "dash": "solid" if is_thin or series.kind == "bar" else sizes.scale_dash(stroke.dash),
            "simplify": False,
        },
        "marker": _build_marker(series.kind, colour, theme, sizes),
        "xaxis": x_axis,
        "yaxis": y_axis,
        "cliponaxis": not is_marker,
        "opacity": AREA_OPACITY if is_area else 1.0,
    }
    return trace | ({"fill": "toself", "fillcolor": colour} if is_area else {})


def _build_marker(kind: str, colour: str, theme: str, sizes: Sizes) -> dict[str, Any]:
    if kind == "ring":
        line = {"color": colour, "width": 0.8 * sizes.curve}
        surface = THEMES[theme].surface
        return {"size": RING_SIZE * sizes.curve, "color": surface, "line": line, "opacity": 1}
    size = TRIANGLE_SIZE if kind == "triangle" else DOT_SIZE
    symbol = "triangle-up" if kind == "triangle" else "circle"
    return {"size": size * sizes.curve, "color": colour, "symbol": symbol, "opacity": 1}


def build_lens_axes(
    panels: tuple[LensPanel, ...], axis: Mapping[str, Any], domain: list[float], sizes: Sizes
) -> dict[str, Any]:
    """Return the axes of the panels; `axis` is what all have, `domain` the share of height."""
    axes: dict[str, Any] = {}
    standoff = find_tick_standoff(sizes)
    for panel, x, y in find_axes(panels):
        if x != "x":
            left, right = panel.sides
            count = MAX_X_TICKS if right - left > NARROW_WIDTH else MAX_X_TICKS - 2
            own = _build_axis(axis, panel.x, count, sizes.is_lecture)
            own |= {"domain": [left, right], "anchor": y, "ticklabelstandoff": standoff}
            if panel.x.is_log:
                own["dtick"] = 1  # or plotly would write digits between the powers of ten
            axes[layout_name(x)] = own
        own = _build_axis(axis, panel.y, MAX_Y_TICKS, sizes.is_lecture)
        axes[layout_name(y)] = own | {"domain": domain, "anchor": x}
    return axes


def find_tick_standoff(sizes: Sizes) -> int:
    """Return the distance of the ticks of x from their axis, in pixels, besides plotly's own."""
    return round(0.4 * sizes.ticks) if sizes.is_lecture else 0


def _build_axis(axis: Mapping[str, Any], own: Axis, ticks: int, is_lecture: bool) -> dict[str, Any]:
    built = dict(axis) | {"range": [own.low, own.high], "nticks": ticks, "visible": True}
    if own.is_log:
        built |= {"type": "log"} | write_powers(axis["tickfont"], is_lecture)
    return built


def write_powers(font: Mapping[str, Any], is_lecture: bool) -> dict[str, Any]:
    """Return how a logarithmic axis writes its ticks, as large as those of the other axes."""
    if is_lecture:  # a raised exponent is too small for a lecture room
        return {"exponentformat": "e"}
    # Plotly writes powers of ten larger than its other ticks.
    small = dict(font) | {"size": font["size"] / POWER_SIZE}
    return {"exponentformat": "power", "tickfont": small}


def build_lens_titles(
    panels: tuple[LensPanel, ...],
    title: Mapping[str, Any],
    top: float,
    text_px: float,
    width_px: float,
) -> list[dict[str, Any]]:
    """Return the titles of the panels; `title` is what all have, `width_px` that of all panels."""
    return [
        dict(title)
        | {"text": _fit_title(panel, text_px, width_px), "x": panel.sides[0], "y": top}
        | {"font": dict(title["font"]) | {"size": text_px, "family": "system-ui, sans-serif"}}
        for panel in panels
    ]


def _fit_title(panel: LensPanel, text_px: float, width_px: float) -> str:
    """Return the long title of a panel, if it has one and there is room."""
    room = width_px * (panel.sides[1] - panel.sides[0])
    is_long = panel.long_title and TITLE_LETTER_WIDTH * text_px * len(panel.long_title) < room
    return panel.long_title if is_long else panel.title


def build_lens_labels(
    panels: tuple[LensPanel, ...], theme: str, sizes: Sizes, width: float, height: float
) -> list[dict[str, Any]]:
    """Return the labels of the lines as annotations; `width` and `height` are of all panels."""
    annotations = []
    for panel, x, y in find_axes(panels):
        own_width = width * (panel.sides[1] - panel.sides[0])
        shape = PanelShape(
            own_width,
            height,
            x_range=(panel.x.low, panel.x.high),
            y_range=(panel.y.low, panel.y.high),
            is_log=panel.y.is_log,
            x_marks=() if panel.x.is_log else (0.0,),
            y_marks=() if panel.y.is_log else (0.0,),
        )
        text = _fit_title(panel, sizes.text, width)
        title = TITLE_LETTER_WIDTH * sizes.text * len(text) + 0.4 * sizes.text
        obstacles = [(0.0, 0.0, title, 1.7 * sizes.text)]
        lines = [each for each in panel.series if each.kind in ("line", "thin", "bar")]
        places = place_labels(
            {each.uid: _line_on_axis(each, panel.x) for each in lines},
            {each.uid: each.label for each in lines},
            shape,
            sizes.labels,
            obstacles,
        )
        units = (panel.y.high - panel.y.low) / height if height else 0.0
        for each in filter(lambda line: line.label, lines):
            font = {"size": sizes.labels, "color": STROKES[each.curve].colour_in(theme)}
            label = build_label(each.label, places.get(each.uid), units, font)
            annotations.append(label | {"xref": x, "yref": y, "name": each.uid})
    return annotations


def _line_on_axis(series: Series, axis: Axis) -> tuple[Array, Array]:
    """Return the points of a line, x as its axis counts it and ascending."""
    x = np.log10(series.x) if axis.is_log else series.x
    return x, series.y
