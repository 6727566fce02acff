"""The extra curves: the single sigmoids of a sum, a formula in float32, the article's input."""

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from core.curves import drawn_keys, sample_curve, setting_names, x_grid
from core.keys import AS_WRITTEN, INPUT, LIMIT, SUM, TERMS
from core.sweep import sweep
from core.typing import Array
from core.view import CONTROLS, View

MAX_TERMS = 25
SUMS: list[dict[str, Any]] = [
    {"rule": "article"},
    {"rule": "article", "count": 1},
    {"rule": "article", "count": 200, "range": (-20.0, 20.0), "step": 0.01},
    {"rule": "article", "count": 9, "range": (-20.0, -10.0)},
    {"rule": "refine", "count": 4, "span": 8.0},
    {"rule": "refine", "count": 25},
    {"rule": "refine", "count": 26, "span": 20.0},
    {"rule": "extend", "count": 6},
    {"rule": "extend", "count": 200, "range": (-3.0, 4.5), "step": 2.0},
]
INPUTS: list[dict[str, Any]] = [
    {},
    {"step": 0.01, "range": (-20.0, 20.0)},
    {"step": 2.0, "range": (-9.0, 10.0)},
    {"step": 0.3, "range": (-3.0, -1.0)},
]


def sum_offsets(view: View) -> Array:
    """Every offset of the rule of a view."""
    count = int(view.count)
    if view.rule == "article":
        last = float(x_grid(view.low, view.high, view.step)[-1])
        return np.linspace(0.0, max(last, 0.1), count)
    if view.rule == "refine":
        return view.span * (np.arange(count) + 0.5) / count
    return np.linspace(0.5, count - 0.5, count).astype(np.float64)


def split_at_gaps(line: Array, gaps: Array) -> list[Array]:
    """The parts of a line, each of which ends right before a gap."""
    assert gaps[-1]
    return [part[:-1] for part in np.split(line, np.flatnonzero(gaps) + 1)[:-1]]


@pytest.mark.parametrize("raw", SUMS)
def test_each_term_is_a_sigmoid_at_an_offset_of_the_rule(raw: dict[str, Any]) -> None:
    view = View(**raw)
    curve, offsets = sample_curve(view, TERMS), sum_offsets(view)
    gaps = np.isnan(curve.x)
    for line in (curve.value, curve.gradient):
        assert np.array_equal(np.isnan(line), gaps)
    parts = [split_at_gaps(line, gaps) for line in (curve.x, curve.value, curve.gradient)]
    found = []
    for x, value, gradient in zip(*parts, strict=True):
        assert (x[0], x[-1]) == (view.low, view.high)
        assert np.all(np.diff(x) > 0)
        sigmoids = 1.0 / (1.0 + np.exp(offsets[:, np.newaxis] - x))
        misses = np.abs(sigmoids - value).max(axis=1)
        nearest = int(misses.argmin())
        assert misses[nearest] < 1e-12
        slope = sigmoids[nearest] * (1.0 - sigmoids[nearest])
        assert gradient == pytest.approx(slope, abs=1e-12)
        found.append(nearest)
    # Evenly chosen among all offsets, the first and the last of them included.
    assert len(found) == min(MAX_TERMS, offsets.size)
    assert (found[0], found[-1]) == (0, offsets.size - 1)
    distances = np.diff(found)
    assert distances.size == 0 or distances.max() - distances.min() <= 1
    assert np.all(distances > 0)


@pytest.mark.parametrize("raw", INPUTS)
def test_the_input_is_the_articles(raw: dict[str, Any]) -> None:
    view = View(**raw)
    x = np.arange(view.low, view.high, view.step)
    y = np.linspace(0, len(x), len(x))
    curve = sample_curve(view, INPUT)
    assert np.array_equal(curve.x, x)
    np.testing.assert_allclose(curve.value, y, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(curve.gradient[1:], np.diff(y) / np.diff(x), rtol=1e-7)
    assert curve.gradient[0] == curve.gradient[-1]


def test_the_first_plot_of_the_article_rises_from_0_to_100() -> None:
    curve = sample_curve(View(), INPUT)
    assert (curve.value.size, curve.value[0], curve.value[-1]) == (100, 0.0, pytest.approx(100.0))
    assert curve.gradient[0] == pytest.approx(100 / 19.8)


@pytest.mark.parametrize(
    ("shown", "extras", "drawn"),
    [
        ((), (), ()),
        ((), (INPUT,), (INPUT,)),
        ((), (TERMS, LIMIT), ()),
        (("sigmoid", "relu"), (TERMS, LIMIT), ("sigmoid", "relu")),
        ((SUM,), (), (SUM,)),
        ((SUM,), (TERMS,), (TERMS, SUM)),
        ((SUM,), (LIMIT,), (SUM, LIMIT, "softplus")),
        ((SUM, "softplus", "elu"), (TERMS, LIMIT), (TERMS, SUM, LIMIT, "softplus", "elu")),
        (("sigmoid", SUM), (INPUT,), (INPUT, SUM, "sigmoid")),
        (("softplus",), (AS_WRITTEN,), ("softplus",)),
        (("relu", "softplus_beta"), (AS_WRITTEN,), ("relu", "softplus_beta", AS_WRITTEN)),
    ],
)
def test_what_is_drawn_from_below(
    shown: tuple[str, ...], extras: tuple[str, ...], drawn: tuple[str, ...]
) -> None:
    assert drawn_keys(View(shown=shown, extras=extras)) == drawn


@pytest.mark.parametrize("sharpness", [0.5, 2.0, 10.0, 128.0])
def test_the_formula_in_float32_is_softplus_until_exp_overflows(sharpness: float) -> None:
    view = View(range=(-20.0, 20.0), step=0.01, sharpness=sharpness)
    curve = sample_curve(view, AS_WRITTEN)
    has_failed = sharpness * curve.x > 128 * math.log(2.0)  # the logarithm of 2^128
    assert np.array_equal(np.isnan(curve.value), has_failed)
    assert np.array_equal(np.isnan(curve.gradient), has_failed)
    assert has_failed.any() == (sharpness > 5)
    z = sharpness * curve.x[~has_failed]
    # A float32 knows z to 2^-24 of it, and 1 + exp(z) to 2^-24 of that.
    precision = 2.0**-22 * (1.0 + np.abs(z))
    expected = np.logaddexp(0.0, z)
    assert np.all(np.abs(sharpness * curve.value[~has_failed] - expected) <= precision)
    slope = 0.5 + 0.5 * np.tanh(0.5 * z)
    assert np.all(np.abs(curve.gradient[~has_failed] - slope) <= precision)


def test_in_float32_the_left_tail_is_exactly_0() -> None:
    curve = sample_curve(View(range=(-20.0, 0.0), step=0.01, sharpness=2.0), AS_WRITTEN)
    is_lost = 2.0 * curve.x < -24 * math.log(2.0) - 0.001  # exp(z) is less than half of 2^-23
    assert not curve.value[is_lost].any()
    assert np.all(curve.value[2.0 * curve.x > -23 * math.log(2.0)] > 0)
    assert np.all(curve.gradient > 0)


OTHER_VALUES: dict[str, Any] = {
    "range": (-4.0, 7.5),
    "step": 0.35,
    "count": 7.0,
    "span": 3.3,
    "alpha": 2.0,
    "offset": 1.0,
    "slope": 0.5,
    "sharpness": 7.0,
    "probe": 4.0,
    "scale": "log",
}


@pytest.mark.parametrize("key", [TERMS, INPUT])
@pytest.mark.parametrize("rule", ["article", "refine", "extend"])
@pytest.mark.parametrize("name", OTHER_VALUES)
def test_an_extra_curve_depends_on_the_fields_that_are_named(
    name: str, rule: str, key: str
) -> None:
    view = View(rule=rule)
    before, after = (
        sample_curve(each, key) for each in (view, replace(view, **{name: OTHER_VALUES[name]}))
    )
    is_same = np.array_equal(before.value, after.value, equal_nan=True)
    assert is_same == (name not in setting_names(view, key))


@pytest.mark.parametrize("name", CONTROLS)
def test_no_slider_has_an_extra_curve_ready(name: str) -> None:
    for rule in ("article", "refine", "extend"):
        assert sweep(View(rule=rule), name, (TERMS, AS_WRITTEN, INPUT)).families == {}
