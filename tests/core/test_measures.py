"""The two errors of the sum of sigmoids: of the quadrature, and of what it tends to."""

import math

import numpy as np
import pytest

from core.curves import sample
from core.measures import sum_errors
from core.view import View

REFINED = [(1, "1.79"), (2, "0.375"), (5, "0.0430"), (10, "0.0102"), (20, "0.0025")]
REFINED += [(50, "0.00040"), (100, "0.00010"), (200, "0.000025")]
EXTENDED = [(1, "8.80"), (2, "7.80"), (5, "4.81"), (10, "0.588"), (20, "0.010578"), (50, "0.010578"), (200, "0.010578")]


def rounded(number: float, like: str) -> str:
    """With as many decimals as another text has."""
    return f"{number:.{len(like) - 2}f}"


def softplus(x: float) -> float:
    return max(x, 0.0) + math.log1p(math.exp(-abs(x)))


def test_the_articles_sum() -> None:
    errors = sum_errors(View())
    assert errors.quadrature == pytest.approx(0.1677, abs=0.00005)
    assert errors.truncation == pytest.approx(math.log(2.0), abs=1e-12)


@pytest.mark.parametrize(("count", "published"), REFINED)
def test_refining_lets_the_quadrature_error_fall(count: int, published: str) -> None:
    errors = sum_errors(View.cleaned({"rule": "refine", "count": count, "span": 9.8}))
    assert rounded(errors.quadrature, published) == published
    assert errors.truncation == pytest.approx(math.log(2.0), abs=1e-12)


@pytest.mark.parametrize("span", [0.1, 3.0, 9.8, 20.0])
@pytest.mark.parametrize(("low", "high"), [(-10.0, 10.0), (-20.0, -5.0), (2.0, 19.0)])
def test_the_truncation_is_what_softplus_has_left_beyond_the_span(span: float, low: float, high: float) -> None:
    """softplus - T = softplus(x - span), greatest at the last x."""
    errors = sum_errors(View.cleaned({"rule": "refine", "span": span, "range": (low, high)}))
    assert errors.truncation == pytest.approx(softplus(float(np.arange(low, high, 0.2)[-1]) - span), rel=1e-9)


@pytest.mark.parametrize(("count", "published"), EXTENDED)
def test_extending_lets_the_sum_follow_softplus_further(count: int, published: str) -> None:
    view = View.cleaned({"rule": "extend", "count": count})
    curves = sample(view).curves
    strayed = float(np.abs(curves["sigmoid_sum"].value - curves["softplus"].value).max())
    assert rounded(strayed, published) == published
    errors = sum_errors(view)
    assert errors.truncation == pytest.approx(softplus(9.8 - count), rel=1e-6)
    assert abs(errors.truncation - errors.quadrature) <= strayed <= errors.truncation + errors.quadrature
