"""The plain form of the sum of sigmoids agrees with the fast one."""

import numpy as np
import pytest

from core import sigmoid_sum, sigmoid_sum_reference
from core.sigmoid_sum import RULES, sum_offsets


@pytest.mark.parametrize("gradient", [False, True])
@pytest.mark.parametrize("count", [1, 2, 7, 100, 200])
@pytest.mark.parametrize("rule", RULES)
def test_the_plain_form_agrees_with_the_fast_one(rule: str, count: int, gradient: bool) -> None:
    x, offsets = np.linspace(-60.0, 260.0, 641), sum_offsets(rule, count, 9.8, 10.0)
    written = sigmoid_sum_reference._weighted_sum(x, offsets, gradient)
    np.testing.assert_allclose(written, sigmoid_sum._weighted_sum(x, offsets, gradient), rtol=1e-12)
    assert float(
        sigmoid_sum_reference._weighted_sum(np.array(3.0), offsets, gradient)
    ) == pytest.approx(float(np.interp(3.0, x, written)), rel=1e-12)
