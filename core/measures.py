"""A function becomes the numbers that the article argues with."""

from typing import NamedTuple

import numpy as np

from core.curves import LIMIT, curve
from core.view import View


class SumErrors(NamedTuple):
    """How far the sum of sigmoids is from its limit, and how far that limit is from softplus."""

    quadrature: float
    truncation: float


def sum_errors(view: View) -> SumErrors:
    """max |S - T| and max |T - softplus| over the samples of a view."""
    total, limit, softplus = (curve(view, key).value for key in ("sigmoid_sum", LIMIT, "softplus"))
    return SumErrors(float(np.abs(total - limit).max()), float(np.abs(limit - softplus).max()))
