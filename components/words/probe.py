"""One sentence on what the functions pass back at the probe."""

import math

import numpy as np

from components.text import list_text, number_text
from core.activations import ACTIVATIONS
from core.curves import curve_parameters
from core.examples import have_slopes
from core.statistics import gradient_at
from core.view import View

MAX_NAMED = 5  # functions, in one sentence
LEAST = 1e-307  # of a slope; below it a float64 has fewer digits, or is 0


def probe_text(view: View) -> str:
    """Return how much of a gradient each shown function passes back at the probe.

    Empty while a scene has not shown the gradients, and for more functions than a sentence holds.
    """
    if "gradient" not in view.visible_panels or not 0 < len(view.shown) <= MAX_NAMED:
        return ""
    found = {key: gradient_at(view, key, view.probe) for key in view.shown}
    slopes = {key: slope for key, slope in found.items() if not math.isnan(slope)}
    if not slopes:
        return ""
    order = sorted(slopes, key=lambda key: -abs(slopes[key]))
    texts = {ACTIVATIONS[key].name: _passed_text(view, key, slopes[key]) for key in order}
    passed = [(name, text) for name, text in texts.items() if text]
    blocked = [name for name, text in texts.items() if not text]
    clauses = []
    if blocked:
        verb = "passes" if len(blocked) == 1 else "pass"
        clauses.append(f"{list_text(blocked)} {verb} nothing back")
    if passed:
        (name, number), *others = passed
        first = f"{name} passes {number} times the gradient"
        clauses.append(", ".join([first, *(" ".join(each) for each in others)]))
    return f"At x = {number_text(view.probe, 6)} {'; '.join(clauses)}."


def _passed_text(view: View, key: str, slope: float) -> str:
    """Return the share of a gradient that a function passes back; empty if it is exactly 0."""
    if abs(slope) >= LEAST:
        return number_text(slope, 3)
    activation, parameters = ACTIVATIONS[key], curve_parameters(view, key)
    _, gradient = activation.fix_parameters(**parameters)
    cuts = activation.find_cuts(**parameters)
    has_slope = have_slopes(np.array(view.probe), gradient, cuts).all()
    return f"less than {number_text(LEAST)}" if has_slope else ""
