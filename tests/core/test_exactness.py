"""Every function and its gradient against 50-digit arithmetic, from -10,000 to 10,000."""

from collections.abc import Callable
from decimal import Decimal, localcontext
from functools import cache
from itertools import product
from typing import Any

import mpmath
import numpy as np
import pytest
from mpmath import mp, mpf

from core.activations import ACTIVATIONS

Pair = tuple[mpf, mpf]
Parameters = dict[str, Any]

DIGITS = 50
LEAST_NORMAL = 2.2250738585072014e-308
LEAST_RELATIVE = mpf("1e-300")  # a truth below it is met to this absolute distance
NEXT_TO_CROSSING = mpf("1e-15")  # absolute, where a gradient goes through 0
CROSSINGS = {"silu": -1.2784645427610738, "gelu": -0.7517915246935645}
LOOSER = {"sigmoid_sum": mpf("1e-12"), "silu": mpf("1e-12"), "gelu": mpf("1e-12")}
RELATIVE = mpf("2e-15")


def logistic(z: mpf) -> Pair:
    p = mp.exp(-z)
    return 1 / (1 + p), p / (1 + p) ** 2


def sigmoid(x: float, offset: float) -> Pair:
    """Return sigmoid at the double nearest to x - offset: doubles know the difference no better."""
    return logistic(mpf(x - offset))


@cache
def shifts(rule: str, count: int, span: float, high: float) -> tuple[list[Decimal], Decimal]:
    """exp(offset) of each sigmoid of a sum, and what each weighs."""
    if rule == "article":
        offsets = [Decimal(span) * i / max(count - 1, 1) for i in range(count)]
        return [offset.exp() for offset in offsets], Decimal(high) / count
    width = Decimal(span) / count if rule == "refine" else Decimal(1)
    return [(width * (i + Decimal("0.5"))).exp() for i in range(count)], width


def sigmoid_sum(x: float, **parameters: Any) -> Pair:
    """Term by term in Python's decimals, which are several times as fast as mpmath's numbers."""
    with localcontext(prec=DIGITS):
        growth, weight = shifts(**parameters)
        decay = (-Decimal(x)).exp()
        value = gradient = Decimal(0)
        for grown in growth:
            p = grown * decay
            term = 1 / (1 + p)
            value += term
            gradient += p * term * term
        return mpf(str(weight * value)), mpf(str(weight * gradient))


def softplus(x: float) -> Pair:
    return mp.log1p(mp.exp(mpf(x))), logistic(mpf(x))[0]


def softplus_beta(x: float, sharpness: float) -> Pair:
    """At the double nearest to the product, as the sigmoid at the one nearest to a difference."""
    value, gradient = softplus(sharpness * x)
    return value / mpf(sharpness), gradient


def leaky_relu(x: float, slope: float) -> Pair:
    return (mpf(x), mpf(1)) if x > 0 else (mpf(slope) * mpf(x), mpf(slope))


def shifted_relu(x: float) -> Pair:
    return (mpf(x), mpf(1)) if x > -1 else (mpf(-1), mpf(0))


def elu(x: float, alpha: float) -> Pair:
    return (mpf(x), mpf(1)) if x > 0 else (alpha * mp.expm1(mpf(x)), alpha * mp.exp(mpf(x)))


def selu(x: float) -> Pair:
    """With the two constants that the paper prints."""
    value, gradient = elu(x, mpf("1.6732632423543772"))
    scale = mpf("1.0507009873554805")
    return scale * value, scale * gradient


def tanh(x: float) -> Pair:
    return mp.tanh(mpf(x)), mp.sech(mpf(x)) ** 2


def silu(x: float) -> Pair:
    value, gradient = logistic(mpf(x))
    return mpf(x) * value, value + mpf(x) * gradient


def gelu(x: float) -> Pair:
    below = mp.erfc(-mpf(x) / mp.sqrt(2)) / 2
    return mpf(x) * below, below + mpf(x) * mp.exp(-(mpf(x) ** 2) / 2) / mp.sqrt(2 * mp.pi)


REFERENCES: dict[str, Callable[..., Pair]] = {
    "identity": lambda x: (mpf(x), mpf(1)),
    "sigmoid": sigmoid,
    "sigmoid_sum": sigmoid_sum,
    "softplus": softplus,
    "softplus_beta": softplus_beta,
    "relu": lambda x: leaky_relu(x, 0.0),
    "elu": elu,
    "tanh": tanh,
    "leaky_relu": leaky_relu,
    "shifted_relu": shifted_relu,
    "selu": selu,
    "silu": silu,
    "gelu": gelu,
}

SUMS = [
    {"rule": rule, "count": count, "span": 9.8, "high": 10.0}
    for rule, count in product(("article", "refine", "extend"), (1, 2, 10, 100, 200))
]
SETTINGS: dict[str, list[Parameters]] = {
    "sigmoid": [{"offset": offset} for offset in (0.0, 3.7, -10.0, 0.1, 1000.0)],
    "sigmoid_sum": [*SUMS, {"rule": "article", "count": 200, "span": 0.1, "high": 0.1}]
    + [{"rule": "refine", "count": count, "span": 20.0, "high": 20.0} for count in (3, 200)],
    "elu": [{"alpha": alpha} for alpha in (1.0, 0.0, 0.37, 1.6732632423543772, 4.0)],
    "softplus_beta": [{"sharpness": sharpness} for sharpness in (2.0, 0.5, 1.0, 3.7, 128.0)],
    "leaky_relu": [{"slope": slope} for slope in (0.01, 0.0, 0.3, 1.0)],
}
CASES = [
    pytest.param(key, given, id="-".join([key, *(str(each) for each in given.values())]))
    for key in REFERENCES
    for given in SETTINGS.get(key, [{}])
]


def grid() -> np.ndarray:
    """Return x of both signs, log-spaced and linear; near 0, kinks, and where exp overflows."""
    sizes = [
        *np.geomspace(1e-308, 1e-4, 77),
        *np.geomspace(1e-4, 1e4, 81),
        *np.linspace(0.0, 1e4, 21),
    ]
    sizes += [
        *np.linspace(0.25, 50.0, 120),
        *np.linspace(320.0, 380.0, 31),
        *np.linspace(690.0, 760.0, 71),
    ]
    sizes += [
        5e-324,
        LEAST_NORMAL,
        2.0**-53,
        2.0**-52,
        1.0,
        2.0,
        37.0,
        40.0,
        240.0,
        708.39,
        709.78,
        745.13,
        1000.0,
    ]
    special = [-1.0, *CROSSINGS.values()]
    steps = [each * (1.0 + k * 2.0**-52) for each in special for k in (-50, -3, -1, 0, 1, 3, 50)]
    apart = [each + distance for each in special for distance in (-1e-3, -1e-8, 1e-8, 1e-3)]
    return np.unique([*sizes, *(-size for size in sizes), *steps, *apart])


GRID = grid()


def misses(
    x: np.ndarray, actual: np.ndarray, truths: list[mpf], relative: mpf, crossing: float = np.inf
) -> list[str]:
    """The points where a result is too far from the truth, told in full."""
    found = []
    for point, result, truth in zip(x.tolist(), actual.tolist(), truths, strict=True):
        allowed = relative * abs(truth) if abs(truth) >= LEAST_RELATIVE else LEAST_RELATIVE
        if abs(point - crossing) < 0.01:
            allowed = max(allowed, NEXT_TO_CROSSING)
        if not mp.isfinite(result) or abs(mpf(result) - truth) > allowed:
            found.append(f"x = {point!r}: {result!r}, not {mpmath.nstr(truth, 20)}")
    return found


@pytest.mark.parametrize(("key", "given"), CASES)
def test_value_and_gradient_agree_with_fifty_digits(key: str, given: Parameters) -> None:
    x = GRID[::4] if key == "sigmoid_sum" else GRID  # a sum asks for up to 200 terms at each point
    with np.errstate(all="raise"):
        value, gradient = ACTIVATIONS[key].value(x, **given), ACTIVATIONS[key].gradient(x, **given)
    relative = LOOSER.get(key, RELATIVE)
    with mp.workdps(DIGITS):
        truths = [REFERENCES[key](point, **given) for point in x.tolist()]
        values, gradients = [truth for truth, _ in truths], [truth for _, truth in truths]
        assert misses(x, value, values, relative) == []
        assert misses(x, gradient, gradients, relative, CROSSINGS.get(key, np.inf)) == []
        normal = np.array([abs(truth) >= LEAST_NORMAL for truth in gradients])
    lost = x[normal & (gradient == 0)].tolist()
    assert lost == [], "a gradient that a double can hold was rounded to 0"


def test_parameters_left_out_are_the_articles() -> None:
    defaults: dict[str, dict[str, Any]] = {
        "sigmoid": {"offset": 0.0},
        "sigmoid_sum": {"count": 100, "span": 9.8, "rule": "article", "high": 10.0},
        "elu": {"alpha": 1.0},
        "leaky_relu": {"slope": 0.01},
        "softplus_beta": {"sharpness": 2.0},  # the slider's: the article has none
    }
    for key, given in defaults.items():
        assert (ACTIVATIONS[key].value(GRID) == ACTIVATIONS[key].value(GRID, **given)).all()
        assert (ACTIVATIONS[key].gradient(GRID) == ACTIVATIONS[key].gradient(GRID, **given)).all()
