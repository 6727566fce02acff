"""Holds what the page says of a race before it runs against the recorded starts."""

import json
import math
import re
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any

import core
from components.race.words import describe_starts, introduce_race, lane_notes, make_tables
from components.words.summary import summarize_view
from core.race import build_lane_setups
from core.view import View
from tests.components.exact import NAMES, Exact
from tests.components.truth.reading import NUMBER, check_number, spelled

RECORDS = Path(core.__file__).parent / "race_records.json"
ENDINGS = {"": "", "-0": " at mean 0", "-relu": " at ReLU’s mean"}
COUNTS = ("", "A network", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
PARAMETERS = {
    "elu": ("alpha",),
    "sigmoid": ("offset",),
    "leaky_relu": ("slope",),
    "softplus_beta": ("sharpness",),
    "own2": ("a2",),
}
OF_SUM = ("count", "rule", "range", "step")
USUAL_RATES = {"sgd": 0.03, "adam": 0.003}
Steps = list[int | None]


@cache
def load() -> list[dict[str, Any]]:
    records: list[dict[str, Any]] = json.loads(RECORDS.read_text(encoding="utf-8"))["records"]
    return records


def lane_parts(lane: str) -> tuple[str, str]:
    key, hyphen, ending = lane.partition("-")
    return key, hyphen + ending


def lane_name(lane: str) -> str:
    key, ending = lane_parts(lane)
    return NAMES[key] + ENDINGS[ending]


def has_first_parameters(view: View, lane: str) -> bool:
    """Whether a function is as on a first visit."""
    key, first = lane_parts(lane)[0], View()
    names = OF_SUM if key == "sigmoid_sum" else PARAMETERS.get(key, ())
    if key == "sigmoid_sum" and view.rule != "article":
        return False
    return all(getattr(view, name) == getattr(first, name) for name in names)


def tells_of_starts(view: View) -> bool:
    """Whether a scene has reached its recorded starts, or there is no scene."""
    return not view.has_scene or view.stage in ("gradient", "answer")


def starts_of(view: View) -> dict[str, Steps]:
    """The recorded steps of each lane of a view, None for what did not arrive."""
    setup = {
        "data": view.data,
        "layers": view.layers,
        "width": view.width,
        "optimizer": view.optimizer,
        "rate": None if view.rates == "own" else float(view.rate),
        "gain": view.gain,
    }
    lanes: dict[str, Any] = next((each["lanes"] for each in load() if each["setup"] == setup), {})
    return {
        lane: lanes[lane]["steps"]
        for lane in view.lanes
        if lane in lanes and has_first_parameters(view, lane)
    }


def check_introduction(view: View) -> None:
    """How many copies of which network learn, and at which rate."""
    said, count = introduce_race(view), len(view.lanes)
    copies = COUNTS[count] if count < len(COUNTS) else str(count)
    assert said.startswith(f"{copies} " + ("learns" if count == 1 else "copies of one network"))
    layers = "1 hidden layer " if view.layers == 1 else f"{int(view.layers)} hidden layers "
    assert f" {layers}of {int(view.width)} units, the same 1,000 points, the same seed." in said
    assert ("Only the activation function differs" in said) == (count > 1)
    rate = said.rpartition(". ")[2]
    if view.rates == "one":
        assert spelled(rate.removeprefix("The learning rate is ").removesuffix(".")) == float(
            view.rate
        )
        return
    starts = starts_of(view)
    has_none = [lane for lane in view.lanes if not records_with(view, lane)]
    if len(starts) == count:
        assert rate == "The learning rate is the one that was best in other starts."
    elif not has_none:
        assert rate == "The learning rate is the one that was best in the nearest set-up recorded."
    else:
        assert rate.endswith("recorded, or a usual one for a lane that is not recorded.")


def records_with(view: View, lane: str) -> list[dict[str, Any]]:
    """The records that have a rate of its own for a lane."""
    return [
        each
        for each in load()
        if each["setup"]["rate"] is None
        and each["setup"]["optimizer"] == view.optimizer
        and lane in each["lanes"]
    ]


def check_notes(view: View) -> None:
    """The mean, the rate and the moved sliders of each lane, and the table of the loss."""
    setups = build_lane_setups(view)
    rows = {row[0]: row for row in make_tables(view, setups, {}, {})["loss"]["rows"]}
    exact = Exact(view)
    for lane, setup in setups.items():
        key, ending = lane_parts(lane)
        mean, rate, *moved = lane_notes(view, setup)
        means = {"": exact.mean(key, 0.0, 1.0), "-0": 0.0, "-relu": 1.0 / math.sqrt(math.tau)}
        check_number(mean.removeprefix("mean of f "), means[ending], 3, slack=1e-9)
        found = spelled(rate.removeprefix("rate "))
        check_rate(view, lane, found)
        check_moved(view, key, moved)
        row = rows[lane_name(lane)]
        assert row[1] == mean.removeprefix("mean of f ")
        assert spelled(row[2]) == found
        assert len(row) == (7 if tells_of_starts(view) else 6)
        if tells_of_starts(view):
            check_start_text(row[6], starts_of(view).get(lane))


def check_moved(view: View, key: str, said: list[str]) -> None:
    """The settings that decide a function and are not as on a first visit."""
    of_sum = {"article": ("range", "step"), "refine": ("span",), "extend": ()}[view.rule]
    names = ("count", "rule", *of_sum) if key == "sigmoid_sum" else PARAMETERS.get(key, ())
    moved = [name for name in names if getattr(view, name) != getattr(View(), name)]
    if key in ("own", "own2"):  # whose formula is always said
        assert said.pop() == getattr(view, key.replace("own", "formula"))
    for name, note in zip(moved, said, strict=True):
        value = getattr(view, name)
        if name == "rule":
            assert note == f"Sum rule {value}"
            continue
        wanted = value if name == "range" else (value,)
        assert [spelled(each) for each in re.findall(NUMBER, note)] == list(wanted)


def check_rate(view: View, lane: str, rate: float) -> None:
    """A rate of its own is one of a record with the same points, if there is any."""
    if view.rates == "one":
        assert rate == float(view.rate)
        return
    records = records_with(view, lane)
    same = [each for each in records if each["setup"]["data"] == view.data] or records
    rates = {each["lanes"][lane]["rate"] for each in same} or {USUAL_RATES[view.optimizer]}
    assert rate in rates


def check_start_text(said: str, steps: Steps | None) -> None:
    if steps is None:
        assert said == "not recorded"
        return
    arrived = [each for each in steps if each is not None]
    middle = median(math.inf if each is None else each for each in steps)
    text = "over 2,000" if math.isinf(middle) else f"{middle:,g}"
    assert said == f"{len(arrived)} of {len(steps)} · median {text}"


def check_starts(view: View) -> None:
    """The median of each lane of which all arrived, and of the others how many did."""
    said, starts = describe_starts(view), starts_of(view)
    assert summarize_view(view) == f"{introduce_race(view)} {said}".strip()
    if not starts or not tells_of_starts(view):
        assert said == ""
        return
    start = "Ten recorded starts, steps to a loss of 0.1: "
    assert said.startswith(start)
    assert all(len(each) == 10 for each in starts.values())
    medians = {
        name: number
        for number, name in re.findall(rf"({NUMBER}) (?:steps )?for (.+?)(?=, | and \d|\. )", said)
    }
    counts = {
        name: number
        for number, name in re.findall(r"(\d+) with (.+?)(?=, | and \d| arrived)", said)
    }
    assert {*medians, *counts} == {lane_name(lane) for lane in starts}
    for lane, steps in starts.items():
        arrived = [each for each in steps if each is not None]
        name = lane_name(lane)
        if len(arrived) == 10:
            assert spelled(medians[name]) == median(arrived)
        else:
            assert int(counts[name]) == len(arrived)
    order = [spelled(each) for each in medians.values()]
    assert order == sorted(order)
    assert ("within 2,000 steps" in said) == bool(counts)
