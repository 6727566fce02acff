"""Bisection against roots in closed form."""

import math

import numpy as np

from core.bisection import bisect

ROOTS = np.array([math.sqrt(2.0), -math.sqrt(2.0)])


def test_both_ends_close_in_on_roots_of_either_direction() -> None:
    left, right = np.array([1.0, -2.0]), np.array([2.0, -1.0])
    is_positive_left = np.array([False, True])
    ends = bisect(lambda x: (x * x > 2.0) == is_positive_left, left, right, 60)
    np.testing.assert_allclose(ends, [ROOTS, ROOTS], rtol=3e-16)


def test_each_halving_keeps_the_root_in_half_the_interval() -> None:
    low, high = bisect(lambda x: x < 0.7, np.zeros(1), np.ones(1), 3)
    assert (low[0], high[0]) == (0.625, 0.75)


def test_no_intervals_and_no_steps() -> None:
    empty = np.array([])
    assert [each.size for each in bisect(lambda x: x > 0.0, empty, empty, 5)] == [0, 0]
    ends = bisect(lambda x: x < 0.7, np.zeros(1), np.ones(1), 0)
    assert (ends[0][0], ends[1][0]) == (0.0, 1.0)
