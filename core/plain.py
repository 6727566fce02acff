"""The sum of sigmoids as one would write it on a board: for its readers, where `core/sum.py` is for the slider."""

import numpy as np

from core.activations import sigmoid, sigmoid_gradient
from core.sum import Offsets
from core.typing import Array


def _weighted_sum(x: Array, offsets: Offsets, gradient: bool) -> Array:
    """The sum at every x, or its gradient: one term for each offset. It takes as many numbers as x has times terms."""
    shifted = np.subtract.outer(x, offsets.first + offsets.spacing * np.arange(offsets.terms))
    terms = sigmoid_gradient(shifted) if gradient else sigmoid(shifted)
    total: Array = offsets.weight * terms.sum(axis=-1)
    return total
