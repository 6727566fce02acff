"""Forward and backward passes: against central differences and against autograd."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import autograd
import autograd.numpy as anp
import numpy as np
import pytest

from core import network
from core.activations import ACTIVATIONS
from core.network import (
    compute_outputs,
    draw_parameters,
    run_backward,
    run_forward,
    split_layers,
)
from core.typing import Array

WIDTHS = (2, 5, 4, 1)
POINTS = np.random.default_rng(3).uniform(-1.5, 1.5, (40, 2))
CLASSES = np.arange(40) % 2.0
PARAMETERS: dict[str, dict[str, float]] = {"elu": {"alpha": 1.3}, "leaky_relu": {"slope": 0.2}}
SHIFT = -0.4
MAX_ERROR = 1e-8

# The same functions once more, in autograd's numpy.
OTHER_FUNCTIONS = {
    "relu": lambda z: anp.maximum(0.0, z),
    "elu": lambda z: anp.where(z > 0, z, 1.3 * (anp.exp(anp.minimum(z, 0.0)) - 1.0)),
    "sigmoid": lambda z: 1.0 / (1.0 + anp.exp(-z)),
    "softplus": lambda z: anp.log(1.0 + anp.exp(z)),
    "tanh": anp.tanh,
    "silu": lambda z: z / (1.0 + anp.exp(-z)),
    "leaky_relu": lambda z: anp.where(z > 0, z, 0.2 * z),
}


class ExactFunction:
    """A function and its gradient as they are, in place of their table."""

    def __init__(self, key: str) -> None:
        self._row, self._parameters = ACTIVATIONS[key], PARAMETERS.get(key, {})

    def value(self, x: Array) -> Array:
        return self._row.value(x, **self._parameters) + SHIFT

    def value_and_slope(self, x: Array) -> tuple[Array, Array]:
        return self.value(x), self._row.gradient(x, **self._parameters)


@pytest.fixture(autouse=True)
def without_rounding(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(network, "round_factor", lambda x: x)
    yield


def draw() -> Array:
    rng = np.random.default_rng(7)
    parameters = draw_parameters(rng, WIDTHS, 1.7)
    return parameters + 0.1 * rng.standard_normal(parameters.size)  # biases other than 0 too


def loss_and_gradient(key: str, parameters: Array) -> tuple[float, Array]:
    function: Any = ExactFunction(key)
    layers = split_layers(parameters, WIDTHS)
    activity = run_forward(layers, function, POINTS)
    outputs = activity.outputs
    loss = float(np.logaddexp(0.0, np.where(CLASSES > 0, -outputs, outputs)).mean())
    slopes = (1.0 / (1.0 + np.exp(-outputs)) - CLASSES) / CLASSES.size
    return loss, run_backward(layers, activity, slopes)


@pytest.mark.parametrize("key", ACTIVATIONS)
def test_the_gradient_is_that_of_central_differences(key: str) -> None:
    parameters = draw()
    _, gradient = loss_and_gradient(key, parameters)
    for index in range(parameters.size):
        step = np.zeros_like(parameters)
        step[index] = 1e-6
        above, below = (loss_and_gradient(key, parameters + each)[0] for each in (step, -step))
        assert gradient[index] == pytest.approx((above - below) / 2e-6, abs=MAX_ERROR)


@pytest.mark.parametrize("key", OTHER_FUNCTIONS)
def test_the_gradient_is_that_of_autograd(key: str) -> None:
    def compute_loss(parameters: Any) -> Any:
        values, start = POINTS, 0
        for inputs, outputs in pairwise(WIDTHS):
            middle = start + inputs * outputs
            weights = anp.reshape(parameters[start:middle], (inputs, outputs))
            values = anp.dot(values, weights) + parameters[middle : middle + outputs]
            start = middle + outputs
            if outputs > 1:
                values = OTHER_FUNCTIONS[key](values) + SHIFT
        sign = 1.0 - 2.0 * CLASSES
        return anp.mean(anp.log(1.0 + anp.exp(sign * values[:, 0])))

    parameters = draw()
    loss, gradient = loss_and_gradient(key, parameters)
    assert loss == pytest.approx(compute_loss(parameters), rel=1e-12)
    np.testing.assert_allclose(gradient, autograd.grad(compute_loss)(parameters), atol=1e-14)


def test_the_outputs_alone_are_those_of_a_forward_pass() -> None:
    function: Any = ExactFunction("gelu")
    layers = split_layers(draw(), WIDTHS)
    whole = run_forward(layers, function, POINTS).outputs
    assert np.array_equal(compute_outputs(layers, function, POINTS), whole)


def test_weights_are_drawn_as_wide_as_the_gain_says_and_biases_are_0() -> None:
    layers = split_layers(
        draw_parameters(np.random.default_rng(1), (2, 400, 300, 1), 2.0), (2, 400, 300, 1)
    )
    for inputs, layer in zip((2, 400, 300), layers, strict=True):
        assert not layer.biases.any()
        # The standard error of a variance of n normal numbers is sqrt(2 / n) of it: 5 of those.
        spread = 5 * np.sqrt(2 / layer.weights.size)
        assert layer.weights.var() == pytest.approx(2.0 / inputs, rel=spread)
