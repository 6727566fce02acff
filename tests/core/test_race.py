"""Lanes, their set-ups and their records."""

from dataclasses import replace
from statistics import median

import pytest

from core.activations import ACTIVATIONS
from core.lanes import FIRST_LANES, LANES
from core.moments import moments
from core.race import (
    MAX_STEPS,
    find_record,
    lane_setups,
    load_records,
    own_rate,
    race_view,
    recorded_starts,
    train_lanes,
)
from core.race_fields import RATES
from core.record_races import ALL_LANES, SETUPS, SHOWN_SEEDS, count_steps
from core.view import View

RACE = View(part="race")


@pytest.mark.parametrize("name", LANES)
def test_the_mean_of_a_lane_is_where_its_name_says(name: str) -> None:
    lane = LANES[name]
    mean = moments(lane.key).mean + lane.shift()
    target = {"": moments(lane.key).mean, "-0": 0.0, "-relu": 0.3989422804014327}[lane.mean]
    assert mean == pytest.approx(target, abs=1e-12)
    ending = {"": "", "-0": " at mean 0", "-relu": " at ReLU’s mean"}[lane.mean]
    assert lane.name == ACTIVATIONS[lane.key].name + ending


def test_the_published_shifts() -> None:
    # ReLU - .399, ELU + .238, ELU - .161, softplus - .806, sigmoid - 1/2.
    shifts = {"relu-0": -0.399, "elu-relu": 0.238, "elu-0": -0.161, "softplus-0": -0.806}
    for name, shift in (shifts | {"sigmoid-0": -0.5}).items():
        assert round(LANES[name].shift(), 3) == shift


def test_a_lane_follows_the_sliders_of_its_function_and_of_the_race() -> None:
    view = replace(RACE, alpha=2.0, layers=3.0, width=12.0, seed=7.0, data="xor", gain="variance")
    setups = lane_setups(replace(view, lanes=("elu-0", "gelu"), rates="one", rate="0.003"), 50)
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
    setups = lane_setups(replace(RACE, lanes=("selu", "tanh"), rates="one", rate="0.3"), 60)
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


@pytest.mark.parametrize("layers", [4, 8])
@pytest.mark.parametrize("name", ["relu-0", "elu", "gelu"])
def test_a_part_of_the_records_again(name: str, layers: int) -> None:
    view = replace(RACE, layers=float(layers), lanes=(name,))
    lane = lane_setups(view)[name]
    starts = recorded_starts(view)[name]
    for seed in (SHOWN_SEEDS[0], SHOWN_SEEDS[6]):
        assert count_steps(lane, seed) == starts[seed - 1]


def test_what_is_not_recorded_has_no_starts_but_a_rate() -> None:
    assert find_record(replace(RACE, layers=5.0)) is None
    assert recorded_starts(replace(RACE, layers=5.0)) == {}
    assert set(recorded_starts(replace(RACE, alpha=2.0))) == {"relu", "relu-0"}
    assert set(recorded_starts(RACE)) == set(FIRST_LANES)
    assert "tanh-relu" not in ALL_LANES
    for view in (RACE, replace(RACE, layers=5.0), replace(RACE, optimizer="adam", data="xor")):
        for name in LANES:
            assert 0.001 <= own_rate(view, name) <= 1.0
    assert 0.01 in RATES


def test_the_claim_of_the_article_in_the_records() -> None:
    starts = recorded_starts(RACE)
    middle = {name: median(each or MAX_STEPS for each in steps) for name, steps in starts.items()}
    assert middle["relu-0"] < middle["elu"] < middle["elu-relu"] < middle["relu"]
