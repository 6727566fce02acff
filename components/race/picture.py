"""The picture of a race as a file. The page fills in the lanes and the lines that it has shown."""

import textwrap
from dataclasses import dataclass
from typing import Any

from components.race.figure import build_race_figure
from components.race.words import introduce_race
from components.theme import STROKES, THEMES, Sizes, Theme
from core.lanes import LANES
from core.view import View

MAX_COLUMNS = 6
TITLE_LINE_LENGTH = 130
TITLE_SHARE, LANE_TEXT_SHARE, GAP_SHARE = 0.08, 0.08, 0.012  # of the height; the gap of the width
PLOT_TOP = 0.39  # of the height, where the lines end


@dataclass(frozen=True)
class Sheet:
    """A picture with the margins of its plot, in pixels. Plotly wants places in shares of the plot;
    here they are given in shares of the whole picture."""

    width: float
    height: float
    margin: dict[str, float]

    @property
    def inner_width(self) -> float:
        """The width of the plot."""
        return self.width - self.margin["l"] - self.margin["r"]

    @property
    def inner_height(self) -> float:
        """The height of the plot."""
        return self.height - self.margin["t"] - self.margin["b"]

    def place(self, x: float, y: float) -> dict[str, Any]:
        """Return a place, whose y grows upwards."""
        return {
            "xref": "paper",
            "x": (x * self.width - self.margin["l"]) / self.inner_width,
            "yref": "paper",
            "y": (y * self.height - self.margin["b"]) / self.inner_height,
        }

    def square(self, side: float) -> dict[str, float]:
        """Return the size of a square whose side is a share of the width."""
        side_px = side * self.width
        return {"sizex": side_px / self.inner_width, "sizey": side_px / self.inner_height}


def build_race_picture(view: View, width_px: int, height_px: int, sizes: Sizes) -> dict[str, Any]:
    """Return a figure with a place for each lane over the plot.

    `layout.images` are the places of the lanes, in order, without their sources. The annotation
    with the same index is the text over it, to which the page adds numbers; `layout.meta` has the
    colours of the points and their grounds.
    """
    figure = build_race_figure(view, "light", sizes)
    layout = figure["layout"]
    margin = layout["margin"] | {"t": 0}
    sheet = Sheet(width_px, height_px, margin)
    places = _place_lanes(len(view.lanes), width_px / height_px)
    top = sheet.place(0, PLOT_TOP)["y"]
    heading = "<br>".join(textwrap.wrap(introduce_race(view), TITLE_LINE_LENGTH))
    plot_title = layout["annotations"][0] | {"y": top}
    layout |= {
        "width": width_px,
        "height": height_px,
        "margin": margin,
        "paper_bgcolor": THEMES["light"].surface,
        "meta": _class_colours(THEMES["light"]),
        "images": [
            sheet.place(x, y) | sheet.square(side) | {"sizing": "stretch"} for x, y, side in places
        ],
        "annotations": [
            *(
                _make_text(f"<b>{LANES[name].name}</b>", sizes, STROKES[LANES[name].key].light)
                | sheet.place(x, y)
                for name, (x, y, _) in zip(view.lanes, places, strict=True)
            ),
            _make_text(heading, sizes, THEMES["light"].text)
            | sheet.place(GAP_SHARE, 1 - GAP_SHARE)
            | {"yanchor": "top"},
            plot_title,
            *layout["annotations"][1:],
        ],
    }
    layout["yaxis"]["domain"] = [0, top]
    return figure


def _make_text(text: str, sizes: Sizes, colour: str) -> dict[str, Any]:
    """Return an annotation that stands on its place."""
    font = {"size": sizes.text, "color": colour}
    return {"text": text, "font": font, "align": "left", "showarrow": False} | {
        "xanchor": "left",
        "yanchor": "bottom",
    }


def _class_colours(theme: Theme) -> dict[str, Any]:
    return {
        "grounds": [theme.class_0_ground, theme.class_1_ground],
        "points": [theme.class_0, theme.class_1],
        "edge": theme.class_edge,
    }


def _place_lanes(count: int, aspect: float) -> list[tuple[float, float, float]]:
    """Return the left, the top and the side of each lane: shares of the width, the height, the
    width of the picture. `aspect` is its width over its height."""
    columns = count if count <= MAX_COLUMNS else -(-count // 2)
    rows = -(-count // columns)
    room = (1 - TITLE_SHARE - PLOT_TOP) / rows - LANE_TEXT_SHARE  # of the height, for one square
    pitch = (1 - GAP_SHARE) / columns
    side = min(pitch - GAP_SHARE, room / aspect)
    return [
        (
            GAP_SHARE + (index % columns) * pitch,
            1 - TITLE_SHARE - LANE_TEXT_SHARE - (index // columns) * (room + LANE_TEXT_SHARE),
            side,
        )
        for index in range(count)
    ]
