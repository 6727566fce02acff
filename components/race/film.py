"""A race as lines of JSON, each a frame, as the page plays them."""

from base64 import b64encode
from collections.abc import Iterator
from typing import Any

import numpy as np
import orjson

from components.race.words import describe_run, make_tables
from core.race import LaneSetup, build_lane_setups, train_lanes
from core.training import Frame
from core.typing import Array
from core.view import View

DIGITS = 5  # of a number in a frame


def run_race(query: str) -> Iterator[bytes]:
    """Yield the lines of the race of a URL's query: a frame for every ten steps, then the end.

    A frame has its `step` and, for each lane in order, its `loss` (None once it has diverged), its
    `accuracy` (the share of held-out points), its `boundary` (the probability of class 1 in each
    cell, row by row from the top, a byte each in base64), and by layer `gradient`, `mean` and
    `dead`. The end has the `sentence` and the `tables` by measure.
    """
    view = View.from_query(query)
    setups = build_lane_setups(view)
    arrivals: dict[str, int | None] = dict.fromkeys(setups)
    frames: dict[str, Frame] = {}
    for frames in train_lanes(setups):
        step = max(frame.step for frame in frames.values())  # one that has diverged stays behind
        for name, frame in frames.items():
            if arrivals[name] is None and frame.has_arrived:
                arrivals[name] = frame.step
        yield _encode({"step": step, "lanes": [_encode_frame(frames[name]) for name in setups]})
    yield _encode_end(view, setups, frames, arrivals)


def _encode_end(
    view: View,
    setups: dict[str, LaneSetup],
    frames: dict[str, Frame],
    arrivals: dict[str, int | None],
) -> bytes:
    end = {
        "end": True,
        "sentence": describe_run(view, frames, arrivals),
        "tables": make_tables(view, setups, frames, arrivals),
    }
    return _encode(end)


def _encode_frame(frame: Frame) -> dict[str, Any]:
    return {
        "loss": None if frame.has_diverged else _round(frame.loss),
        "accuracy": _round(frame.accuracy),
        "boundary": _encode_grid(frame.boundary),
        "gradient": [_round(each) for each in frame.gradient_rms],
        "mean": [_round(each) for each in frame.mean_activation],
        "dead": [_round(each) for each in frame.dead_units],
    }


def _round(value: float) -> float | None:
    """Return a number with few digits, or None for one that JSON has no form for."""
    return float(f"{value:.{DIGITS}g}") if np.isfinite(value) else None


def _encode_grid(grid: Array) -> str:
    return b64encode(np.rint(grid * 255).astype(np.uint8).tobytes()).decode()


def _encode(line: dict[str, Any]) -> bytes:
    return orjson.dumps(line) + b"\n"
