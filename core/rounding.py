"""Rounding that makes sums of products exact.

A matrix product adds in an order that depends on the processor, and so does its last bit; a network
that is trained with a high rate turns that bit into another network within hundreds of steps. Here
the factors have so few bits that the whole sum is exact in float64, in any order.
"""

import math

import numpy as np

from core.typing import Array

FACTOR_BITS = 22  # two factors and a sum of 2^9 products: 2 * 22 + 9 bits are all that float64 has
FLOAT64_BITS = 52  # after the leading one
# The anchor below would not be finite; only a network that diverges comes so far.
MAX_FACTOR = 1e290


def round_factor(x: Array) -> Array:
    """Return x rounded to FACTOR_BITS bits, counted from the leading bit of its largest value.

    The largest values are rounded four times as coarsely as in float32. What is beyond MAX_FACTOR,
    or not finite, stays as it is.
    """
    largest = max(float(x.max()), -float(x.min()))
    if not 0.0 < largest <= MAX_FACTOR:
        return x
    exponent = math.frexp(largest)[1]
    # So large that nothing below the last bit wanted has room beside it (1.5: also if x < 0).
    anchor = 1.5 * 2.0 ** (FLOAT64_BITS + exponent - FACTOR_BITS)
    rounded = x + anchor
    rounded -= anchor
    return rounded


def round_to_bits(x: Array, bits: int) -> Array:
    """Return x rounded to so many bits after the binary point."""
    rounded: Array = np.rint(x * 2.0**bits) / 2.0**bits
    return rounded
