"""A function applied many times: as a chain, in the mean field of a deep network, and in one that
is drawn at random.

Layers are numbered from 1. The inputs z_1 of the first have variance 1. Layer l gives
a_l = f(z_l), and the next one gets z_(l+1) = W a_l with weights from N(0, weight_variance / width).
x, f(x) and f'(x) are pure numbers, without units.
"""

import math
from functools import lru_cache, partial
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from core.activations import ACTIVATIONS
from core.gaps import are_near_gap
from core.moments import MAX_SIGMAS, moments, place_nodes
from core.typing import Array, Function

MIN_VARIANCE, MAX_VARIANCE = 1e-30, 1e30  # of z in mean field
FIXED_POINT_RTOL = 1e-13  # a variance that moves by less stays where it is
INPUT_COUNT = 8  # of the random inputs that a random network is tried on
TABLE_X = np.linspace(-30.0, 30.0, 3001)  # at which a smooth function is tabulated
LAYER_BLOCK = 10  # weights are drawn for so many layers at once, since a slider moves by one


class LayerStatistics(NamedTuple):
    """What each layer hands on: arrays of shape (layers,), the first layer first.

    `gradient_rms` is the root mean square of the gradient in z_l, divided by that in the last
    layer, which is thus 1. `second_moment` and `mean` are E a_l^2 and E a_l.
    """

    gradient_rms: Array
    second_moment: Array
    mean: Array


def chained_gradient(key: str, x: Array | float, layers: int, **parameters: float | str) -> Array:
    """Return the slope of f applied `layers` times, f(f(... f(x))), at every x; the shape is x's.

    Raises KeyError for an unknown key.
    """
    functions = ACTIVATIONS[key].fix_parameters(**parameters)
    with np.errstate(all="ignore"):  # a vanished product is 0, a function may leave its domain
        return chain_gradients(*functions, np.asarray(x, dtype=np.float64), layers)


def chain_gradients(function: Function, derivative: Function, x: Array, layers: int) -> Array:
    """Return the slope of a function applied `layers` times, at every x.

    By the chain rule it is f'(x) f'(f(x)) f'(f(f(x))) ..., one factor a layer.
    """
    product = np.ones_like(x)
    for _ in range(layers):
        with np.errstate(over="ignore", invalid="ignore"):  # a formula may grow without bounds
            product = product * derivative(x)
        x = function(x)
    return product


def own_weight_variance(key: str, **parameters: float | str) -> float:
    """Return 1 / E f(X)^2 for X ~ N(0, 1): with it the variance of z stays 1 in mean field.

    For ReLU it is 2: He et al. 2015, arXiv:1502.01852. Infinite where f is 0, nan where f has no
    value. Raises KeyError for an unknown key.
    """
    second_moment = moments(key, **parameters).second_moment
    return 1.0 / second_moment if second_moment else math.inf


def mean_field(
    key: str, layers: int, weight_variance: float, **parameters: float | str
) -> LayerStatistics:
    """Return what each layer of an infinitely wide network hands on; layers in [1, inf).

    With q_1 = 1 and Z ~ N(0, 1): q_(l+1) = weight_variance E f(sqrt(q_l) Z)^2, kept in
    [1e-30, 1e30], and the squared gradient shrinks from layer l + 1 to layer l by
    weight_variance E f'(sqrt(q_l) Z)^2. Poole et al. 2016, arXiv:1606.05340, equation 3;
    Schoenholz et al. 2017, arXiv:1611.01232, equation 9. Right to 1e-10. Raises KeyError for an
    unknown key. The arrays are read-only, and all nan where f has no value or is 0.
    """
    if not _has_signal(key, weight_variance, **parameters):
        return _hand_on_nothing(layers)
    return _mean_field(key, layers, weight_variance, *parameters.items())


@lru_cache(maxsize=128)
def _mean_field(
    key: str, layers: int, weight_variance: float, *parameters: tuple[str, float | str]
) -> LayerStatistics:
    table = _tabulate(key, *parameters)
    variance, expectations = 1.0, [_find_expectations(table, 1.0)]
    for _ in range(1, layers):
        next_variance = min(max(weight_variance * expectations[-1][1], MIN_VARIANCE), MAX_VARIANCE)
        if math.isclose(next_variance, variance, rel_tol=FIXED_POINT_RTOL):
            expectations.append(expectations[-1])
            continue
        variance = next_variance
        expectations.append(_find_expectations(table, math.sqrt(variance)))
    mean, second_moment, chi = np.array(expectations).T
    factors = np.append(weight_variance * chi[:-1], 1.0)
    return _freeze(np.cumprod(np.sqrt(factors[::-1]))[::-1], second_moment, mean)


def _has_signal(key: str, weight_variance: float, **parameters: float | str) -> bool:
    has_gap = are_near_gap(0.0, MAX_SIGMAS, ACTIVATIONS[key].find_gaps(**parameters))
    return 0.0 < weight_variance < math.inf and not has_gap


def _hand_on_nothing(layers: int) -> LayerStatistics:
    return _freeze(*np.full((3, layers), np.nan))


class _Table(NamedTuple):
    """Nodes x, ascending, and the weight of each times f, f^2 and f'^2: shape (3, nodes)."""

    x: Array
    products: Array


@lru_cache(maxsize=24)  # entries of 230 kB
def _tabulate(key: str, *parameters: tuple[str, float | str]) -> _Table:
    """Return a function on nodes that serve normal distributions of any width about 0.

    So a layer needs only the density, while `moments` would compute the function anew. Panels are
    6 wide where the functions may have poles nearby, and there is one for each factor of 8 further
    in, where the density may be narrow, and further out, where the functions are nearly straight.
    """
    activation = ACTIVATIONS[key]
    function, derivative = activation.fix_parameters(**dict(parameters))
    steps = 8.0 ** np.arange(1, 18)
    right = np.concatenate((6.0 / steps[::-1], np.arange(6.0, 241.0, 6.0), 240.0 * steps))
    cuts = activation.find_cuts(**dict(parameters))
    x, weights = place_nodes(np.union1d(np.concatenate((-right, right)), (0.0, *cuts)))
    value, gradient = function(x), derivative(x)
    with np.errstate(over="ignore"):  # a function may grow without bounds
        return _Table(x, weights * np.stack((value, value**2, gradient**2)))


def _find_expectations(table: _Table, sigma: float) -> Array:
    """Return E f(X), E f(X)^2 and E f'(X)^2 for X ~ N(0, sigma^2), sigma in [1e-15, 1e15]."""
    start, stop = np.searchsorted(table.x, (-MAX_SIGMAS * sigma, MAX_SIGMAS * sigma))
    density = np.exp(-0.5 * np.square(table.x[start:stop] / sigma))
    scale = math.sqrt(2.0 * math.pi) * sigma
    expectations: Array = (table.products[:, start:stop] @ density) / scale
    return expectations


def simulate(
    key: str, layers: int, width: int, weight_variance: float, seed: int, **parameters: float | str
) -> LayerStatistics:
    """Return what each layer of one random network hands on; layers and width in [1, inf).

    The network is tried on 8 inputs from N(0, 1), and 8 gradients from N(0, 1) go back from the
    last layer; the statistics are those of all units and inputs. Weights, inputs and gradients
    depend on the seed and the width only: every function gets the same ones, and a deeper network
    begins with the layers of a less deep one. Raises KeyError for an unknown key, ValueError for a
    negative seed. The arrays are read-only, and all nan where f has no value or is 0.
    """
    if not _has_signal(key, weight_variance, **parameters):
        return _hand_on_nothing(layers)
    with np.errstate(over="ignore", invalid="ignore"):  # a function may grow without bounds
        return _simulate(key, layers, width, weight_variance, seed, *parameters.items())


@lru_cache(maxsize=128)
def _simulate(
    key: str,
    layers: int,
    width: int,
    weight_variance: float,
    seed: int,
    *parameters: tuple[str, float | str],
) -> LayerStatistics:
    function, derivative = _prepare_functions(key, *parameters)
    network = _draw_network(width, LAYER_BLOCK * math.ceil(layers / LAYER_BLOCK), seed)
    matrices, scale = network.weights[: layers - 1], math.sqrt(weight_variance / width)
    inputs, outputs = [network.inputs], [function(network.inputs)]
    for weights in matrices:
        inputs.append(scale * _multiply(weights, outputs[-1]))
        outputs.append(function(inputs[-1]))
    gradients = [network.gradients]
    for weights, z in zip(matrices[::-1], inputs[-2::-1], strict=True):
        gradients.append(scale * derivative(z) * _multiply(weights.T, gradients[-1]))
    rms = np.array([math.sqrt(np.square(each).mean()) for each in reversed(gradients)])
    second_moment = np.array([np.square(each).mean() for each in outputs])
    return _freeze(rms / rms[-1], second_moment, np.array([each.mean() for each in outputs]))


@lru_cache(maxsize=24)  # entries of 70 kB
def _prepare_functions(key: str, *parameters: tuple[str, float | str]) -> tuple[Function, Function]:
    """Return f and f' for a random network: smooth ones are read from a table, right to 2e-5.

    The sum of sigmoids and GELU cost many times as much as that.
    """
    activation = ACTIVATIONS[key]
    function, derivative = activation.fix_parameters(**dict(parameters))
    if activation.find_cuts(**dict(parameters)):
        return function, derivative
    values, slopes = function(TABLE_X), derivative(TABLE_X)
    return partial(_read_table, function, values), partial(_read_table, derivative, slopes)


def _read_table(function: Function, values: Array, x: Array) -> Array:
    """Return the values at every x, or those of the function itself where some x is beyond them."""
    if np.abs(x).max() > TABLE_X[-1]:
        return function(x)
    return np.interp(x, TABLE_X, values)


class _RandomNetwork(NamedTuple):
    """Inputs and gradients of shape (width, 8), weights of (layers, width, width); all N(0, 1).

    The weights are float32: those of 50 layers, 128 wide, take 3.3 MB.
    """

    inputs: Array
    gradients: Array
    weights: npt.NDArray[np.float32]


@lru_cache(maxsize=2)
def _draw_network(width: int, layers: int, seed: int) -> _RandomNetwork:
    rng = np.random.default_rng(seed)
    inputs, gradients = rng.standard_normal((2, width, INPUT_COUNT))
    # Last, so that the layers of a less deep network come first.
    weights = rng.standard_normal((layers, width, width), dtype=np.float32)
    return _RandomNetwork(inputs, gradients, weights)


def _multiply(weights: npt.NDArray[np.float32], values: Array) -> Array:
    """Return weights @ values, whatever the scale of the values: float32 would leave its range."""
    largest = float(np.abs(values).max()) or 1.0
    product: Array = (weights @ (values / largest).astype(np.float32)) * np.float64(largest)
    return product


def _freeze(*arrays: Array) -> LayerStatistics:
    for each in arrays:
        each.flags.writeable = False  # requests share it
    return LayerStatistics(*arrays)
