"""Lanes, their set-ups and their records."""

import json
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from core import record_races
from core.activations import ACTIVATIONS
from core.lanes import FIRST_LANES, LANES
from core.moments import moments
from core.race import (
    MAX_STEPS,
    RECORDS_PATH,
    LaneSetup,
    build_lane_setups,
    build_record_key,
    find_record,
    has_own_records,
    load_records,
    median_steps,
    own_rate,
    race_view,
    recorded_starts,
    train_lanes,
)
from core.record_races import SETUPS, SHOWN_SEEDS, count_steps
from core.view import View

RACE = View(part="race")


@pytest.mark.parametrize("name", LANES)
def test_the_mean_of_a_lane_is_where_its_name_says(name: str) -> None:
    lane = LANES[name]
    mean = moments(lane.key).mean + lane.find_shift()
    target = {"own": moments(lane.key).mean, "zero": 0.0, "relu": 0.3989422804014327}[lane.mean]
    assert mean == pytest.approx(target, abs=1e-12)
    ending = {"own": "", "zero": " at mean 0", "relu": " at ReLU’s mean"}[lane.mean]
    assert lane.name == ACTIVATIONS[lane.key].name + ending


def test_the_published_shifts() -> None:
    # ReLU - .399, ELU + .238, ELU - .161, softplus - .806, sigmoid - 1/2.
    shifts = {"relu-0": -0.399, "elu-relu": 0.238, "elu-0": -0.161, "softplus-0": -0.806}
    for name, shift in (shifts | {"sigmoid-0": -0.5}).items():
        assert round(LANES[name].find_shift(), 3) == shift


def test_a_lane_follows_the_sliders_of_its_function_and_of_the_race() -> None:
    view = replace(RACE, alpha=2.0, layers=3.0, width=12.0, seed=7.0, data="xor", gain="variance")
    setups = build_lane_setups(
        replace(view, lanes=("elu-0", "gelu"), rates="one", rate="0.003"), 50
    )
    elu = setups["elu-0"]
    assert elu.parameters == {"alpha": 2.0}
    assert elu.setup.shift == pytest.approx(-moments("elu", alpha=2.0).mean, rel=1e-12)
    for lane in setups.values():
        fields = (lane.setup.layers, lane.setup.width, lane.setup.seed, lane.setup.steps)
        assert fields == (3, 12, 7, 50)
        assert (lane.setup.rate, lane.setup.data, lane.setup.gain) == (0.003, "xor", "variance")


def test_races_that_differ_elsewhere_are_one() -> None:
    other = replace(RACE, theme="dark", offset=3.0, probe=1.0, shown=("tanh",), measure="mean")
    assert race_view(other) == race_view(RACE)
    assert race_view(replace(RACE, rate="0.1")) == race_view(RACE)  # of no effect at own rates
    for changes in ({"alpha": 2.0}, {"seed": 2.0}, {"gain": "variance"}, {"rates": "one"}):
        assert race_view(replace(RACE, **changes)) != race_view(RACE)
    assert race_view(replace(RACE, alpha=2.0, lanes=("relu",))) == race_view(
        replace(RACE, lanes=("relu",))
    )


def test_a_lane_that_has_diverged_keeps_its_last_frame() -> None:
    setups = build_lane_setups(replace(RACE, lanes=("selu", "tanh"), rates="one", rate="0.3"), 60)
    hot = replace(setups["selu"], setup=replace(setups["selu"].setup, rate=10.0))
    frames = list(train_lanes({"selu": hot, "tanh": setups["tanh"]}))
    assert len(frames) == 7
    assert frames[-1]["tanh"].step == 60
    assert frames[-1]["selu"].has_diverged
    assert frames[-1]["selu"].step < 60


def test_records_say_how_they_were_made() -> None:
    records = load_records()
    assert set(records["made_with"]) == {"python", "numpy"}
    assert not set(records["choice_seeds"]) & set(records["shown_seeds"])
    assert (records["threshold_loss"], records["max_steps"]) == (0.1, MAX_STEPS)
    assert len(records["records"]) == len(SETUPS)
    for record, (_, names) in zip(records["records"], SETUPS, strict=True):
        assert tuple(record["lanes"]) == names
        for lane in record["lanes"].values():
            assert len(lane["steps"]) == len(SHOWN_SEEDS) == 10
            assert all(each is None or 0 <= each <= MAX_STEPS for each in lane["steps"])


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("relu-0", {}),
        ("elu", {"layers": 4}),
        ("gelu", {"layers": 4}),
        ("silu-0", {"layers": 2, "optimizer": "adam"}),
        ("relu-0", {"gain": "variance"}),
        ("elu-0", {"rates": "one", "rate": "0.01"}),
        ("relu", {"data": "xor"}),
        ("elu", {"data": "circles"}),
    ],
)
def test_a_part_of_the_records_again(name: str, raw: dict[str, Any]) -> None:
    view = View.from_raw({"part": "race", "lanes": name} | raw)
    starts = recorded_starts(view)[name]
    for seed in (SHOWN_SEEDS[0], SHOWN_SEEDS[6]):
        assert count_steps(build_lane_setups(view)[name], seed) == starts[seed - 1]


def test_the_rate_with_the_fewest_steps_is_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    lane = build_lane_setups(RACE)["relu"]
    asked = []

    def count(each: LaneSetup, seed: int, max_steps: int = MAX_STEPS) -> int | None:
        asked.append((each.setup.rate, seed))
        steps = {0.1: 40, 0.03: 50, 0.01: 90, 0.3: 60, 0.003: 1500, 1.0: 3000}[each.setup.rate]
        steps += seed % 2  # the same for all
        return steps if steps <= max_steps else None

    monkeypatch.setattr(record_races, "count_steps", count)
    assert record_races.choose_rate(lane) == 0.1
    assert {seed for _, seed in asked} == set(record_races.CHOICE_SEEDS)
    assert not set(record_races.CHOICE_SEEDS) & set(SHOWN_SEEDS)
    monkeypatch.setattr(record_races, "count_steps", lambda *_: None)
    assert record_races.choose_rate(lane) == record_races.TRIED_RATES["sgd"][0]


def test_records_are_written_with_a_line_for_each_lane(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(record_races, "RECORDS_PATH", tmp_path / "records.json")
    record_races.write_records(load_records())
    text = (tmp_path / "records.json").read_text()
    assert json.loads(text) == load_records()
    assert text == RECORDS_PATH.read_text()


def test_what_is_not_recorded_has_no_starts() -> None:
    assert find_record(replace(RACE, layers=5.0)) is None
    assert recorded_starts(replace(RACE, layers=5.0)) == {}
    assert set(recorded_starts(replace(RACE, alpha=2.0))) == {"relu", "relu-0"}
    assert set(recorded_starts(RACE)) == set(FIRST_LANES)
    assert has_own_records(RACE)
    assert not has_own_records(replace(RACE, alpha=2.0))


def test_a_rate_is_that_of_the_most_similar_record() -> None:
    def recorded(name: str, **key: Any) -> float:
        wanted = build_record_key(replace(RACE, **key))
        records = load_records()["records"]
        (record,) = (each for each in records if each["setup"] == wanted)
        return float(record["lanes"][name]["rate"])

    assert own_rate(RACE, "elu") == recorded("elu")
    assert own_rate(replace(RACE, layers=11.0), "gelu") == recorded("gelu", layers=8.0)
    assert own_rate(replace(RACE, layers=1.0), "tanh") == recorded("tanh", layers=2.0)
    adam = replace(RACE, optimizer="adam", layers=2.0)
    assert own_rate(adam, "tanh") == recorded("tanh", optimizer="adam", layers=2.0)
    xor = replace(RACE, data="xor")
    assert own_rate(xor, "elu") == recorded("elu", data="xor")
    assert own_rate(xor, "tanh") == recorded("tanh")  # the points have no record of it
    assert own_rate(replace(RACE, gain="variance"), "relu") == recorded("relu", gain="variance")
    assert own_rate(RACE, "tanh-relu") == 0.03


def test_the_claim_of_the_article_in_the_records() -> None:
    starts = recorded_starts(RACE)
    middle = {name: median(each or MAX_STEPS for each in steps) for name, steps in starts.items()}
    assert middle["relu-0"] < middle["elu"] < middle["elu-relu"] < middle["relu"]


def test_the_median_of_starts_is_infinite_once_half_did_not_arrive() -> None:
    assert median_steps([40, None, 10, 20, None]) == 40
    assert median_steps([40, None, 10, 20]) == 30
    assert median_steps([10, None, 20, None]) == float("inf")
