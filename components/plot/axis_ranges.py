"""The ranges of the axes: where each begins, and how it follows its curves."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from components.story.scene import Scene
from core.activations import ACTIVATIONS
from core.curve import Curve
from core.curves import drawn_losses
from core.own_functions import OWN_FUNCTIONS
from core.typing import Interval
from core.view import View

OWN_LIMIT = 20.0  # of what a range follows where a reader has written a formula: the largest x
SATURATED_X = 1e6  # where a bounded function has reached its bounds
MAX_BOUND = 1e3  # a function that is larger there is not bounded
LOSS_BOUNDS = (0.0, 4.0)  # of what a range holds of a loss: further up it is a straight line
PADDING = 0.1  # of the height of a bounded function, above and below it
SMALL_GRADIENT = 0.25  # the sigmoid's largest
GRADIENT_PADDING = 1.2
LOSS_FOOT = -1.1  # of a range of gradients: the slope of cross-entropy is above −1
MAX_AWAY = 1e6  # of curves that a range goes to
AWAY_STEP = 5.0  # of a range whose curves all lie above the usual one


@dataclass(frozen=True)
class AxisSteps:
    """How the range of a y axis follows its curves: from `low` to `high`, or further out.

    Where a curve would leave it, it ends at the next multiple of a step, but not below `lowest`. A
    step of 0 lets curves leave. What leaves it by less than the `slack` does not count: no one sees
    that, and a curve that the page has interpolated is as far from the exact one. Nor does what is
    further from 0 than the `limit`, as a pole is. Where all curves lie above `high`, or below that
    limit, the range is theirs. On a logarithmic axis all are exponents of ten.
    """

    low: float
    low_step: float
    high: float
    high_step: float
    lowest: float = -1e6
    slack: float = 0.01
    limit: float = MAX_AWAY

    def range_for(self, extents: Sequence[Interval]) -> list[float]:
        """Return the range for curves of some extents (least, greatest)."""
        least = min((each[0] for each in extents), default=self.low) + self.slack
        greatest = max((each[1] for each in extents), default=self.high) - self.slack
        if self.high < least < MAX_AWAY or -MAX_AWAY < greatest < -self.limit:
            return self._range_away(least, greatest)
        low, high = self.low, self.high
        least, greatest = max(least, -self.limit), min(greatest, self.limit)
        if least < low and self.low_step:
            low = max(round(self.low_step * math.floor(least / self.low_step), 6), self.lowest)
        if greatest > high and self.high_step:
            high = round(self.high_step * math.ceil(greatest / self.high_step), 6)
        return [low, high]

    def _range_away(self, least: float, greatest: float) -> list[float]:
        """Return the range of curves that all lie above the usual one, or all below the limit."""
        if least > self.high:
            greatest = min(greatest, least + 2.0 * self.limit)
        else:
            least = max(least, greatest - 2.0 * self.limit)
        start = AWAY_STEP * math.floor(least / AWAY_STEP)
        return [start, max(AWAY_STEP * math.ceil(greatest / AWAY_STEP), start + AWAY_STEP)]


FREE_VALUES = AxisSteps(-2.0, 2.0, 6.0, 0.0)  # a ramp leaves at the top right
# In a lecture the names stand at the right edge, where the curves end.
LECTURE_VALUES = AxisSteps(-2.0, 2.0, 10.0, 5.0)
LOG_GRADIENTS = AxisSteps(-5.0, 5.0, 0.7, 0.7, lowest=-20.0)


def axis_steps(view: View, scene: Scene | None) -> dict[str, AxisSteps]:
    """Return the steps of each y axis of a view in its scene, if it is in one."""
    steps = {"yaxis": _value_steps(view, scene), "yaxis2": _gradient_steps(view, scene)}
    if OWN_FUNCTIONS.keys().isdisjoint(view.shown):
        return steps
    return {axis: replace(each, limit=OWN_LIMIT) for axis, each in steps.items()}


def axis_ranges(
    view: View, scene: Scene | None, curves: Mapping[str, Curve]
) -> dict[str, list[float]]:
    """Return the range of each axis of the curves.

    Those of y stay the same until a shown function would leave them, then grow in steps, so that a
    drag moves curves and not axes.
    """
    if view.scale == "log":
        sizes = [curves[key].min_positive_gradient for key in view.shown]
        gradients = [(math.log10(each), 0.0) for each in sizes]
    else:
        gradients = [curves[key].gradient_extent for key in view.shown]
    values = [curves[key].value_extent for key in view.shown]
    steps = axis_steps(view, scene)
    return {
        "xaxis": list(view.range),
        "yaxis": steps["yaxis"].range_for(values),
        "yaxis2": steps["yaxis2"].range_for(gradients),
    }


def _value_steps(view: View, scene: Scene | None) -> AxisSteps:
    """Return the steps for the scene's range; or for bounded functions; or for ramps."""
    if scene is not None and scene.value_range:
        low, high = scene.value_range
        return AxisSteps(low, 2.0, high, 0.0)
    usual = LECTURE_VALUES if view.mode == "lecture" else FREE_VALUES
    bounds = [_find_bounds(*_name_function(view, key)) for key in view.shown]
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
    if scene is not None and scene.gradient_range:
        low, high = scene.gradient_range
        return AxisSteps(low, 0.2, high, 0.5, slack=0.002)
    is_small = view.shown and all(
        _max_gradient(*_name_function(view, key)) <= SMALL_GRADIENT for key in view.shown
    )
    high = GRADIENT_PADDING * (SMALL_GRADIENT if is_small else 1.0)
    low = LOSS_FOOT if drawn_losses(view) else round(-high / 12, 6)
    return AxisSteps(low, high / 6, high, 0.5, slack=0.002)


def _name_function(view: View, key: str) -> tuple[str, str]:
    """Return a function with its formula, if a reader has written it, but with no other setting, so
    that a range stays while a slider moves."""
    own = OWN_FUNCTIONS.get(key)
    return key, getattr(view, own.formula_name) if own else ""


@lru_cache(maxsize=128)
def _find_bounds(key: str, formula: str) -> Interval | None:
    """Return the bounds of a function with the article's parameters, or None if it has none."""
    values = ACTIVATIONS[key].value(np.array([-SATURATED_X, SATURATED_X]), **_give(key, formula))
    low, high = float(values.min()), float(values.max())
    has_height = low < high or key not in OWN_FUNCTIONS  # a bell ends at 0 on both sides
    return (low, high) if has_height and np.abs(values).max() < MAX_BOUND else None


@lru_cache(maxsize=128)
def _max_gradient(key: str, formula: str) -> float:
    """Return the largest slope of a function with the article's parameters."""
    gradient = ACTIVATIONS[key].gradient(np.linspace(-10.0, 10.0, 401), **_give(key, formula))
    return float(np.abs(gradient).max())


def _give(key: str, formula: str) -> dict[str, float | str]:
    return {OWN_FUNCTIONS[key].formula_name: formula} if key in OWN_FUNCTIONS else {}
