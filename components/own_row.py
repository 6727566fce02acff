"""What only the row of a function that a reader writes has: its box, its fault, formulas to start
from, and where it has no value."""

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from dash import dcc, html
from dash.development.base_component import Component

from components import ids
from components.text import Part, list_text, number_text
from components.widgets import make_button
from core.breaks import DIVISION, DOMAIN, GAP_GRID, OVERFLOW, find_cause
from core.control import join_words
from core.curves import curve_parameters
from core.expression import ExpressionError, parse
from core.formula_parser import MAX_LENGTH
from core.gaps import Gap
from core.own_functions import FIRST_A, OWN_FUNCTIONS
from core.view import CONTROLS, View

MAX_GAPS = 2  # of which a row tells
REASONS = {
    OVERFLOW: "{} is beyond the largest float64",
    DIVISION: "{} divides by 0",
    DOMAIN: "{} has no value or no slope",
}
POLE = "f grows there without bounds"
POINT_WIDTH = 1e-9  # of x: a shorter gap is one x
KEYS_OF_FORMULAS = {each.formula_name: key for key, each in OWN_FUNCTIONS.items()}


class Starter(NamedTuple):
    """A formula to start from, and its a."""

    name: str
    formula: str
    a: float = FIRST_A


STARTERS = (
    Starter("Mish", "x * tanh(log(1 + exp(x)))"),
    Starter("hard swish", "x * min(max(x + 3, 0), 6) / 6"),
    Starter("CELU", "max(0, x) + min(0, a * (exp(x / a) - 1))"),
    Starter("squared ReLU", "relu(x)^2"),
    Starter("GELU by tanh", "0.5 * x * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x^3)))"),
    Starter("sigmoid as written", "1 / (1 + exp(-x + a))", 0.0),
)


def make_formula_box(view: View, name: str, is_hidden: bool) -> Component:
    """Return the box of a formula, the place of its fault, and the formulas to start from."""
    control, key = CONTROLS[name], KEYS_OF_FORMULAS[name]
    a_name = OWN_FUNCTIONS[key].a_name
    data: dict[str, Any] = {
        "data-control": name,
        "data-label": control.label,
        "data-help": ids.help_id(name),
        "data-fault": ids.function_id(key, "fault"),
    }
    box = dcc.Input(
        id=ids.box_id(name),
        type="text",
        debounce=True,
        maxLength=MAX_LENGTH,
        value=getattr(view, name),
        autoComplete="off",
        spellCheck="false",
    )
    buttons = [
        make_button(each.name, {name: each.formula, a_name: str(each.a)}, className="starter")
        for each in STARTERS
    ]
    return html.Div(
        [
            html.Label("f(x) ="),
            html.Div(box, id=ids.control_id(name)),
            html.P(control.help, id=ids.help_id(name), className="help visually-hidden"),
            html.P("", id=ids.function_id(key, "fault"), className="formula-fault"),
            html.Div(["start from", *buttons], className="starters"),
        ],
        id=ids.row_id(name),
        className=f"control formula-box control-of-{name}",
        hidden=is_hidden,
        **data,
    )


def find_faults(changes: Mapping[str, Any]) -> dict[str, list[Part]]:
    """Return the fault of each formula among some changes; empty for one that has none."""
    return {name: find_fault(changes[name]) for name in KEYS_OF_FORMULAS if name in changes}


def fault_parts(
    faults: Mapping[str, list[Part]], unchanged: Collection[str]
) -> dict[str, list[Part]]:
    """Return the texts of the faults by id, without those of formulas that have not changed."""
    return {
        ids.function_id(key, "fault"): faults.get(name, [])
        for name, key in KEYS_OF_FORMULAS.items()
        if name not in unchanged
    }


def find_fault(text: object) -> list[Part]:
    """Return what is wrong with a text in place of a formula, the place marked; empty if nothing.

    Each part is a `text`, `strong` where it is marked.
    """
    typed = join_words(text)
    try:
        parse(typed)
    except ExpressionError as error:
        place = min(error.position, len(typed))
        rest = typed[place + 1 : MAX_LENGTH]
        marked = typed[place : place + 1].strip() or "␣"
        message = error.message + ("" if error.message.endswith("?") else ".")
        parts = ((f"{message}\n{typed[:place]}", False), (marked, True), (rest, False))
        return [{"text": each, "strong": is_strong} for each, is_strong in parts if each]
    return []


def gaps_text(view: View, key: str) -> str:
    """Return where a function that a reader has written has no finite value, and why."""
    return _gaps_text(key, *curve_parameters(view, key).items())


@lru_cache(maxsize=64)  # a moved probe asks again
def _gaps_text(key: str, *parameters: tuple[str, float | str]) -> str:
    own, values = OWN_FUNCTIONS[key], dict(parameters)
    gaps = own.find_gaps(**values)
    if not gaps:
        return ""
    expression, a = own.read(**values)
    shown = gaps[:MAX_GAPS]
    found = (find_cause(expression, x, a) for gap in shown for x in _list_x(gap))
    causes = {each for each in found if each is not None}
    reasons = sorted(REASONS[each.kind].format(each.text) for each in causes)
    where = list_text([_gap_text(gap) for gap in shown])
    more = " and elsewhere" if len(gaps) > MAX_GAPS else ""
    text = f"Not finite {where}{more}: {list_text(reasons) or POLE}."
    if any(each.kind == OVERFLOW and "exp(" in each.text for each in causes):
        text += " The functions of the table take exp of negative numbers only."
    return text


def _list_x(gap: Gap) -> tuple[float, ...]:
    """Return the ends of a gap that lie next to finite values."""
    return tuple(end for end in gap if GAP_GRID[0] < end < GAP_GRID[-1]) or (0.0,)


def _gap_text(gap: Gap) -> str:
    low, high = (number_text(round(end, 9) + 0.0) for end in gap)
    if gap.low <= GAP_GRID[0]:
        return "anywhere" if gap.high >= GAP_GRID[-1] else f"up to x = {high}"
    if gap.high >= GAP_GRID[-1]:
        return f"from x = {low} on"
    return f"at x = {low}" if gap.high - gap.low < POINT_WIDTH else f"from x = {low} to {high}"


def own_texts(view: View, keys: Sequence[str]) -> dict[str, str]:
    """Return where each function that a reader has written has no value, by id."""
    return {
        ids.function_id(key, "gaps"): gaps_text(view, key) for key in keys if key in OWN_FUNCTIONS
    }
