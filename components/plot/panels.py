"""Where the panels of a figure are, and where in them its points."""

from base64 import b64decode
from collections.abc import Mapping
from typing import Any

import numpy as np

from components.plot.lens_figure import layout_name
from core.typing import Array, Indices

UNITS = 1000  # across a panel, in both directions
MAX_POINTS = 240  # of a line: more would not show


class Panels:
    """The panels of a layout. All lengths are shares of the plot without its margins."""

    def __init__(self, layout: Mapping[str, Any]) -> None:
        """Take the layout of a figure."""
        self._layout = layout

    def list_y_axes(self) -> list[str]:
        """Return the axes of y, one for each panel, as traces name them: y, y2."""
        return [each.replace("axis", "") for each in self._layout if each.startswith("yaxis")]

    def find_x_axis(self, axis: str) -> str:
        """Return the axis of x of a panel, as traces name it."""
        return str(self._layout[layout_name(axis)].get("anchor", "x"))

    def find_rows(self, axis: str) -> tuple[float, float]:
        """Return the top and the height of a panel as shares of the whole."""
        low, high = self._layout[layout_name(axis)]["domain"]
        return 1.0 - high, high - low

    def find_columns(self, axis: str) -> tuple[float, float]:
        """Return the left end and the width of a panel as shares of the whole."""
        left, right = self._layout[layout_name(self.find_x_axis(axis))].get("domain", (0.0, 1.0))
        return left, right - left

    def find_share(self, axis: str, value: float) -> float:
        """Return where a value lies on an axis, from 0 to 1; of a logarithmic one its exponent."""
        low, high = self._layout[layout_name(axis)]["range"]
        return float((value - low) / (high - low))

    def place_points(self, trace: Mapping[str, Any]) -> tuple[list[float], list[float]]:
        """Return the points of a trace in the units of its panel, nan in gaps."""
        x, y = (
            np.frombuffer(b64decode(trace[name]["bdata"]), trace[name]["dtype"]).astype(np.float64)
            for name in ("x", "y")
        )
        if "lines" in trace["mode"]:
            kept = _thin_out(y)
            x, y = x[kept], y[kept]
        y_axis, x_axis = (self._layout[layout_name(trace.get(n, "x"))] for n in ("yaxis", "xaxis"))
        with np.errstate(invalid="ignore", divide="ignore"):
            heights: Array = np.log10(y) if y_axis["type"] == "log" else y
            places: Array = np.log10(x) if x_axis["type"] == "log" else x
        low, high = y_axis["range"]
        start, end = x_axis["range"]
        across = UNITS * (places - start) / (end - start)
        down = UNITS * (high - heights) / (high - low)
        return across.tolist(), np.clip(down, -UNITS, 2 * UNITS).tolist()


def _thin_out(y: Array) -> Indices:
    """Return the indices of enough points of a line, those beside its gaps among them."""
    stride = y.size // MAX_POINTS
    if stride < 2:
        return np.arange(y.size)
    is_gap = np.isnan(y)
    is_end = is_gap | np.roll(is_gap, 1) | np.roll(is_gap, -1)
    is_end[[0, -1]] = True
    return np.flatnonzero(is_end | (np.arange(y.size) % stride == 0))
