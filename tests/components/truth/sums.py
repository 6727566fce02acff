"""Holds what the lens of the sum says against the integral that the sum imitates."""

import re

import numpy as np

from tests.components.exact import Exact
from tests.components.truth.reading import NUMBER, check_number, half_unit, spelled

MANY = 20_001  # values of x at which the largest error is sought


def check_sentence(exact: Exact, said: str) -> None:
    view = exact.view
    at = rf"({NUMBER}) \(near x = ({NUMBER})\)"
    found = re.fullmatch(
        rf"With (\d+) sigmoids? the sum is at most {at} from (?:({NUMBER}) )?T, the integral that "
        rf"it imitates, and that at most {at} from softplus\.",
        said,
    )
    assert found, said
    assert float(found[1]) == view.count
    scale = exact.limit_scale
    check_number(found[4] or "1", scale)
    x = np.linspace(view.low, float(exact.x[-1]), MANY)
    integral = scale * exact.limit(x)
    gaps = (exact.value("sigmoid_sum", x) - integral, integral - exact.value("softplus", x))
    for gap, error, near in zip(gaps, (found[2], found[5]), (found[3], found[6]), strict=True):
        greatest = float(np.abs(gap).max())
        check_number(error, greatest, 3, slack=1e-13)
        places = np.abs(x - spelled(near)) <= half_unit(spelled(near), 2) + 0.2
        assert np.abs(gap)[places].max() >= greatest * (1 - 1e-3) - 1e-13, said
