"""The exported files of a lens: code that prints its numbers, a table of its lines, a picture."""

import io
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from components.export.files import build_file
from components.lenses.table import LENSES, lens_panels
from components.text import number_text
from core.activations import ACTIVATIONS
from tests.components.readers import EVERYTHING, view_of

ADDRESS = "https://lab.example/"
SHOWN = f"shown={EVERYTHING}"
QUERIES = [
    f"?lens=saturation&{SHOWN}&threshold=0.3",
    f"?lens=mean&{SHOWN}&mu=-0.5&sigma=2&alpha=2",
    f"?lens=depth&{SHOWN}&depth=7",
    f"?lens=depth&{SHOWN}&depth=5&weights=one&weight_variance=1.5",
    f"?lens=noise&{SHOWN}&noise=1.5&probe=-1",
    f"?lens=data&{SHOWN}&bias=-2.3&alpha=2&slope=0",
]
# The measures of each lens that its code prints.
PRINTED = {
    "saturation": {"share of the length of the range that is saturated": "in {} %,"},
    "mean": {
        "mean": "mean {},",
        "gain": "1 / E f² {},",
        "mean square": "E f² {},",
        "mean square slope": "E f′² {}",
    },
    "depth": {
        "slope at the probe through all layers": "layers {},",
        "gradient at the first layer": "layer 1 {}",
    },
    "noise": {"noise left at the probe": "becomes {}"},
    "data": {
        "examples that change the weights": ": {} of 20 examples",
        "mean size of the slope": "mean |f′| {}",
    },
}


def run_code(query: str, folder: Path) -> list[str]:
    """Return what the code of a page prints, with every warning an error."""
    script = folder / "lens.py"
    script.write_text(build_file(query, "code", ADDRESS)["text"], encoding="utf-8")
    command = [sys.executable, "-I", "-X", "utf8", "-W", "error", str(script)]
    return subprocess.run(
        command, cwd=folder, capture_output=True, check=True, encoding="utf-8"
    ).stdout.splitlines()


@pytest.mark.parametrize("query", QUERIES)
def test_the_code_prints_the_numbers_of_the_lens(query: str, tmp_path: Path) -> None:
    view = view_of(query)
    measures = {each.name: each for each in LENSES[view.lens].measures}
    lines = run_code(query, tmp_path)[-len(view.shown) :]
    for key, line in zip(view.shown, lines, strict=True):
        assert line.startswith(f"{ACTIVATIONS[key].name}: ")
        for name, form in PRINTED[view.lens].items():
            digits = 3 if view.lens == "saturation" else 4
            number = number_text(measures[name].compute(view, key), digits)
            said = line.replace("-", "−") if view.lens == "saturation" else line
            assert form.format(number) in said, (key, name, line)


def test_the_code_prints_both_errors_of_a_sum(tmp_path: Path) -> None:
    """With the rule refine, 10 sigmoids and a span of 9.8 the first one is 0.0102."""
    *_, quadrature, truncation = run_code("?lens=sum&rule=refine&count=10", tmp_path)
    assert quadrature == "sum to integral: at most 0.0102"
    assert truncation == "integral to softplus: at most 0.693"  # log 2, at the last x, 9.8


@pytest.mark.parametrize("lens", ["sum", "mean", "depth", "noise"])
def test_the_table_holds_each_line_to_the_last_digit(lens: str) -> None:
    query = f"?lens={lens}&alpha=2"
    text = build_file(query, "csv", ADDRESS)["text"]
    assert text.isascii()
    head = [line for line in text.splitlines() if line.startswith("#")]
    read = np.genfromtxt(io.StringIO(text), delimiter=",", skip_header=len(head), names=True)
    series = [each for panel in lens_panels(view_of(query)) for each in panel.series]
    assert len(series) > 4
    for each in series:
        for axis, points in (("x", each.x), ("y", each.y)):
            curve = "T" if each.curve == "limit" else each.curve
            column = read[f"{curve}_{each.part}_{axis}".replace("-", "_")]
            assert np.array_equal(column[: points.size], points, equal_nan=True), each.uid
            assert np.isnan(column[points.size :]).all()
    for key in view_of(query).shown if LENSES[lens].measures else ():
        assert any(line.startswith(f"# {key}, {LENSES[lens].name}: ") for line in head)


@pytest.mark.parametrize("lens", LENSES)
def test_the_picture_has_the_panels_of_the_lens_and_a_name_of_its_own(lens: str) -> None:
    file = build_file(f"?lens={lens}&mu=1", "png", ADDRESS)
    figure = file["figure"]
    drawn = {each["uid"] for each in figure["data"]}
    assert any("-lens-" in each for each in drawn) == (lens != "gradient")
    assert (f"-lens-{lens}." in file["name"]) == (lens != "gradient")
    # A setting of a lens counts for that lens only.
    assert ("-mu-1" in file["name"]) == (lens == "mean")
    titles = json.dumps(figure["layout"]["annotations"], ensure_ascii=False, default=str)
    assert ("Mean μ of x 1" in titles) == (lens == "mean")
