"""What the page says of a race. Every sentence follows from numbers that were computed."""

import math
from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any

from components.text import list_text, number_text
from core.datasets import HELD_OUT_POINTS, TRAINING_POINTS
from core.lanes import LANES
from core.moments import moments
from core.race import (
    MAX_STEPS,
    STEPS,
    LaneSetup,
    recorded_starts,
)
from core.training import THRESHOLD_LOSS, Frame
from core.view import CONTROLS, View

TITLE = "Who learns faster?"
RESERVATION = (
    "One small task, one width, no batch normalization: this is no ranking of activation functions."
)
Steps = int | None  # to the threshold; None if it was not reached
NUMBERS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def introduce_race(view: View) -> str:
    """Return what is the same in all lanes of a view, and what differs."""
    count = len(view.lanes)
    times = f"{NUMBERS[count]} times" if 1 < count < len(NUMBERS) else f"{count} times"
    layers = "1 hidden layer" if view.layers == 1 else f"{view.layers:g} hidden layers"
    rates = (
        "Each lane has the learning rate that suits it best."
        if view.rates == "own"
        else f"All lanes have the learning rate {view.rate}."
    )
    return (
        f"The same network, {'once' if count == 1 else times}: two inputs, {layers} of "
        f"{view.width:g} units, the same {TRAINING_POINTS:,} points, the same seed. Only the "
        f"activation function differs. {rates}"
    )


def lane_notes(setup: LaneSetup) -> list[str]:
    """Return the mean of the function of a lane, and its learning rate."""
    return [f"mean {mean_text(setup)}", f"rate {setup.setup.rate:g}"]


def mean_text(setup: LaneSetup) -> str:
    """Return the mean of the function of a lane, with its shift."""
    mean = moments(setup.key, **setup.parameters).mean + setup.setup.shift
    return number_text(round(mean, 9) + 0.0, 3)  # without what rounding leaves of 0


def describe_starts(view: View) -> str:
    """Return what ten recorded starts of each lane gave; empty if none is recorded."""
    starts = recorded_starts(view)
    if not starts:
        return ""
    by_median = sorted(starts, key=lambda name: middle_steps(starts[name]))
    whole = [name for name in by_median if None not in starts[name]]
    medians = [
        f"{middle_steps(starts[name]):g} {'steps ' if index == 0 else ''}for {LANES[name].name}"
        for index, name in enumerate(whole)
    ]
    counts = [
        f"{len(starts[name]) - starts[name].count(None)} with {LANES[name].name}"
        for name in by_median
        if name not in whole
    ]
    text = f"Ten recorded starts, steps to a loss of {THRESHOLD_LOSS}: "
    if medians:
        text += f"the median is {list_text(medians)}. "
    if counts:
        text += f"Of ten starts arrived within {MAX_STEPS:,} steps: {list_text(counts)}. "
    return text + RESERVATION


def starts_text(steps: Sequence[Steps]) -> str:
    """Return the result of some starts in short: 10 of 10, median 255."""
    arrived, middle = len(steps) - steps.count(None), middle_steps(steps)
    text = f"over {MAX_STEPS:,}" if math.isinf(middle) else f"{middle:g}"
    return f"{arrived} of {len(steps)} · median {text}"


def middle_steps(steps: Sequence[Steps]) -> float:
    """Return the median, infinite where half of the starts or more did not arrive."""
    return median(math.inf if each is None else each for each in steps)


def describe_run(view: View, frames: Mapping[str, Frame], arrivals: Mapping[str, Steps]) -> str:
    """Return what one run gave: when each lane reached the threshold, and how it ended."""
    order = sorted(
        (name for name in arrivals if arrivals[name] is not None),
        key=lambda each: arrivals[each] or 0,
    )
    parts = [f"{LANES[name].name} after {arrivals[name]} steps" for name in order]
    diverged = [name for name, frame in frames.items() if frame.has_diverged]
    late = [name for name in frames if arrivals[name] is None and name not in diverged]
    texts = [
        f"a loss of {THRESHOLD_LOSS} for {list_text(parts)}" if parts else "",
        f"not within {STEPS} steps: {_list_lanes(late)}" if late else "",
        f"at this rate the loss of {_list_lanes(diverged)} grew beyond all bounds"
        if diverged
        else "",
    ]
    first, *others = filter(None, texts)
    sentences = [f"This one run, seed {view.seed:g}: {first}", *map(_capitalize, others)]
    return ". ".join([*sentences, RESERVATION])


def _list_lanes(names: Sequence[str]) -> str:
    return list_text([LANES[name].name for name in names])


def _capitalize(text: str) -> str:
    return text[0].upper() + text[1:]


def make_table(
    view: View,
    setups: Mapping[str, LaneSetup],
    frames: Mapping[str, Frame],
    arrivals: Mapping[str, Steps],
) -> dict[str, Any]:
    """Return the table of a race: the heads of its columns and its rows, as texts.

    Before a run, `frames` and `arrivals` are empty.
    """
    starts = recorded_starts(view)
    heads = (
        *("lane", "mean of f", "learning rate", f"loss after {STEPS} steps"),
        f"right, of {HELD_OUT_POINTS} held out",
        *(f"steps to a loss of {THRESHOLD_LOSS}", "ten starts"),
    )
    rows = []
    for name, lane in setups.items():
        frame, arrival = frames.get(name), arrivals.get(name)
        rows.append(
            [
                LANES[name].name,
                mean_text(lane),
                f"{lane.setup.rate:g}",
                "" if frame is None else loss_text(frame),
                "" if frame is None else f"{frame.accuracy:.1%}",
                "" if frame is None else f"{arrival}" if arrival is not None else f"over {STEPS}",
                starts_text(starts[name]) if name in starts else "not recorded",
            ]
        )
    caption = f"{CONTROLS['data'].options[view.data]}, seed {view.seed:g}"
    return {"caption": caption, "heads": list(heads), "rows": rows}


def loss_text(frame: Frame) -> str:
    """Return the loss of a frame."""
    return "diverged" if frame.has_diverged else number_text(frame.loss, 3)
