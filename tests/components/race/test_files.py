"""A race as files: code that prints the last losses of the page, a head of a table, a picture."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from components.export.files import HEIGHT_PX, WIDTH_PX, build_file, file_name
from components.race.film import run_race
from core.lanes import LANES, MAX_LANES
from core.view import View

QUERY = "?part=race&lanes=relu,elu-0,gelu&data=circles&layers=2&width=8&alpha=2"
ADDRESS = "https://lab.example/demo/"


def test_the_code_prints_the_last_losses_of_the_page(tmp_path: Path) -> None:
    script = tmp_path / "race.py"
    script.write_text(build_file(QUERY, "code", ADDRESS)["text"], encoding="utf-8")
    printed = subprocess.run(
        [sys.executable, "-I", "-W", "error", str(script)],
        capture_output=True,
        check=True,
        encoding="utf-8",
    ).stdout.splitlines()
    *_, end = (json.loads(line) for line in run_race(QUERY))
    rows = end["tables"]["loss"]["rows"]
    assert printed == [
        f"{name}: loss {loss} after 600 steps, {accuracy} of the held-out points right"
        for name, _, _, loss, accuracy, *_ in rows
    ]


def test_the_table_begins_with_the_set_up_and_a_column_for_each_lane() -> None:
    text = build_file(QUERY, "csv", ADDRESS)["text"]
    assert text.isascii()
    *head, columns = text.splitlines()
    assert all(line.startswith("# ") for line in head)
    assert f"# URL: {ADDRESS}{QUERY.replace(',', '%2C')}" in "\n".join(head)
    assert next(csv.reader(io.StringIO(columns))) == ["step", "relu", "elu_mean_zero", "gelu"]
    assert sum("constant added to f" in line for line in head) == 3
    filled = io.StringIO(f"{text}0,0.7,0.6,nan\n10,0.5,0.4,0.3\n")
    read = np.genfromtxt(filled, delimiter=",", skip_header=len(head), names=True)
    assert read.dtype.names == ("step", "relu", "elu_mean_zero", "gelu")
    assert read["relu"].tolist() == [0.7, 0.5]


@pytest.mark.parametrize("count", [1, 4, 7, MAX_LANES])
def test_a_picture_has_a_place_for_each_lane_and_none_covers_another(count: int) -> None:
    names = list(LANES)[::3][:count] if count < MAX_LANES else list(LANES)[:MAX_LANES]
    query = f"?part=race&lanes={','.join(names)}"
    figure = build_file(query, "png", ADDRESS)["figure"]
    layout = figure["layout"]
    assert (layout["width"], layout["height"]) == (WIDTH_PX, HEIGHT_PX)
    inner_width = WIDTH_PX - layout["margin"]["l"] - layout["margin"]["r"]
    inner_height = HEIGHT_PX - layout["margin"]["t"] - layout["margin"]["b"]
    boxes = []
    for image in layout["images"]:
        left = layout["margin"]["l"] + image["x"] * inner_width
        bottom = layout["margin"]["b"] + image["y"] * inner_height
        width, height = image["sizex"] * inner_width, image["sizey"] * inner_height
        assert width == pytest.approx(height)
        assert left >= 0 and left + width <= WIDTH_PX
        assert (
            bottom - height
            >= layout["margin"]["b"] + layout["yaxis"]["domain"][1] * inner_height - 1
        )
        boxes.append((left, bottom - height, left + width, bottom))
    assert len(boxes) == len(names) == len(figure["data"])
    for index, (left, bottom, right, top) in enumerate(boxes):
        for other_left, other_bottom, other_right, other_top in boxes[:index]:
            assert (
                left >= other_right
                or top <= other_bottom
                or right <= other_left
                or (bottom >= other_top)
            )
    texts = [each["text"] for each in layout["annotations"]]
    view = View.from_query(query)
    assert texts[: len(names)] == [f"<b>{LANES[name].name}</b>" for name in view.lanes]


def test_a_file_is_named_after_its_race() -> None:
    assert file_name(View(part="race"), "png") == "activation-lab-race.png"
    named = file_name(View.from_query("?part=race&layers=3&measure=mean&theme=dark"), "csv")
    assert named == "activation-lab-race-layers-3-measure-mean.csv"
