"""`make race`: records ten starts of each lane in the usual set-ups, into `race_records.json`.

A lane's own rate is that of TRIED_RATES with the fewest steps to a loss of 0.1 over the seeds in
CHOICE_SEEDS, a run that takes more than 2,000 counting as 2,000. It is shown on the other seeds in
SHOWN_SEEDS.
"""

import json
import multiprocessing
import platform
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import numpy as np

from core.lanes import FIRST_LANES
from core.race import (
    MAX_STEPS,
    RECORDS_PATH,
    LaneSetup,
    build_lane_setups,
    build_record_key,
)
from core.training import THRESHOLD_LOSS
from core.view import View

SHOWN_SEEDS = range(1, 11)
CHOICE_SEEDS = range(101, 111)
TRIED_RATES = {
    # The middle first: a bad rate is given up once it is behind the best so far.
    "sgd": (0.03, 0.1, 0.01, 0.3, 0.003, 1.0),
    "adam": (0.003, 0.01, 0.001, 0.03, 0.1),
}
OTHER_LANES = (
    *("sigmoid", "sigmoid-0", "sigmoid_sum", "sigmoid_sum-0", "softplus", "softplus-0", "elu-0"),
    *("tanh", "leaky_relu", "shifted_relu", "selu", "silu", "silu-0", "gelu", "gelu-0"),
)
ALL_LANES = (*FIRST_LANES, *OTHER_LANES)
SETUPS: tuple[tuple[dict[str, Any], tuple[str, ...]], ...] = (
    *(
        ({"layers": layers, "optimizer": optimizer}, ALL_LANES)
        for optimizer in TRIED_RATES
        for layers in (2, 4, 8)
    ),
    ({"rates": "one", "rate": "0.01"}, ALL_LANES),
    ({"rates": "one", "rate": "0.03"}, FIRST_LANES),
    ({"gain": "variance"}, FIRST_LANES),
    *(({"data": data}, FIRST_LANES) for data in ("checkerboard", "circles", "xor")),
)


def count_steps(lane: LaneSetup, seed: int, max_steps: int = MAX_STEPS) -> int | None:
    """Return after how many steps the loss is below THRESHOLD_LOSS; None if it never is."""
    setup = replace(lane.setup, seed=seed, steps=max_steps)
    for frame in replace(lane, setup=setup).train():
        if frame.has_arrived:
            return frame.step
    return None


def choose_rate(lane: LaneSetup) -> float:
    """Return the rate with the fewest steps over CHOICE_SEEDS.

    That is the first one tried if no run arrives at any rate.
    """
    rates = TRIED_RATES[lane.setup.optimizer]
    best_rate, best_total = rates[0], MAX_STEPS * len(CHOICE_SEEDS)
    for rate in rates:
        at_rate = replace(lane, setup=replace(lane.setup, rate=rate))
        total = 0
        for seed in CHOICE_SEEDS:
            total += count_steps(at_rate, seed, min(MAX_STEPS, best_total - total)) or MAX_STEPS
            if total >= best_total:
                break
        else:
            best_rate, best_total = rate, total
    return best_rate


def record_lane(task: tuple[dict[str, Any], str]) -> dict[str, Any]:
    """Return the rate of one lane, and the steps of each start."""
    raw, name = task
    view = View.from_raw({"lanes": [name], **raw})
    lane = build_lane_setups(view)[name]
    rate = choose_rate(lane) if view.rates == "own" else float(view.rate)
    at_rate = replace(lane, setup=replace(lane.setup, rate=rate))
    return {"rate": rate, "steps": [count_steps(at_rate, seed) for seed in SHOWN_SEEDS]}


def record_races(setups: Iterable[tuple[dict[str, Any], tuple[str, ...]]]) -> dict[str, Any]:
    """Return the records of some set-ups, each with its lanes."""
    setups = list(setups)
    tasks = [(raw, name) for raw, names in setups for name in names]
    with multiprocessing.Pool() as pool:
        lanes = iter(pool.map(record_lane, tasks, chunksize=1))
    return {
        "made_with": {"python": platform.python_version(), "numpy": np.__version__},
        "threshold_loss": THRESHOLD_LOSS,
        "max_steps": MAX_STEPS,
        "rates": {name: sorted(rates) for name, rates in TRIED_RATES.items()},
        "choice_seeds": list(CHOICE_SEEDS),
        "shown_seeds": list(SHOWN_SEEDS),
        "records": [
            {
                "setup": build_record_key(View.from_raw(raw)),
                "lanes": {name: next(lanes) for name in names},
            }
            for raw, names in setups
        ],
    }


def write_records(records: dict[str, Any]) -> None:
    """Write records, with one line for each lane."""
    text = json.dumps(records, indent=1)
    # The innermost lists and objects on one line each.
    text = re.sub(r"[\[{][^\[\]{}]*[\]}]", lambda found: " ".join(found[0].split()), text)
    RECORDS_PATH.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_records(record_races(SETUPS))
