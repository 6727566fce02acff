"""Where the curve of an expression breaks: its kinks, jumps and poles, and where it has no value.

x is a pure number, without a unit.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from core.dual import Dual, lift_x
from core.expression import Expression, evaluate
from core.formula_tree import COMPARISONS, Tree, write_formula
from core.gaps import Gap
from core.typing import Array

MAX_X = 20.0  # the ends of the range of x on the page
KINK_GRID = np.linspace(-MAX_X, MAX_X, 1601)
MAX_KINKS = 60  # more are an oscillation, which samples show as well
FAR_X = np.geomspace(MAX_X, 2000.0, 200)[1:]  # exp overflows at 709.8, exp(x / 2) at 1419.6
GAP_GRID = np.concatenate((-FAR_X[::-1], KINK_GRID, FAR_X))
SECTIONS = 32  # into which an interval is cut at once
SECTION_STEPS = 11  # 32^11 = 2^55: neighbouring doubles are left, but for x near 0
MIN_DISTANCE = 1e-9  # of two kinks
POLE_REACH, POLE_RISE = 1e-3, 1e6  # at a pole, |f| rises by so much over so little of x
MIN_JUMP = 1e-9  # of a slope or a value at a kink; of one above 1, in units of its size


@lru_cache(maxsize=128)
def find_cuts(expression: Expression, a: float = 1.0) -> tuple[float, ...]:
    """Return the x in [-20, 20] that rules for smooth functions may not cross, ascending.

    There a part of the formula changes its branch: each is the last double of the left branch, or
    the one at which both are equal.
    """
    signs = np.array([np.sign(each) for each in expression.switches(KINK_GRID, a)])
    if not signs.size:
        return ()
    differs = (signs[:, 1:] != signs[:, :-1]) & ~np.isnan(signs[:, 1:] + signs[:, :-1])
    rows, columns = np.nonzero(differs)
    if not 0 < rows.size <= 2 * MAX_KINKS:
        return ()

    def read_signs(x: Array) -> Array:
        parts = np.array([np.sign(each) for each in expression.switches(x, a)])
        return np.asarray(parts[rows, np.arange(rows.size)])

    found = np.sort(_find_ends(read_signs, KINK_GRID[columns], KINK_GRID[columns + 1]))
    cuts = found[np.append(np.diff(found) > MIN_DISTANCE, True)]
    return tuple((cuts + 0.0).tolist()) if cuts.size <= MAX_KINKS else ()


@lru_cache(maxsize=128)
def find_kinks(expression: Expression, a: float = 1.0) -> tuple[float, ...]:
    """Return the x in [-20, 20] at which f' or f jumps, ascending.

    The slope on the left is that at the x itself; f may be that of either side there.
    """
    x = np.array(find_cuts(expression, a))
    before, after = np.nextafter(x, -np.inf), np.nextafter(x, np.inf)
    values, gradients = expression.value_and_gradient(np.stack((before, x, after)), a)
    has_jump = _differ(values[0], values[2]) | _differ(gradients[1], gradients[2])
    return tuple(x[has_jump].tolist())


def _differ(left: Array, right: Array) -> npt.NDArray[np.bool_]:
    """Return where two sides are not the same but for rounding, or, as at a pole, not known."""
    sizes = np.maximum(1.0, np.maximum(np.abs(left), np.abs(right)))
    return ~(np.abs(right - left) <= MIN_JUMP * sizes)


@lru_cache(maxsize=128)
def find_gaps(expression: Expression, a: float = 1.0) -> tuple[Gap, ...]:
    """Return where in [-2000, 2000] the formula or its slope has no finite value, ascending.

    The ends of a gap belong to it. A pole is a gap of one x. A gap between two x that are looked at
    is missed; within [-20, 20] those are 0.025 apart.
    """

    def is_known(x: Array) -> npt.NDArray[np.bool_]:
        return np.isfinite(expression.gradient(x, a))

    known = is_known(GAP_GRID)
    changes = np.flatnonzero(known[1:] != known[:-1])
    if not changes.size:
        whole = Gap(float(GAP_GRID[0]), float(GAP_GRID[-1]))
        return _find_poles(expression, a) if known[0] else (whole,)
    left = _find_ends(is_known, GAP_GRID[changes], GAP_GRID[changes + 1])
    begins = known[changes]  # whether a gap begins right of it
    lows = np.nextafter(left[begins], np.inf).tolist()
    highs = left[~begins].tolist()
    if not known[0]:
        lows.insert(0, float(GAP_GRID[0]))
    if not known[-1]:
        highs.append(float(GAP_GRID[-1]))
    gaps = list(map(Gap, lows, highs))
    for pole in _find_poles(expression, a):
        if not any(gap.low - MIN_DISTANCE < pole.low < gap.high + MIN_DISTANCE for gap in gaps):
            gaps.append(pole)
    return tuple(sorted(gaps))


def _find_poles(expression: Expression, a: float) -> tuple[Gap, ...]:
    """Return the cuts beside which the formula is far larger than a little further away."""
    x = np.array(find_cuts(expression, a))
    sides = expression.value(np.stack((x, np.nextafter(x, np.inf))), a)
    beside = np.fmax.reduce(np.abs(sides))
    near = np.fmax.reduce(np.abs(expression.value(np.stack((x - POLE_REACH, x + POLE_REACH)), a)))
    return tuple(Gap(each, each) for each in x[beside > POLE_RISE * (1.0 + near)].tolist())


OVERFLOW, DIVISION, DOMAIN = "overflow", "division", "domain"


class Cause(NamedTuple):
    """The part of a formula that has no finite value or slope.

    `kind` is OVERFLOW if it is beyond the float64, DIVISION by 0, or DOMAIN.
    """

    text: str
    kind: str


def find_cause(expression: Expression, x: float, a: float = 1.0) -> Cause | None:
    """Return the innermost part of a formula that is not finite at x, or None if all is."""
    with np.errstate(all="ignore"):
        return _find_cause(expression.tree, lift_x(np.array(x)), a)


def _find_cause(tree: Tree, x: Dual, a: float) -> Cause | None:
    found = evaluate(tree, x, a)
    if np.isfinite(found.value) and np.isfinite(found.slope):
        return None
    inner = [part for each in tree.operands for part in _list_terms(each)]
    causes = (_find_cause(each, x, a) for each in inner)
    cause = next((each for each in causes if each is not None), None)
    return cause or Cause(write_formula(tree), _find_kind(tree, inner, found, x, a))


def _find_kind(tree: Tree, operands: list[Tree], found: Dual, x: Dual, a: float) -> str:
    if tree.name == "/" and evaluate(operands[1], x, a).value == 0:
        return DIVISION
    if tree.name == "^" and not np.isfinite(found.value) and evaluate(operands[0], x, a).value == 0:
        return DIVISION
    return OVERFLOW if np.isinf(found.value) and not tree.name.startswith("log") else DOMAIN


def _list_terms(tree: Tree) -> tuple[Tree, ...]:
    """Return the operands of a comparison, or another tree itself."""
    return tree.operands if tree.name in COMPARISONS else (tree,)


def _find_ends(read: Callable[[Array], npt.NDArray[Any]], left: Array, right: Array) -> Array:
    """Return in each interval the last double at which what is read is not as at its right end."""
    shares = np.linspace(0.0, 1.0, SECTIONS + 1)
    each = np.arange(left.size)
    for _ in range(SECTION_STEPS):
        x = left[:, np.newaxis] + (right - left)[:, np.newaxis] * shares
        x[:, -1] = right
        found = read(x)
        first_other = np.argmax(found == found[:, -1:], axis=1)
        left, right = x[each, first_other - 1], x[each, first_other]
    return left
