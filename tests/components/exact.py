"""The functions of a view with closed forms of scipy, and what else its texts are held against."""

import math
from collections.abc import Callable
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.special import expit, ndtr

from core.view import View

Numbers = npt.NDArray[np.float64]
NAMES = {
    "identity": "identity",
    "sigmoid": "sigmoid",
    "sigmoid_sum": "sum of sigmoids",
    "softplus": "softplus",
    "relu": "ReLU",
    "elu": "ELU",
    "tanh": "tanh",
    "leaky_relu": "leaky ReLU",
    "shifted_relu": "shifted ReLU",
    "selu": "SELU",
    "silu": "SiLU",
    "gelu": "GELU",
    "softplus_beta": "softplus β",
    "own": "your own",
    "own2": "your second",
}
LOSSES = {"cross_entropy": "cross-entropy", "squared_error": "squared error"}
KEYS = {name: key for key, name in (NAMES | LOSSES).items()}
KINKS = dict.fromkeys(("relu", "elu", "leaky_relu", "selu"), 0.0) | {"shifted_relu": -1.0}
SELU_ALPHA, SELU_SCALE = 1.6732632423543772, 1.0507009873554805  # arXiv:1706.02515
NODES, WEIGHTS = np.polynomial.legendre.leggauss(20)
MAX_SIGMAS, PANELS = 12.0, 30
NEAR = np.linspace(-48.0, 216.0, 67)  # where the functions bend

BELOW_1 = math.nextafter(1.0, 0.0)  # the slope of softplus β never is 1
BENDS = np.linspace(-40.0, 40.0, 11)  # of softplus β, in units of 1 / β


def bell(x: Any) -> Any:
    return expit(x) * expit(-x)


def softplus(x: Any) -> Any:
    return np.logaddexp(0.0, x)


class Exact:
    """A view's functions, its x and the sigmoids of its sum."""

    def __init__(self, view: View) -> None:
        self.view = view

    @cached_property
    def x(self) -> Numbers:
        return np.arange(self.view.low, self.view.high, self.view.step)

    @cached_property
    def span(self) -> float:
        spans = {"article": max(float(self.x[-1]), 0.1), "extend": self.view.count}
        return spans.get(self.view.rule, self.view.span)

    @cached_property
    def weight(self) -> float:
        weights = {"article": max(self.view.high, 0.1), "refine": self.view.span}
        return weights.get(self.view.rule, self.view.count) / self.view.count

    @cached_property
    def offsets(self) -> Numbers:
        count = int(self.view.count)
        if self.view.rule == "article":
            return np.linspace(0.0, self.span, count)
        return (np.arange(count) + 0.5) * self.span / count

    def limit(self, x: Numbers) -> Numbers:
        """The integral of weight over spacing times sigmoid(x - o) over o from 0 to the span."""
        tail = np.log1p(np.exp(-np.abs(x))) - np.log1p(np.exp(-np.abs(x - self.span)))
        limit: Numbers = np.clip(x, 0.0, self.span) + tail
        return limit

    @property
    def limit_scale(self) -> float:
        """What the integral of the rule is in units of T."""
        return self.weight * self.view.count / self.span

    def value(self, key: str, x: Any) -> Any:
        x = np.asarray(x, dtype=float)
        left = np.minimum(x, 0.0)
        if key == "sigmoid_sum":
            return self.weight * expit(x[..., np.newaxis] - self.offsets).sum(axis=-1)
        values: dict[str, Callable[[], Any]] = {
            "identity": lambda: x,
            "sigmoid": lambda: expit(x - self.view.offset),
            "softplus": lambda: softplus(x),
            "relu": lambda: np.where(x > 0, x, 0.0),
            "elu": lambda: np.where(x > 0, x, self.view.alpha * np.expm1(left)),
            "tanh": lambda: np.tanh(x),
            "leaky_relu": lambda: np.where(x > 0, x, self.view.slope * x),
            "shifted_relu": lambda: np.where(x > -1, x, -1.0),
            "selu": lambda: SELU_SCALE * np.where(x > 0, x, SELU_ALPHA * np.expm1(left)),
            "silu": lambda: x * expit(x),
            "gelu": lambda: x * ndtr(x),
            "softplus_beta": lambda: softplus(self.view.sharpness * x) / self.view.sharpness,
            "own": lambda: x * np.tanh(softplus(x)),  # Mish, as the first formula has it
            "own2": lambda: x * expit(self.view.a2 * x),
            "cross_entropy": lambda: softplus(self.view.offset - x),
            "squared_error": lambda: 0.5 * expit(self.view.offset - x) ** 2,
        }
        return values[key]()

    def slope(self, key: str, x: Any) -> Any:
        """f'; at a kink the slope on the left."""
        x = np.asarray(x, dtype=float)
        left = np.exp(np.minimum(x, 0.0))
        if key == "sigmoid_sum":
            return self.weight * bell(x[..., np.newaxis] - self.offsets).sum(axis=-1)
        slopes: dict[str, Callable[[], Any]] = {
            "identity": lambda: np.ones_like(x),
            "sigmoid": lambda: bell(x - self.view.offset),
            "softplus": lambda: expit(x),
            "relu": lambda: np.where(x > 0, 1.0, 0.0),
            "elu": lambda: np.where(x > 0, 1.0, self.view.alpha * left),
            "tanh": lambda: 4.0 * bell(2.0 * x),
            "leaky_relu": lambda: np.where(x > 0, 1.0, self.view.slope),
            "shifted_relu": lambda: np.where(x > -1, 1.0, 0.0),
            "selu": lambda: SELU_SCALE * np.where(x > 0, 1.0, SELU_ALPHA * left),
            "silu": lambda: expit(x) + x * bell(x),
            "gelu": lambda: ndtr(x) + x * np.exp(-0.5 * x * x) / math.sqrt(2.0 * math.pi),
            "softplus_beta": lambda: np.minimum(
                np.exp(-softplus(-self.view.sharpness * x)), BELOW_1
            ),
            "own": lambda: np.tanh(softplus(x)) + x * expit(x) * 4.0 * bell(2.0 * softplus(x)),
            "own2": lambda: expit(self.view.a2 * x) + self.view.a2 * x * bell(self.view.a2 * x),
            "cross_entropy": lambda: -expit(self.view.offset - x),
            "squared_error": lambda: -expit(self.view.offset - x) * bell(x - self.view.offset),
        }
        return slopes[key]()

    def open_bounds(self, key: str, x: float) -> list[tuple[float, float]]:
        """The bounds that a function never reaches, each with its distance from f(x)."""
        if key == "sigmoid":
            return [(1.0, float(expit(self.view.offset - x)))]
        if key == "squared_error":
            z = self.view.offset - x
            return [(0.5, float(0.5 * expit(-z) * (1.0 + expit(z))))]
        if key == "sigmoid_sum":
            top = self.weight * self.view.count
            return [(top, self.weight * float(expit(self.offsets - x).sum()))]
        if key == "tanh":
            return [(-1.0, 2.0 * float(expit(2.0 * x))), (1.0, 2.0 * float(expit(-2.0 * x)))]
        if key == "elu" and self.view.alpha and x <= 0:
            return [(-self.view.alpha, self.view.alpha * math.exp(x))]
        if key == "selu" and x <= 0:
            return [(-SELU_SCALE * SELU_ALPHA, SELU_SCALE * SELU_ALPHA * math.exp(x))]
        return []

    def is_flat(self, key: str, x: Any) -> Any:
        """Where f' is 0, and not merely too small for a double."""
        scale = {"elu": self.view.alpha, "leaky_relu": self.view.slope}.get(key, 0.0)
        is_one_sided = key in ("relu", "elu", "leaky_relu", "shifted_relu")
        return (np.asarray(x) <= KINKS.get(key, 0.0)) & (is_one_sided and scale == 0.0)

    def expect(self, function: Any, mu: float, sigma: float, key: str) -> float:
        """The mean of a function of X ~ N(mu, sigma²): Gauss's rule left and right of a kink, and
        in many pieces where softplus β bends."""
        z = np.linspace(-MAX_SIGMAS, MAX_SIGMAS, PANELS + 1)
        if sigma > 2.0:
            z = np.append(z, (NEAR - mu) / sigma)
        if key == "softplus_beta":
            z = np.append(z, (BENDS / self.view.sharpness - mu) / sigma)
        if key in KINKS:
            at_kink = (KINKS[key] - mu) / sigma
            z = np.append(z, (at_kink, at_kink + 1.0, at_kink + 6.0))  # the tail right of a kink
        z = np.unique(z)
        half = 0.5 * np.diff(z)[:, np.newaxis]
        at = 0.5 * (z[1:] + z[:-1])[:, np.newaxis] + half * NODES
        density = np.exp(-0.5 * np.square(at)) / math.sqrt(2.0 * math.pi)
        return float((half * WEIGHTS * density * function(mu + sigma * at)).sum())

    def mean(self, key: str, mu: float, sigma: float, power: int = 1) -> float:
        """E f(X)^power."""
        return self.expect(lambda x: self.value(key, x) ** power, mu, sigma, key)

    def mean_slope(self, key: str, mu: float, sigma: float, power: int = 1) -> float:
        """E f'(X)^power."""
        return self.expect(lambda x: self.slope(key, x) ** power, mu, sigma, key)
