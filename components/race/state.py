"""What the page needs of a race before it runs."""

from functools import lru_cache
from typing import Any

import numpy as np

from components.race.figure import build_race_figure
from components.race.starts import build_strip
from components.race.words import describe_starts, introduce_race, lane_notes, make_tables
from components.theme import Sizes
from core.activations import ACTIVATIONS
from core.datasets import MAX_ABS_COORDINATE, draw_dataset
from core.flat_pieces import find_flat_pieces
from core.lanes import FIRST_LANES, LANES
from core.race import STEPS, LaneSetup, build_lane_setups, race_view
from core.training import GRID_CELLS
from core.view import View

DRAWN_POINTS = 400  # of the 1,000


def build_race_state(view: View, theme: str, sizes: Sizes) -> dict[str, Any] | None:
    """Return the race of a view as it stands before the first step; None outside the race.

    `query` names the race: views with the same one have the same frames.
    """
    if not view.is_race:
        return None
    setups = build_lane_setups(view)
    return {
        "query": race_view(view).query(),
        "steps": STEPS,
        "measure": view.measure,
        "gridCells": GRID_CELLS,
        "introduction": introduce_race(view),
        "sentence": describe_starts(view),
        "lanes": [
            {
                "key": name,
                "name": LANES[name].name,
                "curve": LANES[name].key,
                "mean": LANES[name].mean,
                "notes": lane_notes(view, setup),
                "hasDeadUnits": _can_die(setup),
            }
            for name, setup in setups.items()
        ],
        "allLanes": list(
            dict.fromkeys((*FIRST_LANES, *(key for key in view.shown if key in LANES)))
        ),
        "points": _draw_points(view.data, int(view.seed)),
        "strip": build_strip(view),
        "tables": make_tables(view, setups, {}, {}),
        "figure": build_race_figure(view, theme, sizes),
    }


def _can_die(setup: LaneSetup) -> bool:
    """Return whether a unit can have slope 0 at every point."""
    activation = ACTIVATIONS[setup.key]
    _, gradient = activation.fix_parameters(**setup.parameters)
    return bool(find_flat_pieces(gradient, activation.find_cuts(**setup.parameters)).any())


@lru_cache(maxsize=16)
def _draw_points(data: str, seed: int) -> dict[str, list[Any]]:
    """Return some of the points: places from -1 to 1 across the square, and classes."""
    points = draw_dataset(data, np.random.default_rng(seed)).training
    places = (points.positions[:DRAWN_POINTS] / MAX_ABS_COORDINATE).round(3)
    return {
        "x": places[:, 0].tolist(),
        "y": places[:, 1].tolist(),
        "classes": points.classes[:DRAWN_POINTS].astype(int).tolist(),
    }
