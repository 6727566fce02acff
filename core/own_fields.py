"""The fields of `View` that hold what a reader writes, a part of the table of controls."""

from dataclasses import dataclass

from core.control import Formula, Number, control_field
from core.own_functions import FIRST_A, OWN_FUNCTIONS


def _make_formula(key: str, label: str) -> Formula:
    row = OWN_FUNCTIONS[key]
    help_text = "A formula in x, and in a if you like: a slider for a appears."
    return Formula(label, help_text, str(row.first[row.formula_name]))


def _make_a(label: str) -> Number:
    return Number(label, "The a in your formula.", FIRST_A, -5.0, 5.0, 0.1, short_label="a")


@dataclass(frozen=True)
class OwnFields:
    """The formulas of a reader, and the number a of each."""

    formula: str = control_field(_make_formula("own", "Your formula"))
    a: float = control_field(_make_a("Your a"))
    formula2: str = control_field(_make_formula("own2", "Your second formula"))
    a2: float = control_field(_make_a("Your second a"))
