"""The numbers in the picture, and the axes that hold them."""

import re

import numpy as np
import pytest
from hypothesis import given

from components.story.navigation import view_query
from components.text import CURVE_NAMES
from core.activations import ACTIVATIONS
from core.curves import sample_curves
from core.keys import LIMIT
from core.own_functions import OWN_FUNCTIONS
from core.view import View
from tests.components.readers import EVERYTHING, dots, line, numbers, picture, respond
from tests.components.strategies import VIEWS, few


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
        samples = np.arange(low, high, step)
        if key in OWN_FUNCTIONS:  # may jump where only rounding is left
            samples = samples.round(12) + 0.0
        assert np.array_equal(numbers(upper["x"]), samples)
        assert np.array_equal(numbers(upper["y"]), expected[key].value)
        x, y = numbers(lower["x"]), numbers(lower["y"])
        unbroken = ~np.isnan(y) & ~(
            (x == activation.kink) if activation.kink is not None else np.zeros(x.size, bool)
        )
        at = np.searchsorted(samples, x[unbroken])
        assert np.array_equal(y[unbroken], expected[key].gradient[at])
        assert np.unique(x[unbroken]).size >= samples.size - 1


def test_the_limit_of_the_sum_is_the_difference_of_two_softplus() -> None:
    drawn = picture(View.from_raw({"shown": ["sigmoid_sum"], "extras": ["limit"]}))
    upper = line(drawn, CURVE_NAMES[LIMIT], "y")
    x = np.arange(-10, 10, 0.2)
    expected = np.logaddexp(0, x) - np.logaddexp(0, x - x[-1])
    assert np.allclose(numbers(upper["y"]), expected, rtol=1e-12, atol=1e-12)
    assert np.array_equal(numbers(line(drawn, "softplus", "y")["x"]), x)


@given(view=VIEWS)
@few
def test_the_axes_are_as_said_and_x_has_the_range_of_the_view(view: View) -> None:
    layout = picture(view)["layout"]
    axes = [each for each in layout if re.fullmatch(r"[xy]axis\d*", each)]
    assert {"xaxis", "yaxis", "yaxis2"} <= set(axes)
    ranges = {axis: layout[axis]["range"] for axis in axes}
    assert respond(view_query(view), {})["ranges"] == ranges
    assert ranges["xaxis"] == [view.low, view.high]


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
