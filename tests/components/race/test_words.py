"""What the page says of a race is true of the numbers that it was said of."""

import re
from dataclasses import replace
from statistics import median

import pytest

from components.race.starts import NOT_ARRIVED_SHARE, build_strip
from components.race.words import (
    describe_run,
    describe_starts,
    introduce_race,
    lane_notes,
    make_tables,
    starts_text,
)
from core.lanes import LANES, MAX_LANES
from core.race import build_lane_setups, load_records, recorded_starts
from core.training import Frame, Setup, train
from core.view import View
from tests.benchmark.servers import ROOT

RACE = View(part="race")
RECORDED = [
    View.from_raw(
        {
            "part": "race",
            **{name: record["setup"][name] for name in ("data", "layers", "optimizer", "gain")},
            **(
                {"rates": "one", "rate": f"{record['setup']['rate']:g}"}
                if record["setup"]["rate"]
                else {}
            ),
            "lanes": list(record["lanes"])[start : start + MAX_LANES],
        }
    )
    for record in load_records()["records"]
    for start in range(0, len(record["lanes"]), MAX_LANES)
]


@pytest.mark.parametrize("view", RECORDED, ids=lambda view: view.query())
def test_the_sentence_on_ten_starts_has_the_median_or_the_count_of_each_lane(view: View) -> None:
    said = describe_starts(view)
    starts = recorded_starts(view)
    assert set(starts) == set(view.lanes)
    for name, steps in starts.items():
        arrived = [each for each in steps if each is not None]
        if len(arrived) == 10:
            middle = f"{median(arrived):,g}"
            assert re.search(rf"\b{re.escape(middle)} (steps )?for {LANES[name].name}\b", said)
        else:
            assert f"{len(arrived)} with {LANES[name].name}" in said
            assert "arrived within 2,000 steps. " in said
    assert "never" not in said
    assert "no ranking" in said


def test_what_is_not_recorded_is_not_described() -> None:
    assert describe_starts(replace(RACE, layers=5.0)) == ""
    strip = build_strip(replace(RACE, layers=5.0))
    assert strip["rows"] == []
    assert "a race is one run." in strip["caption"]


def test_the_introduction_says_what_is_learned_and_what_differs() -> None:
    said = introduce_race(RACE)
    assert said.startswith("Four copies of one network learn to tell blue points from orange ones")
    assert "8 hidden layers of 32 units, the same 1,000 points, the same seed. " in said
    assert "the activation function differs, and with it the scale of the weights." in said
    assert said.endswith("The learning rate is the one that was best in other starts.")
    unrecorded = introduce_race(replace(RACE, alpha=2.0))
    assert unrecorded.endswith("that was best in the nearest set-up recorded.")
    one = introduce_race(replace(RACE, lanes=("relu",), layers=1.0, rates="one", rate="0.1"))
    assert one.startswith("A network learns to tell")
    assert "1 hidden layer of 32 units" in one
    assert "differs" not in one
    assert one.endswith("The learning rate is 0.1.")


def frame(loss: float, key: str = "relu") -> Frame:
    return replace(next(train(key, Setup(steps=0, layers=1))), loss=loss)


def test_the_sentence_on_one_run_tells_arrived_late_and_diverged_lanes_apart() -> None:
    frames = {"relu": frame(0.05), "elu": frame(0.5), "selu": frame(float("inf"))}
    said = describe_run(RACE, frames, {"relu": 40, "elu": None, "selu": None})
    assert "a loss of 0.1 for ReLU after 40 steps" in said
    assert "Not within 600 steps: ELU." in said
    assert "the loss of SELU grew above 1,000,000" in said
    assert said.startswith("This one run, seed 1:")
    again = describe_run(RACE, {"relu": frame(0.34)}, {"relu": 260})
    assert "Not for good: ReLU, whose loss is 0.34 again at the end." in again
    nobody = describe_run(RACE, {"elu": frame(0.5)}, {"elu": None})
    assert nobody.startswith("This one run, seed 1: not within 600 steps: ELU.")


def test_the_table_before_a_run_has_the_set_up_and_the_ten_starts() -> None:
    table = make_tables(RACE, build_lane_setups(RACE), {}, {})["loss"]
    relu = table["rows"][0]
    assert relu[:2] == ["ReLU", "0.399"]
    assert relu[3:6] == ["", "", ""]
    assert relu[6] == starts_text(recorded_starts(RACE)["relu"])
    assert lane_notes(RACE, build_lane_setups(RACE)["relu-0"]) == ["mean of f 0", "rate 0.03"]
    moved = replace(RACE, alpha=2.0)
    assert lane_notes(moved, build_lane_setups(moved)["elu"])[2:] == ["α 2"]


def test_short_results() -> None:
    assert starts_text([10, 20, 30, None]) == "3 of 4 · median 25"
    assert starts_text([None, None, None, 10]) == "1 of 4 · median over 2,000"


def test_the_strip_places_more_steps_further_right() -> None:
    for row in build_strip(RACE)["rows"]:
        steps = recorded_starts(RACE)[row["lane"]]
        order = sorted(range(10), key=lambda index: steps[index] or 9999)
        places = [row["dots"][index] for index in order]
        assert places == sorted(places)
        assert 0 <= row["bar"][0] <= row["median"] <= row["bar"][1] <= NOT_ARRIVED_SHARE


@pytest.mark.parametrize(
    ("written", "name", "raw"),
    [
        ("290 steps to a loss of 0.1 with ReLU", "relu", {}),
        ("30 with ReLU at mean 0", "relu-0", {}),
        ("80 with ELU", "elu", {}),
        ("155 with ELU at ReLU's mean", "elu-relu", {}),
        ("215 with ReLU", "relu", {"gain": "variance"}),
        ("30 at mean 0", "relu-0", {"gain": "variance"}),
        ("ReLU (110)", "relu", {"layers": 2}),
        ("ELU (150)", "elu", {"layers": 2}),
        ("GELU (70)", "gelu", {"layers": 2}),
        ("SiLU (85)", "silu", {"layers": 2}),
    ],
)
def test_the_readme_has_the_medians_that_are_recorded(
    written: str, name: str, raw: dict[str, object]
) -> None:
    view = View.from_raw({"part": "race", "lanes": name} | raw)
    assert f"{median(each or 9999 for each in recorded_starts(view)[name]):g}" in written
    assert written in " ".join((ROOT / "README.md").read_text().split())


def test_the_readme_says_how_often_relu_arrives_with_four_layers() -> None:
    starts = recorded_starts(View.from_raw({"part": "race", "lanes": "relu", "layers": 4}))["relu"]
    assert starts_text(starts).startswith("5 of 10")
