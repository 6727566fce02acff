"""The examples against scipy's quantiles, their slopes and numbers against closed forms."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from core.activations import ACTIVATIONS
from core.examples import (
    EXAMPLE_COUNT,
    are_learning,
    count_learning,
    example_gradients,
    example_inputs,
    find_dead_bias,
    mean_slope,
)

# norm.ppf((i - 1/2) / 20), i = 1 .. 20.
Z = norm.ppf((2.0 * np.arange(1.0, 21.0) - 1.0) / 40.0)
BIASES = st.floats(-6.0, 6.0)
SLOPES = st.floats(0.001, 1.0)
NEVER_FLAT = ("identity", "sigmoid", "sigmoid_sum", "softplus", "elu", "tanh", "selu")


def test_the_inputs_are_normal_quantiles_beside_the_bias() -> None:
    assert EXAMPLE_COUNT == 20
    assert example_inputs(0.0) == pytest.approx(Z, abs=1e-14)
    assert example_inputs(-2.5) == pytest.approx(Z - 2.5, abs=1e-14)
    assert example_inputs(0.7).mean() == pytest.approx(0.7, abs=1e-14)


@pytest.mark.parametrize(
    ("bias", "count"), [(-6, 0), (-2, 0), (-1.9, 1), (-1, 3), (0, 10), (1, 17), (1.9, 19), (2, 20)]
)
def test_relu_has_a_slope_right_of_0(bias: float, count: int) -> None:
    """So 20 (1 - Phi(-bias)) examples, to the nearest whole number."""
    assert round(20.0 * norm.cdf(bias)) == count
    assert count_learning("relu", bias) == count
    assert mean_slope("relu", bias) == count / 20.0
    assert count_learning("shifted_relu", bias - 1.0) == count


@given(bias=BIASES)
def test_a_step_is_counted_and_averaged(bias: float) -> None:
    right = sum(bias + z > 1e-12 for z in Z)
    near = sum(abs(bias + z) <= 1e-12 for z in Z)
    assert right <= count_learning("relu", bias) <= right + near
    assert count_learning("leaky_relu", bias, slope=0.0) == count_learning("relu", bias)
    assert count_learning("elu", bias, alpha=0.0) == count_learning("relu", bias)
    if not near:
        leaky = (right + 0.25 * (20 - right)) / 20.0
        assert mean_slope("leaky_relu", bias, slope=0.25) == pytest.approx(leaky, rel=1e-14)


@given(bias=BIASES)
def test_slopes_in_closed_form(bias: float) -> None:
    x = bias + Z
    elu = np.where(x > 0, 1.0, 0.5 * np.exp(x))
    is_off_kink = np.abs(x) > 1e-12
    found = example_gradients("elu", bias, alpha=0.5)
    assert found[is_off_kink] == pytest.approx(elu[is_off_kink], rel=1e-12)
    assert example_gradients("tanh", bias) == pytest.approx(1.0 / np.cosh(x) ** 2, rel=1e-11)
    assert mean_slope("tanh", bias) == pytest.approx((1.0 / np.cosh(x) ** 2).mean(), rel=1e-11)


def test_a_slope_that_is_too_small_for_a_double_is_no_slope_of_0() -> None:
    assert not example_gradients("softplus_beta", -6.0, sharpness=128.0)[:9].any()
    assert count_learning("softplus_beta", -6.0, sharpness=128.0) == 20
    assert are_learning("relu", 0.0).tolist() == [False] * 10 + [True] * 10


@given(bias=BIASES, slope=SLOPES)
def test_a_slope_on_both_sides_is_never_dead(bias: float, slope: float) -> None:
    assert count_learning("leaky_relu", bias, slope=slope) == 20
    assert find_dead_bias("leaky_relu", slope=slope) is None
    assert count_learning("elu", bias, alpha=slope) == 20
    assert find_dead_bias("elu", alpha=slope) is None


@given(bias=BIASES, more=st.floats(0.0, 6.0))
def test_a_larger_bias_takes_no_example_from_relu(bias: float, more: float) -> None:
    for key in ("relu", "shifted_relu"):
        assert count_learning(key, bias) <= count_learning(key, bias + more)


@pytest.mark.parametrize(
    ("key", "parameters", "kink"),
    [
        ("relu", {}, 0.0),
        ("shifted_relu", {}, -1.0),
        ("leaky_relu", {"slope": 0.0}, 0.0),
        ("elu", {"alpha": 0.0}, 0.0),
    ],
)
def test_a_unit_is_dead_once_its_largest_input_is_at_the_kink(
    key: str, parameters: dict[str, float], kink: float
) -> None:
    bias = find_dead_bias(key, **parameters)
    assert bias is not None
    assert bias == pytest.approx(kink - norm.ppf(39.0 / 40.0), abs=1e-14)
    assert bias == pytest.approx(kink - 1.96, abs=1e-4)
    assert count_learning(key, bias - 1e-9, **parameters) == 0
    assert count_learning(key, bias + 1e-9, **parameters) == 1


@pytest.mark.parametrize("key", ACTIVATIONS)
def test_a_unit_is_dead_below_its_bias_and_only_there(key: str) -> None:
    counts = {round(bias, 1): count_learning(key, bias) for bias in np.arange(-6.0, 6.05, 0.1)}
    dead = find_dead_bias(key)
    assert (dead is None) == (key not in ("relu", "shifted_relu"))
    assert {bias for bias, count in counts.items() if count == 0} == {
        bias for bias in counts if dead is not None and bias <= dead
    }


@given(bias=BIASES)
def test_every_example_has_a_slope_where_f_has_one_everywhere(bias: float) -> None:
    for key in NEVER_FLAT:
        assert count_learning(key, bias) == 20


def test_an_unknown_key_raises() -> None:
    for read in (find_dead_bias, lambda key: count_learning(key, 0.0)):
        with pytest.raises(KeyError):
            read("unknown")
