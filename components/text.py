"""How the page writes numbers, lists and notes, and what it calls the curves."""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from core.control import Choice, Formula, Number
from core.curves import FUNCTIONS, x_grid
from core.keys import AS_WRITTEN, INPUT, LIMIT, TERMS
from core.view import View

Part = dict[str, Any]  # of a text: its own `text`, and what makes an element of it

NO_NUMBER = "none"  # where a function has no value
MAX_DECIMALS = 10  # of the value of a slider
SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
PROPERTIES_TITLE = "Table of properties"  # of the dialog and the button that opens it
PANEL_SYMBOLS = {"value": "f", "gradient": "f′"}
CURVE_NAMES = {key: each.name for key, each in FUNCTIONS.items()} | {
    LIMIT: "T",
    INPUT: "Y",
    TERMS: "single sigmoids",
    AS_WRITTEN: "as written in float32",
}


def number_text(value: float, digits: int = 4) -> str:
    """Return a number as a reader writes it, to so many digits: 0.1353, −2, 4.54 × 10⁻⁵, none."""
    if math.isnan(value):
        return NO_NUMBER
    text = f"{value + 0.0:.{digits}g}".replace("inf", "∞")
    if "e" in text:
        mantissa, exponent = text.split("e")
        text = f"{mantissa} × 10{str(int(exponent)).translate(SUPERSCRIPTS)}"
    return text.replace("-", "−")


def setting_text(control: Number, value: float) -> str:
    """Return the value of a slider with at least as many decimals as its steps have: 1.00, −0.5.

    `formatValue` of `assets/lab/value_keys.mjs` writes the same.
    """
    rounded = round(value, MAX_DECIMALS) + 0.0
    decimals = len(f"{rounded:.{MAX_DECIMALS}f}".rstrip("0").partition(".")[2])
    return f"{rounded:.{max(control.decimals, decimals)}f}".replace("-", "−")


def value_text(control: Any, value: Any) -> str:
    """Return the value of a control that has one: its option, its numbers, its formula; −5 to 5."""
    if isinstance(control, Choice):
        return control.options[value]
    if isinstance(control, Formula):
        return str(value)
    text: str = control.to_text(value)
    return text.replace(",", " to ").replace("-", "−")


def list_text(words: Sequence[str]) -> str:
    """Return words as a sentence lists them: a, b and c."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def compare_numbers(
    numbers: Mapping[str, float],
    template: str,
    word: str = "with",
    size: Callable[[float], float] = float,
) -> str:
    """Return which functions have the least and the greatest of some numbers, by name; not empty.

    Numbers are ordered by `size`. The template takes `first` and `least`, `last` and `most`. If all
    numbers read alike, the text is: 0.5 with ReLU; 0.5 with each function.
    """
    known = {name: number for name, number in numbers.items() if not math.isnan(number)}
    if not known:
        return f"{NO_NUMBER} {word} {list_text(list(numbers))}"
    names = sorted(known, key=lambda name: size(known[name]))
    first, last = names[0], names[-1]
    least, most = (number_text(numbers[name], 3) for name in (first, last))
    if least == most:
        return f"{least} {word} {first if len(names) == 1 else 'each function'}"
    return template.format(first=first, least=least, last=last, most=most)


def status_note(view: View, notes: Sequence[str]) -> str:
    """Return the line of notes over the page: corrected settings, and a step that is too large."""
    return ". ".join((*notes, *too_few_samples(view)))


def too_few_samples(view: View) -> tuple[str, ...]:
    """Return a note where the range and step of a view leave one point of each curve."""
    if x_grid(view.low, view.high, view.step).size > 1:
        return ()
    return ("Only one point is left of each curve: choose a smaller step",)
