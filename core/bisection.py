"""Where something changes between two x: many intervals are halved at once."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from core.typing import Array


def bisect(
    is_like_left: Callable[[Array], npt.NDArray[np.bool_]], left: Array, right: Array, steps: int
) -> tuple[Array, Array]:
    """Return the ends of the intervals left .. right after so many halvings.

    `is_like_left` says of an x in each interval whether all is as at its left end. The part is kept
    in which that changes.
    """
    for _ in range(steps):
        middle = 0.5 * (left + right)
        is_left = is_like_left(middle)
        left, right = np.where(is_left, middle, left), np.where(is_left, right, middle)
    return left, right
