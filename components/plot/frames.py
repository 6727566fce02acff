"""The ranges of the axes: where each begins, and how it follows its curves."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from components.story.scene import Scene
from core.activations import ACTIVATIONS
from core.curves import Curve, drawn_losses
from core.view import View

Interval = tuple[float, float]

SATURATED_X = 1e6  # where a bounded function has reached its bounds
MAX_BOUND = 1e3  # a function that is larger there is not bounded
LOSS_BOUNDS = (0.0, 4.0)  # of what a frame shows of a loss: further up it is a straight line
PADDING = 0.1  # of the height of a bounded function, above and below it
SMALL_GRADIENT = 0.25  # the sigmoid's largest
GRADIENT_PADDING = 1.2
LOSS_FOOT = -1.1  # of a frame of gradients: the slope of cross-entropy is above −1
AWAY_STEP = 5.0  # of a range whose curves all lie above the usual one


@dataclass(frozen=True)
class AxisSteps:
    """How the range of a y axis follows its curves: from `low` to `high`, or further out.

    Where a curve would leave it, it ends at the next multiple of a step, but not below `lowest`. A
    step of 0 lets curves leave. What leaves it by less than the `slack` does not count: no one sees
    that, and a curve that the page has interpolated is as far from the exact one. Where all curves
    lie above `high`, the range is theirs. On a logarithmic axis all are exponents of ten.
    """

    low: float
    low_step: float
    high: float
    high_step: float
    lowest: float = -1e6
    slack: float = 0.01

    def range_for(self, extents: Sequence[Interval]) -> list[float]:
        """Return the range for curves of some extents (least, greatest)."""
        least = min((each[0] for each in extents), default=self.low) + self.slack
        greatest = max((each[1] for each in extents), default=self.high) - self.slack
        low, high = self.low, self.high
        if least > high:
            start = AWAY_STEP * math.floor(least / AWAY_STEP)
            return [start, max(AWAY_STEP * math.ceil(greatest / AWAY_STEP), start + AWAY_STEP)]
        if least < low and self.low_step:
            low = max(round(self.low_step * math.floor(least / self.low_step), 6), self.lowest)
        if greatest > high and self.high_step:
            high = round(self.high_step * math.ceil(greatest / self.high_step), 6)
        return [low, high]


FREE_VALUES = AxisSteps(-2.0, 2.0, 6.0, 0.0)  # a ramp leaves at the top right
# In a lecture the names stand at the right edge, where the curves end.
LECTURE_VALUES = AxisSteps(-2.0, 2.0, 10.0, 5.0)
LOG_GRADIENTS = AxisSteps(-5.0, 5.0, 0.7, 0.7, lowest=-20.0)


def axis_steps(view: View, scene: Scene | None) -> dict[str, AxisSteps]:
    """Return the steps of each y axis of a view in its scene, if it is in one."""
    return {"yaxis": _value_steps(view, scene), "yaxis2": _gradient_steps(view, scene)}


def axis_ranges(
    view: View, scene: Scene | None, curves: Mapping[str, Curve]
) -> dict[str, list[float]]:
    """Return the range of each axis of the curves.

    Those of y stay the same until a shown function would leave them, then grow in steps, so that a
    drag moves curves and not axes.
    """
    shown = [curves[key] for key in view.shown]
    if view.scale == "log":
        gradients = [(math.log10(each.min_positive_gradient), 0.0) for each in shown]
    else:
        gradients = [each.gradient_extent for each in shown]
    steps = axis_steps(view, scene)
    return {
        "xaxis": list(view.range),
        "yaxis": steps["yaxis"].range_for([each.value_extent for each in shown]),
        "yaxis2": steps["yaxis2"].range_for(gradients),
    }


def _value_steps(view: View, scene: Scene | None) -> AxisSteps:
    """Return the frame of the scene; or one that bounded functions fill; or that of ramps."""
    if scene is not None and scene.value_frame:
        low, high = scene.value_frame
        return AxisSteps(low, 2.0, high, 0.0)
    usual = LECTURE_VALUES if view.mode == "lecture" else FREE_VALUES
    bounds = [_find_bounds(key) for key in view.shown]
    bounds += [LOSS_BOUNDS] if drawn_losses(view) else []
    known = [each for each in bounds if each is not None]
    if not bounds or len(known) < len(bounds):
        return usual
    low, high = min(each[0] for each in known), max(each[1] for each in known)
    padding = PADDING * (high - low)
    return AxisSteps(low - padding, padding, high + padding, high + padding)


def _gradient_steps(view: View, scene: Scene | None) -> AxisSteps:
    if view.scale == "log":
        return LOG_GRADIENTS
    if scene is not None and scene.gradient_frame:
        low, high = scene.gradient_frame
        return AxisSteps(low, 0.2, high, 0.5, slack=0.002)
    is_small = view.shown and all(_max_gradient(key) <= SMALL_GRADIENT for key in view.shown)
    high = GRADIENT_PADDING * (SMALL_GRADIENT if is_small else 1.0)
    low = LOSS_FOOT if drawn_losses(view) else round(-high / 12, 6)
    return AxisSteps(low, high / 6, high, 0.5, slack=0.002)


@cache
def _find_bounds(key: str) -> Interval | None:
    """Return the bounds of a function with the article's parameters, or None if it has none."""
    low, high = (
        float(each) for each in ACTIVATIONS[key].value(np.array([-SATURATED_X, SATURATED_X]))
    )
    return (low, high) if max(abs(low), abs(high)) < MAX_BOUND else None


@cache
def _max_gradient(key: str) -> float:
    """Return the largest slope of a function with the article's parameters."""
    return float(np.abs(ACTIVATIONS[key].gradient(np.linspace(-10.0, 10.0, 401))).max())
