"""What the page says of each function: its formula with the live parameters, its range, its numbers at the probe."""

from collections.abc import Iterable
from typing import Any

from dash import html

from components import ids, theme
from components.panels import revealed
from core.activations import ACTIVATIONS
from core.curves import arguments
from core.measures import sum_errors
from core.sum import sum_offsets
from core.view import View

PARTS = ("formula", "range", "value", "gradient", "extra")  # the lines of a card; the last only the sum has
MOST_FORMULAS = 2  # above the plot of a lecture; of more curves, the names must do
SUPERSCRIPT = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def number_text(value: float, digits: int = 4) -> str:
    """A number as a reader writes it, to so many digits: 0.1353, −2, 4.54 × 10⁻⁵."""
    text = f"{value:.{digits}g}"
    if "e" in text:
        mantissa, exponent = text.split("e")
        text = f"{mantissa} × 10{str(int(exponent)).translate(SUPERSCRIPT)}"
    return text.replace("-", "−")


def described(view: View, key: str) -> tuple[str, str]:
    """The formula and the range of a function, with the parameters of a view filled in."""
    activation, given = ACTIVATIONS[key], arguments(view, key)
    filled = {name: number_text(value, 6) for name, value in given.items() if isinstance(value, float)}
    if key == "sigmoid_sum":
        filled |= _offsets(view, float(given["span"]), float(given["high"]))
    if activation.range_at_zero and not any(given.values()):
        return activation.formula.format(**filled), activation.range_at_zero
    return activation.formula.format(**filled), activation.range.format(**filled)


def _offsets(view: View, span: float, high: float) -> dict[str, str]:
    """Where the sigmoids of the sum sit, what each weighs, and what they come to."""
    first, spacing, count, weight = sum_offsets(view.rule, int(view.count), span, high)
    last = number_text(first + spacing * (count - 1))
    offsets = f"{number_text(first)} … {last} ({count} of them)" if count > 1 else number_text(first)
    return {"offsets": offsets, "weight": number_text(weight), "top": number_text(weight * count)}


def texts(view: View, keys: Iterable[str]) -> dict[str, str]:
    """The texts of some functions' cards, by id."""
    cards = {key: _card(view, key) for key in keys}
    formulas = {ids.formula(key): card["formula"] for key, card in cards.items()}
    return {ids.readout(key, part): text for key, card in cards.items() for part, text in card.items()} | formulas


def _card(view: View, key: str) -> dict[str, str]:
    activation, given = ACTIVATIONS[key], arguments(view, key)
    formula, value_range = described(view, key)
    card = {
        "formula": formula,
        "range": value_range,
        "value": number_text(float(activation.value(view.probe, **given))),
        "gradient": number_text(float(activation.gradient(view.probe, **given))),
    }
    if key == "sigmoid_sum":
        errors = sum_errors(view)
        off_limit, off_softplus = number_text(errors.quadrature, 3), number_text(errors.truncation, 3)
        card["extra"] = f"max |S − T| {off_limit}, max |T − softplus| {off_softplus}"
    return card


def dealt(view: View) -> tuple[str, ...]:
    """The functions whose cards lie open: those shown, but none while a scene only asks."""
    return view.shown if revealed(view) else ()


def hidden(view: View) -> dict[str, bool]:
    """Which cards, which of their gradients and which formulas of a lecture are closed, by id.

    A gradient is closed until its moment in the story; the formulas make room for the answer.
    """
    open_cards, slopes = dealt(view), "gradient" in revealed(view)
    answered = view.scene != "free" and view.moment == "answer"
    written = () if answered or len(open_cards) > MOST_FORMULAS else open_cards
    closed = {ids.card(key): key not in open_cards for key in ACTIVATIONS}
    closed |= {ids.formula(key): key not in written for key in ACTIVATIONS}
    return closed | {ids.readout(key, "gradient"): not slopes for key in ACTIVATIONS}


def formulas(view: View) -> html.Section:
    """The formula of every function, for the top of a lecture's plot."""
    closed = hidden(view)
    written = texts(view, view.shown)
    lines = [
        html.P(written.get(each, ""), id=each, hidden=closed[each], style={"--colour": f"var(--curve-{key})"})
        for key, each in ((key, ids.formula(key)) for key in ACTIVATIONS)
    ]
    return html.Section(lines, className="formulas")


def cards(view: View) -> html.Section:
    """A card for every function; those that are not shown are hidden, so that the layout never changes."""
    # Where the cards scroll, the keyboard must reach them.
    named: dict[str, Any] = {"tabIndex": "0", "aria-label": "Numbers of each function"}
    return html.Section([_card_component(view, key) for key in ACTIVATIONS], className="cards", **named)


def _card_component(view: View, key: str) -> html.Article:
    said, closed = _card(view, key) if key in view.shown else {}, hidden(view)
    lines = [
        html.P(
            said.get(part, ""),
            id=ids.readout(key, part),
            className=f"card-{part}",
            hidden=closed.get(ids.readout(key, part), False),
        )
        for part in PARTS
        if part != "extra" or key == "sigmoid_sum"
    ]
    return html.Article(
        [html.H2(ACTIVATIONS[key].name), *lines],
        id=ids.card(key),
        className="card",
        hidden=closed[ids.card(key)],
        style={"--colour": f"var(--curve-{key})", "--swatch": theme.swatch(key)},
    )
