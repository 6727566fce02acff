"""The card of each function: its formula with the live parameters, its range, its numbers at the
probe."""

from collections.abc import Iterable
from typing import Any

from dash import html

from components import ids, theme
from components.text import number_text
from core.activations import ACTIVATIONS, SUM
from core.curves import curve_parameters
from core.sigmoid_sum import sum_offsets
from core.statistics import gradient_at, sum_errors, value_at
from core.view import View

PARTS = ("formula", "range", "value", "gradient", "extra")  # only the sum has the last
MAX_LECTURE_FORMULAS = 2  # above the plot of a lecture; with more curves there is no room


def card_parts(key: str) -> tuple[str, ...]:
    """Return the parts of the card of a function."""
    return PARTS if key == SUM else PARTS[:-1]


def formula_and_range(view: View, key: str) -> tuple[str, str]:
    """Return the formula and the range of a function with the parameters of a view."""
    activation, parameters = ACTIVATIONS[key], curve_parameters(view, key)
    numbers = {name: value for name, value in parameters.items() if isinstance(value, float)}
    texts = {name: number_text(value, 6) for name, value in numbers.items()}
    if key == SUM:
        texts |= _sum_texts(view, numbers["span"], numbers["high"])
    is_at_zero = activation.range_at_zero and not any(parameters.values())
    value_range = activation.range_at_zero if is_at_zero else activation.range.format(**texts)
    return activation.formula.format(**texts), value_range


def _sum_texts(view: View, span: float, high: float) -> dict[str, str]:
    """Return the offsets of the sum, the weight of each sigmoid, and their total."""
    first, spacing, count, weight = sum_offsets(view.rule, int(view.count), span, high)
    last = number_text(first + spacing * (count - 1))
    offsets = number_text(first) + (f" … {last} ({count} of them)" if count > 1 else "")
    return {"offsets": offsets, "weight": number_text(weight), "top": number_text(weight * count)}


def card_texts(view: View, keys: Iterable[str]) -> dict[str, str]:
    """Return the texts of the cards and the lecture's formulas of some functions, by id."""
    texts: dict[str, str] = {}
    for key in keys:
        card = _card_texts(view, key)
        texts |= {ids.card_id(key, part): text for part, text in card.items()}
        texts[ids.formula_id(key)] = card["formula"]
    return texts


def _card_texts(view: View, key: str) -> dict[str, str]:
    formula, value_range = formula_and_range(view, key)
    texts: dict[str, str] = {
        "formula": formula,
        "range": value_range,
        "value": number_text(value_at(view, key, view.probe)),
        "gradient": number_text(gradient_at(view, key, view.probe)),
    }
    if key == SUM:
        errors = sum_errors(view)
        quadrature, truncation = (number_text(error, 3) for error in errors)
        texts["extra"] = f"max |S − T| {quadrature}, max |T − softplus| {truncation}"
    return texts


def open_cards(view: View) -> tuple[str, ...]:
    """Return the functions whose cards are open: those shown, none while a scene only asks."""
    return view.shown if view.revealed_panels else ()


def hidden_cards(view: View) -> dict[str, bool]:
    """Return which cards, gradients on them and formulas of a lecture are hidden, by id.

    A gradient is hidden until its stage of the story; a formula makes room for the answer.
    """
    cards = open_cards(view)
    is_answered = view.has_scene and view.stage == "answer"
    formulas = () if is_answered or len(cards) > MAX_LECTURE_FORMULAS else cards
    is_gradient_hidden = "gradient" not in view.revealed_panels
    hidden = {}
    for key in ACTIVATIONS:
        hidden[ids.card_id(key)] = key not in cards
        hidden[ids.formula_id(key)] = key not in formulas
        hidden[ids.card_id(key, "gradient")] = is_gradient_hidden
    return hidden


def make_formulas(view: View) -> html.Section:
    """Return the formula of every function, for the top of a lecture's plot."""
    hidden, texts = hidden_cards(view), card_texts(view, view.shown)
    lines = [
        html.P(
            texts.get(ids.formula_id(key), ""),
            id=ids.formula_id(key),
            hidden=hidden[ids.formula_id(key)],
            style={"--colour": f"var(--curve-{key})"},
        )
        for key in ACTIVATIONS
    ]
    return html.Section(lines, className="formulas")


def make_cards(view: View) -> html.Section:
    """Return a card for every function; those not shown are hidden, so the layout never changes."""
    # The cards may scroll, so the keyboard must reach them.
    attributes: dict[str, Any] = {"tabIndex": "0", "aria-label": "Numbers of each function"}
    return html.Section(
        [_make_card(view, key) for key in ACTIVATIONS], className="cards", **attributes
    )


def _make_card(view: View, key: str) -> html.Article:
    texts, hidden = _card_texts(view, key) if key in view.shown else {}, hidden_cards(view)
    lines = [
        html.P(
            texts.get(part, ""),
            id=ids.card_id(key, part),
            className=f"card-{part}",
            hidden=hidden.get(ids.card_id(key, part), False),
        )
        for part in card_parts(key)
    ]
    return html.Article(
        [html.H2(ACTIVATIONS[key].name), *lines],
        id=ids.card_id(key),
        className="card",
        hidden=hidden[ids.card_id(key)],
        style={"--colour": f"var(--curve-{key})", "--swatch": theme.swatch_gradient(key)},
    )
