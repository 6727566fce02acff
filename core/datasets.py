"""Points of two classes in the plane, for a network to tell apart.

All lie within a square of half the width MAX_ABS_COORDINATE, and their coordinates have a mean
square of about 1.
"""

import math
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from core.rounding import round_to_bits
from core.typing import Array

MAX_ABS_COORDINATE = 2.2
TRAINING_POINTS, HELD_OUT_POINTS = 1000, 500
COORDINATE_BITS = 20  # after the binary point
SPIRAL_TURNS = 1.75
SPIRAL_NOISE, CIRCLE_NOISE = 0.05, 0.15  # standard deviations
CIRCLE_RADII = (0.8, 1.7)


class Points(NamedTuple):
    """Points, of shape (count, 2), and the class of each, 0.0 or 1.0, of shape (count,)."""

    positions: Array
    classes: Array


class Dataset(NamedTuple):
    """The points that a network is trained on, and those that it never sees."""

    training: Points
    held_out: Points


def draw_dataset(name: str, rng: np.random.Generator) -> Dataset:
    """Return 1,000 points to train on and 500 held out; the classes alternate.

    Raises KeyError for a name that is not in DATASETS.
    """
    count = TRAINING_POINTS + HELD_OUT_POINTS
    classes = np.arange(count, dtype=np.float64) % 2.0
    limits = (-MAX_ABS_COORDINATE, MAX_ABS_COORDINATE)
    positions = round_to_bits(DATASETS[name](rng, classes).clip(*limits), COORDINATE_BITS)
    return Dataset(
        Points(positions[:TRAINING_POINTS], classes[:TRAINING_POINTS]),
        Points(positions[TRAINING_POINTS:], classes[TRAINING_POINTS:]),
    )


def _draw_spirals(rng: np.random.Generator, classes: Array) -> Array:
    """Return points of two spirals, evenly spread along them, the second half a turn on."""
    share = np.sqrt(rng.uniform(0.02, 1.0, classes.size))
    return _place_around(2.0 * share, 2.0 * math.pi * SPIRAL_TURNS * share + math.pi * classes) + (
        SPIRAL_NOISE * rng.standard_normal((classes.size, 2))
    )


def _draw_circles(rng: np.random.Generator, classes: Array) -> Array:
    """Return points of two circles around 0, the first within the second."""
    radii = np.where(classes > 0, CIRCLE_RADII[1], CIRCLE_RADII[0])
    radii = radii + CIRCLE_NOISE * rng.standard_normal(classes.size)
    return _place_around(radii, rng.uniform(0.0, 2.0 * math.pi, classes.size))


def _draw_checkerboard(rng: np.random.Generator, classes: Array) -> Array:
    """Return points of a board of 4 x 4 fields; a point of the other class moves one field on."""
    positions = rng.uniform(-2.0, 2.0, (classes.size, 2))
    is_other = np.floor(positions).sum(axis=1) % 2 != classes
    positions[:, 0] += np.where(is_other, 1.0, 0.0)
    positions[:, 0] -= np.where(positions[:, 0] >= 2.0, 4.0, 0.0)
    return positions


def _draw_exclusive_or(rng: np.random.Generator, classes: Array) -> Array:
    """Return points of which those of class 1 have one positive coordinate, the others two or
    none."""
    positions = rng.uniform(-1.8, 1.8, (classes.size, 2))
    is_other = (positions[:, 0] * positions[:, 1] < 0) != (classes > 0)
    positions[:, 0] *= np.where(is_other, -1.0, 1.0)
    return positions


def _place_around(radii: Array, angles: Array) -> Array:
    directions: Array = np.stack((np.cos(angles), np.sin(angles)), axis=1)
    return radii[:, np.newaxis] * directions


DATASETS: Mapping[str, Callable[[np.random.Generator, Array], Array]] = MappingProxyType(
    {
        "spirals": _draw_spirals,
        "checkerboard": _draw_checkerboard,
        "circles": _draw_circles,
        "xor": _draw_exclusive_or,
    }
)
