"""A formula in the exported code: plain NumPy that runs without the project."""

import subprocess
import sys
import types
from pathlib import Path

import numpy as np
import pytest

from components.export.files import build_csv, build_file
from components.export.script import build_script
from components.race.script import build_race_script
from core.expression import parse
from core.view import View

X = np.linspace(-6.0, 6.0, 121)
FORMULAS = (
    "x * tanh(log(1 + exp(a * x)))",
    "max(0, x, a) - min(x, 1, 2)",
    "1 if x > 0 else 2 if x < -1 else x",
    "sigmoid(x) + softplus(x) * pi^2 / e",
    "erf(a * x) + elu(x, a) - relu(x)",
    "sign(x) * log1p(abs(x)) - expm1(-x)",
    "sinh(x) / cosh(x) * arctan(x) * cos(x) + sin(x) * tan(x)",
    "-x^2 * (a - (x - 1)) + 2^-x + (-8)^(1 / 3)",
    "sqrt(x) + a / 0",
    "1 / x",
    "1 if log(x) > 0 else 0 if x <= a else 7",
    "0",
    "x * sign(x) + x * (2 if x < 0 else 1)",
    "1 / x if x >= 0 else 0",
    "elu(x, 1 / (x - 1))",
    "elu(x, log(x - 1))",
)


def view_of(formula: str, **other: object) -> View:
    raw = {"shown": ["own", "own2", "sigmoid"], "formula": formula, "a": 0.7}
    view, notes = View().with_changes(raw | other)
    assert notes == ()
    return view


@pytest.mark.parametrize("formula", FORMULAS)
def test_the_code_gives_the_values_and_the_gradients_of_the_page(formula: str) -> None:
    module = types.ModuleType("script")
    sys.modules["script"] = module  # where dataclasses look for their annotations
    exec(build_script(view_of(formula)), module.__dict__)
    expression = parse(formula)
    np.testing.assert_allclose(module.own(X, a=0.7), expression.value(X, 0.7), rtol=1e-14, atol=0)
    np.testing.assert_array_equal(module.own_gradient(X, a=0.7), expression.gradient(X, 0.7))
    for function, expected in (
        (module.own, expression.value),
        (module.own_gradient, expression.gradient),
    ):
        for number in (2, -1.5, 1e308):
            np.testing.assert_allclose(function(number, a=0.7), expected(number, 0.7), rtol=1e-14)


@pytest.mark.parametrize("lens", ["mean", "noise", "data", "saturation", "depth"])
def test_the_code_runs_alone_and_prints_the_numbers_of_the_lens(lens: str, tmp_path: Path) -> None:
    view = view_of("x * min(max(x + 3, 0), 6) / 6 + 0 * a", lens=lens)
    script = tmp_path / "script.py"
    script.write_text(build_script(view, "http://localhost/"), encoding="utf-8")
    command = [sys.executable, "-I", "-W", "error", str(script)]
    ran = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
    assert ran.stderr == ""
    # hard swish at -2: -2 (-2 + 3) / 6, and (2 x + 3) / 6
    assert "your own at x = −2: f −0.3333, f′ −0.1667" in ran.stdout
    assert len(ran.stdout.splitlines()) == 6


@pytest.mark.parametrize("formula", ["1 / x", "tan(x)", "1 / (x - a)"])
@pytest.mark.parametrize(("lens", "text"), [
    ("mean", "mean none, 1 / E f² none, E f² none, E f′² none"),
    ("depth", "layer 1 none"),
    ("noise", "becomes none"),
])  # fmt: skip
def test_the_code_says_none_where_a_pole_leaves_no_number(
    formula: str, lens: str, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    view = view_of(formula, lens=lens, probe=0.5, noise=0.2, shown=["own"])
    module = types.ModuleType("script")
    sys.modules["script"] = module
    exec(build_script(view), module.__dict__)
    assert capsys.readouterr().out.rstrip().endswith(text)


def test_the_code_of_a_race_trains_with_the_formula() -> None:
    view = view_of("relu(x)^2", part="race", lanes=["own", "own2-0"])
    code = build_race_script(view, "http://localhost/")
    module = types.ModuleType("race")
    sys.modules["race"] = module
    start = code.index("for name, (function")
    exec(code[:start], module.__dict__)
    assert list(module.lanes) == ["your own", "your second at mean 0"]
    function, gradient, parameters, *_ = module.lanes["your own"]
    assert function(np.array(3.0), **parameters) == 9.0
    assert gradient(np.array(3.0), **parameters) == 6.0
    assert "formula" not in parameters


def test_the_table_has_its_columns_and_the_formula() -> None:
    table = build_csv(view_of("a * relu(x)"))
    head = [line for line in table.splitlines() if line.startswith("#")]
    assert "# own: your own, a * relu(x); a = 0.7" in head
    row = table.splitlines()[-1].split(",")
    assert float(row[0]) == pytest.approx(9.8)
    assert pytest.approx(min(map(float, row), key=lambda each: abs(each - 6.86))) == 0.7 * 9.8
    assert build_file(view_of("a*x").query(), "csv", "http://localhost/")["name"].isascii()
