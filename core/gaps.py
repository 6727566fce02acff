"""Where a function has no finite value.

x is a pure number, without a unit.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from core.typing import Array


class Gap(NamedTuple):
    """An interval of x in which a formula has no finite value, or none of its slope."""

    low: float
    high: float


def are_near_gap(
    x: Array | float, reach: float, gaps: Sequence[tuple[float, float]]
) -> npt.NDArray[np.bool_]:
    """Return at which x a gap is at most `reach` away, in the shape of x."""
    points = np.asarray(x)
    is_near = np.zeros(points.shape, dtype=np.bool_)
    for low, high in gaps:
        is_near |= (low <= points + reach) & (points - reach <= high)
    return is_near
