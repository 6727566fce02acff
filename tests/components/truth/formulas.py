"""Holds the formulas with numbers filled in, and the ranges, against the functions."""

import math
import re
from dataclasses import replace

import numpy as np
from scipy.special import expit, ndtr

from components.words.formulas import plain_formula, spoken_formula, value_range
from core.own_functions import OWN_FUNCTIONS
from core.view import View
from tests.components.exact import NAMES, SELU_ALPHA, SELU_SCALE, Exact, softplus
from tests.components.truth.reading import NUMBER, check_number, spelled

X = np.array([-19.7, -6.0, -2.5, -1.3, -0.4, 0.0, 0.7, 1.9, 5.2, 11.0, 19.9])
TERMS = {
    "exp": np.exp,
    "log": np.log,
    "tanh": np.tanh,
    "max": np.maximum,
    "σ": expit,
    "Φ": ndtr,
    "where": np.where,
    "sigmoid": expit,
    "softplus": softplus,
}
LEAST = {"silu": -0.27846454276, "gelu": -0.16997120747}  # by mpmath


def evaluate(formula: str, x: np.ndarray, a: float) -> np.ndarray:
    """The numbers of a formula in one line: x if x > 0, else 1.5 (exp(x) − 1)."""
    code = formula.replace("−", "-")
    code = re.sub(r"(.+) if (.+), else (.+)", r"where(\2, \1, \3)", code)
    code = re.sub(r"(?<=[\dx]) (?=[(xσΦe])", " * ", code)
    with np.errstate(over="ignore"):
        found: np.ndarray = eval(code, {"__builtins__": {}}, TERMS | {"x": x, "a": a})
    return found


def check_formulas(view: View) -> None:
    """Each formula gives the values of its function, to the digits of its numbers."""
    exact = Exact(replace(view, sharpness=float(f"{view.sharpness:.6g}")))
    for key in view.shown:
        formula = plain_formula(view, key)
        if key == "sigmoid_sum":
            check_sum_formula(exact, formula)
        else:
            found = evaluate(formula, X, view.a2)
            is_finite = np.isfinite(found)  # exp overflows in softplus β as it is written
            assert is_finite[X <= 5].all()
            wanted = exact.value(key, X[is_finite])
            assert np.allclose(found[is_finite], wanted, rtol=2e-5, atol=1e-12)
        if key in OWN_FUNCTIONS:  # its range is not told, and a has its name
            continue
        check_spoken(view, key, formula.partition(", oᵢ")[0])
        check_range(exact, key, value_range(view, key))


def check_sum_formula(exact: Exact, formula: str) -> None:
    found = re.fullmatch(
        rf"(?:({NUMBER}) )?Σ\[i = 1 … (\d+)\] σ\(x − o_i\), oᵢ = ({NUMBER})(?: … ({NUMBER}))?",
        formula,
    )
    assert found, formula
    check_number(found[1] or "1", exact.weight, 3)
    assert int(found[2]) == exact.view.count
    check_number(found[3], float(exact.offsets[0]))
    check_number(found[4] or found[3], float(exact.offsets[-1]), slack=1e-14)


def check_spoken(view: View, key: str, formula: str) -> None:
    """A screen reader says the numbers of the formula, and a minus as a word."""
    first, _, second = spoken_formula(view, key, has_gradient=True).partition(" f prime of x is ")
    assert numbers_in(first) == numbers_in(formula.replace("−", ""))
    assert second
    assert spoken_formula(view, key, has_gradient=False) == first


def numbers_in(said: str) -> list[float]:
    return [spelled(each) for each in re.findall(NUMBER, said)]


def check_range(exact: Exact, key: str, said: str) -> None:
    """The bounds of a function, and which of them it reaches."""
    view = exact.view
    found = re.fullmatch(rf"([\[(])({NUMBER}), ({NUMBER})([\])])", said)
    assert found, said
    top = exact.weight * view.count
    ends: dict[str, tuple[float, bool, float]] = {
        "sigmoid": (0.0, False, 1.0),
        "sigmoid_sum": (0.0, False, top),
        "softplus": (0.0, False, math.inf),
        "relu": (0.0, True, math.inf),
        "elu": (-view.alpha, view.alpha == 0, math.inf),
        "tanh": (-1.0, False, 1.0),
        "leaky_relu": (0.0, True, math.inf),
        "shifted_relu": (-1.0, True, math.inf),
        "selu": (-SELU_SCALE * SELU_ALPHA, False, math.inf),
        "silu": (LEAST["silu"], True, math.inf),
        "gelu": (LEAST["gelu"], True, math.inf),
        "softplus_beta": (0.0, False, math.inf),
    }
    is_unbounded = key == "identity" or (key == "leaky_relu" and view.slope)
    low, is_reached, high = (-math.inf, False, math.inf) if is_unbounded else ends[key]
    assert (found[1] == "[", found[4]) == (is_reached, ")"), said
    check_number(found[2], low)
    check_number(found[3], high)
    values = exact.value(key, X)
    assert values.min() >= low, NAMES[key]
    assert values.max() <= high, NAMES[key]
