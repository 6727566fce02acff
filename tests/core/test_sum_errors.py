"""The errors of a sum of sigmoids against published figures and the rates of quadrature rules."""

from dataclasses import replace

import numpy as np
import pytest

from core.curves import sum_span
from core.sigmoid_sum import RULES
from core.statistics import measure_limit_distances
from core.sum_errors import errors_by_count, find_error_curves
from core.typing import Array
from core.view import View

X = np.linspace(-20.0, 40.0, 601)
REFINED = {1: "1.79", 50: "0.00040", 100: "0.00010", 200: "0.000025"}


def softplus(x: Array) -> Array:
    values: Array = np.logaddexp(0.0, x)
    return values


def sum_directly(view: View, x: Array) -> Array:
    """Every sigmoid at every x."""
    count, span = int(view.count), sum_span(view)
    offsets, weight = {
        "article": (np.linspace(0.0, span, count), view.high / count),
        "refine": ((np.arange(count) + 0.5) * span / count, span / count),
        "extend": (np.arange(count) + 0.5, 1.0),
    }[view.rule]
    total: Array = (1.0 / (1.0 + np.exp(offsets - x[:, np.newaxis]))).sum(axis=1)
    return weight * total


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("count", [1, 7, 100, 200])
def test_the_two_errors_add_up_to_the_distance_from_softplus(rule: str, count: int) -> None:
    view = View(rule=rule, count=float(count))
    errors = find_error_curves(view, X)
    distance = sum_directly(view, X) - softplus(X)
    assert errors.quadrature + errors.truncation == pytest.approx(distance, abs=1e-11)
    if rule != "article":
        expected = -softplus(X - sum_span(view))
        assert errors.truncation == pytest.approx(expected, abs=1e-11)


def test_the_limit_of_the_articles_rule_rises_to_the_top_of_the_sum() -> None:
    """Its offsets end at the last x, 9.8, but the sum rises to 10, the end of the range."""
    errors = find_error_curves(View(), np.array([200.0]))
    assert errors.quadrature == pytest.approx([0.0], abs=1e-12)
    assert errors.truncation == pytest.approx([-190.0], abs=1e-11)


@pytest.mark.parametrize("rule", RULES)
def test_counts_rise_from_1_to_the_most_of_a_view(rule: str) -> None:
    counts, errors = errors_by_count(View(), rule)
    assert counts.shape == errors.shape
    assert counts[0] == 1.0
    assert counts[-1] == 200.0
    assert (np.diff(counts) > 0.0).all()
    assert (counts == counts.round()).all()
    assert errors_by_count(View(alpha=3.0, count=7.0), rule)[1] is errors


def test_refining_as_published() -> None:
    """The sample is finer than the step of the view, so an error may be a little larger."""
    counts, errors = errors_by_count(View(), "refine")
    for count, published in REFINED.items():
        found = float(errors[counts == count][0])
        assert f"{found:.{len(published) - 2}f}" == published
        on_grid = measure_limit_distances(View(rule="refine", count=float(count))).from_sum
        assert on_grid <= found * (1.0 + 1e-9)
        assert found == pytest.approx(on_grid, rel=0.01)


def test_refining_falls_with_the_square_of_the_cells_width() -> None:
    """Euler and Maclaurin: h^2 / 24 times the slope of the sigmoid at an end of the span, 1/4."""
    counts, errors = errors_by_count(View(), "refine")
    is_fine = counts >= 50
    expected = (9.8 / counts[is_fine]) ** 2 / 96.0
    assert errors[is_fine] == pytest.approx(expected, rel=0.01)


@pytest.mark.parametrize(
    ("rule", "slope", "tolerance"), [("article", -1.0, 0.02), ("refine", -2.0, 0.02)]
)
def test_the_rate_of_a_rule(rule: str, slope: float, tolerance: float) -> None:
    counts, errors = errors_by_count(View(), rule)
    is_fine = counts >= 20
    found = np.polyfit(np.log(counts[is_fine]), np.log(errors[is_fine]), 1)[0]
    assert found == pytest.approx(slope, abs=tolerance)


def test_extending_does_not_refine() -> None:
    counts, errors = errors_by_count(View(), "extend")
    assert errors[counts >= 20] == pytest.approx(0.010578, abs=5e-7)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("ends", [(-10.0, 10.0), (-20.0, -3.0), (4.0, 20.0)])
def test_the_greatest_error_is_found(rule: str, ends: tuple[float, float]) -> None:
    view = View(range=ends, span=13.0, step=0.5)
    x = np.linspace(*ends, 20_001)
    for count, error in zip(*errors_by_count(view, rule), strict=True):
        curves = find_error_curves(replace(view, rule=rule, count=float(count)), x)
        assert error == pytest.approx(np.abs(curves.quadrature).max(), rel=0.02, abs=1e-13)


def test_another_rule_is_refused() -> None:
    with pytest.raises(ValueError, match="article, refine, extend"):
        errors_by_count(View(), "midpoint")


def test_the_results_are_read_only() -> None:
    for each in errors_by_count(View(), "refine"):
        with pytest.raises(ValueError, match="read-only"):
            each[0] = 0.0
