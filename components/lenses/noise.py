"""The lens of noise: how much of a random change of x is left in f(x)."""

import numpy as np

from components.lenses.lens import Axis, Lens, LensCode, LensPanel, Measure, Series
from components.text import compare_numbers, number_text
from core.activations import ACTIVATIONS
from core.curves import curve_parameters
from core.noise import find_spread, spread
from core.view import View

SAMPLES = 161
DECIMALS = 12
FOOT, TOP = 0.06, 1.2  # the ends of the axis, in units of the noise itself


def build_panels(view: View) -> tuple[LensPanel, ...]:
    """Return the spread of f(x + s Z) against x, for each function."""
    x = np.linspace(view.low, view.high, SAMPLES)
    series = tuple(
        Series(
            key,
            "spread",
            x,
            spread(key, x, view.noise, **curve_parameters(view, key)),
            label=ACTIVATIONS[key].name,
        )
        for key in view.shown
    )
    whole = Series("identity", "whole", x, np.full(SAMPLES, view.noise), "thin", "noise added")
    lines = (whole, *series) if series else ()
    y = Axis(-FOOT * view.noise, TOP * view.noise).add_headroom()
    return (LensPanel("noise left in f(x)", Axis(*view.range), y, lines, shares_x=True),)


def spread_at_probe(view: View, key: str) -> float:
    """Return the standard deviation of f(x + s Z) at the probe, without what rounding leaves."""
    left = float(spread(key, view.probe, view.noise, **curve_parameters(view, key)))
    return round(left, DECIMALS)


def describe(view: View) -> str:
    """Return what becomes of the noise at the probe."""
    if not view.shown:
        return ""
    spreads = {ACTIVATIONS[key].name: spread_at_probe(view, key) for key in view.shown}
    noise, x = number_text(view.noise, 3), number_text(view.probe, 6)
    ends = "least, {least}, after {first} and most, {most}, after {last}"
    left = compare_numbers(spreads, ends, "after")
    return f"Noise of {noise} added to x = {x} leaves {left}."


def _write_code(view: View) -> LensCode:
    """Return code that prints the spread of each function at the probe."""
    statements = f"""
# The standard deviation of f(x + noise Z), Z normal.
noise = {view.noise!r}
for name, (function, _, parameters) in shown.items():
    f, breaks = (lambda x: function(x, **parameters)), (kinks.get(name, ()), gaps.get(name, ()))
    left = find_spread(f, probe, noise, *breaks)
    print(f"{{name}}: noise of {{noise}} becomes {{number_text(round(float(left), {DECIMALS}))}}")
"""
    return LensCode((find_spread,), statements)


LENS = Lens(
    "Noise",
    ("noise",),
    heading="Noise added to x",
    measures=(Measure("noise left at the probe", spread_at_probe, "noise left"),),
    build_panels=build_panels,
    describe=describe,
    write_code=_write_code,
    step_label="Show the noise",
)
