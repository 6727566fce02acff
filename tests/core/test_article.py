"""The article's six plots, computed again point by point, and the figures read off them."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from core.activations import ACTIVATIONS
from core.curves import sample_curves
from core.view import View

POINTS = [-10.0 + 0.2 * i for i in range(100)]
CLOSE: dict[str, Any] = {"rel": 0.0, "abs": 1e-12}


def logistic(x: float, offset: float = 0.0) -> float:
    return 1.0 / (1.0 + math.exp(offset - x))


def total(x: float) -> float:
    """A hundred offsets from 0 to the last x, and a tenth of what their sigmoids add up to."""
    return math.fsum(logistic(x, POINTS[-1] * i / 99) for i in range(100)) / 10


PLOTS: dict[str, Callable[[float], float]] = {
    "identity": lambda x: x,
    "sigmoid": logistic,
    "sigmoid_sum": total,
    "softplus": lambda x: math.log(1.0 + math.exp(x)),
    "relu": lambda x: x if x > 0.0 else 0.0,
    "elu": lambda x: x if x >= 0.0 else math.exp(x) - 1.0,
}
SLOPES: dict[str, Callable[[float], float]] = {
    "identity": lambda x: 1.0,
    "sigmoid": lambda x: logistic(x) * (1.0 - logistic(x)),
    "sigmoid_sum": lambda x: (
        math.fsum((s := logistic(x, POINTS[-1] * i / 99)) * (1.0 - s) for i in range(100)) / 10
    ),
    "softplus": logistic,
    "relu": lambda x: 1.0 if x > 1e-9 else 0.0,
    "elu": lambda x: 1.0 if x > 1e-9 else math.exp(x),
}


def test_x_is_the_articles() -> None:
    x = sample_curves(View()).x
    assert x.shape == (100,)
    assert (x == np.arange(-10, 10, 0.2)).all()
    assert x.tolist() == pytest.approx(POINTS, **CLOSE)
    assert float(x[-1]) == pytest.approx(9.8, **CLOSE)


@pytest.mark.parametrize("key", PLOTS)
def test_each_plot_by_a_direct_call(key: str) -> None:
    found = ACTIVATIONS[key].value(np.arange(-10, 10, 0.2))
    assert found.tolist() == pytest.approx([PLOTS[key](x) for x in POINTS], **CLOSE)


@pytest.mark.parametrize("key", PLOTS)
def test_each_plot_by_the_default_view(key: str) -> None:
    curve = sample_curves(View.from_raw({"shown": list(PLOTS)})).curves[key]
    assert curve.value.tolist() == pytest.approx([PLOTS[key](x) for x in POINTS], **CLOSE)


@pytest.mark.parametrize("key", PLOTS)
def test_each_gradient_by_the_default_view(key: str) -> None:
    """Near x = 0, which the grid misses by rounding, relu and elu have the slope of their side."""
    found, x = sample_curves(View()).curves[key].gradient, sample_curves(View()).x
    away = np.abs(x) > 1e-9
    expected = [SLOPES[key](each) for each in POINTS]
    assert found[away].tolist() == pytest.approx(np.array(expected)[away].tolist(), **CLOSE)
    assert away.sum() == 99


@pytest.mark.parametrize(
    ("x", "shown", "digits"),
    [(-10.0, 4.8e-5, 6), (0.0, 0.725373, 6), (9.8, 9.274627, 6)],
)
def test_the_sum_at_its_landmarks(x: float, shown: float, digits: int) -> None:
    assert float(ACTIVATIONS["sigmoid_sum"].value(x)) == pytest.approx(
        shown, abs=0.5 * 10.0**-digits
    )


@pytest.mark.parametrize(("x", "shown"), [(9.8, 0.518), (14.4, 0.011)])
def test_the_slope_of_the_sum_vanishes_beyond_the_last_offset(x: float, shown: float) -> None:
    assert float(ACTIVATIONS["sigmoid_sum"].gradient(x)) == pytest.approx(shown, abs=0.0005)


def test_the_sum_strays_from_softplus_by_as_much_as_told() -> None:
    curves = sample_curves(View()).curves
    gap = np.abs(curves["sigmoid_sum"].value - curves["softplus"].value).max()
    assert float(gap) == pytest.approx(0.5254, abs=0.00005)


def test_softplus_is_above_relu_by_ln_2_at_most() -> None:
    curves = sample_curves(View()).curves
    above = curves["softplus"].value - curves["relu"].value
    assert float(above.max()) == pytest.approx(math.log(2.0), **CLOSE)
    assert int(above.argmax()) == 50
