"""A formula that a reader has written, as Python functions that need NumPy only."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce
from typing import Any

from components.export.source_extractor import extract_source
from core import functions
from core.dual import lift, lift_x
from core.dual_functions import compute_elu, compute_erf, dual_if
from core.expression import Expression, fill_gaps, find_operation
from core.formula_parser import ARGUMENT_COUNTS
from core.formula_tree import COMPARISONS, CONSTANTS, OPERATORS, Tree
from core.own_functions import FIRST_A, OWN_FUNCTIONS

TEMPLATE = '''
def {name}(x: Array, {a}: float = {first_a!r}) -> Array:
    """f(x) = {text}; nan where that is not finite."""
    x = np.asarray(x, dtype=np.float64)
    with np.errstate(all="ignore"):
        return fill_gaps({value}, x)


def {name}_gradient(x: Array, {a}: float = {first_a!r}) -> Array:
    """f'(x), by dual numbers; at a kink the slope on the left."""
    x = np.asarray(x, dtype=np.float64)
    u = lift_x(x)
    with np.errstate(all="ignore"):
        f = lift({dual})
        return fill_gaps(f.slope, x, {name}(x, {a}))
'''
NUMPY_CONSTANTS = {name: f"np.{name}" for name in CONSTANTS}
OTHER_FUNCTIONS: dict[str, Callable[..., Any]] = {  # those that NumPy does not have
    "sigmoid": functions.sigmoid,
    "softplus": functions.softplus,
    "elu": compute_elu,
    "erf": compute_erf,
}
OPPOSITES = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}  # neither holds for nan
NUMPY_OPERATORS = {"/": "np.divide", "^": "np.power"}  # for plain numbers, where Python raises


def write_definitions(
    used: Iterable[Callable[..., Any]], own: Mapping[str, Expression]
) -> tuple[str, str]:
    """Return the imports of a script, and its definitions.

    They are those of the functions of the project that it uses and, by key, of formulas.
    """
    of_formulas = [each for expression in own.values() for each in _list_functions(expression)]
    imports, definitions = extract_source([*used, *of_formulas])
    lines = sorted({*imports, "import numpy as np"}, key=lambda each: ("numpy" in each, each))
    if own:  # a dual number and its functions name each other
        lines.insert(0, "from __future__ import annotations\n")
    formulas = (_define(key, expression) for key, expression in own.items())
    return "\n".join(lines), "\n\n".join((definitions, *formulas))


def _list_functions(expression: Expression) -> list[Callable[..., Any]]:
    """Return the functions of the project that the source of a formula uses."""
    names = sorted(expression.tree.names & ARGUMENT_COUNTS.keys())
    others = [OTHER_FUNCTIONS[name] for name in names if name in OTHER_FUNCTIONS]
    duals = [find_operation(name) for name in names]
    duals += [dual_if] if "if" in expression.tree.names else []
    return [*others, *duals, lift, lift_x, fill_gaps]


def _define(key: str, expression: Expression) -> str:
    """Return the definitions of a formula and of its gradient, named like the key."""
    a_name = OWN_FUNCTIONS[key].a_name
    return TEMPLATE.format(
        name=key,
        a=a_name,
        first_a=FIRST_A,
        text=expression.text,
        value=_write(expression.tree, {"x": "x", "a": a_name}, _write_array_call),
        dual=_write(expression.tree, {"x": "u", "a": a_name}, _write_dual_call),
    )


WriteCall = Callable[[Tree, Sequence[str]], str]


def _write(tree: Tree, names: dict[str, str], write_call: WriteCall) -> str:
    """Return an expression in Python; `write_call` writes the functions and the conditions."""
    if tree.name == "":
        return repr(tree.number)
    if tree.name in names | NUMPY_CONSTANTS:
        return (names | NUMPY_CONSTANTS)[tree.name]
    if tree.name == "if":
        value, comparison, other = tree.operands
        parts = [_write(each, names, write_call) for each in (*comparison.operands, value, other)]
        return write_call(comparison, parts)
    written = [_write(each, names, write_call) for each in tree.operands]
    if tree.name == "negative":
        return f"-{_bracket(tree.operands[0], written[0], tree.strength)}"
    if tree.name not in OPERATORS:
        return write_call(tree, written)
    if tree.name in NUMPY_OPERATORS and "x" not in tree.operands[0].names:
        return write_call(tree, written)
    left, right = map(_bracket, tree.operands, written, OPERATORS[tree.name][1:])
    sign = "**" if tree.name == "^" else tree.name
    return f"{left} {sign} {right}"


def _bracket(tree: Tree, text: str, least_strength: int) -> str:
    return text if tree.strength >= least_strength else f"({text})"


def _write_array_call(tree: Tree, arguments: Sequence[str]) -> str:
    if tree.name in COMPARISONS:
        left, right, value, other = arguments
        else_sign = OPPOSITES[tree.name]
        otherwise = f"np.where({left} {else_sign} {right}, {other}, np.nan)"
        return f"np.where({left} {tree.name} {right}, {value}, {otherwise})"
    if tree.name in ("max", "min"):
        return reduce(lambda first, second: f"np.{tree.name}imum({first}, {second})", arguments)
    if tree.name == "relu":
        return f"np.maximum({arguments[0]}, 0.0)"
    missing = OTHER_FUNCTIONS.get(tree.name)
    name = missing.__name__ if missing else f"np.{tree.name}"
    return f"{NUMPY_OPERATORS.get(tree.name, name)}({', '.join(arguments)})"


def _write_dual_call(tree: Tree, arguments: Sequence[str]) -> str:
    if tree.name in COMPARISONS:
        return f'dual_if("{tree.name}", {", ".join(arguments)})'
    if tree.name in NUMPY_OPERATORS:
        sign = "**" if tree.name == "^" else tree.name
        return f"(lift({arguments[0]}) {sign} ({arguments[1]}))"
    return f"dual_{tree.name}({', '.join(arguments)})"
