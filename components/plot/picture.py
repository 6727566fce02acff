"""A figure as an inline SVG that fits a plot of any size, as plotly will draw it in its place.

The margins keep their size; all between them is placed by shares of it. Colours are custom
properties, so that the picture follows the reader's theme.
"""

import html
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from components.plot.lens_figure import POWER_SIZE, layout_name
from components.plot.panels import UNITS, Panels
from components.plot.ticks import find_ticks
from components.text import setting_text
from components.theme import STROKES, THEMES, Sizes
from core.view import CONTROLS

# The custom property of each colour of a figure in light.
COLOUR_PROPERTIES = {
    colour: f"var(--{name.replace('_', '-')})" for name, colour in asdict(THEMES["light"]).items()
} | {stroke.light: f"var(--curve-{key})" for key, stroke in reversed(list(STROKES.items()))}
NOTE_PADDING = 0.15  # plotly's, left of a text, in units of its size
MIN_DOT_PX = 3  # the shortest dots of plotly's dotted lines
PILL_PX, PILL_LETTER_PX = 12.0, 8.3  # the width of the pill: its ends, and each letter
PILL_DROP = 1.1  # from the panel to the middle of the pill, in units of the tick labels
LINE_HEIGHT = 1.2  # of tick labels, in units of their size
TRIANGLE_DROP = 0.4  # from the middle of a triangle to the foot of its letter, in units of its size


class Picture:
    """Writes the parts of one figure. `rem` is what 1rem is in the figure's pixels, 0 for none."""

    def __init__(self, figure: Mapping[str, Any], sizes: Sizes, rem: float) -> None:
        """Take a figure as `build_figure` returns it."""
        self._data, self._layout = figure["data"], figure["layout"]
        self._panels = Panels(self._layout)
        self._sizes, self._rem = sizes, rem

    def to_svg(self, labels: str) -> str:
        """Return the picture; `labels` are what `draw_labels` returns."""
        margin = self._layout["margin"]
        place = " ".join(self._length(margin[side]) for side in "trbl")
        panels = "".join(map(self._draw_panel, self._panels.list_y_axes()))
        return (
            f'<div class="first-plot" style="inset:{place}"><svg id="first-picture" '
            'width="100%" height="100%" aria-hidden="true">'
            f"{panels}{self._draw_probe()}{labels}</svg>"
            f"{self._draw_pill()}</div>"
        )

    def draw_labels(self) -> str:
        """Return the annotations of the figure as SVG: labels of curves, titles, notes."""
        notes = "".join(map(self._draw_annotation, self._layout["annotations"]))
        triangles = "".join(map(self._draw_triangles, self._data))
        return notes + triangles + self._draw_rail()

    def _length(self, pixels: float) -> str:
        """Return a length in CSS: a lecture is sized by rem, a page by pixels."""
        return f"{pixels / self._rem:.4g}rem" if self._rem else f"{pixels:g}px"

    def _draw_panel(self, axis: str) -> str:
        if not self._layout[layout_name(axis)]["visible"]:
            return ""
        top, height = self._panels.find_rows(axis)
        left, width = self._panels.find_columns(axis)
        place = (
            f'x="{100 * left:.3f}%" y="{100 * top:.3f}%" '
            f'width="{100 * width:.3f}%" height="{100 * height:.3f}%" '
            f'viewBox="0 0 {UNITS} {UNITS}" preserveAspectRatio="none"'
        )
        traces = [each for each in self._data if each["yaxis"] == axis and each["visible"] is True]
        lines = "".join(self._draw_line(each) for each in traces if "lines" in each["mode"])
        dots = "".join(self._draw_dots(each) for each in traces if "markers" in each["mode"])
        return (
            f"<svg {place}>{self._draw_grid(axis)}{lines}</svg>"
            f'<svg {place} overflow="visible">{dots}</svg>'
            f"{self._draw_y_ticks(axis)}{self._draw_x_ticks(axis)}"
        )

    def _draw_grid(self, axis: str) -> str:
        """Return the grid, the lines of 0, and the axes of a panel."""
        x_axis, name = self._panels.find_x_axis(axis), layout_name(axis)
        x_layout = self._layout[layout_name(x_axis)]
        columns = [self._panels.find_share(x_axis, each) for each, _ in find_ticks(x_layout)]
        rows = [
            1.0 - self._panels.find_share(axis, each) for each, _ in find_ticks(self._layout[name])
        ]
        zeros = [] if x_layout["type"] == "log" else [self._panels.find_share(x_axis, 0.0)]
        is_log = self._layout[name]["type"] == "log"
        flat_zeros = [] if is_log else [1.0 - self._panels.find_share(axis, 0.0)]
        grid = "".join(f"M{UNITS * x:.1f} 0V{UNITS}" for x in columns) + "".join(
            f"M0 {UNITS * y:.1f}H{UNITS}" for y in rows
        )
        axes = "".join(f"M{UNITS * x:.1f} 0V{UNITS}" for x in [*zeros, 0.0]) + "".join(
            f"M0 {UNITS * y:.1f}H{UNITS}" for y in flat_zeros
        )
        foot = f"M0 {UNITS}H{UNITS}" if axis == x_layout["anchor"] else ""
        return f'<path class="grid" d="{grid}"/><path class="axis" d="{axes}{foot}"/>'

    def _draw_line(self, trace: Mapping[str, Any]) -> str:
        x, y = self._panels.place_points(trace)
        d = "".join(_path_parts(x, y))
        line = trace["line"]
        dash = "" if line["dash"] == "solid" else _dash_text(line["dash"])
        if "fill" in trace:
            return f'<path d="{d}" style="fill:{_colour_of(trace)};opacity:{trace["opacity"]}"/>'
        return (
            f'<path d="{d}" style="stroke:{_colour_of(trace)};'
            f'stroke-width:{self._length(line["width"])};opacity:{trace["opacity"]}"{dash}/>'
        )

    def _draw_dots(self, trace: Mapping[str, Any]) -> str:
        """Return dots as lines of no length, which stay round whatever the shape of the panel."""
        x, y = self._panels.place_points(trace)
        seen = [(a, b) for a, b in zip(x, y, strict=True) if math.isfinite(b) and 0 <= b <= UNITS]
        marker = trace["marker"]
        if marker.get("symbol", "circle") != "circle":
            return ""  # drawn with the labels, which are not stretched
        size, rim = marker["size"], marker.get("line", {"width": 0})["width"]
        colour = _colour_of(trace)
        if not rim:
            return self._draw_round(seen, size, colour)
        outer = self._draw_round(seen, size + rim, colour)
        # Of the two dots at a kink the first is filled; other dots with a rim are hollow.
        hollow = seen[1:] if isinstance(marker["color"], list) else seen
        return outer + self._draw_round(hollow, size - rim, "var(--surface)")

    def _draw_round(self, points: Sequence[tuple[float, float]], size: float, colour: str) -> str:
        d = "".join(f"M{x:.1f} {y:.1f}h0" for x, y in points)
        style = f"stroke:{colour};stroke-width:{self._length(size)}"
        return f'<path class="dots" d="{d}" style="{style}"/>'

    def _draw_x_ticks(self, axis: str) -> str:
        """Return the ticks of x of a panel, if they stand below it."""
        x_axis = self._panels.find_x_axis(axis)
        layout = self._layout[layout_name(x_axis)]
        size = layout["tickfont"]["size"]
        if layout.get("exponentformat") == "power":
            size *= POWER_SIZE
        if layout["anchor"] != axis:
            return ""
        drop = LINE_HEIGHT * size + 1 + layout.get("ticklabelstandoff", 0)
        style = f"font-size:{self._length(size)};transform:translateY({self._length(drop)})"
        (left, width), (top, height) = self._panels.find_columns(axis), self._panels.find_rows(axis)
        shares = [
            (left + width * self._panels.find_share(x_axis, each), text)
            for each, text in find_ticks(layout)
        ]
        return "".join(
            f'<text class="tick" x="{100 * x:.3f}%" y="{100 * (top + height):.3f}%" '
            f'style="{style}">{text}</text>'
            for x, text in shares
        )

    def _draw_y_ticks(self, axis: str) -> str:
        name = layout_name(axis)
        size = self._layout[name]["tickfont"]["size"]
        right = -0.2 * size - 1
        if self._layout[name].get("exponentformat") == "power":
            size *= POWER_SIZE
        top, height = self._panels.find_rows(axis)
        move = f"translate({self._length(right)},{self._length(0.35 * size)})"
        style = f"font-size:{self._length(size)};transform:{move}"
        left = self._panels.find_columns(axis)[0]
        shares = [
            (top + height * (1.0 - self._panels.find_share(axis, each)), text)
            for each, text in find_ticks(self._layout[name])
        ]
        return "".join(
            f'<text class="tick end" x="{100 * left:.3f}%" y="{100 * y:.3f}%" '
            f'style="{style}">{text}</text>'
            for y, text in shares
        )

    def _draw_probe(self) -> str:
        probe = self._layout["shapes"][0]
        share = 100 * self._panels.find_share("x", probe["x0"])
        if not 0 <= share <= 100 or not probe["visible"]:
            return ""
        width = probe["line"]["width"]
        dash = self._length(max(width, MIN_DOT_PX))
        style = f"stroke-width:{self._length(width)};stroke-dasharray:{dash} {dash}"
        return (
            f'<line class="probe" x1="{share:.3f}%" x2="{share:.3f}%" '
            f'y2="{100 * (1 - probe["y0"]):.3f}%" style="{style}"/>'
        )

    def _draw_pill(self) -> str:
        """Return the pill with the x of the probe, at the foot of its line."""
        probe = self._layout["shapes"][0]
        x, foot = probe["x0"], 100 * (1 - probe["y0"])
        share = self._panels.find_share("x", x)
        if not 0 <= share <= 1 or not probe["visible"]:
            return ""
        text = f"x = {setting_text(CONTROLS['probe'], x)}"
        half = self._length(0.5 * (PILL_PX + PILL_LETTER_PX * len(text)))
        drop = self._length(PILL_DROP * self._sizes.ticks)
        place = (
            f"left:clamp({half},{100 * share:.3f}%,100% - {half});top:calc({foot:.3f}% + {drop});"
            "transform:translate(-50%,-50%)"
        )
        return f'<div class="handle probe-pill" style="{place}">{text}</div>'

    def _draw_annotation(self, note: Mapping[str, Any]) -> str:
        if not note.get("visible", True):
            return ""
        x = note["x"]
        if note["xref"] != "paper":
            left, width = self._panels.find_columns(note["yref"])
            x = left + width * self._panels.find_share(note["xref"], note["x"])
        y = 1.0 - note["y"]
        size, right, up = note["font"]["size"], note.get("xshift", 0.0), note.get("yshift", 0.0)
        if note["yref"] != "paper":
            top, height = self._panels.find_rows(note["yref"])
            y = top + height * (1.0 - self._panels.find_share(note["yref"], note["y"]))
        is_title = note.get("yanchor") == "top"
        down = (0.9 * size + 2.7 if is_title else 0.35 * size) - up
        if note.get("xanchor") == "left":
            right += NOTE_PADDING * size
        move = f"translate({self._length(right)},{self._length(down)})"
        colour = f"fill:{COLOUR_PROPERTIES[note['font']['color']]};"
        anchor = {"left": "start"}.get(note.get("xanchor", "center"), "middle")
        is_serif = "serif" in note["font"].get("family", "sans-serif").split(", ")
        family = "font-family:Georgia,serif;" if is_serif else ""
        style = f"{colour}{family}font-size:{self._length(size)};transform:{move}"
        return (
            f'<text x="{100 * x:.3f}%" y="{100 * y:.3f}%" text-anchor="{anchor}" '
            f'style="{style}">{_text_markup(note["text"])}</text>'
        )

    def _draw_triangles(self, trace: Mapping[str, Any]) -> str:
        """Return the triangles of a trace, if it has any, as letters."""
        if trace.get("marker", {}).get("symbol") != "triangle-up" or not trace["visible"]:
            return ""
        size, axis = trace["marker"]["size"], trace["yaxis"]
        (left, width), (top, height) = self._panels.find_columns(axis), self._panels.find_rows(axis)
        move = f"translateY({self._length(TRIANGLE_DROP * size)})"
        style = f"fill:{_colour_of(trace)};font-size:{self._length(size)};transform:{move}"
        return "".join(
            f'<text class="triangle" text-anchor="middle" '
            f'x="{100 * (left + width * x / UNITS):.3f}%" '
            f'y="{100 * (top + height * y / UNITS):.3f}%" style="{style}">▲</text>'
            for x, y in zip(*self._panels.place_points(trace), strict=True)
            if 0 <= x <= UNITS and math.isfinite(y)
        )

    def _draw_rail(self) -> str:
        """Return the lines from the ends of the curves to the labels of a lecture."""
        labels = self._sizes.labels
        lines = "".join(
            f'<line x1="10%" x2="90%" y1="{100 * (1 - each["y0"]):.2f}%" '
            f'y2="{100 * (1 - each["y1"]):.2f}%" '
            f'style="stroke:{COLOUR_PROPERTIES[each["line"]["color"]]}"/>'
            for each in self._layout["shapes"][1:]
        )
        return f'<svg x="100%" width="{self._length(labels)}">{lines}</svg>' if lines else ""


def _path_parts(x: Sequence[float], y: Sequence[float]) -> Iterator[str]:
    is_down = False
    for across, down in zip(x, y, strict=True):
        is_point = math.isfinite(down)
        if is_point:
            yield f"{'L' if is_down else 'M'}{across:.1f} {down:.1f}"
        is_down = is_point


def _dash_text(pattern: str) -> str:
    return f' stroke-dasharray="{pattern.replace("px", "").replace(",", " ")}"'


def _colour_of(trace: Mapping[str, Any]) -> str:
    return COLOUR_PROPERTIES[trace["line"]["color"]]


def _text_markup(text: str) -> str:
    """Return the text of an annotation with its bold and slanted parts as SVG."""
    markup = html.escape(text, quote=False)
    for tag, style in (("b", "font-weight:700"), ("i", "font-style:italic")):
        markup = markup.replace(f"&lt;{tag}&gt;", f'<tspan style="{style}">')
        markup = markup.replace(f"&lt;/{tag}&gt;", "</tspan>")
    return markup
