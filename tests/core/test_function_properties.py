"""What holds for every x: slopes, bounds, order, symmetries, and relations of functions."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.activation import Activation
from core.activations import ACTIVATIONS
from core.own_functions import OWN_FUNCTIONS
from core.properties import PROPERTIES

thorough = settings(deadline=None, derandomize=True, max_examples=30)

moderate = st.floats(-30.0, 30.0)
wide = st.floats(-1e4, 1e4)
alphas = st.floats(0.0, 4.0)

RISING = (
    "identity",
    "sigmoid",
    "sigmoid_sum",
    "softplus",
    "relu",
    "elu",
    "tanh",
    "leaky_relu",
    "shifted_relu",
    "selu",
    "softplus_beta",
)
DIPPING = ("silu", "gelu")


def value(key: str, x: float, **given: float | str) -> float:
    return float(ACTIVATIONS[key].value(x, **given))


def slope(key: str, x: float, **given: float | str) -> float:
    return float(ACTIVATIONS[key].gradient(x, **given))


@thorough
@given(x=moderate)
def test_the_gradient_is_the_slope_of_the_value(activation: Activation, x: float) -> None:
    """By central differences, away from kinks: their error is h^2 / 6 and a rounding over h."""
    h = 1e-5
    if activation.kink is not None and abs(x - activation.kink) < 2 * h:
        x += 4 * h
    difference = (float(activation.value(x + h)) - float(activation.value(x - h))) / (2 * h)
    assert float(activation.gradient(x)) == pytest.approx(difference, rel=1e-7, abs=1e-8)


def test_every_function_rises_or_dips_once() -> None:
    """So that a new function says which."""
    assert {*RISING, *DIPPING} == set(ACTIVATIONS) - set(OWN_FUNCTIONS)


@thorough
@pytest.mark.parametrize("key", RISING)
@given(pair=st.tuples(wide, wide))
def test_rising_functions_keep_order(key: str, pair: tuple[float, float]) -> None:
    left, right = (value(key, x) for x in sorted(pair))
    assert left <= right + 1e-15 * abs(right)
    assert slope(key, pair[0]) >= 0


@pytest.mark.parametrize("key", DIPPING)
def test_dipping_functions_fall_to_one_lowest_point_then_rise(key: str) -> None:
    x = np.linspace(-8.0, 8.0, 1601)
    gradient = ACTIVATIONS[key].gradient(x)
    changes = np.flatnonzero(np.diff(gradient > 0))
    assert gradient[0] < 0 < gradient[-1]
    assert len(changes) == 1
    assert abs(int(ACTIVATIONS[key].value(x).argmin()) - int(changes[0])) <= 1


def interval(text: str) -> tuple[float, float]:
    low, high = text[1:-1].replace("−", "-").replace("∞", "inf").split(", ")
    return float(low), float(high)


@pytest.mark.parametrize("key", PROPERTIES)
def test_values_fill_the_range_that_the_table_tells(key: str) -> None:
    x = np.concatenate([np.linspace(-1e4, 1e4, 401), np.linspace(-5.0, 5.0, 2001)])
    found = ACTIVATIONS[key].value(x)
    for end, reached in zip(
        interval(ACTIVATIONS[key].range.format(alpha=1, top=10)),
        (found.min(), found.max()),
        strict=True,
    ):
        assert (
            reached == pytest.approx(end, abs=5e-5)
            if np.isfinite(end)
            else reached * np.sign(end) >= 100
        )


@pytest.mark.parametrize(("key", "parameter"), [("elu", "alpha"), ("leaky_relu", "slope")])
def test_the_range_at_a_parameter_of_0(key: str, parameter: str) -> None:
    found = ACTIVATIONS[key].value(np.linspace(-1e4, 1e4, 401), **{parameter: 0.0})
    assert interval(ACTIVATIONS[key].range_at_zero) == (found.min(), np.inf)


SYMMETRIES: dict[str, Callable[[float], tuple[float, float]]] = {
    "sigmoid turns about its offset": lambda x: (
        value("sigmoid", 2.5 + x, offset=2.5),
        1 - value("sigmoid", 2.5 - x, offset=2.5),
    ),
    "sigmoid' mirrors at its offset": lambda x: (slope("sigmoid", x), slope("sigmoid", -x)),
    "tanh turns about 0": lambda x: (value("tanh", x), -value("tanh", -x)),
    "tanh is a stretched sigmoid": lambda x: (value("tanh", x), 2 * value("sigmoid", 2 * x) - 1),
    "tanh' is 1 - tanh^2": lambda x: (slope("tanh", x), 1 - value("tanh", x) ** 2),
    "sigmoid' is s (1 - s)": lambda x: (
        slope("sigmoid", x),
        value("sigmoid", x) * (1 - value("sigmoid", x)),
    ),
    "softplus folds the ramp": lambda x: (value("softplus", x) - value("softplus", -x), x),
    "softplus' is sigmoid": lambda x: (slope("softplus", x), value("sigmoid", x)),
    "silu folds the ramp": lambda x: (value("silu", x) - value("silu", -x), x),
    "gelu folds the ramp": lambda x: (value("gelu", x) - value("gelu", -x), x),
    "silu' and its mirror make 1": lambda x: (slope("silu", x) + slope("silu", -x), 1.0),
    "gelu' and its mirror make 1": lambda x: (slope("gelu", x) + slope("gelu", -x), 1.0),
    "relu is half of x and |x|": lambda x: (value("relu", x), (x + abs(x)) / 2),
    "shifted relu is relu, shifted": lambda x: (value("shifted_relu", x), value("relu", x + 1) - 1),
}


@thorough
@pytest.mark.parametrize("name", SYMMETRIES)
@given(x=moderate)
def test_symmetries(name: str, x: float) -> None:
    left, right = SYMMETRIES[name](x)
    assert left == pytest.approx(right, rel=1e-13, abs=1e-14)


@thorough
@given(x=moderate, offset=st.floats(-10.0, 10.0))
def test_the_offset_is_where_sigmoid_is_a_half(x: float, offset: float) -> None:
    assert value("sigmoid", offset, offset=offset) == 0.5
    assert slope("sigmoid", offset, offset=offset) == 0.25
    assert 0 < value("sigmoid", x, offset=offset) <= 1
    assert 0 < slope("sigmoid", x, offset=offset) <= np.nextafter(0.25, 1.0)


@thorough
@given(x=wide, alpha=alphas)
def test_elu_between_its_bounds_and_on_the_ramp(x: float, alpha: float) -> None:
    found = value("elu", x, alpha=alpha)
    assert found == x if x > 0 else -alpha <= found <= 0
    if x <= 0:
        assert slope("elu", x, alpha=alpha) == pytest.approx(found + alpha, rel=1e-13, abs=1e-15)


@thorough
@given(x=wide, other=alphas)
def test_a_parameter_turns_one_function_into_another(x: float, other: float) -> None:
    for function in (value, slope):
        assert function("elu", x, alpha=0.0) == function("relu", x)
        assert function("leaky_relu", x, slope=0.0) == function("relu", x)
        assert function("leaky_relu", x, slope=1.0) == function("identity", x)
    assert value("elu", x, alpha=2 * other) - value("elu", x, alpha=other) == pytest.approx(
        value("elu", x, alpha=other) - value("elu", x, alpha=0.0), rel=1e-12, abs=1e-12
    )


sharpnesses = st.floats(0.5, 128.0)


@thorough
@given(x=moderate, sharpness=sharpnesses)
def test_a_sharper_softplus_is_softplus_on_another_scale(x: float, sharpness: float) -> None:
    for found, expected in (
        (value("softplus_beta", x, sharpness=1.0), value("softplus", x)),
        (
            value("softplus_beta", x, sharpness=sharpness),
            value("softplus", sharpness * x) / sharpness,
        ),
        (slope("softplus_beta", x, sharpness=sharpness), value("sigmoid", sharpness * x)),
    ):
        assert found == pytest.approx(expected, rel=1e-13, abs=1e-300)


@thorough
@given(x=moderate, sharpness=sharpnesses)
def test_its_gap_to_relu_is_largest_at_0_and_ln_2_by_the_sharpness(
    x: float, sharpness: float
) -> None:
    gap = value("softplus_beta", x, sharpness=sharpness) - value("relu", x)
    assert -1e-14 <= gap <= np.log(2.0) / sharpness + 1e-14
    at_0 = value("softplus_beta", 0.0, sharpness=sharpness)
    assert at_0 == pytest.approx(np.log(2.0) / sharpness, rel=1e-15)


@thorough
@given(x=moderate)
def test_softplus_lies_above_relu_by_at_most_ln_2(x: float) -> None:
    above = value("softplus", x) - value("relu", x)
    assert 0 <= above <= np.log(2.0)
    assert above == pytest.approx(np.log1p(np.exp(-abs(x))), rel=0.0, abs=1e-14)
