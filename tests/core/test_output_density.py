"""Densities of f(X) against closed forms, and against the moments of f."""

import math
from typing import Any

import numpy as np
import pytest

from core.activations import ACTIVATIONS
from core.moments import moments
from core.output_density import PointMass, output_density, point_masses
from core.typing import Array

WIDTHS = [(0.0, 1.0), (-1.0, 0.5), (0.7, 1.5)]
CLOSE: dict[str, Any] = {"rel": 1e-8, "abs": 1e-15}


def normal(x: Array, mu: float, sigma: float) -> Array:
    return np.exp(-0.5 * ((x - mu) / sigma) ** 2) / (math.sqrt(2.0 * math.pi) * sigma)


def distribution(z: float) -> float:
    return 0.5 * math.erfc(-z / math.sqrt(2.0))


@pytest.mark.parametrize(("mu", "sigma"), [*WIDTHS, (2.0, 10.0)])
def test_smooth_functions_in_closed_form(mu: float, sigma: float) -> None:
    """Of the sigmoid it is the logit-normal density; softplus has the inverse log(exp(y) - 1)."""
    y = np.linspace(-0.1, 1.1, 241).round(12)
    inside = (y > 1e-9) & (y < 1.0 - 1e-9)
    p = y[inside]
    expected = np.zeros(y.shape)
    expected[inside] = normal(np.log(p / (1.0 - p)), mu, sigma) / (p * (1.0 - p))
    assert output_density("sigmoid", mu, sigma, y) == pytest.approx(expected, **CLOSE)
    y = np.linspace(0.01, 5.0, 200)
    expected = normal(np.log(np.expm1(y)), mu, sigma) / -np.expm1(-y)
    assert output_density("softplus", mu, sigma, y) == pytest.approx(expected, **CLOSE)
    y = np.linspace(-0.99, 0.99, 199)
    expected = normal(np.arctanh(y), mu, sigma) / (1.0 - y * y)
    assert output_density("tanh", mu, sigma, y) == pytest.approx(expected, **CLOSE)


@pytest.mark.parametrize("sharpness", [0.5, 2.0, 20.0, 128.0])
@pytest.mark.parametrize(("mu", "sigma"), WIDTHS)
def test_a_sharp_softplus_in_closed_form(mu: float, sigma: float, sharpness: float) -> None:
    """Its inverse is log(exp(b y) - 1) / b, and f' = 1 - exp(-b y)."""
    y = np.linspace(0.01, 5.0, 200)
    expected = normal(np.log(np.expm1(sharpness * y)) / sharpness, mu, sigma)
    expected /= -np.expm1(-sharpness * y)
    found = output_density("softplus_beta", mu, sigma, y, sharpness=sharpness)
    assert found == pytest.approx(expected, **CLOSE)


@pytest.mark.parametrize("alpha", [0.3, 1.0, 4.0])
@pytest.mark.parametrize(("mu", "sigma"), WIDTHS)
def test_elu_in_closed_form(mu: float, sigma: float, alpha: float) -> None:
    """On the left x = log(1 + y / alpha) and f' = y + alpha; at 0 it is that on the right."""
    y = np.linspace(-5.0, 5.0, 401)
    left = (y > -alpha + 1e-9) & (y < -1e-9)
    expected = np.where(y > -1e-9, normal(y, mu, sigma), 0.0)
    expected[left] = normal(np.log1p(y[left] / alpha), mu, sigma) / (y[left] + alpha)
    y[np.abs(y) < 1e-9] = 0.0
    found = output_density("elu", mu, sigma, y, alpha=alpha)
    assert found == pytest.approx(expected, **CLOSE)


@pytest.mark.parametrize(
    ("key", "parameters", "kink"),
    [
        ("relu", {}, 0.0),
        ("shifted_relu", {}, -1.0),
        ("leaky_relu", {"slope": 0.0}, 0.0),
        ("elu", {"alpha": 0.0}, 0.0),
    ],
)
@pytest.mark.parametrize(("mu", "sigma"), WIDTHS)
def test_a_plateau_is_a_point_mass(
    key: str, parameters: dict[str, float], kink: float, mu: float, sigma: float
) -> None:
    (mass,) = point_masses(key, mu, sigma, **parameters)
    assert mass == pytest.approx(PointMass(kink, distribution((kink - mu) / sigma)), rel=1e-13)
    y = np.array([kink - 0.5, kink - 1e-12, kink, kink + 1e-12, kink + 1.0])
    expected = np.where(y < kink, 0.0, normal(y, mu, sigma))
    assert output_density(key, mu, sigma, y, **parameters) == pytest.approx(expected, **CLOSE)


def test_other_functions_have_no_point_mass() -> None:
    keys = set(ACTIVATIONS) - {"relu", "shifted_relu"}
    assert [point_masses(key, 0.0, 1.0) for key in keys] == [()] * len(keys)


def test_far_from_its_plateau_relu_is_normal_and_on_it_nothing_else() -> None:
    assert point_masses("relu", 60.0, 1.0) == (PointMass(0.0, 0.0),)
    assert point_masses("relu", -60.0, 1.0) == (PointMass(0.0, 1.0),)
    assert output_density("relu", -60.0, 1.0, np.linspace(-1.0, 1.0, 5)).tolist() == [0.0] * 5


@pytest.mark.parametrize(
    ("key", "parameters"),
    [
        *((key, {}) for key in ACTIVATIONS),
        ("sigmoid", {"offset": 3.0}),
        ("elu", {"alpha": 2.5}),
        ("leaky_relu", {"slope": 0.0}),
        ("sigmoid_sum", {"rule": "extend", "count": 3}),
        ("sigmoid_sum", {"rule": "refine", "count": 2, "span": 20.0}),
    ],
)
@pytest.mark.parametrize(("mu", "sigma"), WIDTHS)
def test_all_probabilities_add_up_and_so_do_the_means(
    key: str, parameters: dict[str, Any], mu: float, sigma: float
) -> None:
    """By the midpoint rule with cells that are small at both ends, where it may be infinite."""
    x = np.linspace(mu - 9.0 * sigma, mu + 9.0 * sigma, 20_001)
    values = ACTIVATIONS[key].value(x, **parameters)
    low, high = values.min(), values.max()
    share = np.linspace(0.0, 1.0, 60_001)
    ends = low + (high - low) * share**2 * (3.0 - 2.0 * share)
    y, cell = 0.5 * (ends[1:] + ends[:-1]), np.diff(ends)
    weights = output_density(key, mu, sigma, y, **parameters) * cell
    masses = point_masses(key, mu, sigma, **parameters)
    total = weights.sum() + sum(mass.probability for mass in masses)
    mean = weights @ y + sum(mass.probability * mass.value for mass in masses)
    assert total == pytest.approx(1.0, abs=1e-3)
    assert mean == pytest.approx(moments(key, mu, sigma, **parameters).mean, abs=1e-3)


@pytest.mark.parametrize(("key", "turn"), [("silu", -1.2784645), ("gelu", -0.7517916)])
def test_two_branches_meet_at_the_minimum(key: str, turn: float) -> None:
    """The probability of f(X) <= y is that of X between the two x, so the density is its slope."""
    activation = ACTIVATIONS[key]
    right = turn + np.linspace(0.05, 0.7, 27)
    y = activation.value(right)
    low, high = np.full(27, turn - 8.0), np.full(27, turn)
    for _ in range(60):  # bisection: f falls from `low` to `high`
        left = 0.5 * (low + high)
        is_above = activation.value(left) > y
        low, high = np.where(is_above, left, low), np.where(is_above, high, left)
    expected = np.zeros(27)
    for x in (high, right):
        expected += normal(x, 0.2, 1.1) / np.abs(activation.gradient(x))
    assert output_density(key, 0.2, 1.1, y) == pytest.approx(expected, rel=1e-6)
    minimum = float(activation.value(turn))
    ends = output_density(key, 0.2, 1.1, np.array([minimum - 1e-6, minimum + 1e-10, minimum]))
    assert ends[0] == 0.0
    assert ends[1] > 1e3
    assert np.isfinite(ends).all()


def test_the_shape_is_that_of_y() -> None:
    assert output_density("elu", 0.0, 1.0, np.zeros((2, 3))).shape == (2, 3)
    assert output_density("elu", 0.0, 1.0, np.zeros(0)).shape == (0,)
