"""The ranges of the axes of y: large enough a picture of a curve, and still while sliders move."""

import itertools
import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given

from components.story import SCENES
from components.story.navigation import initial_view
from components.story.scene import Scene
from core.activations import ACTIVATIONS
from core.curves import drawn_losses
from core.keys import INPUT
from core.typing import Array
from core.view import CONTROLS, View
from tests.components.exact import Exact
from tests.components.readers import TITLES, numbers, picture, traces
from tests.components.strategies import VIEWS, few

Interval = tuple[float, float]
MIN_FILLED = 0.55  # of the height of a panel, by its main curve
FREE = (-2.0, 6.0)
GRADIENTS = (-0.1, 1.2)
SLACK = {"yaxis": 0.01, "yaxis2": 0.002}  # by which a curve may leave a range: no one sees that
MOVING = ("alpha", "offset", "count", "span", "slope")
MAX_SPAN = 10.0  # of the moves: beyond it the sum is higher than the article's


def range_of(view: View, axis: str) -> Interval:
    low, high = picture(view)["layout"][axis]["range"]
    return low, high


def alone(key: str) -> View:
    return View(shown=(key,))


def answered(scene: Scene) -> View:
    return replace(initial_view(scene.key), stage="answer")


def grid(view: View) -> Array:
    """The samples of a view and, as the picture has them, both sides of a kink between them."""
    x = np.arange(view.low, view.high, view.step)
    kinks = [each for each in (-1.0, 0.0) if x[0] <= each < x[-1]]
    return np.union1d(x, [*kinks, *(math.nextafter(each, math.inf) for each in kinks)])


def extents(view: View, axis: str) -> list[Interval]:
    """The least and the greatest y of each function and loss shown, by closed forms."""
    compute = Exact(view).value if axis == "yaxis" else Exact(view).slope
    curves = [compute(key, grid(view)) for key in (*view.shown, *drawn_losses(view))]
    return [(float(each.min()), float(each.max())) for each in curves]


def filled_share(extent: Interval, interval: Interval) -> float:
    """How much of a range a curve takes, together with the way to the line of zero."""
    low, high = max(min(extent[0], 0.0), interval[0]), min(max(extent[1], 0.0), interval[1])
    return (high - low) / (interval[1] - interval[0])


@pytest.mark.parametrize("axis", ["yaxis", "yaxis2"])
@pytest.mark.parametrize("key", ACTIVATIONS)
def test_a_function_alone_fills_its_panels(key: str, axis: str) -> None:
    (extent,) = extents(alone(key), axis)
    assert filled_share(extent, range_of(alone(key), axis)) >= MIN_FILLED


@pytest.mark.parametrize("scene", SCENES, ids=TITLES)
def test_the_main_curve_of_a_scene_fills_its_panels(scene: Scene) -> None:
    view = answered(scene)
    for axis in ("yaxis", "yaxis2") if view.scale == "linear" else ("yaxis",):
        found = extents(view, axis) if view.shown else [input_extent(view, axis)]
        shares = [filled_share(each, range_of(view, axis)) for each in found]
        assert max(shares) >= MIN_FILLED, axis


def input_extent(view: View, axis: str) -> Interval:
    """The extent of the article's input, or of its slope."""
    assert view.extras == (INPUT,)
    x = np.arange(view.low, view.high, view.step)
    y = np.linspace(0, len(x), len(x))
    curve = y if axis == "yaxis" else np.diff(y) / np.diff(x)
    return float(curve.min()), float(curve.max())


@pytest.mark.parametrize(
    ("shown", "values", "gradients"),
    [
        ("", FREE, GRADIENTS),
        ("sigmoid,sigmoid_sum,softplus,relu,elu", FREE, GRADIENTS),
        ("relu", FREE, GRADIENTS),
        ("sigmoid,relu", FREE, GRADIENTS),
        ("sigmoid", (-0.1, 1.1), (-0.025, 0.3)),
        ("tanh", (-1.2, 1.2), GRADIENTS),
        ("sigmoid,tanh", (-1.2, 1.2), GRADIENTS),
        ("sigmoid_sum", (-1.0, 11.0), GRADIENTS),
        ("sigmoid,sigmoid_sum", (-1.0, 11.0), GRADIENTS),
        ("identity", (-10.0, 6.0), GRADIENTS),
        ("selu", FREE, (-0.1, 2.0)),
        ("silu", FREE, GRADIENTS),
        ("gelu", FREE, (-0.2, 1.2)),
    ],
)
def test_bounded_functions_have_a_tight_range_and_ramps_leave_at_the_top_right(
    shown: str, values: Interval, gradients: Interval
) -> None:
    view = View.from_raw({"shown": shown})
    assert range_of(view, "yaxis") == pytest.approx(values, abs=1e-9)
    assert range_of(view, "yaxis2") == pytest.approx(gradients, abs=1e-9)


@pytest.mark.parametrize(
    ("shown", "values", "gradients"),
    [
        ("sigmoid", (-0.4, 4.4), (-1.1, 0.3)),
        ("sigmoid,tanh", (-1.5, 4.5), (-1.1, 1.2)),
        ("sigmoid,relu", FREE, (-1.1, 1.2)),
        ("relu", FREE, GRADIENTS),
    ],
)
@pytest.mark.parametrize("offset", [-10.0, 0.0, 10.0])
def test_a_range_has_room_for_the_slopes_of_losses_wherever_their_offset_is(
    shown: str, values: Interval, gradients: Interval, offset: float
) -> None:
    view = View.from_raw({"shown": shown, "extras": "losses", "offset": offset})
    assert range_of(view, "yaxis") == pytest.approx(values, abs=1e-9)
    assert range_of(view, "yaxis2") == pytest.approx(gradients, abs=1e-9)


@pytest.mark.parametrize("scene", SCENES, ids=TITLES)
def test_a_scene_has_one_range_at_all_stages(scene: Scene) -> None:
    view = initial_view(scene.key)
    for axis in ("yaxis", "yaxis2"):
        ranges = {range_of(replace(view, stage=stage), axis) for stage in CONTROLS["stage"].options}
        assert len(ranges) == 1


def moves_of(view: View) -> list[View]:
    """A view with each slider at many of its places."""
    moved = []
    for name in MOVING:
        control = CONTROLS[name]
        high = MAX_SPAN if name == "span" else control.high
        base = replace(view, rule="refine") if name == "span" else view
        for share in (0.0, 0.1, 0.5, 1.0):
            place = control.low + round(share * (high - control.low) / control.step) * control.step
            moved.append(base.with_changes({name: place})[0])
    return moved


def leaves(view: View, interval: Interval, axis: str, can_grow_up: bool) -> bool:
    """Whether a function shown would leave a range so that it can be seen."""
    slack = SLACK[axis]
    return any(
        least < interval[0] - slack or (can_grow_up and greatest > interval[1] + slack)
        for least, greatest in extents(view, axis)
    )


STILL = [
    *(pytest.param(alone(key), id=key) for key in ACTIVATIONS),
    pytest.param(View(), id="five"),
    pytest.param(View(shown=("sigmoid", "tanh")), id="bounded"),
    *(pytest.param(answered(scene), id=scene.title) for scene in SCENES),
]


@pytest.mark.parametrize("axis", ["yaxis", "yaxis2"])
@pytest.mark.parametrize("view", STILL)
def test_a_drag_moves_curves_and_not_axes(view: View, axis: str) -> None:
    """Unless a curve would leave at the bottom; a range of gradients also follows upwards."""
    if axis == "yaxis2" and view.scale == "log":
        return
    start, still = range_of(view, axis), 0
    for moved in moves_of(view):
        interval = range_of(moved, axis)
        if leaves(moved, start, axis, can_grow_up=axis == "yaxis2"):
            assert interval != start
            assert interval[0] <= start[0]
            assert interval[1] >= start[1]
            assert not leaves(moved, interval, axis, can_grow_up=axis == "yaxis2")
        else:
            assert interval == start
            still += 1
    assert still >= len(moves_of(view)) / 2


GROWN: Sequence[tuple[dict[str, Any], str, Interval]] = [
    ({"shown": "elu", "alpha": 2.01}, "yaxis", FREE),  # what leaves by less than can be seen
    ({"shown": "elu", "alpha": 2.5}, "yaxis", (-4.0, 6.0)),
    ({"shown": "elu", "alpha": 4}, "yaxis2", (-0.1, 4.0)),
    ({"shown": "elu", "alpha": 1.3, "step": 0.3}, "yaxis2", (-0.1, 1.5)),  # only at the kink
    ({"shown": "selu", "step": 2, "range": [-9, 10]}, "yaxis2", (-0.1, 2.0)),
    ({"shown": "leaky_relu", "slope": 0.75}, "yaxis", (-8.0, 6.0)),
    ({"shown": "identity", "range": [-20, 20]}, "yaxis", (-20.0, 6.0)),
    ({"shown": "sigmoid_sum", "range": [-20, 20]}, "yaxis", (-1.0, 22.0)),
    ({"shown": "sigmoid_sum", "count": 1}, "yaxis2", (-0.1, 2.5)),
    # Curves that all lie above the usual range have their own.
    ({"shown": "relu,elu", "range": [7, 20]}, "yaxis", (5.0, 20.0)),
    ({"shown": "softplus", "range": [10, 11], "step": 2}, "yaxis", (10.0, 15.0)),
    # In a lecture the names stand where the curves end, so that none may leave.
    ({"mode": "lecture"}, "yaxis", (-2.0, 10.0)),
    ({"mode": "lecture", "range": [-20, 20]}, "yaxis", (-2.0, 20.0)),
    ({"mode": "lecture", "shown": "sigmoid"}, "yaxis", (-0.1, 1.1)),
    ({"shown": "sigmoid_sum", "rule": "refine", "count": 1, "span": 20}, "yaxis2", (-0.1, 5.0)),
]


@pytest.mark.parametrize(("raw", "axis", "interval"), GROWN)
def test_a_range_grows_in_steps(raw: dict[str, Any], axis: str, interval: Interval) -> None:
    assert range_of(View.from_raw(raw), axis) == pytest.approx(interval, abs=1e-9)


@pytest.mark.parametrize("key", ["sigmoid", "sigmoid_sum", "softplus", "elu", "relu"])
@pytest.mark.parametrize(
    "raw", [{}, {"range": (-20, 20)}, {"offset": 10, "alpha": 0.02}, {"offset": -10, "alpha": 4}]
)
def test_a_logarithmic_range_reaches_down_in_steps_of_five_decades(
    key: str, raw: dict[str, Any]
) -> None:
    view = View.from_raw(raw | {"shown": key, "scale": "log"})
    slopes = Exact(view).slope(key, grid(view))
    foot, top = math.log10(slopes[slopes > 0].min()), 0.7
    low = -5.0 if foot + 0.01 >= -5 else 5.0 * math.floor((foot + 0.01) / 5)
    assert range_of(view, "yaxis2") == pytest.approx((max(low, -20.0), top))


@given(view=VIEWS)
@few
def test_no_function_shown_leaves_but_at_the_top_right(view: View) -> None:
    drawn = picture(view)
    for axis, name in (("y", "yaxis"), ("y2", "yaxis2")):
        low, high = drawn["layout"][name]["range"]
        is_log = drawn["layout"][name]["type"] == "log"
        slack = 0.01 if is_log else SLACK[name]
        followed = [each for each in traces(drawn, axis) if each["meta"]["isInRange"]]
        # What a reader has written may have poles.
        followed = [each for each in followed if not each["uid"].startswith("own")]
        for each in itertools.chain.from_iterable(numbers(line["y"]) for line in followed):
            if not np.isfinite(each) or (is_log and each < 1e-20):
                continue
            place = math.log10(each) if is_log else float(each)
            assert place >= low - slack - 1e-9
            is_ramp = name == "yaxis" and (high == FREE[1] or view.has_scene)
            assert is_ramp or place <= high + slack + 1e-9
