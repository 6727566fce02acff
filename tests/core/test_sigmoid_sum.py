"""The fast sum of sigmoids against the sum term by term, and its limit in closed form."""

import tracemalloc
from typing import Any

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mpmath import mpf

from core.activations import ACTIVATIONS
from core.curves import sample_curves
from core.sigmoid_sum import RULES, sum_integral, sum_integral_gradient
from core.view import View

SUM = ACTIVATIONS["sigmoid_sum"]
Parameters = dict[str, Any]

thorough = settings(deadline=None, derandomize=True, max_examples=60)
parameters = st.fixed_dictionaries(
    {
        "rule": st.sampled_from(["article", "refine", "extend"]),
        "count": st.integers(1, 200),
        "span": st.floats(0.1, 20.0),
        "high": st.floats(0.1, 20.0),
    }
)
grids = st.lists(st.floats(-480.0, 690.0) | st.floats(-20.0, 20.0), min_size=1, max_size=30).map(
    np.array
)


def terms(rule: str, count: int, span: float, high: float) -> tuple[list[float], float]:
    """The offsets, one by one, and what each sigmoid weighs."""
    if rule == "article":
        return [span * i / max(count - 1, 1) for i in range(count)], high / count
    if rule == "refine":
        return [(i + 0.5) * span / count for i in range(count)], span / count
    return [i - 0.5 for i in range(1, count + 1)], 1.0


def direct(x: np.ndarray, given: Parameters) -> tuple[np.ndarray, np.ndarray]:
    """Every sigmoid at every x, which is small enough here for exp to stay finite."""
    offsets, weight = terms(**given)
    p = np.exp(np.subtract.outer(offsets, x))
    return weight * (1.0 / (1.0 + p)).sum(axis=0), weight * (p / (1.0 + p) / (1.0 + p)).sum(axis=0)


@thorough
@given(x=grids, given=parameters)
def test_the_fast_sum_is_the_direct_sum(x: np.ndarray, given: Parameters) -> None:
    value, gradient = direct(x, given)
    assert SUM.value(x, **given).tolist() == pytest.approx(value.tolist(), rel=1e-12, abs=0.0)
    assert SUM.gradient(x, **given).tolist() == pytest.approx(
        gradient.tolist(), rel=1e-12, abs=1e-300
    )


def test_another_rule_is_refused() -> None:
    assert set(RULES) == {"article", "refine", "extend"}
    with pytest.raises(ValueError, match="article, refine, extend"):
        SUM.value(0.0, rule="midpoint")


@pytest.mark.parametrize(
    "given", [{}, {"count": 200, "rule": "extend"}, {"count": 7, "rule": "refine"}]
)
def test_a_point_does_not_depend_on_its_neighbours(given: Parameters) -> None:
    """Neither on an x far away nor on how many there are, however the work is cut into blocks."""
    x = np.concatenate([np.linspace(-20.0, 20.0, 40_000), [-1e4, 1e4]])
    few = np.array([*range(0, 40_000, 1999), 40_000, 40_001])
    for function in (SUM.value, SUM.gradient):
        alone = [float(function(each, **given)) for each in x[few].tolist()]
        assert function(x, **given)[few].tolist() == pytest.approx(alone, rel=1e-12, abs=0.0)


@thorough
@given(x=st.floats(-40.0, 60.0), given=parameters)
def test_the_sum_turns_about_the_middle_of_its_offsets(x: float, given: Parameters) -> None:
    offsets, weight = terms(**given)
    mirrored = offsets[0] + offsets[-1] - x
    both = float(SUM.value(x, **given)) + float(SUM.value(mirrored, **given))
    assert both == pytest.approx(weight * len(offsets), rel=1e-12)
    assert float(SUM.gradient(x, **given)) == pytest.approx(
        float(SUM.gradient(mirrored, **given)), rel=1e-12
    )


@pytest.mark.parametrize("span", [0.1, 1.0, 9.8, 20.0, 200.0])
def test_the_limit_agrees_with_long_arithmetic(span: float) -> None:
    """With more digits than any of the two differences loses."""
    x = np.concatenate([np.linspace(-700.0, 700.0, 141), np.linspace(-21.0, 21.0, 85), [0.0, span]])
    values, slopes = sum_integral(x, span).tolist(), sum_integral_gradient(x, span).tolist()
    with mpmath.workdps(450):
        for each, value, slope in zip(x.tolist(), values, slopes, strict=True):
            p, q = mpmath.exp(mpf(each)), mpmath.exp(mpf(each) - mpf(span))
            truths = mpmath.log((1 + p) / (1 + q)), p / (1 + p) - q / (1 + q)
            for found, truth in zip((value, slope), truths, strict=True):
                assert abs(found - truth) <= max(mpf("1e-12") * truth, mpf("1e-300")), (each, found)


@pytest.mark.parametrize("count", [50, 100, 200])
def test_the_error_of_refining_falls_as_the_cells_width_squared_over_96(count: int) -> None:
    """The midpoint rule: h^2 / 24 times the jump of the slope at the end of the span, 1/4."""
    span = 20.0
    x = np.linspace(-5.0, 25.0, 3001)
    found = np.abs(
        SUM.value(x, rule="refine", count=count, span=span) - sum_integral(x, span)
    ).max()
    assert float(found) == pytest.approx((span / count) ** 2 / 96, rel=0.005)


def test_extending_grows_the_ramp_by_one_with_each_unit() -> None:
    tops = [float(SUM.value(1000.0, rule="extend", count=count)) for count in range(1, 201)]
    assert tops == pytest.approx([float(count) for count in range(1, 201)], rel=1e-12)


def peak(work: Any) -> int:
    """The bytes that a piece of work held at most, of what it asked for itself."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_sample_at_the_caps_stays_small() -> None:
    """With settings that no other test uses, so that nothing is cached."""
    caps = {
        "range": (-20, 20),
        "step": 0.01,
        "count": 200,
        "shown": list(ACTIVATIONS),
        "rule": "refine",
    }
    view = View.from_raw({**caps, "span": 19.37, "alpha": 3.19, "slope": 0.83, "offset": -7.77})
    assert len(sample_curves(View.from_raw({**caps, "span": 18.31, "shown": ["relu"]})).x) == 4000
    assert 500_000 < peak(lambda: sample_curves(view)) < 64_000_000


@pytest.mark.parametrize("function", [SUM.value, SUM.gradient])
def test_memory_grows_with_the_points_only(function: Any) -> None:
    """Every sigmoid at every x at once would take 200 times as much as x."""
    x = np.linspace(-20.0, 20.0, 200_000)
    assert peak(lambda: function(x, count=200, rule="extend")) < 20 * x.nbytes
