"""The source of a function runs without the project, whatever of the project it uses."""

import importlib
import math
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from components.export.source_extractor import extract_source
from core.activations import ACTIVATIONS
from core.curves import FUNCTIONS
from core.own_functions import OWN_FUNCTIONS

MODULE = '''\
import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from core.functions import gelu, sigmoid
from core.typing import Array

FACTORS = (2.0, 3.0)  # used below
BOTH: Final[float] = FACTORS[0] * FACTORS[1]
UNUSED = "unused"


@dataclass(frozen=True)
class Pair:
    """Two numbers."""

    first: float
    second: float = 1.0

    def product(self, other: "Pair") -> float:
        return self.first * other.second


@lru_cache
def _factor(power: int = 2) -> float:
    half: float = 0.5
    return half * math.pow(BOTH, power) * Pair(2.0).product(Pair(1.0))


def new(
    x: Array, scale: float = 1.0, *, shift: float = 0.0
) -> Array:
    """f(x) = scale x sigmoid(x) + ..."""
    if scale < 0:
        return new(x, -scale, shift=shift)
    return scale * _factor() * sigmoid(x - shift) + gelu(np.asarray(x))
'''


def test_a_function_comes_with_everything_that_it_uses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "made_up.py").write_text(MODULE)
    monkeypatch.syspath_prepend(tmp_path)
    new = importlib.import_module("made_up").new
    imports, definitions = extract_source([new, new])
    assert imports == [
        "from dataclasses import dataclass",
        "from functools import lru_cache",
        "from typing import Final",
        "import math",
        "import numpy as np",
        "import numpy.typing as npt",
    ]
    assert "UNUSED" not in definitions
    assert definitions.count("Array = npt.NDArray") == 1
    assert definitions.count("def new(") == 1
    script = tmp_path / "alone.py"
    call = "print(repr(float(new(np.array(0.7), -2.0, shift=0.1))))"
    script.write_text("\n".join([*imports, definitions, call]), "utf-8")
    ran = subprocess.run(
        [sys.executable, "-I", "-W", "error", script], capture_output=True, text=True, cwd=tmp_path
    )
    assert ran.stderr == ""
    assert float(ran.stdout) == float(new(0.7, -2.0, shift=0.1))


TABLE_KEYS = [key for key in FUNCTIONS if key not in OWN_FUNCTIONS]  # see test_own_source.py


@pytest.mark.parametrize("key", [key for key in TABLE_KEYS if key in ACTIVATIONS])
def test_the_source_of_every_function_can_be_extracted(key: str) -> None:
    for function in (ACTIVATIONS[key].function, ACTIVATIONS[key].derivative):
        _, definitions = extract_source([function])
        assert f"def {function.__name__}(x: Array" in definitions.replace("(\n    x", "(x")
        assert definitions.count("Array = npt.NDArray") == 1


@pytest.mark.parametrize("key", TABLE_KEYS)
def test_an_extracted_function_takes_plain_numbers_of_any_size(key: str) -> None:
    row = FUNCTIONS[key]
    for function, expected in ((row.function, row.value), (row.derivative, row.gradient)):
        imports, definitions = extract_source([function])
        names: dict[str, Any] = {"__name__": "alone"}
        exec("\n".join([*imports, definitions]), names)
        for x in (2, -3, 0, 0.5, 1e308, -1e308, math.inf, -math.inf):
            found = float(names[function.__name__](x))
            assert found == pytest.approx(float(expected(x)), rel=1e-12, abs=0.0)
