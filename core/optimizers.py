"""Optimizers, as pure functions of the parameters of a network in one vector."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from core.typing import Array

MOMENTUM = 0.9
BETA_1, BETA_2, EPSILON = 0.9, 0.999, 1e-8


class Progress(NamedTuple):
    """Parameters, and what an optimizer remembers of the gradients so far.

    `decay_1` and `decay_2` are BETA_1 and BETA_2 to the power of the number of steps.
    """

    parameters: Array
    first: Array
    second: Array
    decay_1: float = 1.0
    decay_2: float = 1.0


def start_progress(parameters: Array) -> Progress:
    """Return the progress before the first step."""
    zeros = np.zeros_like(parameters)
    return Progress(parameters, zeros, zeros)


def step_sgd(progress: Progress, gradient: Array, rate: float) -> Progress:
    """Return the progress after a step of gradient descent with momentum.

    v = MOMENTUM v + g, p = p - rate v. Sutskever et al. 2013, equations 1 and 2, with v over -rate.
    """
    velocity = MOMENTUM * progress.first + gradient
    return progress._replace(parameters=progress.parameters - rate * velocity, first=velocity)


def step_adam(progress: Progress, gradient: Array, rate: float) -> Progress:
    """Return the progress after a step of Adam. Kingma and Ba 2014, arXiv:1412.6980, algorithm 1.

    The square root is exact on every platform, and so are powers of the betas as products.
    """
    first = BETA_1 * progress.first + (1 - BETA_1) * gradient
    second = BETA_2 * progress.second + (1 - BETA_2) * gradient * gradient
    decay_1, decay_2 = progress.decay_1 * BETA_1, progress.decay_2 * BETA_2
    mean, square = first / (1 - decay_1), second / (1 - decay_2)
    parameters = progress.parameters - rate * mean / (np.sqrt(square) + EPSILON)
    return Progress(parameters, first, second, decay_1, decay_2)


OPTIMIZERS: Mapping[str, Callable[[Progress, Array, float], Progress]] = MappingProxyType(
    {"sgd": step_sgd, "adam": step_adam}
)
