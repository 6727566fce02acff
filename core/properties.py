"""The table of properties: what a course says of each activation function, and its name in three
libraries.

What depends on parameters is computed: the bounds, the smoothness at the kink, the largest slope.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from core.activations import ACTIVATIONS
from core.keys import SUM
from core.typing import Array

LIBRARIES = ("PyTorch", "Keras", "JAX")
# How often a function can be differentiated: its gradient jumps; it has no jump; always.
CORNER, NO_JUMP, SMOOTH = "C0", "C1", "C∞"

SEARCH_X = np.linspace(-10.0, 200.0, 10_501)  # where the page can put the largest slope
ZOOM_COUNT = 401  # of x between the neighbours of the steepest one


@dataclass(frozen=True)
class Properties:
    """What is declared of one function, for all its parameters.

    `names` are its names in torch, keras.activations and jax with their defaults, in the order of
    `LIBRARIES`; one that a library does not have is empty. `note` says where these functions differ
    from each other or from that of the page. `smoothness` is that of a function whose gradient has
    no jump at the kink. `odd_at` are the parameters for which f(-x) = -f(x), or None if there are
    none; it is empty if the function is odd for all.
    """

    names: tuple[str, str, str] = ("", "", "")
    note: str = ""
    smoothness: str = SMOOTH
    is_monotone: bool = True
    odd_at: Mapping[str, float] | None = None


PROPERTIES: Mapping[str, Properties] = MappingProxyType(
    {
        "identity": Properties(("nn.Identity", "linear", "nn.identity"), odd_at={}),
        "sigmoid": Properties(("nn.Sigmoid", "sigmoid", "nn.sigmoid")),
        SUM: Properties(),
        "softplus": Properties(
            ("nn.Softplus(beta=1.0, threshold=20.0)", "softplus", "nn.softplus"),
            "Where beta × x is above its threshold, PyTorch returns x itself.",
        ),
        "relu": Properties(("nn.ReLU", "relu", "nn.relu")),
        "elu": Properties(
            ("nn.ELU(alpha=1.0)", "elu(alpha=1.0)", "nn.elu(alpha=1.0)"), smoothness=NO_JUMP
        ),
        "tanh": Properties(("nn.Tanh", "tanh", "nn.tanh"), odd_at={}),
        "leaky_relu": Properties(
            (
                "nn.LeakyReLU(negative_slope=0.01)",
                "leaky_relu(negative_slope=0.2)",
                "nn.leaky_relu(negative_slope=0.01)",
            ),
            "Keras’ function has another slope than PyTorch and JAX, and its layer LeakyReLU a "
            "third one, 0.3.",
            odd_at={"slope": 1.0},
        ),
        "shifted_relu": Properties(),
        "selu": Properties(("nn.SELU", "selu", "nn.selu")),
        "silu": Properties(
            ("nn.SiLU", "silu", "nn.silu"), "Keras and JAX also call it swish.", is_monotone=False
        ),
        "gelu": Properties(
            ("nn.GELU(approximate='none')", "gelu(approximate=False)", "nn.gelu(approximate=True)"),
            "JAX computes an approximation with tanh unless approximate is False. PyTorch and "
            "Keras compute the function of this page.",
            is_monotone=False,
        ),
        "softplus_beta": Properties(
            ("nn.Softplus(beta=1.0, threshold=20.0)", "", ""),
            "Only PyTorch has a sharpness, 1 unless it is given. Where beta × x is above its "
            "threshold, it returns x itself.",
        ),
    }
)


def bounded_sides(key: str, **parameters: float | str) -> tuple[bool, bool]:
    """Return whether a function is bounded below and above: it is where both its limits are."""
    limits = ACTIVATIONS[key].value(np.array([-np.inf, np.inf]), **parameters)
    return bool(limits.min() > -np.inf), bool(limits.max() < np.inf)


def smoothness(key: str, **parameters: float | str) -> str:
    """Return CORNER, NO_JUMP or SMOOTH."""
    kink = ACTIVATIONS[key].kink
    if kink is not None:
        left, right = ACTIVATIONS[key].gradient(_sides(kink), **parameters)
        if left != right:
            return CORNER
    return PROPERTIES[key].smoothness


def is_odd(key: str, **parameters: float | str) -> bool:
    """Return whether f(-x) = -f(x) for every x."""
    odd_at = PROPERTIES[key].odd_at
    return odd_at is not None and all(parameters[name] == at for name, at in odd_at.items())


def largest_slope(key: str, **parameters: float | str) -> float:
    """Return the least upper bound of |f'|, the Lipschitz constant, to a relative error of 1e-5.

    It is a limit of f', a slope at the kink, or the largest slope on SEARCH_X, found more closely.
    """

    def slopes(x: Array) -> Array:
        return np.abs(ACTIVATIONS[key].gradient(x, **parameters))

    kink = ACTIVATIONS[key].kink
    steepest = int(np.argmax(slopes(SEARCH_X)))
    low, high = SEARCH_X[max(steepest - 1, 0)], SEARCH_X[min(steepest + 1, SEARCH_X.size - 1)]
    near = np.linspace(low, high, ZOOM_COUNT)
    at_kink = () if kink is None else _sides(kink)
    return float(slopes(np.concatenate(([-np.inf, np.inf], at_kink, near))).max())


def _sides(kink: float) -> Array:
    """Return the x at which a gradient has its slope left of the kink, and right of it."""
    return np.array([kink, np.nextafter(kink, np.inf)])
