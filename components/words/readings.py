"""How the values of a function are read, and why there may be none."""

from core.curves import drawn_keys
from core.statistics import gradient_at, value_at
from core.view import View

READERS = {"value": value_at, "gradient": gradient_at}  # of each panel


def missing_text(view: View) -> str:
    """Return why the picture has no curve, or an empty text."""
    if not view.visible_panels and not view.has_lower_panel:
        return "Nothing is drawn yet: first comes the question."
    has_any = drawn_keys(view) if view.visible_panels else view.shown
    return "" if has_any else "No function is switched on: the graph is empty."
