"""Holds the ranges in the docstrings of the functions, which a script has, against their values."""

import math
import re

import numpy as np

from core import functions
from core.view import View
from tests.components.exact import NAMES, Exact
from tests.components.truth.reading import half_unit

X = np.unique(np.concatenate((np.linspace(-40.0, 40.0, 8001), np.linspace(-3.0, 3.0, 60_001))))
NEAR_X = 5.0  # where a bound that is reached is reached
NUMBER = r"-?(?:inf|[\d.]+|alpha)"
RANGE = re.compile(rf"in ([\[(])({NUMBER}), ({NUMBER})([\])])")
SOURCES = {
    name: docstring
    for key in NAMES
    for name in (key, f"{key}_gradient")
    if RANGE.search(docstring := getattr(getattr(functions, name, None), "__doc__", None) or "")
}


def check_docstring(name: str) -> None:
    """Each range that a docstring gives, at alpha 1: its ends, and whether they are reached."""
    key, panel = re.fullmatch(r"(.+?)(_gradient)?", name).groups()  # type: ignore[union-attr]
    exact = Exact(View())
    values = exact.slope(key, X) if panel else exact.value(key, X)
    found = RANGE.search(SOURCES[name])
    assert found
    near = values[np.abs(X) <= NEAR_X]
    ends = (
        (found[1] == "[", found[2], values.min(), near.min()),
        (found[4] == "]", found[3], values.max(), near.max()),
    )
    for is_reached, said, end, near_end in ends:
        assert is_reached == (end == near_end), name
        bound = float(said.replace("alpha", "1"))
        if math.isinf(bound):
            assert abs(end) >= X.max()
            continue
        digits = len(said.replace("alpha", "1").replace(".", "").lstrip("-0"))
        assert abs(end - bound) <= half_unit(bound, digits) + 1e-12, (name, said, end)
