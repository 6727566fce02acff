"""Optimizers, as pure functions of the parameters of a network in one vector."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from core.typing import Array

MOMENTUM = 0.9
BETA_1, BETA_2, EPSILON = 0.9, 0.999, 1e-8


class OptimizerState(NamedTuple):
    """Parameters, and what an optimizer remembers of the gradients so far.

    `first_moment` is Adam's, or the velocity. `decay_1` and `decay_2` are BETA_1 and BETA_2 to the
    power of the number of steps.
    """

    parameters: Array
    first_moment: Array
    second_moment: Array
    decay_1: float = 1.0
    decay_2: float = 1.0


def start_state(parameters: Array) -> OptimizerState:
    """Return the state before the first step."""
    zeros = np.zeros_like(parameters)
    return OptimizerState(parameters, zeros, zeros)


def step_sgd(state: OptimizerState, gradient: Array, rate: float) -> OptimizerState:
    """Return the state after a step of gradient descent with momentum.

    v = MOMENTUM v + g, p = p - rate v. Sutskever et al. 2013, equations 1 and 2, with v over -rate.
    """
    velocity = MOMENTUM * state.first_moment + gradient
    return state._replace(parameters=state.parameters - rate * velocity, first_moment=velocity)


def step_adam(state: OptimizerState, gradient: Array, rate: float) -> OptimizerState:
    """Return the state after a step of Adam. Kingma and Ba 2014, arXiv:1412.6980, algorithm 1.

    The square root is exact on every platform, and so are powers of the betas as products.
    """
    first = BETA_1 * state.first_moment + (1 - BETA_1) * gradient
    second = BETA_2 * state.second_moment + (1 - BETA_2) * gradient * gradient
    decay_1, decay_2 = state.decay_1 * BETA_1, state.decay_2 * BETA_2
    mean, square = first / (1 - decay_1), second / (1 - decay_2)
    parameters = state.parameters - rate * mean / (np.sqrt(square) + EPSILON)
    return OptimizerState(parameters, first, second, decay_1, decay_2)


OPTIMIZERS: Mapping[str, Callable[[OptimizerState, Array, float], OptimizerState]] = (
    MappingProxyType({"sgd": step_sgd, "adam": step_adam})
)
