"""Two losses of an output unit p = sigmoid(x - offset) whose target y is 1, and their slopes in x.

Goodfellow, Bengio and Courville 2016, Deep Learning, section 6.2.2.2, compares them: the slope of
the log-likelihood vanishes only where the unit is right, that of the squared error also where the
unit is wrong and flat. Every function takes a float64 array of any shape and returns one of the
same shape; 1 - p is computed as sigmoid(offset - x), which keeps all digits where p is near to 1.
"""

from collections.abc import Mapping
from types import MappingProxyType

from core.activation import Activation
from core.functions import sigmoid, sigmoid_gradient, softplus
from core.keys import CROSS_ENTROPY, SQUARED_ERROR
from core.typing import Array


def cross_entropy(x: Array, offset: float = 0.0) -> Array:
    """-log(p) = log(1 + exp(offset - x)), in (0, inf)."""
    return softplus(offset - x)


def cross_entropy_slope(x: Array, offset: float = 0.0) -> Array:
    """p - y = p - 1 = -sigmoid(offset - x), in (-1, 0)."""
    return -sigmoid(offset - x)


def squared_error(x: Array, offset: float = 0.0) -> Array:
    """(p - 1)^2 / 2 = sigmoid(offset - x)^2 / 2, in (0, 1/2)."""
    return 0.5 * sigmoid(offset - x) ** 2


def squared_error_slope(x: Array, offset: float = 0.0) -> Array:
    """(p - 1) p (1 - p), in [-4/27, 0); it is least at p = 1/3."""
    return -sigmoid(offset - x) * sigmoid_gradient(x, offset)


LOSS_TABLE: Mapping[str, Activation] = MappingProxyType(
    {
        CROSS_ENTROPY: Activation(
            "cross-entropy",
            r"\log(1 + e^{\offset - x})",
            r"-\sigma(\offset - x)",
            "(0, ∞)",
            cross_entropy,
            cross_entropy_slope,
            ("offset",),
        ),
        SQUARED_ERROR: Activation(
            "squared error",
            r"\frac{1}{2} \sigma^2(\offset - x)",
            r"-\sigma(\offset - x) \sigma'(x - \offset)",
            "(0, 0.5)",
            squared_error,
            squared_error_slope,
            ("offset",),
        ),
    }
)
