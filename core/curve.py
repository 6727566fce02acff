"""One curve: a function and its gradient at every x of a sample, and as lines to draw.

x, f(x) and f'(x) are pure numbers, without units.
"""

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.typing import Array

MIN_VALUE_JUMP = 1e-9  # of f at a kink, below which it is continuous


@dataclass(frozen=True)
class Curve:
    """A function and its gradient at every x of a sample; nan where they are not finite.

    `kinks` are the x between the first and the last sample at which f' or f jumps, ascending;
    `one_sided_gradients` and `one_sided_values` are those left and right of each.
    """

    x: Array
    value: Array
    gradient: Array
    kinks: tuple[float, ...] = ()
    one_sided_gradients: tuple[tuple[float, float], ...] = ()
    one_sided_values: tuple[tuple[float, float], ...] = ()

    @cached_property
    def value_extent(self) -> tuple[float, float]:
        """The smallest and the largest value, those at the kinks included."""
        return _find_extent(np.append(self.value, self.one_sided_values))

    @cached_property
    def gradient_extent(self) -> tuple[float, float]:
        """The smallest and the largest gradient, those at the kinks included."""
        return _find_extent(np.append(self.gradient, self.one_sided_gradients))

    @cached_property
    def min_positive_gradient(self) -> float:
        """The smallest gradient above 0, or 1 if there is none: the foot of a logarithmic axis."""
        return float(self.gradient.min(where=self.gradient > 0, initial=1.0))

    @cached_property
    def gradient_line_with_gap(self) -> tuple[Array, Array]:
        """x and y of the gradient as a line that ends at the left slope of each kink and begins
        again at the right one."""
        return _part_line(self.x, self.gradient, self.kinks, self.one_sided_gradients)

    @cached_property
    def value_line_with_gap(self) -> tuple[Array, Array]:
        """x and y of the value as a line that is parted where f jumps."""
        sides = dict(zip(self.kinks, self.one_sided_values, strict=True))
        jumps = {
            x: pair for x, pair in sides.items() if not abs(pair[1] - pair[0]) <= MIN_VALUE_JUMP
        }
        return _part_line(self.x, self.value, tuple(jumps), tuple(jumps.values()))


def _find_extent(numbers: Array) -> tuple[float, float]:
    """Return the smallest and the largest of the finite numbers, or 0 and 0 if there are none."""
    is_finite = np.isfinite(numbers)
    if not is_finite.any():
        return 0.0, 0.0
    least = numbers.min(where=is_finite, initial=math.inf)
    return float(least), float(numbers.max(where=is_finite, initial=-math.inf))


def _part_line(
    x: Array, y: Array, kinks: tuple[float, ...], sides: tuple[tuple[float, float], ...]
) -> tuple[Array, Array]:
    """Return a line with three points more at each kink: the left y, a gap, the right y.

    A sample at the kink that does not belong to the left stands alone, between two gaps.
    """
    if not kinks:
        return x, y
    parts_x, parts_y, start = [], [], 0
    for kink, (left, right) in zip(kinks, sides, strict=True):
        end = int(np.searchsorted(x, kink, side="right"))
        is_alone = end > start and x[end - 1] == kink and y[end - 1] != left
        middle = [math.nan, float(y[end - 1]), math.nan] if is_alone else [math.nan]
        before = slice(start, end - 1 if is_alone else end)
        parts_x += [x[before], np.full(len(middle) + 2, kink)]
        parts_y += [y[before], np.array([left, *middle, right])]
        start = end
    return np.concatenate((*parts_x, x[start:])), np.concatenate((*parts_y, y[start:]))
