"""What a lens writes into the rows of the functions, into the table, and below the plot."""

import math

from components.lenses.lens import Lens, Measure
from components.lenses.table import LENSES
from components.text import number_text
from components.words.readings import READERS, reading_text
from core.view import View

SMALL_NUMBER = 1e-3  # which is written with two digits
PANELS = tuple(READERS)  # each has a column of numbers in the rows


def visible_lens(view: View) -> Lens | None:
    """Return the lens of the lower panel, once the page shows that."""
    return LENSES[view.shown_lens] if view.has_lower_panel and not view.is_race else None


def _row_measures(view: View) -> list[Measure]:
    lens = visible_lens(view)
    return [each for each in lens.measures if each.is_in_rows] if lens else []


def measure_text(measure: Measure, view: View, key: str) -> str:
    """Return the number that a lens gives for a function, with its unit."""
    number = measure.compute(view, key)
    return number_text(number) + ("" if math.isnan(number) else measure.unit)


def _short_text(measure: Measure, view: View, key: str) -> str:
    """Return the number that a lens gives for a function, as the rows have room for it."""
    number = measure.compute(view, key)
    digits = 2 if abs(number) < SMALL_NUMBER else 3
    return number_text(number, digits) + ("" if math.isnan(number) else measure.unit)


def reading_heads(view: View) -> tuple[str, ...]:
    """Return the heads of the two columns of numbers: f and f' at the probe, unless the lens has
    numbers of its own."""
    x = number_text(view.probe, 6)
    measures = [each.symbol for each in _row_measures(view)]
    return (f"f({x})", f"f\N{HAIR SPACE}′({x})")[: 2 - len(measures)] + tuple(measures)


def readings(view: View, key: str) -> tuple[str, ...]:
    """Return the two numbers in the row of a function."""
    measures = [_short_text(each, view, key) for each in _row_measures(view)]
    panels = PANELS[: 2 - len(measures)]
    return (*(reading_text(view, key, panel, view.probe) for panel in panels), *measures)


def row_note(view: View, key: str) -> str:
    """Return the line of a lens in the row of a function: what has no room beside the name."""
    lens = visible_lens(view)
    return lens.describe_row(view, key) if lens and lens.describe_row and view.has_answer else ""


def lens_sentence(view: View) -> str:
    """Return what a lens says of all functions; empty for the gradient."""
    lens = visible_lens(view)
    return lens.describe(view) if lens and lens.describe else ""


def describe_lens(view: View) -> list[str]:
    """Return what a lens measures of each function, to the last digit, one line each."""
    lens = visible_lens(view)
    if lens is None or not lens.measures:
        return []
    return [
        f"{key}, {lens.name}: "
        + ", ".join(f"{each.name} {each.compute(view, key)!r}{each.unit}" for each in lens.measures)
        for key in view.shown
    ]
