"""One sentence on what the functions pass back at the probe."""

from components.text import list_text, number_text
from core.activations import ACTIVATIONS
from core.statistics import gradient_at
from core.view import View

MAX_NAMED = 5  # functions, in one sentence


def probe_text(view: View) -> str:
    """Return how much of a gradient each shown function passes back at the probe.

    Empty while a scene has not shown the gradients, and for more functions than a sentence holds.
    """
    if "gradient" not in view.visible_panels or not 0 < len(view.shown) <= MAX_NAMED:
        return ""
    slopes = {ACTIVATIONS[key].name: gradient_at(view, key, view.probe) for key in view.shown}
    order = sorted(slopes, key=lambda name: -abs(slopes[name]))
    passed = [(name, number_text(slopes[name], 3)) for name in order if slopes[name]]
    blocked = [name for name in order if not slopes[name]]
    clauses = []
    if blocked:
        verb = "passes" if len(blocked) == 1 else "pass"
        clauses.append(f"{list_text(blocked)} {verb} nothing back")
    if passed:
        (name, number), *others = passed
        first = f"{name} passes {number} of the gradient"
        clauses.append(", ".join([first, *(" ".join(each) for each in others)]))
    return f"At x = {number_text(view.probe, 6)} {'; '.join(clauses)}."
