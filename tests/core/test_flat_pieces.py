"""Where a function is constant."""

from typing import Any

import numpy as np
import pytest

from core.activations import ACTIVATIONS
from core.flat_pieces import find_flat_pieces

X = (-15.5, -3.5, 4.5, 12.5)


@pytest.mark.parametrize(
    ("key", "parameters", "expected"),
    [
        ("relu", {}, [True, True, False, False]),
        ("shifted_relu", {}, [True, True, False, False]),
        ("elu", {"alpha": 0.0}, [True, True, False, False]),
        ("elu", {}, [False] * 4),
        ("leaky_relu", {}, [False] * 4),
        ("sigmoid", {}, [False] * 4),
        ("own", {"formula": "max(0, x + 10)"}, [True, False, False, False]),
        ("own", {"formula": "relu(-x)"}, [False, False, True, True]),
        ("own", {"formula": "min(max(x, 0), 6)"}, [True, True, False, True]),
        ("own", {"formula": "sign(x)"}, [True] * 4),
        ("own", {"formula": "1 if x > 8 else x"}, [False, False, False, True]),
        ("own", {"formula": "exp(-x^2)"}, [False] * 4),
    ],
)
def test_a_piece_is_flat_if_its_slope_is_0(
    key: str, parameters: dict[str, Any], expected: list[bool]
) -> None:
    _, gradient = ACTIVATIONS[key].fix_parameters(**parameters)
    cuts = ACTIVATIONS[key].find_cuts(**parameters)
    pieces = find_flat_pieces(gradient, cuts)
    assert len(pieces) == len(cuts) + 1
    assert pieces[np.searchsorted(cuts, X)].tolist() == expected
