"""The lines of a race: their form, and that they are the frames that `core` computes."""

import base64
import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from components.race import film
from components.race.film import run_race
from core.race import STEPS, build_lane_setups
from core.training import GRID_CELLS
from core.view import View

QUERY = "?part=race&lanes=relu,selu,elu-0&layers=2&width=8&data=circles&seed=3"


@pytest.fixture(scope="module")
def lines() -> list[dict[str, Any]]:
    return [json.loads(line) for line in run_race(QUERY)]


def test_there_is_a_frame_every_ten_steps_and_then_the_end(lines: list[dict[str, Any]]) -> None:
    assert [line["step"] for line in lines[:-1]] == list(range(0, STEPS + 1, 10))
    assert set(lines[-1]) == {"end", "sentence", "tables"}
    assert all(line.endswith(b"\n") and line.count(b"\n") == 1 for line in run_race(QUERY))


def test_a_line_has_the_numbers_of_its_frame(lines: list[dict[str, Any]]) -> None:
    lane = build_lane_setups(View.from_query(QUERY))["elu-0"]
    for line, frame in zip(lines, list(lane.train())[:5], strict=False):
        found = line["lanes"][1]
        assert found["loss"] == pytest.approx(frame.loss, rel=1e-4)
        assert found["accuracy"] == pytest.approx(frame.accuracy, rel=1e-4)
        for name, measure in (
            ("gradient", frame.gradient_rms),
            ("mean", frame.mean_activation),
            ("dead", frame.dead_units),
        ):
            np.testing.assert_allclose(found[name], measure, rtol=1e-4)
        levels = np.frombuffer(base64.b64decode(found["boundary"]), dtype=np.uint8)
        grid = levels.reshape(GRID_CELLS, GRID_CELLS) / 255
        assert np.abs(grid - frame.boundary).max() <= 0.5 / 255 + 1e-12


def test_the_end_says_what_happened(lines: list[dict[str, Any]]) -> None:
    end = lines[-1]
    names = [row[0] for row in end["tables"]["loss"]["rows"]]
    assert names == ["ReLU", "ELU at mean 0", "SELU"]
    for index, name in enumerate(names):
        arrived = [line["step"] for line in lines[:-1] if (line["lanes"][index]["loss"] or 9) < 0.1]
        assert f"{name} after {arrived[0]} steps" in end["sentence"]
        assert end["tables"]["loss"]["rows"][index][5] == str(arrived[0])
        assert len(end["tables"]["loss"]["rows"][index]) == len(end["tables"]["loss"]["heads"])
    assert "seed 3" in end["sentence"]
    assert "no ranking" in end["sentence"]


def test_a_loss_that_is_no_number_is_null(monkeypatch: pytest.MonkeyPatch) -> None:
    lane = build_lane_setups(View.from_query(QUERY))["selu"]
    frame = replace(next(lane.train()), loss=float("inf"))
    monkeypatch.setattr(film, "train_lanes", lambda setups: iter([dict.fromkeys(setups, frame)]))
    line = json.loads(next(run_race(QUERY)))
    assert [each["loss"] for each in line["lanes"]] == [None] * 3
