"""Twenty examples that a unit receives, and which of them change its weights.

By the chain rule, an example changes the weights of a unit in proportion to f'(x), x its input into
f: where f' is 0, that example does not change them. A unit is dead if that holds for all examples.
x, the bias and f'(x) are pure numbers, without units. At a kink f' is the page's convention, the
slope on the left.
"""

from collections.abc import Sequence
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from core.activations import ACTIVATIONS
from core.flat_pieces import find_flat_pieces
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

    A parameter that is left out has the value of a first visit. Raises KeyError for an unknown key.
    """
    return ACTIVATIONS[key].gradient(example_inputs(bias), **parameters)


def have_slopes(x: Array, gradient: Function, cuts: Sequence[float] = ()) -> npt.NDArray[np.bool_]:
    """Return at which x a function has a slope that is not 0, in the shape of x.

    It is 0 over a whole piece between two cuts, or nowhere in it but at single x; far out in a tail
    without cuts, a slope may be too small for a float64. At a cut it is that on the left.
    """
    is_flat = find_flat_pieces(gradient, cuts)[np.searchsorted(cuts, x)]
    return np.asarray(~is_flat & ~np.isnan(gradient(x)))


def are_learning(key: str, bias: float, **parameters: float | str) -> npt.NDArray[np.bool_]:
    """Return which of the examples change the weights, of shape (20,)."""
    _, gradient = ACTIVATIONS[key].fix_parameters(**parameters)
    return have_slopes(example_inputs(bias), gradient, ACTIVATIONS[key].find_cuts(**parameters))


def count_learning(key: str, bias: float, **parameters: float | str) -> int:
    """Return how many of the examples change the weights, those with f' != 0: 0 to 20."""
    return int(np.count_nonzero(are_learning(key, bias, **parameters)))


def mean_slope(key: str, bias: float, **parameters: float | str) -> float:
    """Return the mean of |f'| over the examples."""
    with np.errstate(over="ignore"):
        return float(np.abs(example_gradients(key, bias, **parameters)).mean())


def find_dead_bias(key: str, **parameters: float | str) -> float | None:
    """Return the largest bias at which a unit is dead, or None where there is none.

    It is kink - max z, z the inputs without bias: then the largest input stands at the kink
    up to which all slopes are 0.
    """
    cuts = ACTIVATIONS[key].find_cuts(**parameters)
    _, gradient = ACTIVATIONS[key].fix_parameters(**parameters)
    flat_count = int(np.argmin(find_flat_pieces(gradient, cuts)))  # of those left of all others
    if not flat_count:
        return None
    return cuts[flat_count - 1] - float(example_inputs(0.0).max())
