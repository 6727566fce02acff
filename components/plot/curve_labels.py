"""The names of the curves at a lecture's right edge: in the order in which the curves end, none on another."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from components.theme import STROKES, Sizes
from core.activations import ACTIVATIONS
from core.curves import LIMIT

NAMES = {key: activation.name for key, activation in ACTIVATIONS.items()} | {LIMIT: "limit T"}
SPACING = 1.2  # from one name to the next, in units of their size
LETTER, CAPITAL = 0.58, 0.75  # the width of a letter, at the most but for m and w, in units of its size
GAP = 1.1  # between the plot and its names, in units of their size

Interval = Sequence[float]


def width(sizes: Sizes, keys: Sequence[str]) -> float:
    """What the names of some curves take at the right edge, in pixels; 0 where there are none."""
    longest = max((sum(CAPITAL if each.isupper() else LETTER for each in NAMES[key]) for key in keys), default=0)
    return sizes.names * (GAP + 0.3 + longest) if sizes.names and keys else 0.0


def heights(wanted: Mapping[str, float], spacing: float) -> dict[str, float]:
    """Where each name stands, from 0 to 1: as near to where it is wanted as its neighbours allow.

    The order is that of the places wanted and, where two are the same, of the table. Names that would stand too close
    are spread evenly around their mean.
    """
    groups: list[list[str]] = []
    centres: list[float] = []
    table = list(wanted)
    for key in sorted(wanted, key=lambda each: (wanted[each], -table.index(each))):
        groups.append([key])
        centres.append(_held(wanted[key], 1, spacing))
        while len(groups) > 1 and centres[-1] - centres[-2] < 0.5 * spacing * (len(groups[-1]) + len(groups[-2])):
            joined = groups[-2] + groups[-1]
            groups[-2:] = [joined]
            centres[-2:] = [_held(sum(wanted[each] for each in joined) / len(joined), len(joined), spacing)]
    return {
        key: centre + spacing * (place - 0.5 * (len(group) - 1))
        for group, centre in zip(groups, centres, strict=True)
        for place, key in enumerate(group)
    }


def _held(centre: float, count: int, spacing: float) -> float:
    """The centre of some names, with none of them above or below the plot."""
    reach = 0.5 * spacing * count
    return min(max(centre, reach), max(1.0 - reach, reach))


def ends(curves: Mapping[str, float], axis: Interval, domain: Interval, log: bool) -> dict[str, float]:
    """How high each curve ends, as a share of the plot's height, by what its last sample is.

    `axis` is the range of its panel, in log10 where `log`, and `domain` the panel's share of the height. What has no
    place on a logarithmic axis ends at the bottom.
    """
    shares = {}
    for key, last in curves.items():
        end = (math.log10(last) if last > 0 else -math.inf) if log else last
        share = (end - axis[0]) / (axis[1] - axis[0])
        shares[key] = domain[0] + min(max(share, 0.0), 1.0) * (domain[1] - domain[0])
    return shares


def marks(theme: str, sizes: Sizes, wanted: Mapping[str, float], inner: float) -> dict[str, Any]:
    """The names as annotations, and the lines to them from the curves' ends as shapes.

    `inner` is the height of the plot without its margins, in pixels.
    """
    stand = heights(wanted, SPACING * sizes.names / inner)
    annotations = [
        {
            "text": NAMES[key],
            "x": 1,
            "y": round(stand[key], 4),
            "xref": "paper",
            "yref": "paper",
            "xanchor": "left",
            "yanchor": "middle",
            "xshift": GAP * sizes.names,
            "showarrow": False,
            "font": {"size": sizes.names, "color": STROKES[key].colour(theme)},
        }
        for key in wanted
    ]
    shapes = [
        {
            "type": "line",
            "xref": "paper",
            "yref": "paper",
            "xsizemode": "pixel",
            "xanchor": 1,
            "x0": 0.1 * sizes.names,
            "x1": 0.9 * sizes.names,
            "y0": round(wanted[key], 4),
            "y1": round(stand[key], 4),
            "line": {"color": STROKES[key].colour(theme), "width": sizes.grid},
        }
        for key in wanted
    ]
    return {"annotations": annotations, "shapes": shapes}
