"""A race as lines of JSON, each a frame, as the page plays them."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import orjson

from components.race.words import describe_run, make_table
from core.race import STEPS, LaneSetup, lane_setups, train_lanes
from core.training import FRAME_STEPS, Frame
from core.typing import Array
from core.view import View

LEVELS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
DIGITS = 5  # of a number in a frame


def run_race(query: str) -> Iterator[bytes]:
    """Yield the lines of the race of a URL's query: a frame for every ten steps, then the end.

    A frame has its `step` and, for each lane in order, `loss`, `right` (the share of held-out
    points), `boundary` (the probability of class 1 in each cell, row by row from the top, as a
    letter of LEVELS), and by layer `gradient`, `mean` and `dead`. The end has the `sentence` and
    the `table`.
    """
    view = View.from_query(query)
    setups = lane_setups(view, STEPS)
    arrivals: dict[str, int | None] = dict.fromkeys(setups)
    frames: dict[str, Frame] = {}
    for index, frames in enumerate(train_lanes(setups)):
        step = min(index * FRAME_STEPS, STEPS)
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
        "table": make_table(view, setups, frames, arrivals),
    }
    return _encode(end)


def _encode_frame(frame: Frame) -> dict[str, Any]:
    return {
        "loss": _round(frame.loss),
        "right": _round(frame.accuracy),
        "boundary": _encode_grid(frame.boundary),
        "gradient": [_round(each) for each in frame.gradient_rms],
        "mean": [_round(each) for each in frame.mean_activation],
        "dead": [_round(each) for each in frame.dead_units],
    }


def _round(value: float) -> float | None:
    """Return a number with few digits, or None for one that JSON has no form for."""
    return float(f"{value:.{DIGITS}g}") if np.isfinite(value) else None


def _encode_grid(grid: Array) -> str:
    levels = np.rint(grid * (len(LEVELS) - 1)).astype(np.intp)
    return bytes(np.frombuffer(LEVELS, dtype=np.uint8)[levels.ravel()]).decode()


def _encode(line: dict[str, Any]) -> bytes:
    return orjson.dumps(line) + b"\n"
