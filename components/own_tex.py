"""The formula that a reader writes, in the TeX of `components/tex.py`."""

from collections.abc import Mapping
from types import MappingProxyType

from core.formula_tree import (
    ATOM,
    COMPARISONS,
    OPERATORS,
    POWER,
    PRODUCT,
    SUM,
    Tree,
    write_number,
)

NAMES: Mapping[str, str] = MappingProxyType(
    {"x": "x", "e": "e", "pi": r"\pi", "sigmoid": r"\sigma", "<=": r"\le", ">=": r"\ge"}
)


def write_own_tex(tree: Tree, a_command: str) -> str:
    r"""Return a formula in TeX; `a_command` stands for a, such as \a."""
    if tree.name == "a":
        return a_command
    if tree.name == "":
        return _write_number(tree.number, a_command)
    if tree.name == "negative":
        return f"-{_write(tree.operands[0], POWER, a_command)}"
    if tree.name == "if":
        return rf"\cases{{{_write_cases(tree, a_command)}}}"
    if tree.name in OPERATORS:
        return _write_operation(tree, a_command)
    name = NAMES.get(tree.name, rf"\{tree.name}")
    if not tree.operands:
        return name
    arguments = [write_own_tex(each, a_command) for each in tree.operands]
    if tree.name == "exp" and "/" not in tree.names:  # a fraction has no room in an exponent
        return f"e^{{{arguments[0]}}}"
    if tree.name == "log1p":
        return rf"\log(1 + {arguments[0]})"
    if tree.name == "expm1":
        exp = write_own_tex(Tree("exp", tree.operands), a_command)
        return f"({exp} - 1)"
    return f"{name}({', '.join(arguments)})"


def _write_operation(tree: Tree, a_command: str) -> str:
    left, right = tree.operands
    if tree.name == "/":
        numerator, denominator = (write_own_tex(each, a_command) for each in tree.operands)
        return rf"\frac{{{numerator}}}{{{denominator}}}"
    if tree.name == "^":
        base = _write(left, ATOM, a_command)
        base = f"({base})" if left.operands and not base.startswith("(") else base
        return f"{base}^{{{write_own_tex(right, a_command)}}}"
    first, second = (
        _write(each, least, a_command)
        for each, least in zip(tree.operands, OPERATORS[tree.name][1:], strict=True)
    )
    if tree.name == "*":
        second = f"({second})" if second.startswith("-") else second
        return rf"{first} \cdot {second}" if second[0].isdigit() else f"{first} {second}"
    return f"{first} {NAMES.get(tree.name, tree.name)} {second}"


def _write(tree: Tree, least_strength: int, a_command: str) -> str:
    """Return a part, in brackets if it binds less than it has to."""
    text = write_own_tex(tree, a_command)
    strength = PRODUCT if r"\cdot" in text and not tree.operands else tree.strength
    if tree.name == "/":
        strength = ATOM  # a fraction holds its parts together
    return text if strength >= least_strength else f"({text})"


def _write_cases(tree: Tree, a_command: str) -> str:
    value, comparison, other = tree.operands
    assert comparison.name in COMPARISONS
    first = f"{_write(value, SUM, a_command)} & {_write_operation(comparison, a_command)}"
    if other.name == "if":
        return rf"{first} \\ {_write_cases(other, a_command)}"
    return rf"{first} \\ {write_own_tex(other, a_command)} & \else"


def _write_number(number: float, a_command: str) -> str:
    """Return a number; one with an exponent as a product with a power of ten."""
    mantissa, _, exponent = write_number(number).partition("e")
    if not exponent:
        return mantissa
    power = f"10^{{{int(exponent)}}}"
    return power if mantissa == "1" else rf"{mantissa} \cdot {power}"
