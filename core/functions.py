"""The functions of the table and their gradients.

Every function takes a float64 array of any shape and returns one of the same shape. None overflows:
exp is only taken of arguments that are not positive. At a kink the gradient is a convention: the
slope on the left.
"""

import math

import numpy as np

from core.typing import Array

SELU_ALPHA = 1.6732632423543772  # Klambauer et al. 2017, arXiv:1706.02515, equation 14
SELU_SCALE = 1.0507009873554805
LARGE_X = 1e300  # b x might overflow beyond it; exp(-b x) is 0 long before


def identity(x: Array) -> Array:
    """f(x) = x."""
    return np.array(x, np.float64)


def identity_gradient(x: Array) -> Array:
    """f'(x) = 1."""
    return _step_gradient(x, 1.0, 1.0)


def sigmoid(x: Array, offset: float = 0.0) -> Array:
    """f(x) = 1 / (1 + exp(offset - x)), in (0, 1); it is 1/2 at the offset."""
    z = x - offset
    e = np.exp(-np.abs(z))
    return np.where(z < 0, e, 1.0) / (1.0 + e)


def sigmoid_gradient(x: Array, offset: float = 0.0) -> Array:
    """f'(x) = e / (1 + e)^2 with e = exp(-|x - offset|), at most 1/4.

    The usual f (1 - f) rounds to 0 from x - offset = 37 on, where the true slope is still 1e-16.
    """
    e = np.exp(-np.abs(x - offset))
    return e / (1.0 + e) ** 2


def softplus(x: Array) -> Array:
    """f(x) = log(1 + exp(x)) = max(0, x) + log(1 + exp(-|x|)), in (0, inf). Dugas et al. 2001."""
    return np.maximum(x, 0.0) + np.log1p(np.exp(-np.abs(x)))


def softplus_gradient(x: Array) -> Array:
    """f'(x) = sigmoid(x)."""
    return sigmoid(x)


def softplus_beta(x: Array, sharpness: float = 2.0) -> Array:
    """f(x) = log(1 + exp(b x)) / b, b > 0 the sharpness, in (0, inf).

    It is max(0, x) + log(1 + exp(-|b x|)) / b, so that it lies above ReLU by log(2) / b at most.
    PyTorch's Softplus, where b is called beta and is 1 unless given.
    """
    scaled = sharpness * np.clip(x, -LARGE_X, LARGE_X)
    return np.maximum(x, 0.0) + np.log1p(np.exp(-np.abs(scaled))) / sharpness


def softplus_beta_gradient(x: Array, sharpness: float = 2.0) -> Array:
    """f'(x) = sigmoid(b x), in (0, 1), b the sharpness.

    Where it would round to 1, it is the float64 below: no x has a slope of 1.
    """
    scaled = sharpness * np.clip(x, -LARGE_X, LARGE_X)
    return np.minimum(sigmoid(scaled), np.nextafter(1.0, 0.0))


def relu(x: Array) -> Array:
    """f(x) = max(0, x), in [0, inf). Nair and Hinton 2010."""
    return np.maximum(x, 0.0)


def relu_gradient(x: Array) -> Array:
    """f'(x) = 1 for x > 0, 0 for x < 0; f'(0) = 0 by convention.

    Bertoin et al. 2021, arXiv:2106.12915, compare such conventions.
    """
    return _step_gradient(x, 0.0, 1.0)


def elu(x: Array, alpha: float = 1.0) -> Array:
    """f(x) = x for x > 0, alpha (exp(x) - 1) otherwise; in (-alpha, inf), at alpha 0 in [0, inf).

    Clevert et al. 2015, arXiv:1511.07289, equation 15.
    """
    return np.maximum(x, 0.0) + alpha * np.expm1(np.minimum(x, 0.0))


def elu_gradient(x: Array, alpha: float = 1.0) -> Array:
    """f'(x) = 1 for x > 0, alpha exp(x) = f(x) + alpha otherwise.

    So f'(0) = alpha, as in the paper.
    """
    return np.where(x > 0, 1.0, alpha * np.exp(np.minimum(x, 0.0)))


def tanh(x: Array) -> Array:
    """f(x) = tanh(x) = 2 sigmoid(2 x) - 1, in (-1, 1)."""
    return np.tanh(x)


def tanh_gradient(x: Array) -> Array:
    """f'(x) = 1 - tanh(x)^2 = 4 e / (1 + e)^2 with e = exp(-2 |x|), in (0, 1]."""
    return 4.0 * sigmoid_gradient(2.0 * np.clip(x, -LARGE_X, LARGE_X))


def leaky_relu(x: Array, slope: float = 0.01) -> Array:
    """f(x) = x for x > 0, slope x otherwise. Maas et al. 2013."""
    if slope == 0:  # 0 times -inf would be nan
        return relu(x)
    return np.maximum(x, 0.0) + slope * np.minimum(x, 0.0)


def leaky_relu_gradient(x: Array, slope: float = 0.01) -> Array:
    """f'(x) = 1 for x > 0, slope otherwise; f'(0) = slope by convention."""
    return _step_gradient(x, slope, 1.0)


def shifted_relu(x: Array) -> Array:
    """f(x) = max(-1, x), in [-1, inf). Clevert et al. 2015, section 4."""
    return np.maximum(x, -1.0)


def shifted_relu_gradient(x: Array) -> Array:
    """f'(x) = 1 for x > -1, 0 for x < -1; f'(-1) = 0 by convention."""
    return _step_gradient(x + 1.0, 0.0, 1.0)


def selu(x: Array) -> Array:
    """f(x) = scale elu(x, alpha), in (-1.7581, inf).

    A standard normal x gives mean 0 and variance 1. Klambauer et al. 2017, arXiv:1706.02515.
    """
    return SELU_SCALE * elu(x, SELU_ALPHA)


def selu_gradient(x: Array) -> Array:
    """f'(x) = scale elu'(x, alpha); f'(0) = scale alpha, the slope on the left."""
    return SELU_SCALE * elu_gradient(x, SELU_ALPHA)


def silu(x: Array) -> Array:
    """f(x) = x sigmoid(x), in [-0.2785, inf).

    Hendrycks and Gimpel 2016, arXiv:1606.08415, section 5; Elfwing et al. 2017, arXiv:1702.03118.
    """
    x = np.maximum(x, -1000.0)  # f is 0 from there down, and -inf * 0 would be nan
    return x * sigmoid(x)


def silu_gradient(x: Array) -> Array:
    """f'(x) = sigmoid(x) + x sigmoid'(x), in [-0.0998, 1.0998]."""
    x = np.clip(x, -1000.0, 1000.0)  # f' has reached its limits 0 and 1 long before
    return sigmoid(x) + x * sigmoid_gradient(x)


def gelu(x: Array) -> Array:
    """f(x) = x Phi(x), Phi the normal distribution function, in [-0.1700, inf).

    Hendrycks and Gimpel 2016, arXiv:1606.08415, equation 1.
    """
    x = np.maximum(x, -40.0)  # f is 0 from there down, and -inf * 0 would be nan
    return x * _normal_cdf(x)


def gelu_gradient(x: Array) -> Array:
    """f'(x) = Phi(x) + x phi(x), phi the normal density, in [-0.1289, 1.1289]."""
    x = np.clip(x, -40.0, 40.0)  # f' has reached its limits 0 and 1 before
    return _normal_cdf(x) + x * np.exp(-0.5 * x * x) / math.sqrt(2.0 * math.pi)


def _normal_cdf(x: Array) -> Array:
    """Return Phi(x) = erfc(-x / sqrt(2)) / 2. 1 + erf would round the left tail to 0."""
    scaled = (x * -math.sqrt(0.5)).ravel().tolist()
    return 0.5 * np.fromiter(map(math.erfc, scaled), np.float64, len(scaled)).reshape(x.shape)


def _step_gradient(x: Array, left: float, right: float) -> Array:
    """Return `left` where x <= 0, `right` where x > 0, nan where x is nan."""
    return np.where(np.isnan(x), x, np.where(x > 0, right, left))
