"""The table of a function against the function itself, between the nodes and beyond the ends."""

import numpy as np
import pytest

from core.activation_table import CELLS_PER_UNIT, MAX_ABS_X
from core.activations import ACTIVATIONS
from core.training import tabulate

# A straight line over a cell of width h is at most h^2 / 8 max |f''| away, and |f''| is at most 1
# but for SELU's 1.76; rounding to 24 bits adds 3e-8, float32 2e-6 near 32.
MAX_ERROR = 1.76 / 8 / CELLS_PER_UNIT**2 + 2.1e-6
X = np.random.default_rng(1).uniform(-40, 40, 20_000)
# The sums of the article are straight only up to their ends.
INSIDE = np.random.default_rng(1).uniform(-MAX_ABS_X, MAX_ABS_X, 20_000)


@pytest.mark.parametrize("key", ACTIVATIONS)
def test_a_table_is_the_function_and_its_gradient(key: str) -> None:
    x = INSIDE if key == "sigmoid_sum" else X
    value, slope = tabulate(key, 0.0).value_and_slope(x)
    assert np.abs(value - ACTIVATIONS[key].value(x)).max() < MAX_ERROR
    assert np.abs(slope - ACTIVATIONS[key].gradient(x)).max() < MAX_ERROR


@pytest.mark.parametrize("key", ["relu", "elu", "leaky_relu", "shifted_relu", "selu"])
def test_a_kink_stays_where_it_is(key: str) -> None:
    kink = ACTIVATIONS[key].kink
    assert kink is not None
    sides = np.array([kink - 1e-6, kink + 1e-6])
    _, slopes = tabulate(key, 0.0).value_and_slope(sides)
    np.testing.assert_allclose(slopes, ACTIVATIONS[key].gradient(sides), atol=1e-5)


def test_a_shift_is_added_to_the_value_only() -> None:
    plain, shifted = (tabulate("elu", shift).value_and_slope(X) for shift in (0.0, 0.25))
    np.testing.assert_allclose(shifted[0] - plain[0], 0.25, atol=1e-5)
    assert np.array_equal(shifted[1], plain[1])


def test_parameters_and_values_alone() -> None:
    table = tabulate("elu", 0.0, ("alpha", 2.0))
    assert table.value(np.array([-20.0]))[0] == pytest.approx(-2.0, abs=1e-6)
    assert np.array_equal(table.value(X), table.value_and_slope(X)[0])
