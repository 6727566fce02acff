"""Holds the table of properties against limits, dense grids, jumps and largest slopes.

Monotone is what has no slope below 0 on a grid, odd what is odd on it; a slope has a corner where
it jumps at the kink, and no jump where only its own slope does.
"""

import math
import re

import numpy as np
from scipy.optimize import minimize_scalar

from components.properties import make_properties_table
from core.view import CONTROLS, View
from tests.components.exact import KINKS, NAMES, SELU_ALPHA, SELU_SCALE, Exact
from tests.components.readers import nodes, text
from tests.components.truth.formulas import check_range
from tests.components.truth.reading import NUMBER, check_number, spelled

LISTED = {key: name for key, name in NAMES.items() if key not in ("own", "own2")}
HEADS = ["function", "range", "bounded", "monotone", "zero-centred", "smoothness", "largest |f′|"]
PARAMETERS = {
    "sigmoid": ("offset",),
    "elu": ("alpha",),
    "leaky_relu": ("slope",),
    "softplus_beta": ("sharpness",),
}
BOUNDS = {
    (True, True): "below and above",
    (True, False): "below",
    (False, True): "above",
    (False, False): "no",
}
SMOOTHNESS = ("C0, has a corner", "C1, slope without a jump", "C∞, smooth")
FAR = 1e9
X = np.concatenate((np.linspace(-45.0, 45.0, 3601), np.linspace(-1.0, 1.0, 801)))
MARGIN = 12.0  # left and right of all offsets: no bell is steeper there
H = 1e-6


def check_properties(view: View) -> None:
    """Each row of the table, with the parameters of a view."""
    exact = Exact(view)
    rows = [
        [text(cell) for cell in row.children]
        for row in nodes(make_properties_table(view))
        if type(row).__name__ == "Tr"
    ]
    assert rows[0][: len(HEADS)] == HEADS
    told = {}
    for name, *cells in rows[1:]:
        key = max((each for each in LISTED.items() if name.startswith(each[1])), key=len_of)[0]
        check_settings(view, key, name.removeprefix(NAMES[key]).strip())
        told[key] = cells
    assert set(told) == set(LISTED)
    for key, cells in told.items():
        check_row(exact, key, *cells[: len(HEADS) - 1])


def len_of(item: tuple[str, str]) -> int:
    return len(item[1])


def check_settings(view: View, key: str, said: str) -> None:
    """The sliders that decide which function it is, as they are."""
    names: tuple[str, ...] = PARAMETERS.get(key, ())
    if key == "sigmoid_sum":
        names = ("count", "span") if view.rule == "refine" else ("count",)
    parts = said.split(", ") if said else []
    for part, name in zip(parts, names, strict=True):
        label, _, number = part.rpartition(" ")
        assert label == CONTROLS[name].short_label
        assert abs(spelled(number) - getattr(view, name)) <= 1e-10


def check_row(
    exact: Exact, key: str, limits: str, sides: str, monotone: str, odd: str, smooth: str, most: str
) -> None:
    check_range(exact, key, limits)
    is_bounded = tuple(bool(abs(exact.value(key, x)) < FAR / 1e3) for x in (-FAR, FAR))
    assert sides == BOUNDS[is_bounded[0], is_bounded[1]]
    assert monotone == ("yes" if exact.slope(key, X).min() >= 0 else "no"), key
    is_odd = np.allclose(exact.value(key, -X), -exact.value(key, X), rtol=1e-9, atol=1e-12)
    assert odd == ("yes" if is_odd else "no"), key
    assert smooth == SMOOTHNESS[smoothness(exact, key)], (key, smooth)
    assert re.fullmatch(NUMBER, most), most
    check_number(most, largest_slope(exact, key), 5, slack=1e-9)


def smoothness(exact: Exact, key: str) -> int:
    """0 where f' jumps, 1 where its slope does, 2 where neither does."""
    if key not in KINKS:
        return 2
    kink = KINKS[key]
    before, left, right, after = exact.slope(key, kink + H * np.array((-1.0, 0.0, 1.0, 2.0)))
    if abs(right - left) > 10 * H:
        return 0
    return 1 if abs((left - before) - (after - right)) > H * 1e-3 else 2


def largest_slope(exact: Exact, key: str) -> float:
    """The least upper bound of |f'|: in closed form, else sought near the steepest of a grid."""
    known = {
        "identity": 1.0,
        "sigmoid": 0.25,
        "softplus": 1.0,
        "relu": 1.0,
        "elu": max(exact.view.alpha, 1.0),
        "tanh": 1.0,
        "leaky_relu": max(exact.view.slope, 1.0),
        "shifted_relu": 1.0,
        "selu": SELU_SCALE * SELU_ALPHA,
        "softplus_beta": 1.0,
    }
    if key in known:
        return known[key]
    ends = (float(exact.offsets[0]), float(exact.offsets[-1])) if key == "sigmoid_sum" else (0, 0)
    count = math.ceil((ends[1] - ends[0] + 2 * MARGIN) / 0.05)
    x = np.linspace(ends[0] - MARGIN, ends[1] + MARGIN, count)
    steepest = x[np.argmax(exact.slope(key, x))]
    found = minimize_scalar(
        lambda at: -float(exact.slope(key, at)),
        bounds=(steepest - 0.1, steepest + 0.1),
        method="bounded",
        options={"xatol": 1e-7},
    )
    return -float(found.fun)
