"""The tree of a formula in x, and the formula as text."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

CONSTANTS: Mapping[str, float] = {"pi": math.pi, "e": math.e}
COSTS = {"erf": 5}  # of what is not one operation of NumPy
COMPARISONS = ("<", "<=", ">", ">=")
# How tightly an operation binds: an operand that binds less stands in brackets.
CONDITION, COMPARISON, SUM, PRODUCT, NEGATION, POWER, ATOM = range(7)
# For each operator its own strength, and the least that its operands need.
OPERATORS = {
    "+": (SUM, SUM, PRODUCT),
    "-": (SUM, SUM, PRODUCT),
    "*": (PRODUCT, PRODUCT, NEGATION),
    "/": (PRODUCT, PRODUCT, NEGATION),
    "^": (POWER, ATOM, NEGATION),
} | dict.fromkeys(COMPARISONS, (COMPARISON, SUM, SUM))


@dataclass(frozen=True)
class Tree:
    """An operation with its operands, or a number.

    `name` is an operator of OPERATORS, "negative", "if" (with the operands value, comparison, other
    value), a function, "x", "a", one of CONSTANTS, or "" for a `number`. A number is not negative.
    """

    name: str
    operands: tuple["Tree", ...] = ()
    number: float = 0.0

    @cached_property
    def names(self) -> frozenset[str]:
        """All names in it."""
        return frozenset({self.name}).union(*(each.names for each in self.operands))

    @cached_property
    def cost(self) -> int:
        """How long it takes to compute, in units of one operation."""
        own = COSTS.get(self.name, 1)
        return own + sum(each.cost for each in self.operands)

    @property
    def strength(self) -> int:
        """How tightly it binds."""
        if self.name in OPERATORS:
            return OPERATORS[self.name][0]
        return {"negative": NEGATION, "if": CONDITION}.get(self.name, ATOM)


def write_formula(tree: Tree) -> str:
    """Return the formula with as few brackets as it needs. Parsed, it gives the same tree."""
    operands = tree.operands
    if tree.name == "":
        return write_number(tree.number)
    if tree.name == "negative":
        return f"-{_write(operands[0], NEGATION)}"
    if tree.name == "if":
        value, comparison, other = operands
        return f"{_write(value, SUM)} if {write_formula(comparison)} else {write_formula(other)}"
    if tree.name in OPERATORS:
        left, right = map(_write, operands, OPERATORS[tree.name][1:])
        return f"{left}^{right}" if tree.name == "^" else f"{left} {tree.name} {right}"
    return f"{tree.name}({', '.join(map(write_formula, operands))})" if operands else tree.name


def _write(tree: Tree, least_strength: int) -> str:
    text = write_formula(tree)
    return text if tree.strength >= least_strength else f"({text})"


def write_number(number: float) -> str:
    """Return the shortest text of a number, to the last digit: 0.1, 200, 1e15."""
    with_exponent = np.format_float_scientific(number, trim="-", exp_digits=1).replace("e+", "e")
    return min(repr(number).removesuffix(".0"), with_exponent, key=len)
