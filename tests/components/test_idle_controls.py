"""A control that nothing obeys is not seen, and one that is not seen would move nothing."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given

from components.controls import hidden_controls
from components.plot.figure import list_series
from core.curves import drawn_keys, sample_curve
from core.view import CONTROLS, FREE, View
from tests.components.strategies import VIEWS, few
from tests.components.test_controls import SLIDERS, rows_seen


@pytest.mark.parametrize(
    ("raw", "name", "has_effect"),
    [
        ({"shown": ["elu"]}, "alpha", True),
        ({"shown": ["relu"]}, "alpha", False),
        ({"shown": []}, "alpha", False),
        ({"shown": ["selu"]}, "alpha", False),
        ({"shown": ["sigmoid"]}, "offset", True),
        ({"shown": ["sigmoid_sum"]}, "offset", False),
        ({"shown": ["leaky_relu"]}, "slope", True),
        ({"shown": ["relu"]}, "slope", False),
        ({"shown": ["softplus_beta"]}, "sharpness", True),
        ({"shown": ["softplus"]}, "sharpness", False),
        ({"shown": ["sigmoid_sum"]}, "count", True),
        ({"shown": ["sigmoid"]}, "count", False),
        ({"shown": ["sigmoid_sum"]}, "extras", True),
        ({"shown": ["sigmoid"]}, "extras", False),
        ({"shown": ["sigmoid"]}, "rule", False),
        ({"shown": ["sigmoid_sum"], "rule": "refine"}, "span", True),
        ({"shown": ["sigmoid_sum"], "rule": "article"}, "span", False),
        ({"shown": ["sigmoid_sum"], "rule": "extend"}, "span", False),
        ({"shown": ["sigmoid"], "rule": "refine"}, "span", False),
        ({"panels": ["value"]}, "scale", False),
        ({"panels": ["gradient"]}, "scale", True),
        ({"panels": ["gradient"], "lens": "noise"}, "scale", False),
        ({"panels": ["gradient"], "lens": "noise"}, "noise", True),
        ({"panels": ["value"]}, "lens", False),
        ({"lens": "depth", "weights": "own"}, "weight_variance", False),
        ({"lens": "depth", "weights": "one"}, "weight_variance", True),
        ({"shown": []}, "range", True),
        ({"shown": []}, "step", True),
        ({"shown": []}, "probe", True),
    ],
)
def test_a_control_that_nothing_obeys_is_not_seen(
    raw: dict[str, Any], name: str, has_effect: bool
) -> None:
    assert (name in rows_seen(**raw)) is has_effect


@given(view=VIEWS)
@few
def test_a_slider_that_is_not_seen_would_move_no_curve_and_no_lens(view: View) -> None:
    free = replace(view, part="curves", scene=FREE, hide=())
    for name in set(SLIDERS) & hidden_controls(free):
        for end in (CONTROLS[name].low, CONTROLS[name].high):
            moved = replace(free, **{name: end})
            for key in drawn_keys(free):
                now, then = (sample_curve(each, key) for each in (free, moved))
                assert np.array_equal(now.value, then.value, equal_nan=True)
            series = (list_series(each) for each in (free, moved))
            for (before, *axes), (after, *new_axes) in zip(*series, strict=True):
                assert (before.uid, axes) == (after.uid, new_axes)
                assert np.array_equal(before.x, after.x, equal_nan=True)
                assert np.array_equal(before.y, after.y, equal_nan=True)
