"""Ten starts of each lane as a strip of dots, over a logarithmic axis of steps."""

import math
from statistics import quantiles
from typing import Any

from components.race.words import starts_text, visible_starts
from core.lanes import LANES
from core.race import MAX_STEPS, median_steps
from core.training import FRAME_STEPS
from core.view import View

FIRST_STEP = 10
TICKS = (10, 100, 1000)
ARRIVED_SHARE = 0.92  # of the strip; what lies right of it is for starts that did not arrive
NOT_ARRIVED_SHARE = 0.97
CAPTION = (
    "A dot for each start, a bar over the middle half, a line at the median. The loss was "
    f"looked at every {FRAME_STEPS} steps."
)
NO_RECORD = (
    "None are recorded for these settings and lanes: a race is one run. Most lanes are recorded "
    "for two spirals with 2, 4 or 8 layers of 32 units, at their own rates."
)


def build_strip(view: View) -> dict[str, Any]:
    """Return the strip of the lanes of a view that are recorded: its rows and its ticks.

    Places are shares of its width.
    """
    starts = visible_starts(view)
    rows = [
        {
            "lane": name,
            "name": LANES[name].name,
            "isMoved": LANES[name].mean != "own",
            "text": starts_text(steps),
            "dots": [_place(each) for each in steps],
            "bar": _find_bar(steps),
            "median": _place(median_steps(steps)),
        }
        for name, steps in starts.items()
    ]
    ticks = [{"text": f"{step:,}", "place": _place(step)} for step in TICKS]
    ticks.append({"text": f"{MAX_STEPS:,}+", "place": NOT_ARRIVED_SHARE})
    caption = CAPTION if rows else NO_RECORD
    return {"rows": rows, "ticks": ticks, "caption": caption if view.has_starts else ""}


def _find_bar(steps: tuple[int | None, ...]) -> list[float]:
    """Return where the middle half of some starts begins and ends."""
    cuts = quantiles([10 * MAX_STEPS if each is None else each for each in steps], n=4)
    return [_place(cuts[0]), _place(cuts[2])]


def _place(step: float | None) -> float:
    """Return where a number of steps stands; None and what is over the most have one place."""
    if step is None or step > MAX_STEPS:
        return NOT_ARRIVED_SHARE
    share = math.log(max(step, FIRST_STEP) / FIRST_STEP) / math.log(MAX_STEPS / FIRST_STEP)
    return round(ARRIVED_SHARE * share, 4)
