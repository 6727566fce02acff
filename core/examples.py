"""Twenty examples that a unit receives, and which of them change its weights.

By the chain rule, an example changes the weights of a unit in proportion to f'(x), x its input into
f: where f' is 0, that example does not change them. A unit is dead if that holds for all examples.
x, the bias and f'(x) are pure numbers, without units. At a kink f' is the page's convention, the
slope on the left.
"""

from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from core.activations import ACTIVATIONS
from core.typing import Array, Function

EXAMPLE_COUNT = 20
NORMAL_QUANTILES = tuple(
    NormalDist().inv_cdf((number + 0.5) / EXAMPLE_COUNT) for number in range(EXAMPLE_COUNT)
)


def example_inputs(bias: float) -> Array:
    """Return the inputs of the examples into f, ascending, of shape (20,).

    They are bias + Phi^-1((i - 1/2) / 20), i = 1 .. 20: a standard normal sample without chance.
    """
    return bias + np.array(NORMAL_QUANTILES)


def example_gradients(key: str, bias: float, **parameters: float | str) -> Array:
    """Return f' at the inputs of the examples, of shape (20,).

    A parameter that is left out has the article's value. Raises KeyError for an unknown key.
    """
    return ACTIVATIONS[key].gradient(example_inputs(bias), **parameters)


def have_slopes(x: Array, gradient: Function, kink: float | None) -> npt.NDArray[np.bool_]:
    """Return at which x the slope of a function of the table is not 0, in the shape of x.

    One with slope 0 at its kink has slope 0 everywhere left of it; no other has it at more than
    single x, although far out in a tail a slope may be too small for a float64.
    """
    if kink is not None and gradient(np.array(kink)) == 0:
        return x > kink
    return np.ones(x.shape, dtype=np.bool_)


def are_learning(key: str, bias: float, **parameters: float | str) -> npt.NDArray[np.bool_]:
    """Return which of the examples change the weights, of shape (20,)."""
    _, gradient = ACTIVATIONS[key].fix_parameters(**parameters)
    return have_slopes(example_inputs(bias), gradient, ACTIVATIONS[key].kink)


def count_learning(key: str, bias: float, **parameters: float | str) -> int:
    """Return how many of the examples change the weights, those with f' != 0: 0 to 20."""
    return int(np.count_nonzero(are_learning(key, bias, **parameters)))


def mean_slope(key: str, bias: float, **parameters: float | str) -> float:
    """Return the mean of |f'| over the examples."""
    return float(np.abs(example_gradients(key, bias, **parameters)).mean())


def find_dead_bias(key: str, **parameters: float | str) -> float | None:
    """Return the largest bias at which a unit is dead, or None where there is none.

    It is kink - max z, z the inputs without bias: then the largest input stands at the kink.
    """
    kink = ACTIVATIONS[key].kink
    _, gradient = ACTIVATIONS[key].fix_parameters(**parameters)
    if kink is None or have_slopes(np.array(kink), gradient, kink):
        return None
    return kink - float(example_inputs(0.0).max())
