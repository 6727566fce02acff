"""The formulas of the functions with the parameters of a view: as text, spoken and typeset."""

import re
from functools import lru_cache
from typing import Any

from dash import html
from dash.development.base_component import Component

from components import ids
from components.formula import speak_tex, typeset, write_tex
from components.own_tex import write_own_tex
from components.static_html import to_html
from components.text import number_text, setting_text
from components.widgets import HIDDEN
from core.activations import ACTIVATIONS
from core.control import Number
from core.curves import FUNCTIONS, curve_parameters, own_view
from core.expression import Expression
from core.keys import SUM
from core.own_functions import OWN_FUNCTIONS
from core.sigmoid_sum import sum_offsets
from core.view import CONTROLS, View

PANEL_HEADS = {"value": " =", "gradient": "\N{HAIR SPACE}′ ="}  # after the letter f
WEIGHT = "weight"  # of each sigmoid in the sum, which only the server knows


def formula_texts(view: View, key: str) -> dict[str, str]:
    """Return the text of each number in the formula of a function, by its command."""
    parameters = curve_parameters(view, key)
    texts = {
        name: number_text(value, 6)
        for name, value in parameters.items()
        if isinstance(value, float)
    }
    return texts | (_sum_texts(view, parameters) if key == SUM else {})


def _sum_texts(view: View, parameters: dict[str, float | str]) -> dict[str, str]:
    """Return the offsets of the sum, the weight of each sigmoid, and their total."""
    span, high = (float(parameters[name]) for name in ("span", "high"))
    first, spacing, count, weight = sum_offsets(view.rule, int(view.count), span, high)
    last = number_text(first + spacing * (count - 1))
    offsets = number_text(first) + (f" … {last}" if count > 1 else "")
    return {"offsets": offsets, WEIGHT: number_text(weight, 3), "top": number_text(weight * count)}


def plain_formula(view: View, key: str) -> str:
    """Return the formula of a function or a loss as one line of text."""
    if key in OWN_FUNCTIONS:
        return own_expression(view, key).text
    texts = formula_texts(view, key)
    line = write_tex(FUNCTIONS[key].formula, texts)
    return f"{line}, oᵢ = {texts['offsets']}" if key == SUM else line


def value_range(view: View, key: str) -> str:
    """Return the range of a function with the parameters of a view."""
    activation, parameters = ACTIVATIONS[key], curve_parameters(view, key)
    if activation.range_at_zero and not any(parameters.values()):
        return activation.range_at_zero
    return activation.range.format(**formula_texts(view, key))


def spoken_formula(view: View, key: str, has_gradient: bool) -> str:
    """Return the formulas of a function and its gradient as a screen reader says them."""
    activation, texts = ACTIVATIONS[key], formula_texts(view, key)
    spoken = f"f of x is {speak_tex(_formula_tex(view, key), texts)}."
    if has_gradient and activation.gradient_formula:
        spoken += f" f prime of x is {speak_tex(activation.gradient_formula, texts)}."
    return spoken


def _formula_tex(view: View, key: str) -> str:
    own = OWN_FUNCTIONS.get(key)
    if own is None:
        return ACTIVATIONS[key].formula
    return write_own_tex(own_expression(view, key).tree, rf"\{own.a_name}")


def own_expression(view: View, key: str) -> Expression:
    """Return the formula that a reader has written. Raises KeyError for another function."""
    return OWN_FUNCTIONS[key].read(**curve_parameters(view, key))[0]


def has_gradient_formula(view: View) -> bool:
    """Return whether the rows have the formulas of the gradients: not below another lens, and in a
    scene not before its answer, which they may give away."""
    return "gradient" in view.revealed_panels and view.has_gradients and view.has_answer


def hides_formula(view: View, key: str, panel: str) -> bool:
    """Return whether a row leaves out a formula; that of f' has none for what a reader writes."""
    has_own = bool(ACTIVATIONS[key].gradient_formula)
    return panel == "gradient" and not (has_own and has_gradient_formula(view))


def make_formulas(view: View, key: str, is_filled: bool = True) -> list[Component]:
    """Return the formulas of a function and its gradient, typeset, with numbers to drag.

    Their places only, if they are not to be filled: as many components as formulas have would take
    the page's renderer longer than all the rest.
    """
    return [
        html.Div(
            _typeset_formula(view, key, panel) if is_filled else None,
            id=ids.function_id(key, f"formula-{panel}"),
            className=f"formula formula-{panel}",
            hidden=hides_formula(view, key, panel),
        )
        for panel in PANEL_HEADS
    ]


def formula_html(view: View) -> dict[str, str]:
    """Return what fills the places of all formulas, as HTML, by id."""
    return {
        ids.function_id(key, f"formula-{panel}"): _formula_html(own_view(view, key), key, panel)
        for key in ACTIVATIONS
        for panel in PANEL_HEADS
    }


def own_formula_html(view: View) -> dict[str, str]:
    """Return what fills the places of the formulas that a reader has written, as HTML, by id."""
    return {
        ids.function_id(key, "formula-value"): _formula_html(own_view(view, key), key, "value")
        for key in OWN_FUNCTIONS
        if key in view.shown
    }


@lru_cache(maxsize=256)  # a moved slider asks again for the functions that it leaves alone
def _formula_html(view: View, key: str, panel: str) -> str:
    return to_html(_typeset_formula(view, key, panel))


def _typeset_formula(view: View, key: str, panel: str) -> list[Component]:
    activation, texts = ACTIVATIONS[key], formula_texts(view, key)
    tex = _formula_tex(view, key) if panel == "value" else activation.gradient_formula
    if not tex:
        return []
    parts: dict[str, Component] = {}
    for name in activation.parameters:
        command = re.compile(rf"\\{name}(?![A-Za-z0-9])")
        if found := command.search(tex):
            tex = tex[: found.end()] + command.sub(rf"\\again{name}", tex[found.end() :])
        parts[name] = _make_number(view, name, is_silent=panel == "gradient")
        parts[f"again{name}"] = _make_number(view, name, is_silent=True)
    weight_id = ids.function_id(key, f"{WEIGHT}-{panel}")
    parts[WEIGHT] = html.Span(texts.get(WEIGHT, ""), id=weight_id, className="weight", **HIDDEN)
    head = html.Span([html.I("f"), PANEL_HEADS[panel]], className="formula-head", **HIDDEN)
    return [head, typeset(tex, parts)]


def _make_number(view: View, name: str, is_silent: bool) -> Component:
    """Return a number of a formula, which is a control like its slider.

    For the keyboard and screen readers there is one, the first in the formula of f; the others
    are silent.
    """
    control: Number = CONTROLS[name]
    value: float = getattr(view, name)
    text = setting_text(control, value)
    attributes: dict[str, Any] = {"data-number": name}
    if is_silent:
        attributes |= {"aria-hidden": "true"}
    else:
        attributes |= {
            "role": "slider",
            "tabIndex": "0",
            "aria-label": f"{control.label}, in the formula",
            "aria-valuemin": str(control.low),
            "aria-valuemax": str(control.high),
            "aria-valuenow": f"{value:g}",
            "aria-valuetext": f"{text} {control.unit}".rstrip(),
        }
    return html.Span(text, className="live-number", **attributes)
