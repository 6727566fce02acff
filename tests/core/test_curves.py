"""The samples of a view: which x, which curves, with which parameters; all read-only."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.activations import ACTIVATIONS
from core.curves import sample_curves
from core.keys import LIMIT
from core.view import View

thorough = settings(deadline=None, derandomize=True, max_examples=60)

RULES = ("article", "refine", "extend")


@thorough
@given(low=st.floats(-20.0, 20.0), width=st.floats(1.0, 40.0), step=st.floats(0.01, 2.0))
def test_x_is_what_numpy_would_arrange(low: float, width: float, step: float) -> None:
    view = View.from_raw({"range": (low, low + width), "step": step})
    x = sample_curves(view).x
    assert (x == np.arange(view.low, view.high, view.step)).all()
    assert 1 <= len(x) <= 4000


@pytest.mark.parametrize("shown", [(), ("relu",), ("sigmoid", "gelu"), tuple(ACTIVATIONS)])
def test_the_curves_are_the_shown_ones_in_their_order(shown: tuple[str, ...]) -> None:
    assert tuple(sample_curves(View(shown=shown)).curves) == shown


@pytest.mark.parametrize("key", ACTIVATIONS)
def test_any_other_curve_is_computed_when_asked_for(key: str) -> None:
    sampled = sample_curves(View(shown=()))
    curve = sampled.curves[key]
    assert curve.value.shape == curve.gradient.shape == sampled.x.shape
    assert curve.x.tolist() == pytest.approx(sampled.x.tolist(), abs=1e-12)
    assert curve.value.tolist() == pytest.approx(
        ACTIVATIONS[key].value(curve.x).tolist(), rel=1e-13, abs=0.0
    )
    assert curve.gradient.tolist() == pytest.approx(
        ACTIVATIONS[key].gradient(curve.x).tolist(), rel=1e-13, abs=0.0
    )


def test_a_curve_of_no_function_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        sample_curves(View()).curves["step"]


@pytest.mark.parametrize("key", [*ACTIVATIONS, LIMIT])
def test_the_arrays_are_read_only(key: str) -> None:
    sampled = sample_curves(View())
    for array in (sampled.x, sampled.curves[key].value, sampled.curves[key].gradient):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0.0


def test_the_parameters_of_the_view_reach_their_functions() -> None:
    view = View.from_raw({"offset": 2.5, "alpha": 2.0, "slope": 0.3, "range": (-3, 4), "step": 0.5})
    sampled = sample_curves(view)
    x = [-3.0 + 0.5 * i for i in range(14)]
    assert sampled.curves["sigmoid"].value.tolist() == pytest.approx(
        [1 / (1 + math.exp(2.5 - each)) for each in x]
    )
    assert sampled.curves["elu"].value.tolist() == pytest.approx(
        [each if each > 0 else 2 * (math.exp(each) - 1) for each in x]
    )
    assert sampled.curves["elu"].gradient.tolist() == pytest.approx(
        [1.0 if each > 0 else 2 * math.exp(each) for each in x]
    )
    assert sampled.curves["leaky_relu"].gradient.tolist() == [
        1.0 if each > 0 else 0.3 for each in x
    ]


def offsets(view: View, last: float) -> tuple[list[float], float]:
    """By the rule's definition; the article's spans to the last x."""
    count = int(view.count)
    if view.rule == "article":
        return [last * i / max(count - 1, 1) for i in range(count)], view.high / count
    if view.rule == "refine":
        return [view.span * (i + 0.5) / count for i in range(count)], view.span / count
    return [i + 0.5 for i in range(count)], 1.0


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize(
    "raw", [{}, {"count": 1}, {"count": 37, "span": 4.2, "range": (-5, 6), "step": 0.3}]
)
def test_the_sum_obeys_rule_count_span_and_range(rule: str, raw: dict[str, Any]) -> None:
    view = View.from_raw({**raw, "rule": rule})
    sampled = sample_curves(view)
    places, weight = offsets(view, float(sampled.x[-1]))
    expected = [
        weight * sum(1 / (1 + math.exp(place - x)) for place in places) for x in sampled.x.tolist()
    ]
    assert sampled.curves["sigmoid_sum"].value.tolist() == pytest.approx(
        expected, rel=1e-12, abs=0.0
    )


@pytest.mark.parametrize(
    ("raw", "span"),
    [
        ({"rule": "article"}, 9.8),
        ({"rule": "article", "range": (-4, 7), "step": 0.5, "span": 3.3}, 6.5),
        ({"rule": "refine", "span": 3.3}, 3.3),
        ({"rule": "extend", "count": 7, "span": 3.3}, 7.0),
        ({"rule": "extend", "count": 200}, 200.0),
    ],
)
def test_the_limit_is_softplus_minus_softplus_shifted_by_the_span(
    raw: dict[str, Any], span: float
) -> None:
    sampled = sample_curves(View.from_raw(raw))
    x = sampled.x
    softplus, shifted = np.log1p(np.exp(x)), np.log1p(np.exp(x - span))
    slope = 1 / (1 + np.exp(-x)) - 1 / (1 + np.exp(span - x))
    assert sampled.curves[LIMIT].value.tolist() == pytest.approx(
        (softplus - shifted).tolist(), rel=1e-10, abs=1e-13
    )
    assert sampled.curves[LIMIT].gradient.tolist() == pytest.approx(
        slope.tolist(), rel=1e-10, abs=1e-13
    )


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("count", [1, 2, 100, 200])
@pytest.mark.parametrize(
    "ends", [(-20.0, -10.0), (-20.0, -19.0), (-1.0, 0.0), (-0.5, 0.5), (19.0, 20.0)]
)
@pytest.mark.parametrize("step", [0.01, 2.0])
def test_a_range_left_of_0_or_of_one_point_works(
    rule: str, count: int, ends: tuple[float, float], step: float
) -> None:
    """The article's rule has no offsets there, yet the sum is finite, positive and rises."""
    sampled = sample_curves(
        View.from_raw({"range": ends, "step": step, "rule": rule, "count": count})
    )
    for key in ("sigmoid_sum", LIMIT):
        curve = sampled.curves[key]
        assert np.isfinite(curve.value).all()
        assert (curve.value > 0).all()
        assert (curve.gradient > 0).all()
        assert (np.diff(curve.value) > 0).all()


@pytest.mark.parametrize(
    ("key", "ends"),
    [("relu", (-20, -10)), ("relu", (-10, 10)), ("silu", (-10, 10)), ("sigmoid", (-20, 20))],
)
def test_the_extents_are_those_of_the_samples(key: str, ends: tuple[float, float]) -> None:
    curve = sample_curves(View.from_raw({"range": ends})).curves[key]
    value, gradient = curve.value.tolist(), curve.gradient.tolist()
    assert curve.value_extent == (min(value), max(value))
    assert curve.gradient_extent == (min(gradient), max(gradient))
    assert curve.min_positive_gradient == min((each for each in gradient if each > 0), default=1.0)
