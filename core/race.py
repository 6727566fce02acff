"""A race: the same network on the same points, once for each lane, all trained at the same time."""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from statistics import median
from typing import Any

from core.curves import curve_parameters, own_view
from core.lanes import LANES
from core.race_fields import RACE
from core.training import Frame, Setup, train
from core.view import DEFAULT, View

STEPS = 600  # of a live race
MAX_STEPS = 2000  # of a recorded start, which is then given up
FALLBACK_RATES = {"sgd": 0.03, "adam": 0.003}  # for a lane that is in no record
RECORDS_PATH = Path(__file__).parent / "race_records.json"

Parameters = Mapping[str, float | str]


@dataclass(frozen=True)
class LaneSetup:
    """What one lane trains: a function with its parameters, and the set-up of its training."""

    key: str
    setup: Setup
    parameters: Parameters

    def train(self) -> Iterator[Frame]:
        """Return the frames of the training."""
        return train(self.key, self.setup, **self.parameters)


def build_lane_setups(view: View, steps: int = STEPS) -> dict[str, LaneSetup]:
    """Return the set-up of each lane of a view, in their order."""
    return {name: _build_lane_setup(view, name, steps) for name in view.lanes}


def _build_lane_setup(view: View, name: str, steps: int) -> LaneSetup:
    lane = LANES[name]
    parameters = curve_parameters(view, lane.key)
    setup = Setup(
        seed=int(view.seed),
        layers=int(view.layers),
        width=int(view.width),
        steps=steps,
        rate=own_rate(view, name) if view.rates == "own" else float(view.rate),
        optimizer=view.optimizer,
        shift=lane.find_shift(**parameters),
        data=view.data,
        gain=view.gain,
    )
    return LaneSetup(lane.key, setup, parameters)


def train_lanes(setups: Mapping[str, LaneSetup]) -> Iterator[dict[str, Frame]]:
    """Yield the frames of all lanes at one step after another.

    A lane that has diverged keeps its last frame.
    """
    runs = {name: each.train() for name, each in setups.items()}
    frames: dict[str, Frame] = {}
    while True:
        new = {name: frame for name, run in runs.items() if (frame := next(run, None)) is not None}
        if not new:
            return
        frames = frames | new
        yield frames


def race_view(view: View) -> View:
    """Return the default view with those fields of another that decide its race.

    Views that differ elsewhere share what is computed for it.
    """
    names = ("lanes", "data", "layers", "width", "seed", "optimizer", "rates", "gain")
    changes: dict[str, Any] = {name: getattr(view, name) for name in names} | {"part": RACE}
    if view.rates == "one":
        changes["rate"] = view.rate
    for name in view.lanes:
        own = own_view(view, LANES[name].key)
        changes |= {
            each: value for each, value in vars(own).items() if value != vars(DEFAULT)[each]
        }
    return View(**(vars(DEFAULT) | changes))


@lru_cache(maxsize=1)
def load_records() -> dict[str, Any]:
    """Return what `make race` has recorded: see `core/record_races.py`."""
    records: dict[str, Any] = json.loads(RECORDS_PATH.read_text(encoding="utf-8"))
    return records


def find_record(view: View) -> dict[str, Any] | None:
    """Return the record of ten starts with the set-up of a view, whatever its lanes and seed.

    None where there is none.
    """
    records: list[dict[str, Any]] = load_records()["records"]
    return next((each for each in records if each["setup"] == build_record_key(view)), None)


def build_record_key(view: View) -> dict[str, Any]:
    """Return what names a record: the set-up of a view, but for its lanes and its seed."""
    return {
        "data": view.data,
        "layers": int(view.layers),
        "width": int(view.width),
        "optimizer": view.optimizer,
        "rate": None if view.rates == "own" else float(view.rate),
        "gain": view.gain,
    }


def recorded_starts(view: View) -> dict[str, tuple[int | None, ...]]:
    """Return the steps of ten starts to THRESHOLD_LOSS, for each lane of a view that is recorded.

    None stands for more than MAX_STEPS. A function with other parameters than the first ones, such
    as ELU with another α, is not recorded.
    """
    record = find_record(view)
    if record is None:
        return {}
    return {
        name: tuple(record["lanes"][name]["steps"])
        for name in view.lanes
        if name in record["lanes"] and _has_default_parameters(view, name)
    }


def median_steps(steps: Sequence[int | None]) -> float:
    """Return the median, infinite where half of the starts or more did not arrive."""
    return median(math.inf if each is None else each for each in steps)


def _has_default_parameters(view: View, name: str) -> bool:
    key = LANES[name].key
    return curve_parameters(view, key) == curve_parameters(DEFAULT, key)


def has_own_records(view: View) -> bool:
    """Return whether ten starts of every lane are recorded with the set-up of a view."""
    return len(recorded_starts(view)) == len(view.lanes)


def own_rate(view: View, name: str) -> float:
    """Return the learning rate of a lane in the most similar set-up that is recorded.

    There the rate had the fewest steps of those tried. A lane that no record has gets a usual rate.
    """
    record = find_rate_record(view, name)
    return float(record["lanes"][name]["rate"]) if record else FALLBACK_RATES[view.optimizer]


def find_rate_record(view: View, name: str) -> dict[str, Any] | None:
    """Return the record of the most similar set-up in which a lane has its own rate, or None.

    Of those with the same optimizer it is one with the same points, then the same weight scale,
    then the nearest number of layers.
    """
    candidates = [
        record
        for record in load_records()["records"]
        if record["setup"]["optimizer"] == view.optimizer
        and record["setup"]["rate"] is None
        and name in record["lanes"]
    ]
    wanted = build_record_key(view)

    def distance(record: dict[str, Any]) -> tuple[bool, bool, int]:
        setup = record["setup"]
        return (
            setup["data"] != wanted["data"],
            setup["gain"] != wanted["gain"],
            abs(setup["layers"] - wanted["layers"]),
        )

    return min(candidates, key=distance, default=None)
