"""Interpolation between curves that were computed at a few values of one parameter.

Each kind says which values those are, its nodes, and how much each counts for a value in between.
Every kind is exact at its nodes.
"""

import math
from dataclasses import dataclass

import numpy as np

from core.typing import Array

CHEBYSHEV_NODES = 33
LOG_NODES = 33
CUBIC_NODES = 4  # that a cubic polynomial goes through
DENSE_COUNT = 32  # up to so many every whole number is a node of RECIPROCAL
COUNT_RATIO = 1.25  # from there on, of one node to the one before


@dataclass(frozen=True)
class Interpolation:
    """A kind of interpolation, named as the page's scripts know it.

    Use LINEAR where f and f' are linear in the parameter, RECIPROCAL where a large whole number n
    makes them nearly linear in 1/n, LOGARITHMIC where the parameter multiplies x and goes through
    powers of ten, and ANALYTIC for every other smooth dependence.
    """

    name: str

    def nodes(self, low: float, high: float) -> Array:
        """Return the values from `low` to `high` at which curves are computed, ascending.

        linear: both ends. reciprocal: each whole number up to 32, then one in a ratio of 1.25.
        logarithmic: 33, each in the same ratio to the one before.
        analytic: 33 Chebyshev points of the second kind, middle + half cos(k pi / 32).
        """
        if self.name == "linear":
            return np.array((low, high), dtype=np.float64)
        if self.name == "reciprocal":
            steps = int(np.ceil(np.log(max(high / DENSE_COUNT, 1.0)) / np.log(COUNT_RATIO)))
            counts = np.round(np.geomspace(min(DENSE_COUNT, high), high, steps + 1))
            return np.union1d(np.arange(low, DENSE_COUNT), counts)
        if self.name == "logarithmic":
            return np.geomspace(low, high, LOG_NODES)
        angles = np.linspace(np.pi, 0.0, CHEBYSHEV_NODES)
        points: Array = 0.5 * (low + high) + 0.5 * (high - low) * np.cos(angles)
        return points

    def weights(self, nodes: Array, value: float) -> Array:
        """Return how much the curve of each node counts for that of `value`; they add up to 1.

        analytic: the barycentric formula w_k / (value - node_k), divided by the sum over all k,
        with w_k = (-1)^k, half of it at both ends (Berrut and Trefethen 2004, equations 4.2, 5.4).
        logarithmic: cubic in the logarithm, through the four nodes around the value, so that nodes
        far away, where a gradient may be too small to be known, do not count.
        The others: linear between two neighbours, in the value or in its reciprocal.
        """
        if value in nodes:
            return np.where(nodes == value, 1.0, 0.0)
        if self.name == "analytic":
            signs = np.where(np.arange(nodes.size) % 2, -1.0, 1.0)
            signs[[0, -1]] *= 0.5
            terms = signs / (value - nodes)
            weights: Array = terms / terms.sum()
            return weights
        if self.name == "logarithmic":
            return _cubic_weights(np.log(nodes), math.log(value))
        places, place = (1 / nodes, 1 / value) if self.name == "reciprocal" else (nodes, value)
        index = int(np.clip(np.searchsorted(nodes, value), 1, nodes.size - 1))
        share = (place - places[index - 1]) / (places[index] - places[index - 1])
        row = np.zeros(nodes.size)
        row[index - 1 : index + 1] = 1.0 - share, share
        return row


def _cubic_weights(places: Array, place: float) -> Array:
    """Return Lagrange's weights of the four places around one; those of all others are 0."""
    start = int(np.clip(np.searchsorted(places, place) - 2, 0, places.size - CUBIC_NODES))
    row = np.zeros(places.size)
    for index in range(start, start + CUBIC_NODES):
        others = np.delete(places[start : start + CUBIC_NODES], index - start)
        row[index] = np.prod((place - others) / (places[index] - others))
    return row


LINEAR, ANALYTIC, RECIPROCAL, LOGARITHMIC = map(
    Interpolation, ("linear", "analytic", "reciprocal", "logarithmic")
)
