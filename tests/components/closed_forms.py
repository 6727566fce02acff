"""Every function and its slope with the parameters of a view, by the formulas of textbooks."""

import math
from collections.abc import Callable

import numpy as np

from core.typing import Array
from core.view import View

SELU_ALPHA, SELU_SCALE = 1.6732632423543772, 1.0507009873554805  # arXiv:1706.02515


def sum_offsets(view: View) -> tuple[Array, float]:
    """Where the sigmoids of the sum stand, and the weight of each."""
    count = int(view.count)
    if view.rule == "article":
        last, high = float(np.arange(view.low, view.high, view.step)[-1]), max(view.high, 0.1)
        return np.linspace(0.0, max(last, 0.1), count), high / count
    if view.rule == "refine":
        return view.span * (np.arange(count) + 0.5) / count, view.span / count
    return np.linspace(0.5, count - 0.5, count).astype(np.float64), 1.0


def logistic(x: Array) -> Array:
    found: Array = 1.0 / (1.0 + np.exp(-x))
    return found


def bell(x: Array) -> Array:
    """The slope of the sigmoid."""
    return logistic(x) * logistic(-x)


def normal(x: Array) -> Array:
    """The normal distribution function."""
    return np.array([0.5 * math.erfc(-each / math.sqrt(2.0)) for each in x.tolist()])


def add_up(view: View, curve: Callable[[Array], Array], x: Array) -> Array:
    """The sum of a curve shifted as the sigmoids of the view are, with their weight."""
    offsets, weight = sum_offsets(view)
    total: Array = curve(x[:, np.newaxis] - offsets).sum(axis=1)
    return weight * total


def value_of(view: View, key: str, x: Array) -> Array:
    """f at each of some x, none of them further out than 20."""
    if key == "sigmoid_sum":
        return add_up(view, logistic, x)
    exp = np.exp(np.minimum(x, 0.0))
    values = {
        "identity": x,
        "sigmoid": logistic(x - view.offset),
        "cross_entropy": np.log(1.0 + np.exp(view.offset - x)),
        "squared_error": 0.5 * (1.0 - logistic(x - view.offset)) ** 2,
        "softplus": np.log(1.0 + np.exp(x)),
        "relu": np.where(x > 0, x, 0.0),
        "elu": np.where(x > 0, x, view.alpha * (exp - 1.0)),
        "tanh": np.tanh(x),
        "leaky_relu": np.where(x > 0, x, view.slope * x),
        "shifted_relu": np.where(x > -1, x, -1.0),
        "selu": SELU_SCALE * np.where(x > 0, x, SELU_ALPHA * (exp - 1.0)),
        "silu": x * logistic(x),
        "gelu": x * normal(x),
        "softplus_beta": np.logaddexp(0.0, view.sharpness * x) / view.sharpness,
    }
    return values[key]


def slope_of(view: View, key: str, x: Array) -> Array:
    """f' at each of some x; at a kink it is the slope on the left."""
    if key == "sigmoid_sum":
        return add_up(view, bell, x)
    exp = np.exp(np.minimum(x, 0.0))
    slopes = {
        "identity": np.ones_like(x),
        "sigmoid": bell(x - view.offset),
        "cross_entropy": logistic(x - view.offset) - 1.0,
        "squared_error": (logistic(x - view.offset) - 1.0) * bell(x - view.offset),
        "softplus": logistic(x),
        "relu": np.where(x > 0, 1.0, 0.0),
        "elu": np.where(x > 0, 1.0, view.alpha * exp),
        "tanh": 1.0 / np.cosh(x) ** 2,
        "leaky_relu": np.where(x > 0, 1.0, view.slope),
        "shifted_relu": np.where(x > -1, 1.0, 0.0),
        "selu": SELU_SCALE * np.where(x > 0, 1.0, SELU_ALPHA * exp),
        "silu": logistic(x) + x * bell(x),
        "softplus_beta": 0.5 + 0.5 * np.tanh(0.5 * view.sharpness * x),
        "gelu": normal(x) + x * np.exp(-0.5 * x * x) / math.sqrt(2.0 * math.pi),
    }
    return slopes[key]
