"""The table of activation functions: for each its value, its gradient, and how the page names it.

Every function takes a float64 array of any shape and returns one of the same shape. None overflows:
exp is only taken of arguments that are not positive or, in the sum, that lie near its offsets.
At a kink the gradient is a convention: the slope on the left.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from core.interpolation import ANALYTIC, LINEAR, RECIPROCAL, Interpolation
from core.sigmoid_sum import sigmoid_sum, sigmoid_sum_gradient
from core.typing import Array

SELU_ALPHA = 1.6732632423543772  # Klambauer et al. 2017, arXiv:1706.02515, equation 14
SELU_SCALE = 1.0507009873554805

SUM = "sigmoid_sum"  # the key of the sum of sigmoids
LIMIT = "limit"  # the key of the curve T that the sum tends to; it is no entry of the table


@dataclass(frozen=True)
class Activation:
    """One function of the table.

    `name` is its name on the page. `formula` and `range` are templates that the parameters fill in;
    `range_at_zero` replaces `range` where all parameters are 0. `function` and `derivative` compute
    the value and the gradient. `parameters` are the controls that change the curve, `modes` the
    other fields of a view that it reads. `kink` is the x at which the gradient may jump. A function
    that `has_markers` is drawn with a dot at each sample; one that `is_background` is drawn broad
    and below all others. `compared_with` are the keys of curves that are drawn with it, thinner.
    `interpolations` says how f and f' depend on a parameter, where it is not ANALYTIC.
    """

    name: str
    formula: str
    range: str
    function: Callable[..., Array]
    derivative: Callable[..., Array]
    parameters: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    range_at_zero: str = ""
    kink: float | None = None
    has_markers: bool = False
    is_background: bool = False
    compared_with: tuple[str, ...] = ()
    interpolations: Mapping[str, Interpolation] = field(default_factory=dict)

    def interpolation(self, parameter: str) -> Interpolation:
        """Return how the curves between two values of a parameter are interpolated."""
        return self.interpolations.get(parameter, ANALYTIC)

    def value(self, x: Array | float, **parameters: float | str) -> Array:
        """Return f(x), float64, in the shape of x; nan gives nan.

        A parameter that is left out has the article's value.
        """
        return _evaluate(self.function, x, parameters)

    def gradient(self, x: Array | float, **parameters: float | str) -> Array:
        """Return f'(x), float64, in the shape of x; nan gives nan.

        A parameter that is left out has the article's value.
        """
        return _evaluate(self.derivative, x, parameters)


def _evaluate(
    function: Callable[..., Array], x: Array | float, parameters: dict[str, float | str]
) -> Array:
    with np.errstate(under="ignore"):  # far out in a tail, 0 is the nearest double
        return function(np.asarray(x, dtype=np.float64), **parameters)


def identity(x: Array) -> Array:
    """f(x) = x, the article's input ramp."""
    return x.copy()


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


def relu(x: Array) -> Array:
    """f(x) = max(0, x), in [0, inf). Nair and Hinton 2010."""
    return np.maximum(x, 0.0)


def relu_gradient(x: Array) -> Array:
    """f'(x) = 1 for x > 0, 0 for x < 0; f'(0) = 0 by convention.

    Bertoin et al. 2021, arXiv:2106.12915, compare such conventions.
    """
    return _step_gradient(x, 0.0, 1.0)


def elu(x: Array, alpha: float = 1.0) -> Array:
    """f(x) = x for x > 0, alpha (exp(x) - 1) otherwise; in (-alpha, inf) for alpha > 0.

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
    return 4.0 * sigmoid_gradient(2.0 * x)


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


ACTIVATIONS = MappingProxyType(
    {
        "identity": Activation(
            "identity", "x", "(−∞, ∞)", identity, identity_gradient, has_markers=True
        ),
        "sigmoid": Activation(
            "sigmoid",
            "1 / (1 + exp({offset} − x))",
            "(0, 1)",
            sigmoid,
            sigmoid_gradient,
            ("offset",),
        ),
        SUM: Activation(
            "sum of sigmoids",
            "{weight} · Σ sigmoid(x − o), o = {offsets}",
            "(0, {top})",
            sigmoid_sum,
            sigmoid_sum_gradient,
            ("count", "span"),
            ("rule", "high"),
            is_background=True,
            compared_with=(LIMIT, "softplus"),
            interpolations={"count": RECIPROCAL},
        ),
        "softplus": Activation(
            "softplus", "log(1 + exp(x))", "(0, ∞)", softplus, softplus_gradient
        ),
        "relu": Activation("ReLU", "max(0, x)", "[0, ∞)", relu, relu_gradient, kink=0.0),
        "elu": Activation(
            "ELU",
            "x if x > 0, else {alpha} (exp(x) − 1)",
            "(−{alpha}, ∞)",
            elu,
            elu_gradient,
            ("alpha",),
            range_at_zero="[0, ∞)",
            kink=0.0,
            interpolations={"alpha": LINEAR},
        ),
        "tanh": Activation("tanh", "tanh(x)", "(−1, 1)", tanh, tanh_gradient),
        "leaky_relu": Activation(
            "leaky ReLU",
            "x if x > 0, else {slope} x",
            "(−∞, ∞)",
            leaky_relu,
            leaky_relu_gradient,
            ("slope",),
            range_at_zero="[0, ∞)",
            kink=0.0,
            interpolations={"slope": LINEAR},
        ),
        "shifted_relu": Activation(
            "shifted ReLU", "max(−1, x)", "[−1, ∞)", shifted_relu, shifted_relu_gradient, kink=-1.0
        ),
        "selu": Activation(
            "SELU", "1.0507 ELU(x) with α = 1.67326", "(−1.7581, ∞)", selu, selu_gradient, kink=0.0
        ),
        "silu": Activation("SiLU", "x · sigmoid(x)", "[−0.2785, ∞)", silu, silu_gradient),
        "gelu": Activation("GELU", "x · Φ(x)", "[−0.1700, ∞)", gelu, gelu_gradient),
    }
)
