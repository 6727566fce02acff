"""The names in the panels: each beside its own curve, none on a line, on another name, or outside.

What a name covers is looked up on the lines themselves, sampled more densely than a pixel.
"""

import itertools
import math
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.plot.label_places import LabelPlace, PanelShape, place_labels
from core.activations import ACTIVATIONS
from core.typing import Array

Lines = Mapping[str, tuple[Array, Array]]
Box = tuple[float, float, float, float]  # left, top, right, bottom in pixels, y downwards

X = np.arange(-10, 10, 0.2)
NAMES = {key: each.name for key, each in ACTIVATIONS.items()}
FIVE = ("sigmoid", "sigmoid_sum", "softplus", "relu", "elu")
VALUES, GRADIENTS = (-2.0, 6.0), (-0.1, 1.2)
UPPER = PanelShape(860, 340, (-10, 10), VALUES)
LOWER = PanelShape(860, 220, (-10, 10), GRADIENTS)
NARROW_UPPER = PanelShape(330, 150, (-10, 10), VALUES)
NARROW_LOWER = PanelShape(330, 150, (-10, 10), GRADIENTS)
PANELS = [(UPPER, 15), (LOWER, 15), (NARROW_UPPER, 13), (NARROW_LOWER, 13)]


def curves(keys: tuple[str, ...], shape: PanelShape, x: Array = X) -> Lines:
    """The values of functions, or their gradients where the panel is for those."""
    if shape.y_range == GRADIENTS:
        return {key: (x, ACTIVATIONS[key].gradient(x)) for key in keys}
    return {key: (x, ACTIVATIONS[key].value(x)) for key in keys}


def to_pixels(x: Array, y: Array, shape: PanelShape) -> tuple[Array, Array]:
    (left, right), (low, high) = shape.x_range, shape.y_range
    return (x - left) / (right - left) * shape.width, (high - y) / (high - low) * shape.height


def box_of(place: LabelPlace, name: str, shape: PanelShape, text: float) -> Box:
    across, down = to_pixels(np.array(place.x), np.array(place.y), shape)
    half_width, half_height = 0.62 * text * len(name) / 2, 1.2 * text / 2
    x, y = float(across), float(down) - place.shift
    return x - half_width, y - half_height, x + half_width, y + half_height


def distance(box: Box, x: Array, y: Array, shape: PanelShape) -> float:
    """How far a box is from what is visible of a line, whose segments are cut into 400."""
    across, down = to_pixels(x, y, shape)
    share = np.linspace(0, 1, 400)
    xs = (across[:-1, None] + share * np.diff(across)[:, None]).ravel()
    ys = (down[:-1, None] + share * np.diff(down)[:, None]).ravel()
    seen = (xs >= 0) & (xs <= shape.width) & (ys >= 0) & (ys <= shape.height)
    beside = np.maximum(np.maximum(box[0] - xs, xs - box[2]), 0)[seen]
    above = np.maximum(np.maximum(box[1] - ys, ys - box[3]), 0)[seen]
    return float(np.hypot(beside, above).min(initial=math.inf))


def is_apart(one: Box, other: Box) -> bool:
    return one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def check_places(
    lines: Lines, names: Mapping[str, str], shape: PanelShape, text: float, obstacles: list[Box]
) -> dict[str, Box]:
    """Check all that must hold of names anywhere, and return their boxes."""
    places = place_labels(lines, names, shape, text, obstacles)
    assert places == place_labels(lines, names, shape, text, obstacles)
    assert set(places) <= set(names)
    boxes = {key: box_of(place, names[key], shape, text) for key, place in places.items()}
    for one, other in itertools.combinations([*boxes.values(), *obstacles], 2):
        assert is_apart(one, other) or {one, other} <= set(obstacles)
    for left, top, right, bottom in boxes.values():
        assert min(left, top, shape.width - right, shape.height - bottom) >= 6 - 1e-6
    for (key, box), (other_key, line) in itertools.product(boxes.items(), lines.items()):
        assert distance(box, *line, shape) >= 2 - 1e-6, (key, other_key)
    return boxes


@pytest.mark.parametrize(("shape", "text"), PANELS)
@pytest.mark.parametrize("keys", [FIVE, tuple(ACTIVATIONS)])
def test_names_cover_nothing(keys: tuple[str, ...], shape: PanelShape, text: float) -> None:
    buttons = [(shape.width - 70.0, 0.0, shape.width, 30.0), (0.0, 0.0, 40.0, 40.0)]
    for obstacles in ([], buttons):
        assert check_places(curves(keys, shape), NAMES, shape, text, obstacles)


@pytest.mark.parametrize("shape", [UPPER, LOWER])
def test_wide_panels_name_all_five(shape: PanelShape) -> None:
    assert set(place_labels(curves(FIVE, shape), NAMES, shape, 15)) == set(FIVE)


@pytest.mark.parametrize("shape", [UPPER, LOWER])
def test_wide_panels_name_at_least_half_of_all_functions(shape: PanelShape) -> None:
    assert len(place_labels(curves(tuple(ACTIVATIONS), shape), NAMES, shape, 15)) >= 6


def test_a_name_is_nearer_to_its_own_curve_where_that_is_alone_somewhere() -> None:
    for keys, shape in ((("sigmoid", "relu", "elu"), UPPER), (FIVE, LOWER)):
        lines = curves(keys, shape)
        boxes = check_places(lines, NAMES, shape, 15, [])
        for key in set(boxes) & {"sigmoid", "elu", "sigmoid_sum"}:
            own = distance(boxes[key], *lines[key], shape)
            others = [distance(boxes[key], *lines[k], shape) for k in keys if k != key]
            assert own < min(others)


def test_a_curve_that_leaves_the_axis_has_its_name_there() -> None:
    flat = {"flat": (X, 0 * X), "bump": (X, np.where(np.abs(X + 5) < 3, 3.0, 0.0))}
    place = place_labels(flat, {"bump": "bump"}, UPPER, 15)["bump"]
    assert place.y == pytest.approx(3.0)


def test_a_name_stands_four_pixels_from_a_flat_curve_and_in_the_right_half() -> None:
    place = place_labels({"one": (X, 0 * X + 1)}, {"one": "one"}, UPPER, 15)["one"]
    assert place.x > 0
    assert abs(place.shift) == pytest.approx(4 + 0.6 * 15)


def test_a_name_stands_beside_straight_lines_where_there_is_room() -> None:
    lines = {"one": (X, 0 * X + 1)}
    first = place_labels(lines, {"one": "one"}, UPPER, 15)["one"]
    shape = replace(UPPER, x_marks=(first.x,), y_marks=(1.4,))
    width, height = 0.62 * 15 * 3 * 20 / 860, 1.2 * 15 * (VALUES[1] - VALUES[0]) / 340
    beside = place_labels(lines, {"one": "one"}, shape, 15)["one"]
    assert abs(beside.x - first.x) >= width / 2
    assert abs(1 + beside.shift * (VALUES[1] - VALUES[0]) / 340 - 1.4) >= height / 2


def test_a_small_change_of_a_curve_leaves_its_name_on_its_column() -> None:
    for alpha in (1.0, 1.01, 1.02):
        lines = {"elu": (X, ACTIVATIONS["elu"].value(X, alpha=alpha))}
        first = place_labels(curves(("elu",), UPPER), NAMES, UPPER, 15)["elu"]
        assert place_labels(lines, NAMES, UPPER, 15)["elu"].x == first.x


def test_lines_without_points_or_names_or_room_get_no_name() -> None:
    nothing = np.full_like(X, np.nan)
    lines = {
        "nan": (X, nothing),
        "nowhere": (nothing, nothing),
        "outside": (X, X * 0 + 99),
        "empty": (X[:0], X[:0]),
        "point": (X[:1], X[:1]),
        "zero": (X, 0 * X),
        "unnamed": (X, 0 * X + 1),
    }
    names = {key: key for key in lines if key != "unnamed"}
    assert set(check_places(lines, names, UPPER, 15, [])) == {"zero"}
    assert place_labels({}, {}, UPPER, 15) == {}
    assert place_labels(lines, names, PanelShape(0, 0, (-10, 10), VALUES), 15) == {}
    assert place_labels(lines, names, PanelShape(40, 20, (-10, 10), VALUES), 15) == {}
    assert place_labels(lines, names, UPPER, 15, [(0, 0, 860, 340)]) == {}


def test_a_logarithmic_axis_counts_in_exponents_and_has_no_place_for_zero() -> None:
    shape = PanelShape(860, 220, (-10, 10), (-4, 1), is_log=True)
    lines = {"relu": (X, np.maximum(X, 0)), "sigmoid": (X, ACTIVATIONS["sigmoid"].value(X))}
    places = place_labels(lines, NAMES, shape, 15)
    assert set(places) == {"relu", "sigmoid"}
    assert places["relu"].x > 0
    at = places["sigmoid"].x
    exact = math.log10(float(ACTIVATIONS["sigmoid"].value(at)))
    assert places["sigmoid"].y == pytest.approx(exact, abs=0.01)


NUMBERS = st.floats(-12, 12) | st.just(math.nan)


@st.composite
def polylines(draw: st.DrawFn) -> tuple[Array, Array]:
    """A line of up to 30 points with gaps, jumps and parts outside the panel."""
    x = sorted(draw(st.lists(st.floats(-12, 12), min_size=1, max_size=30)))
    y = draw(st.lists(NUMBERS, min_size=len(x), max_size=len(x)))
    return np.array(x), np.array(y)


@given(
    lines=st.lists(polylines(), min_size=1, max_size=8),
    shape=st.sampled_from([shape for shape, _ in PANELS]),
    text=st.floats(10, 30),
    corner=st.floats(0, 150),
)
@settings(max_examples=40, deadline=None, database=None, derandomize=True)
def test_random_polylines_keep_all_rules(
    lines: list[tuple[Array, Array]], shape: PanelShape, text: float, corner: float
) -> None:
    keyed = {f"line{index}": line for index, line in enumerate(lines)}
    obstacles = [(corner, corner / 2, corner + 60, corner / 2 + 40)]
    check_places(keyed, {key: key for key in keyed}, shape, text, obstacles)
