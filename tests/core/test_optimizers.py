"""The optimizers on f(p) = p^2 / 2, whose steps can be written down."""

import numpy as np
import pytest

from core.optimizers import OPTIMIZERS, start_state, step_adam, step_sgd


def test_momentum_adds_the_steps_before() -> None:
    state = start_state(np.array([1.0]))
    for expected in (0.9, 0.72, 0.486):  # v = 1, 1.8, 2.34
        state = step_sgd(state, state.parameters, 0.1)
        assert state.parameters[0] == pytest.approx(expected, rel=1e-15)


def test_the_first_step_of_adam_is_as_long_as_the_rate() -> None:
    start = np.array([5.0, -0.01, 0.0])
    moved = step_adam(start_state(start), start, 0.1).parameters
    np.testing.assert_allclose(moved, [4.9, 0.09, 0.0], rtol=2e-6, atol=1e-12)


def test_the_second_step_of_adam_by_hand() -> None:
    # Gradients 1, then 2: m = 0.1, 0.29 and v = 0.001, 0.004999, over 0.19 and 0.001999.
    state = step_adam(start_state(np.zeros(1)), np.array([1.0]), 0.1)
    state = step_adam(state, np.array([2.0]), 0.1)
    second = 0.1 * (0.29 / 0.19) / np.sqrt(0.004999 / 0.001999)
    assert state.parameters[0] == pytest.approx(-0.1 - second, rel=1e-7)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_step_leaves_what_it_is_given(name: str) -> None:
    before = start_state(np.ones(3))
    OPTIMIZERS[name](before, np.ones(3), 0.1)
    assert before.parameters.tolist() == [1.0, 1.0, 1.0]
    assert before.first_moment.tolist() == [0.0, 0.0, 0.0]
