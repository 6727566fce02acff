"""The exported code runs without the project and without a warning, and prints the rows."""

import json
import math
import re
import subprocess
import sys
import tokenize
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from components import ids
from components.export.script import build_script
from components.functions import row_texts
from components.text import number_text
from core.activations import ACTIVATIONS
from core.keys import LIMIT, SUM
from core.sigmoid_sum import RULES
from core.view import View
from tests.components.readers import EVERYTHING, view_of
from tests.components.strategies import VIEWS, few

QUERIES = [
    *(f"?shown={key}" for key in ACTIVATIONS),
    *(f"?shown=sigmoid_sum&rule={rule}&count={count}" for rule in RULES for count in (1, 7, 200)),
    f"?shown={EVERYTHING}",
    f"?shown={EVERYTHING}&probe=0&alpha=0&slope=0&offset=-10",
    f"?shown={EVERYTHING}&probe=20&range=-20,20&step=0.01",
    f"?shown={EVERYTHING}&probe=-20&range=-20,-19&step=2",
    "?shown=elu&alpha=1.23456789012&probe=-0.00001",
    "?shown=sigmoid&offset=10&probe=-20",
    "?shown=sigmoid,relu&extras=losses&offset=3&probe=-7",
    "?shown=sigmoid,sigmoid_sum&extras=losses&probe=20",
    "?scene=more-sigmoids&stage=answer",
    "?scene=input",
    "?shown=",
]


NUMBER = r"\d[\d.]*(?: × 10⁻?[⁰-⁹¹²³]+)?"

# Runs each script as a program of its own and prints what all of them have printed.
RUN_ALL = """
import contextlib, io, json, runpy, sys
printed = []
for file in sys.argv[1:]:
    with contextlib.redirect_stdout(io.StringIO()) as text:
        runpy.run_path(file, run_name="__main__")
    printed.append(text.getvalue().splitlines())
print(json.dumps(printed))
"""


def run(*arguments: str, folder: Path) -> str:
    """What Python prints, in a folder that has no project, with every warning an error."""
    command = [sys.executable, "-I", "-X", "utf8", "-W", "error", *arguments]
    ran = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", timeout=60)
    assert (ran.returncode, ran.stderr) == (0, "")
    return ran.stdout


def printed(script: str, folder: Path) -> list[str]:
    """What a script prints in an interpreter of its own."""
    file = folder / "script.py"
    file.write_text(script, "utf-8")
    return run(str(file), folder=folder).splitlines()


def printed_by_all(scripts: list[str], folder: Path) -> list[list[str]]:
    """What each script prints; one interpreter runs them all, so it loads NumPy once."""
    files = [folder / f"script_{number}.py" for number, _ in enumerate(scripts)]
    for file, script in zip(files, scripts, strict=True):
        file.write_text(script, "utf-8")
    said: list[list[str]] = json.loads(run("-c", RUN_ALL, *map(str, files), folder=folder))
    return said


def losses_at(z: float) -> list[tuple[str, float, float]]:
    """The two losses for y = 1 of a sigmoid's output, and their slopes, in terms of its input."""
    miss = math.exp(-z) / (1.0 + math.exp(-z))  # 1 - p
    return [
        ("cross-entropy", math.log1p(math.exp(-z)), -miss),
        ("squared error", miss**2 / 2, -(miss**2) * (1.0 - miss)),
    ]


def in_rows(view: View) -> list[str]:
    """The same lines, from the texts of the rows, those of the sum with its errors."""
    # What a lens adds stands after these: tests/components/lenses/test_lens_files.py.
    with_errors = replace(view, extras=(LIMIT,), lens="gradient")
    texts, probe = row_texts(with_errors, view.shown), number_text(view.probe, 12)
    said = {
        key: [texts[ids.function_id(key, part)] for part in ("value", "gradient")]
        for key in view.shown
    }
    lines = [
        # A script rounds to the bound where the row has what is missing too: 1 − 4.54 × 10⁻⁵.
        f"{ACTIVATIONS[key].name} at x = {probe}: f {re.split(' [+−] ', f)[0]}, f′ {slope}"
        for key, (f, slope) in said.items()
    ]
    if "sigmoid" in view.shown and "losses" in view.extras:
        lines += [
            f"{name} at x = {probe}: f {number_text(loss)}, f′ {number_text(slope)}"
            for name, loss, slope in losses_at(view.probe - view.offset)
        ]
    if SUM in view.shown:
        errors = re.findall(NUMBER, texts[ids.function_id(SUM, "errors")])
        lines.append("largest distance to T {}, from T to softplus {}".format(*errors))
    return lines


def has_lens_lines(view: View) -> bool:
    """Whether the lens adds lines of its own."""
    has_lens = view.shown_lens != "gradient" and view.has_lower_panel and not view.is_race
    return has_lens and view.shown != ()


def test_the_code_prints_the_rows(tmp_path: Path, subtests: pytest.Subtests) -> None:
    views = [view_of(query) for query in QUERIES]
    outputs = printed_by_all([build_script(view) for view in views], tmp_path)
    for query, view, lines in zip(QUERIES, views, outputs, strict=True):
        with subtests.test(query=query):
            expected = in_rows(view)
            assert lines[: len(expected)] == expected
            assert len(lines) > len(expected) if has_lens_lines(view) else lines == expected


@settings(few, max_examples=5)
@given(view=VIEWS)
def test_so_it_does_for_any_view(tmp_path_factory: pytest.TempPathFactory, view: View) -> None:
    lines = printed(build_script(view), tmp_path_factory.mktemp("code"))
    expected = in_rows(view)
    assert lines[: len(expected)] == expected
    assert len(lines) > len(expected) if has_lens_lines(view) else lines == expected


def test_the_numbers_are_known_ones(tmp_path: Path) -> None:
    view = view_of("?shown=sigmoid,sigmoid_sum,softplus,elu&probe=0")
    assert printed(build_script(view), tmp_path) == [
        "sigmoid at x = 0: f 0.5, f′ 0.25",
        "sum of sigmoids at x = 0: f 0.7254, f′ 0.5175",
        "softplus at x = 0: f 0.6931, f′ 0.5",
        "ELU at x = 0: f 0, f′ 1",
        "largest distance to T 0.168, from T to softplus 0.693",
    ]


def test_the_code_says_where_it_is_from_and_has_no_more_than_is_shown() -> None:
    code = build_script(view_of("?shown=elu&alpha=1.5"), "https://lab.example/demo/")
    assert "# https://lab.example/demo/?shown=elu&alpha=1.5\n" in code
    assert "# x if x > 0, else 1.5 (exp(x) − 1)" in code
    assert "\nalpha = 1.5  # " in code
    assert "sigmoid" not in code
    assert "offset" not in code
    assert max(map(len, code.splitlines())) <= 120


def test_a_parameter_that_is_changed_in_the_code_changes_what_it_prints(tmp_path: Path) -> None:
    code = (
        build_script(view_of("?shown=elu"))
        .replace("alpha = 1.0", "alpha = 2.5")
        .replace("probe = -2.0", "probe = -1.0")
    )
    assert printed(code, tmp_path) == in_rows(view_of("?shown=elu&alpha=2.5&probe=-1"))


@pytest.mark.parametrize(
    "address", ["http://coding:8050/", "https://a/coding:utf-7", "http://h/coding=rot13"]
)
def test_no_address_declares_an_encoding(address: str, tmp_path: Path) -> None:
    script = build_script(view_of("?shown=elu"), address)
    assert address in script
    assert tokenize.detect_encoding(iter(script.encode().splitlines(True)).__next__)[0] == "utf-8"
    assert printed(script, tmp_path) == printed(build_script(view_of("?shown=elu")), tmp_path)
