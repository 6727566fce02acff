"""The functions that a reader writes: entries of the table like all others.

Each has a formula, a text that is a parameter of its own, and perhaps a number a.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from core.activation import Activation
from core.breaks import MAX_X, find_cuts, find_gaps, find_kinks
from core.expression import Expression, parse
from core.gaps import Gap
from core.interpolation import LINEAR, Interpolation
from core.typing import Array

FIRST_A = 1.0
MAX_SWEEP_COST = 16  # up to it, a curve for each step of a takes some hundredths of a second
MAX_CUT_DISTANCE = 1.0  # of x: what a reader writes may bend anywhere
EVEN_CUTS = np.arange(-MAX_X, MAX_X + MAX_CUT_DISTANCE, MAX_CUT_DISTANCE)


@dataclass(frozen=True)
class OwnFunction(Activation):
    """A function whose formula is the field `formula_name` of a view, its a the field `a_name`.

    A formula or an a that is left out is that of a first visit.
    """

    formula_name: str = ""
    a_name: str = ""
    first: Mapping[str, float | str] = field(default_factory=dict)

    def read(self, **parameters: float | str) -> tuple[Expression, float]:
        """Return the expression and its a. Raises ExpressionError for a text that is no formula."""
        return _read(self.formula_name, self.a_name, {**self.first, **parameters})

    def find_kinks(self, **parameters: float | str) -> tuple[float, ...]:
        """Return the x in [-20, 20] at which f' or f jumps."""
        return find_kinks(*self.read(**parameters))

    def find_cuts(self, **parameters: float | str) -> tuple[float, ...]:
        """Return where the formula changes its branch, and each whole x in [-20, 20]."""
        own = find_cuts(*self.read(**parameters))
        return tuple(np.union1d(own, EVEN_CUTS).tolist())

    def find_gaps(self, **parameters: float | str) -> tuple[Gap, ...]:
        """Return where the formula or its slope has no finite value."""
        return find_gaps(*self.read(**parameters))

    def uses(self, name: str, **parameters: float | str) -> bool:
        """Return whether a parameter changes the curve: a only where the formula has it."""
        return name != self.a_name or bool(self.read(**parameters)[0].parameters)

    def sweep_stride(self, **parameters: float | str) -> int:
        """Return how many steps of a lie between two curves that are computed before a moves."""
        expression, _ = self.read(**parameters)
        return math.ceil(expression.tree.cost / MAX_SWEEP_COST)

    def value_and_gradient(
        self, x: Array | float, **parameters: float | str
    ) -> tuple[Array, Array]:
        """Return f(x) and f'(x), in the time of one."""
        expression, a = self.read(**parameters)
        return expression.value_and_gradient(x, a)

    def interpolation(self, parameter: str) -> Interpolation:
        """Return a kind that holds whatever the formula is; `core/sweep.py` has its nodes."""
        return LINEAR


def _read(
    formula_name: str, a_name: str, values: Mapping[str, float | str]
) -> tuple[Expression, float]:
    expression = parse(str(values[formula_name]))
    return expression, float(values[a_name]) if expression.parameters else FIRST_A


def _build(name: str, formula_name: str, a_name: str, first_formula: str) -> OwnFunction:
    first: dict[str, float | str] = {formula_name: first_formula, a_name: FIRST_A}

    def compute_value(x: Array, **parameters: float | str) -> Array:
        expression, a = _read(formula_name, a_name, {**first, **parameters})
        return expression.value(x, a)

    def compute_gradient(x: Array, **parameters: float | str) -> Array:
        expression, a = _read(formula_name, a_name, {**first, **parameters})
        return expression.gradient(x, a)

    return OwnFunction(
        name,
        formula="",
        gradient_formula="",
        range="",
        function=compute_value,
        derivative=compute_gradient,
        parameters=(a_name,),
        modes=(formula_name,),
        formula_name=formula_name,
        a_name=a_name,
        first=first,
    )


OWN_FUNCTIONS: Mapping[str, OwnFunction] = MappingProxyType(
    {
        "own": _build("your own", "formula", "a", "x * tanh(softplus(x))"),
        "own2": _build("your second", "formula2", "a2", "x * sigmoid(a * x)"),
    }
)
