"""The plot below the lanes: the loss by step, or a measure of each layer. The page fills it."""

from typing import Any

from components.theme import STROKES, THEMES, Sizes, Theme
from core.lanes import LANES
from core.race import STEPS
from core.training import THRESHOLD_LOSS
from core.view import View

DASHES = {"own": "solid", "zero": "6px,3px", "relu": "12px,4px,2px,4px"}  # by the mean of a lane
TITLES = {
    "loss": "loss, by step",
    "gradient": "gradient of the weights, root mean square, by hidden layer",
    "mean": "mean output, by hidden layer",
}
MIN_RAIL_PX = 400
MAX_AXIS_LOSS = 0.9  # on the axis; a network that guesses has ln 2 = 0.69
GRADIENT_AXIS_EXPONENTS = [-7.0, 0.5]
MEAN_AXIS_RANGE = [-0.6, 1.6]


def build_race_figure(view: View, theme: str, sizes: Sizes) -> dict[str, Any]:
    """Return the figure without its points: a line for each lane, and the axes of the measure."""
    return {
        "data": [_build_line(view, name, theme, sizes) for name in view.lanes],
        "layout": _build_layout(view, THEMES[theme], sizes),
    }


def _build_line(view: View, name: str, theme: str, sizes: Sizes) -> dict[str, Any]:
    lane = LANES[name]
    return {
        "name": lane.name,
        "x": [],
        "y": [],
        "mode": "lines" if view.measure == "loss" else "lines+markers",
        "line": {
            "color": STROKES[lane.key].colour_in(theme),
            "width": sizes.curve,
            "dash": DASHES[lane.mean],
        },
        "marker": {"size": 2.4 * sizes.curve},
        "hoverinfo": "skip",
    }


def _build_layout(view: View, colours: Theme, sizes: Sizes) -> dict[str, Any]:
    is_loss = view.measure == "loss"
    axis: dict[str, Any] = {
        "gridcolor": colours.grid,
        "linecolor": colours.axis,
        "zeroline": False,
        "gridwidth": sizes.grid,
        "tickfont": {"size": sizes.ticks, "color": colours.muted},
        "fixedrange": True,
        "automargin": False,
    }
    x_range = [0, STEPS] if is_loss else [0.7, view.layers + 0.3]
    is_narrow = sizes.width < MIN_RAIL_PX  # without room for names at the ends of the lines
    margin = {"l": 3.6 * sizes.ticks, "r": sizes.labels if is_narrow else 11 * sizes.labels}
    return {
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"color": colours.text, "size": sizes.text, "family": "system-ui, sans-serif"},
        "margin": margin | {"t": 2 * sizes.text, "b": 2 * sizes.ticks},
        "showlegend": is_narrow,
        "legend": {"orientation": "h", "y": -0.12, "yanchor": "top", "x": 0},
        "hovermode": False,
        "dragmode": False,
        "xaxis": axis | {"range": x_range} | ({} if is_loss else {"dtick": 1}),
        "yaxis": axis | _build_y_axis(view.measure),
        "annotations": [
            _make_title(view.measure, colours.muted, sizes),
            *([_make_threshold_label(colours.muted, sizes)] if is_loss else []),
        ],
        "shapes": [_threshold_line(colours.muted, sizes)] if is_loss else [],
    }


def _make_title(measure: str, colour: str, sizes: Sizes) -> dict[str, Any]:
    return {
        "text": TITLES[measure],
        "font": {"size": sizes.text, "color": colour},
        "showarrow": False,
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "yshift": 4,
    }


def _make_threshold_label(colour: str, sizes: Sizes) -> dict[str, Any]:
    return {
        "text": f"{THRESHOLD_LOSS}: arrived",
        "font": {"size": sizes.ticks, "color": colour},
        "showarrow": False,
        "xref": "paper",
        "x": 0.75,
        "xanchor": "center",
        "y": THRESHOLD_LOSS,
        "yanchor": "bottom",
    }


def _build_y_axis(measure: str) -> dict[str, Any]:
    if measure == "loss":
        return {"range": [0, MAX_AXIS_LOSS], "nticks": 5}
    if measure == "gradient":
        return {
            "type": "log",
            "range": GRADIENT_AXIS_EXPONENTS,
            "exponentformat": "power",
            "dtick": 2,
        }
    return {"range": MEAN_AXIS_RANGE, "nticks": 5, "zeroline": True}


def _threshold_line(colour: str, sizes: Sizes) -> dict[str, Any]:
    """Return the line at the loss that counts as arrived."""
    return {
        "type": "line",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "y0": THRESHOLD_LOSS,
        "y1": THRESHOLD_LOSS,
        "line": {"color": colour, "width": sizes.grid, "dash": "dot"},
    }
