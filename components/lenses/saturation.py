"""The lens of saturation: where a slope is so small that it hardly changes a weight."""

import numpy as np

from components.lenses.lens import Lens, LensCode, Measure, Series
from components.text import list_text, number_text
from core.activations import ACTIVATIONS
from core.curves import sample_curve
from core.saturation import find_saturation, saturation
from core.typing import Array
from core.view import View

FAR = 1e4  # beyond the ends of every panel
LEAST, GREATEST = 1e-60, 1e6  # the same on a logarithmic axis


def focused_key(view: View) -> str | None:
    """Return the function that is shaded: the one chosen or, if that is off, the first shown."""
    if view.focus in view.shown:
        return view.focus
    return view.shown[0] if view.shown else None


def build_shades(view: View) -> tuple[Series, ...]:
    """Return the areas in which a function is saturated, in both panels, and its threshold."""
    key = focused_key(view)
    if key is None:
        return ()
    intervals = saturation(view, key, view.threshold).intervals
    is_log = view.scale == "log"
    below = (LEAST, GREATEST) if is_log else (-FAR, FAR)
    has_negative = sample_curve(view, key).gradient_extent[0] < 0.0
    bounds = [view.threshold, *((-view.threshold,) if has_negative and not is_log else ())]
    ends = np.array([view.low, view.high, np.nan] * len(bounds))
    levels = np.array([level for bound in bounds for level in (bound, bound, np.nan)])
    return (
        Series(key, "above", *_outline(intervals, -FAR, FAR), kind="area"),
        Series(key, "below", *_outline(intervals, *below), kind="area", panel="gradient"),
        Series(key, "threshold", ends, levels, kind="thin", panel="gradient"),
    )


def _outline(
    intervals: tuple[tuple[float, float], ...], low: float, high: float
) -> tuple[Array, Array]:
    """Return the corners of a rectangle over each interval, with a gap after each."""
    x = [each for left, right in intervals for each in (left, left, right, right, np.nan)]
    y = [low, high, high, low, np.nan] * len(intervals)
    return np.array(x or [np.nan]), np.array(y or [np.nan])


def intervals_text(view: View, key: str, threshold: float) -> str:
    """Return the x at which a function is saturated, in words."""
    found = saturation(view, key, threshold)
    return list_text([_interval_text(view, *each) for each in found.intervals]) or "nowhere"


def _interval_text(view: View, left: float, right: float) -> str:
    """Return an interval of x in words; it may end where the range does."""
    is_first, is_last = left <= view.low, right >= view.high
    if is_first:
        return "everywhere" if is_last else f"up to {number_text(right)}"
    start = f"from {number_text(left)}"
    return f"{start} on" if is_last else f"{start} to {number_text(right)}"


def describe(view: View) -> str:
    """Return where the shaded function is saturated, and how much of the range that is."""
    key = focused_key(view)
    if key is None:
        return ""
    share = number_text(100.0 * saturation(view, key, view.threshold).fraction, 3)
    where = intervals_text(view, key, view.threshold)
    slope = f"the slope of {ACTIVATIONS[key].name} is below {number_text(view.threshold, 3)}"
    if where == "nowhere":
        return f"Nowhere in this range {slope} in size."
    return f"In {share} % of the length of this range {slope} in size: {where}."


def _describe_row(view: View, key: str) -> str:
    return f"saturated {intervals_text(view, key, view.threshold)}"


def _write_code(view: View) -> LensCode:
    """Return code that prints the share and the edges of each function."""
    statements = f"""
# Where |f′| is below a threshold: the share of the length of the range, and the edges.
threshold = {view.threshold!r}
for name, (_, gradient, parameters) in shown.items():
    found = find_saturation(
        lambda x: gradient(x, **parameters), start, stop, threshold, kinks.get(name, ())
    )
    edges = ", ".join(number_text(edge, 6) for edge in found.edges) or "none"
    print(f"{{name}}: |f′| below {{threshold}} in {{100 * found.fraction:.3g}} %, edges {{edges}}")
"""
    return LensCode((find_saturation,), statements)


LENS = Lens(
    "Saturation",
    ("focus", "threshold"),
    heading="Shade where it is flat",
    measures=(
        Measure(
            "share of the length of the range that is saturated",
            lambda view, key: 100.0 * saturation(view, key, view.threshold).fraction,
            symbol="flat",
            unit=" %",
        ),
    ),
    build_shades=build_shades,
    describe=describe,
    describe_row=_describe_row,
    write_code=_write_code,
)
