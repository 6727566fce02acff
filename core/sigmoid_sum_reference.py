"""The sum of sigmoids in its plain form, one term for each offset.

Exported scripts contain this form, since it is easy to read; the page uses the fast one of
`core/sigmoid_sum.py`. A test holds that both agree.
"""

import numpy as np

from core.functions import sigmoid, sigmoid_gradient
from core.sigmoid_sum import Offsets
from core.typing import Array


def _weighted_sum(x: Array, offsets: Offsets, gradient: bool) -> Array:
    """Return the sum, or its gradient, at every x. It needs memory for x.size * terms numbers."""
    shifted = np.subtract.outer(x, offsets.first + offsets.spacing * np.arange(offsets.terms))
    terms = sigmoid_gradient(shifted) if gradient else sigmoid(shifted)
    total: Array = offsets.weight * terms.sum(axis=-1)
    return total
