"""A curve as lines to draw: parted where it jumps."""

from typing import Any

import numpy as np
import pytest

from core.curves import sample_curve
from core.view import View


def value_line(formula: str, step: float) -> list[tuple[float, float | None]]:
    """The points from -1 to 1 of the line of f."""
    view = View.from_raw({"shown": "own", "formula": formula, "step": step})
    x, y = sample_curve(view, "own").value_line_with_gap
    near = np.abs(x) <= 1.0
    numbers = zip(x[near].tolist(), y[near].tolist(), strict=True)
    return [(a, None if np.isnan(b) else b) for a, b in numbers]


@pytest.mark.parametrize("step", [0.5, 1.0])
@pytest.mark.parametrize(
    ("formula", "left", "at_0", "right"),
    [
        ("1 if x < 0 else 2", 1.0, [None, 2.0, None], 2.0),
        ("1 if x <= 0 else 2", 1.0, [None], 2.0),
        ("sign(x)", -1.0, [None, 0.0, None], 1.0),
        ("abs(x) / x", -1.0, [None, None, None], 1.0),
    ],
)
def test_a_sample_at_a_jump_is_not_joined_to_the_other_side(
    formula: str, step: float, left: float, at_0: list[Any], right: float
) -> None:
    count = round(1 / step)
    before = [(-1.0 + step * i, left) for i in range(count)]
    after = [(step * (i + 1), right) for i in range(count)]
    own = [(0.0, left)] if len(at_0) == 1 else []  # the sample itself, at the end of the left
    at_jump = [(0.0, y) for y in (left, *at_0, right)]
    assert value_line(formula, step) == [*before, *own, *at_jump, *after]


def test_samples_of_a_formula_are_where_they_say() -> None:
    """numpy.arange(-10, 10, 0.2) has -3.6e-14 for 0, where a formula may have another value."""
    view = View.from_raw({"shown": "own", "formula": "1 if x < 0 else 2"})
    curve = sample_curve(view, "own")
    assert curve.x[50] == 0.0
    assert curve.value[49:52].tolist() == [1.0, 2.0, 2.0]


def test_beside_a_pole_of_the_slope_there_is_no_slope() -> None:
    """Or a line would go to 2e161 at x = 0 from the next sample on."""
    curve = sample_curve(View.from_raw({"shown": "own", "formula": "sqrt(abs(x))"}), "own")
    assert curve.kinks == (0.0,)
    assert np.isnan(curve.one_sided_gradients).all()
