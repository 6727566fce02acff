"""How the values of a function are read, and why there may be none."""

from components.text import number_text
from core.curves import curve_parameters, drawn_keys
from core.open_bounds import OPEN_BOUNDS, find_open_bounds
from core.statistics import gradient_at, value_at
from core.view import View

READERS = {"value": value_at, "gradient": gradient_at}  # of each panel
DIGITS, GAP_DIGITS, EXACT_DIGITS = 4, 3, 12  # of a value, what it lacks, and a bound


def reading_text(view: View, key: str, panel: str, x: float) -> str:
    """Return f(x) or f'(x) to four digits: 0.1353.

    Where f would read as a bound that it never reaches, the text is the bound and what is missing:
    1 − 4.54 × 10⁻⁵.
    """
    value = READERS[panel](view, key, x)
    has_bounds = panel == "value" and key in OPEN_BOUNDS
    gap_text = _gap_text(view, key, x, value) if has_bounds else ""
    return gap_text or number_text(value, DIGITS)


def _gap_text(view: View, key: str, x: float, value: float) -> str:
    """Return the bound as which f(x) would read, and what is missing; empty if there is none."""
    rounded, parameters = float(f"{value:.{DIGITS}g}"), curve_parameters(view, key)
    for bound, gap in find_open_bounds(key, x, **parameters):
        exact = float(f"{bound:.{EXACT_DIGITS}g}")
        if rounded <= exact if gap > 0 else rounded >= exact:
            sign = "+" if gap > 0 else "−"
            return f"{number_text(exact, EXACT_DIGITS)} {sign} {number_text(abs(gap), GAP_DIGITS)}"
    return ""


def missing_text(view: View) -> str:
    """Return why the picture has no curve, or an empty text."""
    if not view.visible_panels and not view.has_lower_panel:
        if view.revealed_panels:
            return "Nothing is drawn yet: the lower panel comes with the next step."
        return "Nothing is drawn yet: first comes the question."
    has_any = drawn_keys(view) if view.visible_panels else view.shown
    return "" if has_any else "No function is switched on: the graph is empty."
