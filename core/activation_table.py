"""An activation function as a table, for networks: fast, and the same on every platform.

exp, log and erfc differ in their last bit from one platform to another, and some functions of the
project loop over the samples. Read from a table of values that are rounded beyond that bit, a
function needs only sums and products, which IEEE 754 defines to the last bit, and all functions
take the same time.
"""

import numpy as np
import numpy.typing as npt

from core.rounding import round_to_bits
from core.typing import Array, Function, Indices

MAX_ABS_X = 32.0  # beyond it the function goes on as a straight line
CELLS_PER_UNIT = 512  # a straight line within a cell is at most 5e-7 |f''| from f
VALUE_BITS = 24  # after the binary point


class ActivationTable:
    """f and f', each a straight line within a cell of x; a kink at a multiple of 1/512 is kept."""

    def __init__(self, function: Function, gradient: Function, shift: float = 0.0) -> None:
        """Tabulate f + shift and f'; the gradient at an end of a cell is that within the cell."""
        edges = np.arange(-MAX_ABS_X * CELLS_PER_UNIT, MAX_ABS_X * CELLS_PER_UNIT + 1)
        edges /= CELLS_PER_UNIT
        values = round_to_bits(function(edges) + shift, VALUE_BITS)
        starts = round_to_bits(gradient(np.nextafter(edges[:-1], np.inf)), VALUE_BITS)
        ends = round_to_bits(gradient(np.nextafter(edges[1:], -np.inf)), VALUE_BITS)
        rises = np.diff(values)
        # Beyond the ends, the slope is that of f there rather than that of two rounded values.
        rises[0], rises[-1] = starts[0] / CELLS_PER_UNIT, ends[-1] / CELLS_PER_UNIT
        starts[-1], ends[0] = ends[-1], starts[0]
        self._values = _join_columns(values[:-1], rises)
        self._slopes = _join_columns(starts, ends - starts)

    def value(self, x: Array) -> Array:
        """Return f(x), in the shape of x."""
        return _read_lines(self._values, *_find_cells(x))

    def value_and_slope(self, x: Array) -> tuple[Array, Array]:
        """Return f(x) and f'(x), each in the shape of x."""
        cells, fractions = _find_cells(x)
        return _read_lines(self._values, cells, fractions), _read_lines(
            self._slopes, cells, fractions
        )


def _join_columns(starts: Array, rises: Array) -> npt.NDArray[np.float32]:
    """Return one row for each cell, since a processor reads neighbours at once."""
    with np.errstate(over="ignore"):  # what a reader writes may be as steep as a wall
        return np.stack((starts, rises), axis=1).astype(np.float32)


def _find_cells(x: Array) -> tuple[Indices, Array]:
    """Return the cell of each x, and where in it x is: in [0, 1) unless beyond the ends."""
    fractions = x + MAX_ABS_X
    fractions *= CELLS_PER_UNIT
    cells = fractions.astype(np.intp)  # of nan, in a network that has diverged, any number
    np.clip(cells, 0, 2 * int(MAX_ABS_X) * CELLS_PER_UNIT - 1, out=cells)
    fractions -= cells
    return cells, fractions


def _read_lines(table: npt.NDArray[np.float32], cells: Indices, fractions: Array) -> Array:
    rows = table.take(cells, axis=0)
    lines: Array = rows[..., 1] * fractions
    lines += rows[..., 0]
    return lines
