"""Sums of rounded factors do not depend on their order."""

import math

import numpy as np
import pytest

from core.rounding import FACTOR_BITS, round_factor, round_to_bits


@pytest.mark.parametrize("scale", [1e-30, 1e-5, 1.0, 3.7e8])
def test_a_product_of_factors_is_exact_in_any_order(scale: float) -> None:
    rng = np.random.default_rng(5)
    left = round_factor(scale * rng.standard_normal((8, 512)))
    right = round_factor(rng.standard_normal((512, 6)))
    order = rng.permutation(512)
    assert np.array_equal(left @ right, left[:, order] @ right[order])
    exact = math.fsum(a * b for a, b in zip(left[0], right[:, 0], strict=True))
    assert (left @ right)[0, 0] == exact


def test_a_factor_keeps_22_bits_of_the_largest_value() -> None:
    x = np.random.default_rng(2).uniform(-3.9, 3.9, 1000)
    assert np.abs(round_factor(x) - x).max() <= 4.0 * 2.0**-FACTOR_BITS / 2
    assert np.array_equal(round_factor(round_factor(x)), round_factor(x))
    assert np.array_equal(round_factor(-x), -round_factor(x))


@pytest.mark.parametrize(
    "x", [np.zeros(3), np.array([1.0, np.inf]), np.array([np.nan, 2.0]), np.array([1e308, -1.0])]
)
def test_what_has_no_largest_value_stays(x: np.ndarray[tuple[int], np.dtype[np.float64]]) -> None:
    assert np.array_equal(round_factor(x), x, equal_nan=True)


def test_bits_after_the_binary_point() -> None:
    assert round_to_bits(np.array([0.3, -1.1]), 2).tolist() == [0.25, -1.0]
