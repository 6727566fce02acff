"""Dual numbers: a value with its slope, which every operation carries along.

If u and u' are a value and its slope in x, an operation g gives g(u) and g'(u) u': forward-mode
differentiation, exact up to rounding. Wengert 1964, A simple automatic derivative evaluation
program, Communications of the ACM 7(8). Values and slopes are float64 arrays of one shape, or
scalars for what does not depend on x.

At a kink the slope is that on the left: where both sides meet, the slopes of the operands tell
which side x has come from. Where an operation jumps, its value is that on the left too, or a
product with it would have the slope of neither side; of an x with slope 0 it is the value at x.
Where an operation has no finite slope, such as sqrt at 0, the slope is infinite or nan, and so is
the slope of what is computed from it.
"""

from dataclasses import dataclass
from typing import Any, Union

import numpy as np

from core.typing import Array

Operand = Union["Dual", float]


@dataclass(frozen=True)
class Dual:
    """A value, its slope in x, and where it is constant on the left of x.

    0 times infinity is nan, so a constant must be told from a slope that happens to be 0: left of 0
    sqrt(relu(x)) has slope 0, while sqrt(x x) has no slope at 0.
    """

    value: Any
    slope: Any
    is_constant: Any

    def __add__(self, other: Operand) -> "Dual":
        """u + v, with u' + v'."""
        v = lift(other)
        is_constant = self.is_constant & v.is_constant
        return Dual(self.value + v.value, self.slope + v.slope, is_constant)

    def __neg__(self) -> "Dual":
        """-u, with -u'."""
        return Dual(-self.value, -self.slope, self.is_constant)

    def __sub__(self, other: Operand) -> "Dual":
        """u - v, with u' - v'."""
        return self + -lift(other)

    def __mul__(self, other: Operand) -> "Dual":
        """u v, with u' v + u v'."""
        v = lift(other)
        slope = scale_slope(self, v.value) + scale_slope(v, self.value)
        return Dual(self.value * v.value, slope, self.is_constant & v.is_constant)

    def __truediv__(self, other: Operand) -> "Dual":
        """u / v, with (u' - v' u / v) / v."""
        v = lift(other)
        quotient = self.value / v.value
        slope = scale_slope(self, 1.0 / v.value) + scale_slope(v, -quotient / v.value)
        return Dual(quotient, slope, self.is_constant & v.is_constant)

    def __pow__(self, other: Operand) -> "Dual":
        """u^v, with v u^(v - 1) u' + u^v log(u) v'."""
        v = lift(other)
        power = np.power(self.value, v.value)
        by_base = np.where(v.value == 0, 0.0, v.value * np.power(self.value, v.value - 1.0))
        is_zero = (self.value == 0) & (v.value > 0)  # 0^v stays 0
        by_exponent = np.where(is_zero, 0.0, power * np.log(self.value))
        slope = scale_slope(self, by_base) + scale_slope(v, by_exponent)
        return Dual(power, slope, self.is_constant & v.is_constant)

    def __radd__(self, other: float) -> "Dual":
        """The same with a number in front."""
        return lift(other) + self

    def __rsub__(self, other: float) -> "Dual":
        """The same with a number in front."""
        return lift(other) - self

    def __rmul__(self, other: float) -> "Dual":
        """The same with a number in front."""
        return lift(other) * self

    def __rtruediv__(self, other: float) -> "Dual":
        """The same with a number in front."""
        return lift(other) / self

    def __rpow__(self, other: float) -> "Dual":
        """The same with a number in front."""
        return lift(other) ** self


def lift(operand: Operand) -> Dual:
    """Return a number as a constant; a dual number as it is."""
    if isinstance(operand, Dual):
        return operand
    return Dual(np.float64(operand), np.float64(0.0), np.bool_(True))


def lift_x(x: Array) -> Dual:
    """Return x itself, with slope 1."""
    return Dual(x, np.float64(1.0), np.bool_(False))


def scale_slope(u: Dual, factor: Any) -> Any:
    """Return u' times a factor: 0 where u is constant, even if the factor is infinite."""
    return np.where(u.is_constant, 0.0, u.slope * factor)


def apply_chain_rule(u: Dual, value: Any, derivative: Any) -> Dual:
    """Return g(u), given g(u) and g'(u)."""
    return Dual(value, scale_slope(u, derivative), u.is_constant)


def was_above(left: Dual, right: Dual) -> Any:
    """Return where the left operand was the greater one just left of x."""
    is_tie = left.value == right.value
    return (left.value > right.value) | (is_tie & (left.slope < right.slope))


def select(is_first: Any, value: Any, first: Dual, second: Dual) -> Dual:
    """Return a value with the slope of one of two operands."""
    slope = np.where(is_first, first.slope, second.slope)
    return Dual(value, slope, np.where(is_first, first.is_constant, second.is_constant))
