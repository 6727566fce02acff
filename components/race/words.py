"""What the page says of a race. Every sentence follows from numbers that were computed."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from components.text import list_text, number_text, value_text
from core.control import Choice, Formula
from core.curves import setting_names
from core.datasets import HELD_OUT_POINTS, TRAINING_POINTS
from core.lanes import LANES
from core.moments import moments
from core.race import (
    MAX_STEPS,
    STEPS,
    LaneSetup,
    find_rate_record,
    has_own_records,
    median_steps,
    recorded_starts,
)
from core.race_fields import MEASURES
from core.training import MAX_LOSS, THRESHOLD_LOSS, Frame
from core.view import CONTROLS, View

TITLE = "Who learns faster?"
RESERVATION = (
    "One small task, one width, no batch normalization: this is no ranking of activation functions."
)
TABLE_HEADS = (
    *("lane", "mean of f", "learning rate", f"loss after {STEPS} steps"),
    f"right, of {HELD_OUT_POINTS} held out",
    f"steps to a loss of {THRESHOLD_LOSS}",
)
STARTS_HEAD = "ten starts"
Steps = int | None  # to the threshold; None if it was not reached
NUMBERS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def introduce_race(view: View) -> str:
    """Return what the networks of a view learn, and in what they differ."""
    count = len(view.lanes)
    copies = NUMBERS[count] if count < len(NUMBERS) else str(count)
    layers = "1 hidden layer" if view.layers == 1 else f"{view.layers:g} hidden layers"
    beginning = (
        "A network learns" if count == 1 else f"{copies.capitalize()} copies of one network learn"
    )
    differences = (
        ""
        if count == 1
        else " Only the activation function differs, and with it the scale of the weights."
    )
    return (
        f"{beginning} to tell blue points from orange ones; the ground shows what it takes "
        f"for blue or orange by now. {layers.capitalize()} of {view.width:g} units, the same "
        f"{TRAINING_POINTS:,} points, the same seed.{differences} {_describe_rates(view)}"
    )


def _describe_rates(view: View) -> str:
    if view.rates == "one":
        return f"The learning rate is {view.rate}."
    where = "in other starts" if has_own_records(view) else "in the nearest set-up recorded"
    if any(find_rate_record(view, name) is None for name in view.lanes):
        where += ", or a usual one for a lane that is not recorded"
    return f"The learning rate is the one that was best {where}."


def lane_notes(view: View, setup: LaneSetup) -> list[str]:
    """Return the mean of the function of a lane, its rate, and what else it is moved by."""
    moved = [
        _setting_note(CONTROLS[name], getattr(view, name))
        for name in setting_names(view, setup.key)
        if getattr(view, name) != CONTROLS[name].default or isinstance(CONTROLS[name], Formula)
    ]
    return [f"mean of f {mean_text(setup)}", f"rate {setup.setup.rate:g}", *moved]


def _setting_note(control: Any, value: Any) -> str:
    """Return a setting as a note has room for it: α 2; range −5 to 5; a formula by itself."""
    if isinstance(control, Formula):
        return str(value)
    label = control.label if isinstance(control, Choice) else control.short_label
    return f"{label} {value_text(control, value)}"


def mean_text(setup: LaneSetup) -> str:
    """Return the mean of the function of a lane, with its shift."""
    mean = moments(setup.key, **setup.parameters).mean + setup.setup.shift
    return number_text(round(mean, 9) + 0.0, 3)  # without what rounding leaves of 0


def visible_starts(view: View) -> dict[str, tuple[Steps, ...]]:
    """Return the recorded starts of each lane; none before the stage of a scene that shows them."""
    return recorded_starts(view) if view.has_starts else {}


def describe_starts(view: View) -> str:
    """Return what ten recorded starts of each lane gave; empty if none is recorded or told."""
    starts = visible_starts(view)
    if not starts:
        return ""
    by_median = sorted(starts, key=lambda name: median_steps(starts[name]))
    whole = [name for name in by_median if None not in starts[name]]
    medians = [
        f"{median_steps(starts[name]):,g} {'steps ' if index == 0 else ''}for {LANES[name].name}"
        for index, name in enumerate(whole)
    ]
    others = sorted(
        (name for name in by_median if name not in whole), key=lambda name: starts[name].count(None)
    )
    counts = [
        f"{len(starts[name]) - starts[name].count(None)} with {LANES[name].name}" for name in others
    ]
    text = f"Ten recorded starts, steps to a loss of {THRESHOLD_LOSS}: "
    if medians:
        text += f"the median is {list_text(medians)}. "
    if counts:
        text += f"Of ten, {list_text(counts)} arrived within {MAX_STEPS:,} steps. "
    return text + RESERVATION


def starts_text(steps: Sequence[Steps]) -> str:
    """Return the result of some starts in short: 10 of 10, median 255."""
    arrived, middle = len(steps) - steps.count(None), median_steps(steps)
    text = f"over {MAX_STEPS:,}" if math.isinf(middle) else f"{middle:,g}"
    return f"{arrived} of {len(steps)} · median {text}"


def describe_run(view: View, frames: Mapping[str, Frame], arrivals: Mapping[str, Steps]) -> str:
    """Return what one run gave: when each lane reached the threshold, and how it ended."""
    order = sorted(
        (name for name in arrivals if arrivals[name] is not None),
        key=lambda each: arrivals[each] or 0,
    )
    parts = [f"{LANES[name].name} after {arrivals[name]} steps" for name in order]
    left = [
        f"{LANES[name].name}, whose loss is {number_text(frames[name].loss, 3)} again at the end"
        for name in order
        if not frames[name].has_arrived and not frames[name].has_diverged
    ]
    diverged = [name for name, frame in frames.items() if frame.has_diverged]
    late = [name for name in frames if arrivals[name] is None and name not in diverged]
    texts = [
        f"a loss of {THRESHOLD_LOSS} for {list_text(parts)}" if parts else "",
        f"not for good: {list_text(left)}" if left else "",
        f"not within {STEPS} steps: {_list_lanes(late)}" if late else "",
        f"at this rate the loss of {_list_lanes(diverged)} grew above {MAX_LOSS:,.0f}"
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


def make_tables(
    view: View,
    setups: Mapping[str, LaneSetup],
    frames: Mapping[str, Frame],
    arrivals: Mapping[str, Steps],
) -> dict[str, dict[str, Any]]:
    """Return the table of a race for each measure of the plot below the lanes, as texts.

    Before a run, `frames` and `arrivals` are empty.
    """
    caption = f"{CONTROLS['data'].options[view.data]}, seed {view.seed:g}"
    layers = range(1, int(view.layers) + 1)
    rows = {"gradient": "gradient_rms", "mean": "mean_activation"}
    tables: dict[str, dict[str, Any]] = {
        measure: {
            "caption": f"{caption}: {MEASURES[measure]} of each hidden layer at the end",
            "heads": ["lane", *(f"layer {layer}" for layer in layers)],
            "rows": [
                [LANES[name].name, *_layer_texts(frames.get(name), attribute, len(layers))]
                for name in setups
            ],
        }
        for measure, attribute in rows.items()
    }
    starts = visible_starts(view)
    loss_rows = [
        [
            LANES[name].name,
            mean_text(lane),
            f"{lane.setup.rate:g}",
            *_frame_texts(frames.get(name), arrivals.get(name)),
            *_starts_texts(view, starts.get(name)),
        ]
        for name, lane in setups.items()
    ]
    heads = [*TABLE_HEADS, *([STARTS_HEAD] if view.has_starts else [])]
    return tables | {"loss": {"caption": caption, "heads": heads, "rows": loss_rows}}


def _starts_texts(view: View, steps: Sequence[Steps] | None) -> list[str]:
    """Return the cell with the ten starts of a lane; none while a scene does not tell of them."""
    text = "not recorded" if steps is None else starts_text(steps)
    return [text] if view.has_starts else []


def _layer_texts(frame: Frame | None, attribute: str, count: int) -> list[str]:
    """Return a measure of each layer."""
    if frame is None:
        return [""] * count
    return [number_text(value, 3) for value in getattr(frame, attribute)]


def _frame_texts(frame: Frame | None, arrival: Steps) -> list[str]:
    """Return the loss and the accuracy at the end, and the steps to the threshold."""
    if frame is None:
        return ["", "", ""]
    if frame.has_diverged:
        return ["diverged", "", "" if arrival is None else f"{arrival}"]
    steps = f"over {STEPS}" if arrival is None else f"{arrival}"
    return [number_text(frame.loss, 3), f"{frame.accuracy:.1%}", steps]
