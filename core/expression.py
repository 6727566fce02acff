"""Formulas that a reader writes: `parse("x * tanh(log(1 + exp(x)))")`.

They are read by a grammar of their own and evaluated with NumPy; nothing in them is run as code.
The grammar is in `core/formula_parser.py`, the functions are in `core/dual_functions.py`.
"""

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import Any

import numpy as np
import numpy.typing as npt

from core import dual_functions
from core.dual import Dual, lift, lift_x
from core.formula_parser import MAX_LENGTH, ExpressionError, parse_tree
from core.formula_tree import COMPARISONS, CONSTANTS, Tree, write_formula
from core.typing import Array

__all__ = ["Expression", "ExpressionError", "parse"]

SPACED_SIGN = re.compile(r" ?([-+*/<>=,]+) ")
JUMPS = frozenset({"sign", "if"})
EXTREMES: Mapping[str, Callable[..., Any]] = {"max": np.maximum, "min": np.minimum}
OPERATIONS: Mapping[str, Callable[..., Dual]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "^": operator.pow,
    "negative": operator.neg,
}


@dataclass(frozen=True)
class Expression:
    """A formula f(x), which may have a parameter a.

    Where the formula has no finite value, as log(1 + exp(x)) from x = 709.8 on, where exp(x) is
    beyond the float64, f and f' are nan.
    """

    tree: Tree

    @cached_property
    def text(self) -> str:
        """The formula as text, with spaces where there is room; `parse` of it gives the same."""
        text = write_formula(self.tree)
        return text if len(text) <= MAX_LENGTH else SPACED_SIGN.sub(r"\1", text)

    @property
    def parameters(self) -> tuple[str, ...]:
        """("a",) where a is used, else ()."""
        return ("a",) if "a" in self.tree.names else ()

    def value(self, x: npt.ArrayLike, a: float = 1.0) -> Array:
        """Return f(x), float64, in the shape of x."""
        return self.value_and_gradient(x, a)[0]

    def gradient(self, x: npt.ArrayLike, a: float = 1.0) -> Array:
        """Return f'(x), float64, in the shape of x: exact, by dual numbers (Wengert 1964).

        At a kink it is the slope on the left.
        """
        return self.value_and_gradient(x, a)[1]

    def value_and_gradient(self, x: npt.ArrayLike, a: float = 1.0) -> tuple[Array, Array]:
        """Return both, in the time of one."""
        points = np.asarray(x, dtype=np.float64)
        with np.errstate(all="ignore"):  # what is not finite becomes nan
            switches: list[Any] | None = None if self.tree.names.isdisjoint(JUMPS) else []
            found = evaluate(self.tree, lift_x(points), a, switches)
            value = found.value
            if switches is not None:
                value = self._evaluate_jumps(value, switches, points, a)
            return fill_gaps(value, points), fill_gaps(found.slope, points, value)

    def _evaluate_jumps(self, value: Any, switches: list[Any], x: Array, a: float) -> Any:
        """Return the values just left of x, but for those x at which the formula may jump."""
        is_jump = np.zeros(x.shape, dtype=np.bool_)
        for each in switches:
            is_jump |= each == 0
        values: Array = np.array(np.broadcast_to(value, x.shape))
        still = Dual(x[is_jump], np.float64(0.0), np.bool_(True))  # which comes from no side
        values[is_jump] = evaluate(self.tree, still, a).value
        return values

    def switches(self, x: Array, a: float = 1.0) -> list[Array]:
        """Return, at every x, each part that changes its sign at a kink, a jump or a pole.

        For abs(u) that is u, for max(u, v) the difference u - v, for u / v the divisor v.
        """
        found: list[Any] = []
        with np.errstate(all="ignore"):
            evaluate(self.tree, lift_x(x), a, found)
        return [np.broadcast_to(each, x.shape) for each in found]


@lru_cache(maxsize=256)  # entries of some kilobytes
def parse(text: str) -> Expression:
    """Return the expression of a formula.

    It has numbers, x, a, pi, e; + - * / ^ ** and brackets; exp log log1p expm1 sqrt abs sign sin
    cos tan tanh sinh cosh arctan erf sigmoid softplus relu elu max min; and A if C else B, C a
    comparison with < <= > >=. At most 200 characters, 100 nodes, 30 levels. Raises ExpressionError,
    with a message in plain words and the position, for anything else.
    """
    return Expression(parse_tree(text))


def evaluate(tree: Tree, x: Dual, a: float, switches: list[Any] | None = None) -> Dual:
    """Return a tree's value and slope; `switches` gets what changes its sign at a kink."""
    if tree.name == "":
        return lift(tree.number)
    if tree.name == "x":
        return x
    if tree.name == "a":
        return lift(a)
    if tree.name in CONSTANTS:
        return lift(CONSTANTS[tree.name])
    if tree.name == "if":
        first, comparison, second = tree.operands
        sides = [evaluate(each, x, a, switches) for each in comparison.operands]
        branches = [evaluate(each, x, a, switches) for each in (first, second)]
        _add_switch(comparison.name, sides, switches)
        return dual_functions.dual_if(comparison.name, *sides, *branches)
    operands = [evaluate(each, x, a, switches) for each in tree.operands]
    if tree.name == "^" and tree.operands[1].name == "":
        switches = None  # a power of a known, positive exponent has neither kink nor pole
    _add_switch(tree.name, operands, switches)
    return find_operation(tree.name)(*operands)


def find_operation(name: str) -> Callable[..., Dual]:
    """Return what an operator or a function does with dual numbers."""
    found: Callable[..., Dual] = OPERATIONS.get(name) or getattr(dual_functions, f"dual_{name}")
    return found


def _add_switch(name: str, operands: list[Dual], switches: list[Any] | None) -> None:
    """Add what changes its sign where an operation has a kink, a jump or a pole."""
    if switches is None:
        return
    values = [each.value for each in operands]
    if name in ("abs", "sign", "relu", "elu"):
        switches.append(values[0])
    elif name in COMPARISONS:
        switches.append(values[0] - values[1])
    elif name in EXTREMES:
        so_far = list(accumulate(values, EXTREMES[name]))
        switches += [extreme - each for extreme, each in zip(so_far, values[1:], strict=False)]
    elif name == "/":
        switches.append(values[1])
    elif name == "tan":
        switches.append(np.cos(values[0]))
    elif name == "^":
        switches.append(values[0])


def fill_gaps(result: Any, x: Array, other: Any = 0.0) -> Array:
    """Return a result in the shape of x, with nan where it or another one is not finite."""
    is_known = np.isfinite(result) & np.isfinite(other) & ~np.isnan(x)
    return np.broadcast_to(np.where(is_known, result, np.nan), np.shape(x)) + 0.0  # no -0
