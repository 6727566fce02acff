"""The measures against figures computed elsewhere and against closed forms."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from core.activations import ACTIVATIONS
from core.curves import sample_curves
from core.functions import SELU_ALPHA, SELU_SCALE
from core.keys import LIMIT
from core.moments import Moments, moments, zero_mean_alpha
from core.statistics import gradient_at, max_abs_difference, measure_limit_distances, value_at
from core.view import View

REFINED = [(1, "1.79"), (2, "0.375"), (5, "0.0430"), (10, "0.0102"), (20, "0.0025")]
REFINED += [(50, "0.00040"), (100, "0.00010"), (200, "0.000025")]
EXTENDED = [
    (1, "8.80"),
    (2, "7.80"),
    (5, "4.81"),
    (10, "0.588"),
    (20, "0.010578"),
    (50, "0.010578"),
    (200, "0.010578"),
]
EXACT: dict[str, Any] = {"rel": 1e-12, "abs": 1e-13}


def rounded(number: float, like: str) -> str:
    """With as many decimals as another text has."""
    return f"{number:.{len(like) - 2}f}"


def softplus(x: float) -> float:
    return max(x, 0.0) + math.log1p(math.exp(-abs(x)))


def density(x: float) -> float:
    return math.exp(-0.5 * x * x) / math.sqrt(2.0 * math.pi)


def distribution(x: float) -> float:
    return 0.5 * math.erfc(-x / math.sqrt(2.0))


def elu_moments(alpha: float, mu: float, sigma: float) -> Moments:
    """In closed form: by completing the square, E exp(k X) over X < 0 is `tail(k)`."""

    def tail(k: int) -> float:
        return math.exp(k * mu + 0.5 * (k * sigma) ** 2) * distribution(-mu / sigma - k * sigma)

    z = mu / sigma
    right = distribution(z)
    return Moments(
        mean=mu * right + sigma * density(z) + alpha * (tail(1) - tail(0)),
        second_moment=(mu**2 + sigma**2) * right
        + mu * sigma * density(z)
        + alpha**2 * (tail(2) - 2.0 * tail(1) + tail(0)),
        mean_gradient=right + alpha * tail(1),
        chi=right + alpha**2 * tail(2),
    )


def relu_mean(mu: float, sigma: float) -> float:
    return mu * distribution(mu / sigma) + sigma * density(mu / sigma)


@pytest.mark.parametrize(
    ("key", "given", "published", "bias"),
    [
        ("sigmoid", {}, ("0.500000", "0.293379", "0.206621", "0.044836"), "0.8521"),
        ("softplus", {}, ("0.806059", "0.921246", "0.500000", "0.293379"), "0.7053"),
        ("relu", {}, ("0.398942", "0.500000", "0.500000", "0.500000"), "0.3183"),
        ("elu", {}, ("0.160521", "0.644945", "0.761578", "0.668102"), "0.0400"),
        ("elu", {"alpha": 1.0}, ("0.160521", "0.644945", "0.761578", "0.668102"), "0.0400"),
        (
            "elu",
            {"alpha": 1.6732632423543772},
            ("0.000000", "0.905820", "0.937689", "0.970654"),
            "0.0000",
        ),
    ],
)
def test_moments_under_a_standard_normal(
    key: str, given: Mapping[str, float], published: tuple[str, ...], bias: str
) -> None:
    found = moments(key, **given)
    assert (
        tuple(rounded(abs(each), like) for each, like in zip(found, published, strict=True))
        == published
    )
    assert rounded(found.bias_share, bias) == bias


@pytest.mark.parametrize("alpha", [0.0, 0.3, 1.0, 1.6732632423543772, 4.0])
@pytest.mark.parametrize("mu", [0.0, -2.0, 0.7])
@pytest.mark.parametrize("sigma", [0.1, 1.0, 3.0])
def test_moments_of_elu_in_closed_form(alpha: float, mu: float, sigma: float) -> None:
    assert moments("elu", mu, sigma, alpha=alpha) == pytest.approx(
        elu_moments(alpha, mu, sigma), **EXACT
    )


@pytest.mark.parametrize(
    ("mu", "sigma"), [(0.0, 1.0), (-1.0, 0.5), (3.0, 2.0), (0.5, 40.0), (0.0, 100.0)]
)
def test_each_kink_ends_a_panel(mu: float, sigma: float) -> None:
    """ReLU's is at 0, shifted ReLU's at -1; leaky ReLU has slopes on both sides."""
    right = relu_mean(mu, sigma)
    assert moments("relu", mu, sigma).mean == pytest.approx(right, **EXACT)
    assert moments("shifted_relu", mu, sigma).mean == pytest.approx(
        relu_mean(mu + 1.0, sigma) - 1.0, **EXACT
    )
    assert moments("leaky_relu", mu, sigma, slope=0.2).mean == pytest.approx(
        0.2 * mu + 0.8 * right, **EXACT
    )


@pytest.mark.parametrize("sigma", [0.01, 1.0, 5.0, 100.0])
def test_smooth_functions_in_closed_form(sigma: float) -> None:
    """By symmetry and, for GELU, by Stein's lemma: E X g(X) = sigma^2 E g'(X)."""
    assert moments("identity", 0.5, sigma) == pytest.approx(
        (0.5, 0.25 + sigma**2, 1.0, 1.0), **EXACT
    )
    assert moments("sigmoid", 3.0, sigma, offset=3.0).mean == pytest.approx(0.5, **EXACT)
    assert moments("softplus", 0.0, sigma).mean_gradient == pytest.approx(0.5, **EXACT)
    assert moments("tanh", 0.0, sigma).mean == pytest.approx(0.0, **EXACT)
    gelu = sigma**2 / math.sqrt(2.0 * math.pi * (1.0 + sigma**2))
    assert moments("gelu", 0.0, sigma).mean == pytest.approx(gelu, **EXACT)


@pytest.mark.parametrize("key", ACTIVATIONS)
def test_the_mean_slope_is_the_slope_of_the_mean(key: str) -> None:
    h = 1e-4
    risen = moments(key, 0.3 + h, 0.8).mean - moments(key, 0.3 - h, 0.8).mean
    assert moments(key, 0.3, 0.8).mean_gradient == pytest.approx(risen / (2.0 * h), abs=1e-7)


@pytest.mark.parametrize("sharpness", [0.5, 3.0, 30.0, 128.0])
@pytest.mark.parametrize(("mu", "sigma"), [(0.0, 0.7), (-1.3, 0.1), (0.2, 0.5)])
def test_a_sharper_softplus_is_softplus_of_wider_inputs(
    mu: float, sigma: float, sharpness: float
) -> None:
    found = moments("softplus_beta", mu, sigma, sharpness=sharpness)
    wide = moments("softplus", sharpness * mu, sharpness * sigma)
    assert found.mean == pytest.approx(wide.mean / sharpness, **EXACT)
    assert found.second_moment == pytest.approx(wide.second_moment / sharpness**2, **EXACT)
    assert found.mean_gradient == pytest.approx(wide.mean_gradient, **EXACT)
    assert found.chi == pytest.approx(wide.chi, abs=1e-12)


def test_a_function_that_hands_nothing_on_has_no_bias() -> None:
    assert moments("relu", -50.0) == (0.0, 0.0, 0.0, 0.0)
    assert moments("relu", -50.0).bias_share == 0.0


@pytest.mark.parametrize(
    ("sigma", "published"), [(0.5, "1.3264"), (2.0, "2.4040"), (3.0, "3.1621")]
)
def test_the_alpha_that_balances_elu(sigma: float, published: str) -> None:
    assert rounded(zero_mean_alpha(sigma), published) == published
    assert elu_moments(zero_mean_alpha(sigma), 0.0, sigma).mean == pytest.approx(0.0, abs=1e-13)


def test_for_a_standard_normal_it_is_selus() -> None:
    assert zero_mean_alpha() == pytest.approx(SELU_ALPHA, rel=1e-13)
    assert 1.0 / math.sqrt(moments("elu", alpha=zero_mean_alpha()).second_moment) == pytest.approx(
        SELU_SCALE, rel=1e-13
    )
    assert moments("selu")[:2] == pytest.approx((0.0, 1.0), **EXACT)


def test_at_a_point() -> None:
    assert value_at(View(offset=3.0), "sigmoid", 3.0) == 0.5
    assert gradient_at(View(alpha=2.0), "elu", -1.0) == pytest.approx(2.0 / math.e, rel=1e-14)
    assert rounded(value_at(View(), "sigmoid_sum", 0.0), "0.725373") == "0.725373"
    assert rounded(gradient_at(View(), "sigmoid_sum", 9.8), "0.518") == "0.518"
    assert rounded(gradient_at(View(), "sigmoid_sum", 14.4), "0.011") == "0.011"


def test_the_greatest_gap() -> None:
    assert max_abs_difference(View(), "softplus", "relu") == pytest.approx(math.log(2.0), abs=1e-12)
    assert max_abs_difference(View(), "relu", "softplus") == max_abs_difference(
        View(), "softplus", "relu"
    )
    assert rounded(max_abs_difference(View(), "sigmoid_sum", "softplus"), "0.5254") == "0.5254"
    assert max_abs_difference(View(), LIMIT, LIMIT) == 0.0


def test_the_articles_sum() -> None:
    distances = measure_limit_distances(View())
    assert distances.from_sum == pytest.approx(0.1677, abs=0.00005)
    assert distances.from_softplus == pytest.approx(math.log(2.0), abs=1e-12)


@pytest.mark.parametrize(("count", "published"), REFINED)
def test_refining_lets_the_quadrature_error_fall(count: int, published: str) -> None:
    distances = measure_limit_distances(
        View.from_raw({"rule": "refine", "count": count, "span": 9.8})
    )
    assert rounded(distances.from_sum, published) == published
    assert distances.from_softplus == pytest.approx(math.log(2.0), abs=1e-12)


@pytest.mark.parametrize("span", [0.1, 3.0, 9.8, 20.0])
@pytest.mark.parametrize(("low", "high"), [(-10.0, 10.0), (-20.0, -5.0), (2.0, 19.0)])
def test_the_truncation_is_what_softplus_has_left_beyond_the_span(
    span: float, low: float, high: float
) -> None:
    """softplus - T = softplus(x - span), greatest at the last x."""
    distances = measure_limit_distances(
        View.from_raw({"rule": "refine", "span": span, "range": (low, high)})
    )
    assert distances.from_softplus == pytest.approx(
        softplus(float(np.arange(low, high, 0.2)[-1]) - span), rel=1e-9
    )


@pytest.mark.parametrize(("count", "published"), EXTENDED)
def test_extending_lets_the_sum_follow_softplus_further(count: int, published: str) -> None:
    view = View.from_raw({"rule": "extend", "count": count})
    curves = sample_curves(view).curves
    strayed = float(np.abs(curves["sigmoid_sum"].value - curves["softplus"].value).max())
    assert rounded(strayed, published) == published
    distances = measure_limit_distances(view)
    assert distances.from_softplus == pytest.approx(softplus(9.8 - count), rel=1e-6)
    assert (
        abs(distances.from_softplus - distances.from_sum)
        <= strayed
        <= distances.from_softplus + distances.from_sum
    )
