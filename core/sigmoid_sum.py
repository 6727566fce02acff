"""The sum of equally spaced sigmoids: three rules, its limit, and a fast way to compute it.

S(x) = weight * sum over i of sigmoid(x - o_i) with o_i = first + i * spacing, i = 0 .. count - 1.
Read as a quadrature it approximates an integral whose value is proportional to
T(x) = softplus(x) - softplus(x - span), not to softplus itself.
"""

import math
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from core.typing import Array

RULES = ("article", "refine", "extend")

EXP_CUTOFF = 40.0  # exp(-40) is below the rounding of a double
CHUNK_SIZE = 32768  # numbers computed at a time: they fit into a processor's cache


class Offsets(NamedTuple):
    """The centres of the sigmoids of a sum, and the weight of each."""

    first: float
    spacing: float
    terms: int
    weight: float


def sum_offsets(rule: str, count: int, span: float, high: float) -> Offsets:
    """Return the offsets of one rule.

    article: linspace(0, span, count), weight high / count; span 9.8, high 10 and count 100 give the
    article's plot. refine: the midpoints of `count` cells of [0, span], weight span / count.
    extend: i - 1/2 for i = 1 .. count, weight 1 (Nair and Hinton 2010, section 2).
    Raises ValueError for any other rule.
    """
    if rule == "article":
        return Offsets(0.0, span / max(count - 1, 1), count, high / count)
    if rule == "refine":
        return Offsets(0.5 * span / count, span / count, count, span / count)
    if rule == "extend":
        return Offsets(0.5, 1.0, count, 1.0)
    raise ValueError(f"the rule of a sum is one of {', '.join(RULES)}, not {rule!r}")


def sigmoid_sum(
    x: Array, count: float = 100, span: float = 9.8, rule: str = "article", high: float = 10.0
) -> Array:
    """S(x) = weight * sum of sigmoid(x - o_i), in (0, weight * count).

    Only the rule article uses `high`.
    """
    return _weighted_sum(x, sum_offsets(rule, int(count), span, high), gradient=False)


def sigmoid_sum_gradient(
    x: Array, count: float = 100, span: float = 9.8, rule: str = "article", high: float = 10.0
) -> Array:
    """S'(x) = weight * sum of sigmoid'(x - o_i), positive everywhere."""
    return _weighted_sum(x, sum_offsets(rule, int(count), span, high), gradient=True)


def sum_integral(x: Array, span: float) -> Array:
    """T(x) = softplus(x) - softplus(x - span), in (0, span), computed without cancellation.

    It is the integral of sigmoid(x - o) over o from 0 to span. With more and more terms the sum
    tends to T under the rule refine, to high / span T under article; under extend the span grows.
    """
    tail = np.log1p(np.exp(-np.abs(x))) - np.log1p(np.exp(-np.abs(x - span)))
    integral: Array = np.clip(x, 0.0, span) + tail
    return integral


def sum_integral_gradient(x: Array, span: float) -> Array:
    """T'(x) = sigmoid(x) - sigmoid(x - span), computed without cancellation as
    (1 - exp(-span)) sigmoid(x) sigmoid(span - x)."""
    rising, falling = np.exp(-np.abs(x)), np.exp(-np.abs(span - x))
    both = np.where(x < 0, rising, 1.0) * np.where(x > span, falling, 1.0)
    return -math.expm1(-span) * both / ((1.0 + rising) * (1.0 + falling))


def _weighted_sum(x: Array, offsets: Offsets, gradient: bool) -> Array:
    """Return the sum, or its gradient, at every x.

    With p = exp(o - x) a sigmoid is 1 / (1 + p) and its gradient p / (1 + p)^2. Since
    exp(o - x) = exp(o) / exp(x), one exp for each x and each offset is enough, instead of one for
    each pair. More than EXP_CUTOFF away from all offsets each term is a pure exponential: x is
    clipped there, which keeps p finite, and the sum is scaled by the rest of the exponential.
    """
    points = x.ravel()
    nodes, weights = _gauss_nodes(_drop_negligible(points, offsets))
    low, high = nodes[0] - EXP_CUTOFF, nodes[-1] + EXP_CUTOFF
    beyond = np.minimum(points - low, 0.0)
    if gradient:
        beyond += np.minimum(high - points, 0.0)
    centre = 0.5 * (nodes[0] + nodes[-1])
    from_x, from_offset = np.exp(centre - np.clip(points, low, high)), np.exp(nodes - centre)
    total = np.zeros_like(points)
    rows = max(1, CHUNK_SIZE // max(points.size, 1))
    for start in range(0, nodes.size, rows):
        p = np.multiply.outer(from_offset[start : start + rows], from_x)
        terms = 1.0 / (1.0 + p)
        if gradient:
            terms *= terms
            terms *= p
        total += weights[start : start + rows] @ terms
    total *= offsets.weight * np.exp(beyond)
    return total.reshape(x.shape)


def _drop_negligible(points: Array, offsets: Offsets) -> Offsets:
    """Leave out the offsets so far above every x that they change no digit of the sum."""
    if offsets.terms * offsets.spacing < EXP_CUTOFF:
        return offsets
    top = float(np.fmax.reduce(points, initial=offsets.first)) + EXP_CUTOFF + offsets.spacing
    if math.isinf(top):
        return offsets
    terms = min(offsets.terms, 1 + int((top - offsets.first) / offsets.spacing))
    return offsets._replace(terms=terms)


def _gauss_nodes(offsets: Offsets) -> tuple[Array, Array]:
    """Return fewer nodes, with weights, that give the same sum to the last digits.

    The sum over n offsets is an integral against a discrete measure. A Gauss rule of m nodes for
    that measure has an error of about rho^(-2 m); rho belongs to the largest ellipse around the
    offsets that contains no pole of the sigmoid (the nearest are pi away).
    Golub and Welsch 1969, with the recurrence of Gram's polynomials.
    """
    n, first, spacing = offsets.terms, offsets.first, offsets.spacing
    half = 0.5 * (n - 1) * spacing
    m = (
        n if half == 0 else 4 + math.ceil(18.0 / math.asinh(math.pi / half))
    )  # rho^(-2 m) below exp(-36)
    if m >= n:
        return first + spacing * np.arange(n, dtype=np.float64), np.ones(n)
    positions, weights = _gauss_for_integers(n, m)
    return first + spacing * positions, weights


@lru_cache(maxsize=256)
def _gauss_for_integers(n: int, m: int) -> tuple[Array, Array]:
    """Return m nodes and weights that sum every polynomial of degree below 2 m over 0 .. n - 1."""
    k = np.arange(1, m)
    off_diagonal = np.sqrt((n * n - k * k) / (4.0 * (4.0 - 1.0 / (k * k))))
    nodes, vectors = np.linalg.eigh(np.diag(off_diagonal, 1) + np.diag(off_diagonal, -1))
    positions: Array = nodes + 0.5 * (n - 1)
    weights: Array = n * vectors[0] ** 2
    return positions, weights
