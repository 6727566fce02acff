"""The functions of a formula, on dual numbers: each gives g(u) with g'(u) u'.

Those of one argument take u, a dual number or a number.
"""

import math

import numpy as np

from core.dual import Dual, Operand, apply_chain_rule, lift, select, was_above
from core.functions import sigmoid, sigmoid_gradient, softplus, tanh_gradient
from core.typing import Array


def dual_exp(operand: Operand) -> Dual:
    """exp(u), with exp(u) u'."""
    u = lift(operand)
    value = np.exp(u.value)
    return apply_chain_rule(u, value, value)


def dual_log(operand: Operand) -> Dual:
    """The natural logarithm of u > 0, with u' / u."""
    u = lift(operand)
    return apply_chain_rule(u, np.log(u.value), 1.0 / u.value)


def dual_log1p(operand: Operand) -> Dual:
    """log(1 + u), with u' / (1 + u)."""
    u = lift(operand)
    return apply_chain_rule(u, np.log1p(u.value), 1.0 / (1.0 + u.value))


def dual_expm1(operand: Operand) -> Dual:
    """exp(u) - 1, with exp(u) u'."""
    u = lift(operand)
    return apply_chain_rule(u, np.expm1(u.value), np.exp(u.value))


def dual_sqrt(operand: Operand) -> Dual:
    """The square root of u, with u' / (2 sqrt(u))."""
    u = lift(operand)
    root = np.sqrt(u.value)
    return apply_chain_rule(u, root, 0.5 / root)


def dual_sin(operand: Operand) -> Dual:
    """sin(u), u in radians, with cos(u) u'."""
    u = lift(operand)
    return apply_chain_rule(u, np.sin(u.value), np.cos(u.value))


def dual_cos(operand: Operand) -> Dual:
    """cos(u), u in radians, with -sin(u) u'."""
    u = lift(operand)
    return apply_chain_rule(u, np.cos(u.value), -np.sin(u.value))


def dual_tan(operand: Operand) -> Dual:
    """tan(u), u in radians, with (1 + tan(u)^2) u'."""
    u = lift(operand)
    value = np.tan(u.value)
    return apply_chain_rule(u, value, 1.0 + value * value)


def dual_tanh(operand: Operand) -> Dual:
    """tanh(u), with u' / cosh(u)^2."""
    u = lift(operand)
    return apply_chain_rule(u, np.tanh(u.value), tanh_gradient(u.value))


def dual_sinh(operand: Operand) -> Dual:
    """sinh(u), with cosh(u) u'."""
    u = lift(operand)
    return apply_chain_rule(u, np.sinh(u.value), np.cosh(u.value))


def dual_cosh(operand: Operand) -> Dual:
    """cosh(u), with sinh(u) u'."""
    u = lift(operand)
    return apply_chain_rule(u, np.cosh(u.value), np.sinh(u.value))


def dual_arctan(operand: Operand) -> Dual:
    """The angle in radians whose tangent is u, with u' / (1 + u^2)."""
    u = lift(operand)
    return apply_chain_rule(u, np.arctan(u.value), 1.0 / (1.0 + u.value * u.value))


def dual_erf(operand: Operand) -> Dual:
    """The error function of u, with 2 exp(-u^2) u' / sqrt(pi)."""
    u = lift(operand)
    derivative = 2.0 / math.sqrt(math.pi) * np.exp(-u.value * u.value)
    return apply_chain_rule(u, compute_erf(u.value), derivative)


def dual_sigmoid(operand: Operand) -> Dual:
    """1 / (1 + exp(-u)), as the table has it, which does not overflow."""
    u = lift(operand)
    return apply_chain_rule(u, sigmoid(u.value), sigmoid_gradient(u.value))


def dual_softplus(operand: Operand) -> Dual:
    """log(1 + exp(u)), as the table has it, which does not overflow."""
    u = lift(operand)
    return apply_chain_rule(u, softplus(u.value), sigmoid(u.value))


def dual_relu(operand: Operand) -> Dual:
    """max(0, u)."""
    return dual_max(operand, 0.0)


def dual_elu(operand: Operand, alpha: Operand = 1.0) -> Dual:
    """u for u > 0, alpha (exp(u) - 1) otherwise."""
    u = lift(operand)
    negative = dual_min(u, 0.0)
    left = lift(alpha) * dual_expm1(negative)
    is_right = was_above(u, lift(0.0))
    return select(is_right, compute_elu(u.value, lift(alpha).value), u, left)


def dual_abs(operand: Operand) -> Dual:
    """The size of u."""
    u = lift(operand)
    return select(was_above(u, lift(0.0)), np.abs(u.value), u, -u)


def dual_sign(operand: Operand) -> Dual:
    """-1, 0 or 1, with slope 0; at 0 what it is on the left."""
    u = lift(operand)
    slope = np.where(np.isnan(u.value), np.nan, 0.0)
    value = np.where(u.value == 0, -np.sign(u.slope), np.sign(u.value))
    return Dual(value, slope, np.bool_(True))


def dual_max(first: Operand, *others: Operand) -> Dual:
    """The greatest operand."""
    greatest = lift(first)
    for each in map(lift, others):
        value = np.maximum(greatest.value, each.value)
        greatest = select(was_above(greatest, each), value, greatest, each)
    return greatest


def dual_min(first: Operand, *others: Operand) -> Dual:
    """The least operand."""
    return -dual_max(*(-lift(each) for each in (first, *others)))


def dual_if(
    comparison: str, left: Operand, right: Operand, first: Operand, second: Operand
) -> Dual:
    """`first` where the comparison of two operands holds, `second` elsewhere.

    The comparison is one of < <= > >=. Where both operands are equal and their slopes are not, the
    branch is that on the left.
    """
    u, v, a, b = map(lift, (left, right, first, second))
    if comparison.startswith(">"):
        u, v = v, u
    is_true = u.value <= v.value if comparison.endswith("=") else u.value < v.value
    has_crossed = (u.value == v.value) & (u.slope != v.slope)
    was_true = np.where(has_crossed, was_above(v, u), is_true)
    value = np.where(was_true, a.value, b.value)
    is_known = ~(np.isnan(u.value) | np.isnan(v.value))
    return select(was_true, np.where(is_known, value, np.nan), a, b)


def compute_elu(x: Array | float, alpha: Array | float = 1.0) -> Array:
    """Return x for x > 0, alpha (exp(x) - 1) otherwise, which may be infinite or nan elsewhere."""
    return np.where(x > 0, x, alpha * np.expm1(np.minimum(x, 0.0)))


def compute_erf(x: Array | float) -> Array:
    """Return the error function of every x, in the shape of x."""
    x = np.asarray(x)
    return np.fromiter(map(math.erf, x.ravel().tolist()), np.float64, x.size).reshape(x.shape)
