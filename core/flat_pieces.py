"""Where a function is constant over a whole interval.

x and f'(x) are pure numbers, without units.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from core.typing import Function

PIECE_SHARES = (0.13, 0.37, 0.71, 0.93)  # of a piece: where its slope is looked at


def find_flat_pieces(gradient: Function, cuts: Sequence[float]) -> npt.NDArray[np.bool_]:
    """Return for each piece whether f' is 0 all over it, of shape (number of cuts + 1,).

    The pieces are those left of all cuts, between two, right of all. Without cuts, f is smooth and
    nowhere flat: far out in a tail, its slope may be too small for a float64.
    """
    if not cuts:
        return np.zeros(1, dtype=np.bool_)
    ends = np.array((cuts[0] - 2.0, *cuts, cuts[-1] + 2.0))
    x = ends[:-1] + np.diff(ends) * np.array(PIECE_SHARES)[:, np.newaxis]
    return np.asarray((gradient(x) == 0).all(axis=0))
