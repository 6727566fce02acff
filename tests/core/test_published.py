"""Figures from papers and independent computation: saturation edges, moments, extrema."""

import math

import numpy as np
import pytest

from core.activations import ACTIVATIONS
from core.curves import sample_curves
from core.functions import SELU_ALPHA, SELU_SCALE
from core.view import View

SATURATION_THRESHOLD = 0.01


@pytest.mark.parametrize(
    ("key", "given", "edge"),
    [
        ("sigmoid", {}, -4.58486),
        ("sigmoid", {}, 4.58486),
        ("sigmoid", {"offset": 3.0}, 7.58486),
        ("softplus", {}, -4.59512),
        ("elu", {}, -4.60517),
        ("elu", {"alpha": 2.5}, math.log(SATURATION_THRESHOLD / 2.5)),
    ],
)
def test_where_the_gradient_falls_under_a_hundredth(
    key: str, given: dict[str, float], edge: float
) -> None:
    assert float(ACTIVATIONS[key].gradient(edge, **given)) == pytest.approx(
        SATURATION_THRESHOLD, rel=1e-5
    )


@pytest.mark.parametrize(
    ("key", "percent"),
    [("sigmoid", 55), ("sigmoid_sum", 27), ("softplus", 28), ("relu", 51), ("elu", 27)],
)
def test_the_share_of_the_articles_grid_where_it_does(key: str, percent: int) -> None:
    """The grid misses the article's 51st point, 0, by rounding: relu's share is taken at 1e-9."""
    x = sample_curves(View()).x
    gradient = ACTIVATIONS[key].gradient(np.where(np.abs(x) < 1e-9, 0.0, x))
    assert round(100 * float((gradient < SATURATION_THRESHOLD).mean())) == percent


def normal_mean(values: np.ndarray, x: np.ndarray, weights: np.ndarray) -> float:
    return float(np.sum(weights * values * np.exp(-0.5 * x * x)) / math.sqrt(2.0 * math.pi))


def moments(key: str, **given: float) -> tuple[float, float, float, float]:
    """Return E f, E f^2, E f', E f'^2 under N(0, 1), by Gauss-Legendre on each side of the kink."""
    nodes, weights = np.polynomial.legendre.leggauss(64)
    x, weights = np.concatenate([6.0 * nodes - 6.0, 6.0 * nodes + 6.0]), np.tile(6.0 * weights, 2)
    value, gradient = ACTIVATIONS[key].value(x, **given), ACTIVATIONS[key].gradient(x, **given)
    first, second, third, fourth = (
        normal_mean(each, x, weights) for each in (value, value**2, gradient, gradient**2)
    )
    return first, second, third, fourth


@pytest.mark.parametrize(
    ("key", "given", "published", "bias"),
    [
        ("sigmoid", {}, (0.5, 0.293379, 0.206621, 0.044836), 0.8521),
        ("softplus", {}, (0.806059, 0.921246, 0.5, 0.293379), 0.7053),
        ("relu", {}, (0.398942, 0.5, 0.5, 0.5), 0.3183),
        ("elu", {"alpha": 1.0}, (0.160521, 0.644945, 0.761578, 0.668102), 0.0400),
        ("elu", {"alpha": SELU_ALPHA}, (0.0, 0.905820, 0.937689, 0.970654), 0.0),
    ],
)
def test_moments_under_a_standard_normal(
    key: str, given: dict[str, float], published: tuple[float, ...], bias: float
) -> None:
    found = moments(key, **given)
    assert found == pytest.approx(published, rel=0.0, abs=5.1e-7)
    assert found[0] ** 2 / found[1] == pytest.approx(bias, abs=5e-5)


def distribution(x: float) -> float:
    return 0.5 * math.erfc(-x / math.sqrt(2.0))


@pytest.mark.parametrize("alpha", [0.0, 0.3, 1.0, 1.6732632423543772, 4.0])
def test_moments_of_elu_in_closed_form(alpha: float) -> None:
    one, two = math.sqrt(math.e) * distribution(-1.0), math.e**2 * distribution(-2.0)
    expected = (
        1.0 / math.sqrt(2.0 * math.pi) + alpha * (one - 0.5),
        0.5 + alpha**2 * (two - 2.0 * one + 0.5),
        0.5 + alpha * one,
        0.5 + alpha**2 * two,
    )
    assert moments("elu", alpha=alpha) == pytest.approx(expected, rel=0.0, abs=1e-12)


def test_selu_keeps_mean_0_and_variance_1() -> None:
    """Which is what its two constants were solved for."""
    assert (SELU_ALPHA, SELU_SCALE) == (1.6732632423543772, 1.0507009873554805)
    assert moments("selu")[:2] == pytest.approx((0.0, 1.0), rel=0.0, abs=1e-12)


@pytest.mark.parametrize(
    ("key", "method", "place", "extreme"),
    [
        ("silu", "value", -1.27846, -0.278465),
        ("silu", "gradient", 2.39936, 1.09984),
        ("silu", "gradient", -2.39936, -0.09984),
        ("gelu", "value", -0.75179, -0.169971),
        ("gelu", "gradient", 1.41421, 1.12890),
        ("gelu", "gradient", -1.41421, -0.12890),
    ],
)
def test_extrema_of_the_dipping_functions(
    key: str, method: str, place: float, extreme: float
) -> None:
    x = np.linspace(place - 1.0, place + 1.0, 2001)
    found = getattr(ACTIVATIONS[key], method)(x)
    at = int(found.argmin() if extreme < 0 else found.argmax())
    assert float(x[at]) == pytest.approx(place, abs=0.0011)
    assert float(found[at]) == pytest.approx(extreme, abs=6e-6)
