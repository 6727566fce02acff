"""The labels of the curves at the right edge of a lecture's plot, spread so that none overlap."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from components.text import CURVE_NAMES
from components.theme import STROKES, Sizes

# All in units of the size of the letters.
LABEL_SPACING = 1.2
LETTER_WIDTH, CAPITAL_WIDTH = 0.58, 0.75  # upper bounds, except for m and w
LABEL_GAP = 1.1  # between the plot and the labels


def labels_width(sizes: Sizes, keys: Sequence[str]) -> float:
    """Return the width in pixels of the labels of some curves; 0 where there are none."""
    if not keys:
        return 0.0
    widths = (
        sum(CAPITAL_WIDTH if letter.isupper() else LETTER_WIDTH for letter in CURVE_NAMES[key])
        for key in keys
    )
    return sizes.labels * (LABEL_GAP + 0.3 + max(widths))


def label_spacing(sizes: Sizes, inner_height: float) -> float:
    """Return the least distance of two labels, as a share of the plot's height in pixels."""
    return LABEL_SPACING * sizes.labels / inner_height


def spread_labels(targets: Mapping[str, float], spacing: float) -> dict[str, float]:
    """Return the height of each label, from 0 to 1, as near to its target as the others allow.

    The labels keep the order of their targets and, where two are equal, of the table. Those that
    would be closer than `spacing` are spread evenly around their mean.
    """
    groups: list[list[str]] = []
    centres: list[float] = []
    order = list(targets)
    for key in sorted(targets, key=lambda each: (targets[each], -order.index(each))):
        groups.append([key])
        centres.append(_clamp_centre(targets[key], 1, spacing))
        while len(groups) > 1 and _do_overlap(groups, centres, spacing):
            joined = groups[-2] + groups[-1]
            mean = sum(targets[each] for each in joined) / len(joined)
            groups[-2:] = [joined]
            centres[-2:] = [_clamp_centre(mean, len(joined), spacing)]
    return {
        key: centre + spacing * (index - 0.5 * (len(group) - 1))
        for group, centre in zip(groups, centres, strict=True)
        for index, key in enumerate(group)
    }


def _do_overlap(groups: list[list[str]], centres: list[float], spacing: float) -> bool:
    """Return whether the last group of labels is too close to the one below it."""
    distance = 0.5 * spacing * (len(groups[-1]) + len(groups[-2]))
    return centres[-1] - centres[-2] < distance


def _clamp_centre(centre: float, count: int, spacing: float) -> float:
    """Return the centre of a group of labels such that none lies above or below the plot."""
    half_height = 0.5 * spacing * count
    return min(max(centre, half_height), max(1.0 - half_height, half_height))


def label_targets(
    last_values: Mapping[str, float], axis: Sequence[float], domain: Sequence[float], is_log: bool
) -> dict[str, float]:
    """Return how high each curve ends, as a share of the plot's height.

    `axis` is the range of its panel, in log10 where `is_log`; `domain` the panel's share of the
    height. A value that a logarithmic axis cannot show, or none, ends at the bottom.
    """
    shares = {}
    for key, value in last_values.items():
        end = value
        if is_log:
            end = math.log10(value) if value > 0 else -math.inf
        share = 0.0 if math.isnan(end) else (end - axis[0]) / (axis[1] - axis[0])
        shares[key] = domain[0] + min(max(share, 0.0), 1.0) * (domain[1] - domain[0])
    return shares


def build_labels_at_edge(
    theme: str, sizes: Sizes, targets: Mapping[str, float], inner_height: float
) -> dict[str, Any]:
    """Return the labels as annotations, and the lines to them from the curves' ends as shapes.

    `inner_height` is the height of the plot without its margins, in pixels.
    """
    heights = spread_labels(targets, label_spacing(sizes, inner_height))
    annotations = [
        {
            "text": CURVE_NAMES[key],
            "x": 1,
            "y": round(heights[key], 4),
            "xref": "paper",
            "yref": "paper",
            "xanchor": "left",
            "yanchor": "middle",
            "xshift": LABEL_GAP * sizes.labels,
            "showarrow": False,
            "font": {"size": sizes.labels, "color": STROKES[key].colour_in(theme)},
        }
        for key in targets
    ]
    shapes = [
        {
            "type": "line",
            "xref": "paper",
            "yref": "paper",
            "xsizemode": "pixel",
            "xanchor": 1,
            "x0": 0.1 * sizes.labels,
            "x1": 0.9 * sizes.labels,
            "y0": round(targets[key], 4),
            "y1": round(heights[key], 4),
            "line": {"color": STROKES[key].colour_in(theme), "width": sizes.grid},
        }
        for key in targets
    ]
    return {"annotations": annotations, "shapes": shapes}
