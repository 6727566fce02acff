"""Every question can be answered from the plot: the two things to compare lie visibly apart."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pytest

from components.race.starts import build_strip
from components.story.navigation import initial_view
from tests.components.readers import TITLES, numbers, picture, scene_of, traces

PANEL_PX = 300  # of height, or of width where two things lie side by side
MIN_DISTANCE_PX = 12


@dataclass(frozen=True)
class Place:
    """A point of a line or of dots, by the name of its trace and the x nearest to it.

    `changes` are what the reader has set by then.
    """

    uid: str
    x: float
    changes: Mapping[str, Any] = field(default_factory=dict)


# For each scene what is to be seen apart: the one that is asked for, and what it is compared with.
COMPARED = {
    "The input": (
        Place("input-value", 9.8),
        Place("input-value", -10.0),
    ),  # the last dot, the first
    "Sigmoid": (Place("sigmoid-value", 0.0), Place("sigmoid-value", -10.0)),
    "Small, but not zero": (Place("sigmoid-gradient", -10.0), Place("sigmoid-gradient", -20.0)),
    "An output unit": (
        Place("cross_entropy-gradient", -6.0),
        Place("squared_error-gradient", -6.0),
    ),
    "A sum of sigmoids": (Place("sigmoid_sum-value", 9.8), Place("sigmoid_sum-value", 4.9)),
    "Past the span": (Place("sigmoid_sum-gradient", 14.4), Place("sigmoid_sum-gradient", 4.9)),
    "More sigmoids": (
        Place("sigmoid_sum-lens-present", 3.0),
        Place("sigmoid_sum-lens-present", 11.0, {"count": 11.0}),
    ),
    "Softplus": (Place("softplus-gradient", 0.0), Place("softplus-gradient", 9.8)),
    "From softplus to ReLU": (
        Place("softplus_beta-value", 0.0),
        Place("softplus_beta-value", 0.0, {"sharpness": 4.0}),
    ),
    "ReLU": (Place("relu-gradient", -0.2), Place("relu-gradient", 0.2)),
    "A dead unit": (Place("relu-gradient", -1.0), Place("leaky_relu-gradient", -1.0)),
    "ELU": (Place("elu-value", -10.0), Place("elu-value", 0.0)),
    "A jump at zero": (Place("elu-gradient", -0.01), Place("elu-gradient", 0.2)),
    "Quiet on the left": (Place("elu-lens-spread", -6.0), Place("elu-lens-spread", 9.8)),
    "A mean of zero": (Place("elu-lens-mean", 0.16), Place("relu-lens-mean", 0.4)),
    "Five gradients": (Place("sigmoid-gradient", 6.0), Place("softplus-gradient", 6.0)),
    "Ten layers": (Place("sigmoid-lens-expected", 1.0), Place("relu-lens-expected", 1.0)),
}
SIDE_BY_SIDE = ("A mean of zero",)


def find_px(title: str, place: Place, side: str) -> float:
    """Return where a place is along an axis, "x" or "y", of a panel of 300 px."""
    view = replace(initial_view(scene_of(title).key), stage="answer", **place.changes)
    drawn = picture(view)
    (trace,) = [each for each in traces(drawn) if each["uid"] == place.uid]
    x, y = numbers(trace["x"]), numbers(trace["y"])
    nearest = int(np.nanargmin(np.where(np.isnan(y), np.nan, np.abs(x - place.x))))
    name = trace[f"{side}axis"].replace(side, f"{side}axis")
    axis = drawn["layout"][name]
    low, high = axis["range"]
    number = (x if side == "x" else y)[nearest]
    if axis.get("type") == "log":
        number = np.log10(number)
    assert low <= number <= high, f"{place} is outside the panel"
    return float(PANEL_PX * (number - low) / (high - low))


@pytest.mark.parametrize("title", COMPARED)
def test_what_is_asked_for_lies_visibly_apart_from_what_it_is_compared_with(title: str) -> None:
    side = "x" if title in SIDE_BY_SIDE else "y"
    first, second = (find_px(title, place, side) for place in COMPARED[title])
    assert abs(first - second) >= MIN_DISTANCE_PX


# For each scene with a race the lanes whose ten starts are compared, on a logarithmic scale.
LANES = {
    "Four networks": ("elu", "relu"),
    "Only the mean": ("relu-0", "relu"),
    "Two layers": ("relu", "elu"),
}


@pytest.mark.parametrize("title", LANES)
def test_the_medians_of_two_lanes_lie_visibly_apart(title: str) -> None:
    view = replace(initial_view(scene_of(title).key), stage="gradient")
    places = {row["lane"]: PANEL_PX * row["median"] for row in build_strip(view)["rows"]}
    faster, slower = LANES[title]
    assert places[slower] - places[faster] >= MIN_DISTANCE_PX


def test_every_scene_has_a_comparison() -> None:
    assert [*COMPARED, *LANES] == TITLES
