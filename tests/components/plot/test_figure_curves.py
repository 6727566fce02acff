"""The numbers in the picture, and the axes that hold them."""

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given

from components.plot.curve_labels import CURVE_NAMES
from components.story.navigation import view_query
from core.activations import ACTIVATIONS
from core.curves import sample_curve, sample_curves
from core.keys import LIMIT
from core.view import View
from tests.components.readers import EVERYTHING, dots, line, numbers, picture, respond, traces
from tests.components.strategies import VIEWS, few

VALUES, GRADIENTS = [-2, 10], [-0.1, 1.2]
LOWEST = 1e-20  # on a logarithmic axis
AXES = {"y": "yaxis", "y2": "yaxis2"}


@pytest.mark.parametrize(
    ("low", "high", "step"),
    [(-10, 10, 0.2), (-20, 20, 0.01), (-3, -1, 0.3), (1, 2, 2), (-9, 10, 2)],
)
def test_x_is_arange_and_y_is_what_core_computes(low: float, high: float, step: float) -> None:
    view = View.from_raw(
        {"shown": EVERYTHING, "range": [low, high], "step": step, "alpha": 1.7, "offset": 0.3}
    )
    drawn, expected = picture(view), sample_curves(view).curves
    for key, activation in ACTIVATIONS.items():
        upper, lower = (line(drawn, activation.name, axis) for axis in ("y", "y2"))
        assert np.array_equal(numbers(upper["x"]), np.arange(low, high, step))
        assert np.array_equal(numbers(upper["y"]), expected[key].value)
        x, y = numbers(lower["x"]), numbers(lower["y"])
        unbroken = ~np.isnan(y) & ~(
            (x == activation.kink) if activation.kink is not None else np.zeros(x.size, bool)
        )
        at = np.searchsorted(np.arange(low, high, step), x[unbroken])
        assert np.array_equal(y[unbroken], expected[key].gradient[at])
        assert np.unique(x[unbroken]).size >= np.arange(low, high, step).size - 1


def test_the_limit_of_the_sum_is_the_difference_of_two_softplus() -> None:
    drawn = picture(View.from_raw({"shown": ["sigmoid_sum"]}))
    upper = line(drawn, CURVE_NAMES[LIMIT], "y")
    x = np.arange(-10, 10, 0.2)
    expected = np.logaddexp(0, x) - np.logaddexp(0, x - x[-1])
    assert np.allclose(numbers(upper["y"]), expected, rtol=1e-12, atol=1e-12)
    assert np.array_equal(numbers(line(drawn, "softplus", "y")["x"]), x)


def ranges(view: View) -> dict[str, list[float]]:
    """The ranges of the axes in a picture."""
    layout = picture(view)["layout"]
    return {axis: layout[axis]["range"] for axis in ("xaxis", "yaxis", "yaxis2")}


def held(drawn: dict[str, Any], axis: str) -> list[float]:
    """Every y that is drawn between the ends of x, as its axis measures it."""
    layout = drawn["layout"]
    low, high = layout["xaxis"]["range"]
    ends = []
    for each in traces(drawn, axis):
        x, y = numbers(each["x"]), numbers(each["y"])
        inside = y[np.isfinite(y) & (x >= low) & (x <= high)]
        if layout[AXES[axis]].get("type") == "log":
            inside = np.log10(inside[inside >= LOWEST])
        ends += [float(inside.min()), float(inside.max())] if inside.size else []
    return ends


@given(view=VIEWS)
@few
def test_the_axes_are_as_said_and_hold_every_value_and_every_gradient_drawn(view: View) -> None:
    drawn = picture(view)
    assert respond(view_query(view), {})["ranges"] == ranges(view)
    assert ranges(view)["xaxis"] == [view.low, view.high]
    for axis, name in AXES.items():
        low, high = drawn["layout"][name]["range"]
        assert all(low - 1e-9 <= each <= high + 1e-9 for each in held(drawn, axis))


@pytest.mark.parametrize(
    "raw",
    [
        {"alpha": 1.3, "step": 0.3},
        {"alpha": 4, "step": 0.7},
        {"alpha": 4, "step": 0.2},
        {"shown": "selu", "step": 2, "range": [-9, 10]},
    ],
)
def test_an_axis_holds_the_slopes_at_a_kink_between_two_samples(raw: dict[str, object]) -> None:
    drawn = picture(View.from_raw(raw))
    assert max(held(drawn, "y2")) <= drawn["layout"]["yaxis2"]["range"][1]


@given(view=VIEWS)
@few
def test_an_axis_grows_only_for_a_curve_that_would_leave_it(view: View) -> None:
    drawn = picture(replace(view, scale="linear", panels=("value", "gradient"), stage="answer"))
    for axis, usual, most in (("y", VALUES, 5.0), ("y2", GRADIENTS, 0.5)):
        low, high = drawn["layout"][AXES[axis]]["range"]
        least, greatest = min(held(drawn, axis), default=0.0), max(held(drawn, axis), default=0.0)
        assert low == usual[0] if least >= usual[0] else least - most <= low < usual[0]
        assert high == usual[1] if greatest <= usual[1] else usual[1] < high <= greatest + most


@pytest.mark.parametrize(
    ("ends", "step", "shown"),
    [
        ([-10, 10], 0.2, True),
        ([-5, 0.5], 2, False),
        ([-10, 0], 0.2, False),
        ([0, 5], 0.2, True),
        ([1, 5], 0.2, False),
    ],
)
def test_dots_stand_only_where_a_line_is_broken(
    ends: list[float], step: float, shown: bool
) -> None:
    drawn = picture(View.from_raw({"shown": ["relu"], "range": ends, "step": step}))
    broken = bool(np.isnan(numbers(line(drawn, "ReLU", "y2")["y"])).any())
    seen = [x for x, _, _ in dots(drawn, "ReLU") if ends[0] <= x <= ends[1]]
    assert broken == shown
    assert bool(seen) == shown


@pytest.mark.parametrize("alpha", [0, 0.01, 0.5, 0.99, 1])
def test_the_axes_of_y_stand_still_while_alpha_moves_from_0_to_1(alpha: float) -> None:
    view = View.from_raw({"alpha": alpha})
    assert ranges(view) == {"xaxis": [-10, 10], "yaxis": VALUES, "yaxis2": GRADIENTS}


@pytest.mark.parametrize(
    ("raw", "axis", "least"),
    [
        ({"alpha": 4}, "yaxis2", [None, 4.0]),
        ({"alpha": 4}, "yaxis", [-3.9, None]),
        ({"range": [-20, 20]}, "yaxis", [None, 19.0]),
        ({"shown": ["identity"]}, "yaxis", [-10.0, None]),
        ({"shown": ["gelu"]}, "yaxis2", [-0.128, None]),
    ],
)
def test_an_axis_grows_for(raw: dict[str, object], axis: str, least: list[float | None]) -> None:
    usual = VALUES if axis == "yaxis" else GRADIENTS
    view = View.from_raw(raw)
    low, high = ranges(view)[axis]
    assert low == usual[0] if least[0] is None else low <= least[0]
    assert high == usual[1] if least[1] is None else high >= least[1]


def test_a_logarithmic_axis_reaches_down_to_the_faintest_gradient() -> None:
    view = View.from_raw({"scale": "log", "offset": 10})
    faintest = float(sample_curve(view, "sigmoid").gradient.min())
    assert math.isclose(faintest, math.exp(-20), rel_tol=1e-6)
    assert ranges(view)["yaxis2"][0] <= math.log10(faintest)
