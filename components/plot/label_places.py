"""Where the label of each curve stands in a panel: beside its curve, where the curve is alone.

A panel is cut into narrow columns, and of each curve only its lowest and highest point in every
column is kept: what clears these clears the curve. Inside, lengths are pixels, y upwards.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from core.typing import Array, Indices

COLUMNS = 120
FINE_GRID = np.arange(COLUMNS)
COARSE_GRID = FINE_GRID[1::3]  # a label on few columns seldom moves when its curve does
LETTER_WIDTH, LETTER_HEIGHT = 0.62, 1.2  # in units of the size of the letters, which are bold
MARGIN = 6.0  # between a label and the edge of the panel
CLEARANCE = 2.0  # the least distance of a label to any line
GAP = 4.0  # between a label and its own curve, where that is flat
SPACING = 6.0  # between a label and other labels or obstacles
REACH, SIDE_REACH = 40.0, 24.0  # a curve further above, below or beside a label disturbs no one
LEAD = 6.0  # a curve that is further from a label than its own by this is not taken for it
DISTANCE_STEP = 5.0  # distances in the same step count as equal, else a label would jump often
BEST_SHARE = 0.75  # of the width: where a label stands if it may stand anywhere
CROSSING_COST = 12.0  # of a label on a straight line, in units of the quality of a place

Box = tuple[float, float, float, float]  # left, bottom, right, top
Obstacle = tuple[float, float, float, float]  # left, top, right, bottom, y downwards


@dataclass(frozen=True)
class PanelShape:
    """The size of a panel in pixels and its axes, y in exponents of ten where it `is_log`.

    `x_marks` and `y_marks` are straight lines across the panel, which labels had better not cross.
    """

    width: float
    height: float
    x_range: tuple[float, float]
    y_range: tuple[float, float]
    is_log: bool = False
    x_marks: tuple[float, ...] = ()
    y_marks: tuple[float, ...] = ()


@dataclass(frozen=True)
class LabelPlace:
    """The point of a curve that its label belongs to, and the way from there to the label."""

    x: float  # in the units of the axis
    y: float  # the same, but an exponent of ten on a logarithmic axis
    shift: float  # in pixels, to the middle of the text, positive upwards


class _Panel(NamedTuple):
    shape: PanelShape
    lows: Array  # a row for each curve, inf where it is not visible; COLUMNS more on both sides
    highs: Array  # the same, but -inf
    heights: Array  # of each curve in the middle of each column, nan where it is not visible


class _Candidates(NamedTuple):
    heights: Array  # of the curve in the middle of the label
    boxes: Array  # of the label
    rivals: Indices  # how many other curves the label could be taken for


def place_labels(
    lines: Mapping[str, tuple[Array, Array]],
    texts: Mapping[str, str],
    shape: PanelShape,
    text_px: float,
    obstacles: Sequence[Obstacle] = (),
) -> dict[str, LabelPlace]:
    """Return where the labels of curves stand, by key; a label that fits nowhere is left out.

    `lines` are x, ascending, and y, not its logarithm, with nan in gaps; those without a label are
    only kept clear. `text_px` is the size of the letters, `obstacles` are in pixels from the
    upper left corner.
    """
    if not lines or shape.width <= 0:
        return {}
    curves = [_trace(*line, shape) for line in lines.values()]
    panel = _Panel(shape, *map(np.array, zip(*curves, strict=True)))
    taken = [(a, shape.height - d, c, shape.height - b) for a, b, c, d in obstacles]
    asked, coarse, places = {}, {}, {}
    for row, key in enumerate(lines):
        if texts.get(key):
            asked[key] = row, LETTER_WIDTH * text_px * len(texts[key]), LETTER_HEIGHT * text_px
            coarse[key] = _find_candidates(panel, *asked[key], COARSE_GRID, taken)
    # The label with the least choice comes first. It chooses without rivals as long as it can.
    choices = {key: np.sum(each.rivals == 0) or len(each.rivals) for key, each in coarse.items()}
    for key, candidates in sorted(coarse.items(), key=lambda item: choices[item[0]]):
        free = np.flatnonzero(_are_free(candidates.boxes, taken))
        if not len(free):
            candidates = _find_candidates(panel, *asked[key], FINE_GRID, taken)
            free = np.arange(len(candidates.boxes))
        if len(free):
            places[key] = _locate(candidates, free[0], shape)
            taken.append(tuple(candidates.boxes[free[0]].tolist()))
    return {key: places[key] for key in coarse if key in places}


def _locate(candidates: _Candidates, index: int, shape: PanelShape) -> LabelPlace:
    (left, right), (low, high) = shape.x_range, shape.y_range
    height, (start, bottom, end, top) = float(candidates.heights[index]), candidates.boxes[index]
    x = left + float(start + end) / 2 / shape.width * (right - left)
    y = low + height / shape.height * (high - low)
    return LabelPlace(x, y, float(bottom + top) / 2 - height)


def _trace(x: Array, y: Array, shape: PanelShape) -> tuple[Array, Array, Array]:
    """Return the lows, highs and heights of a curve, as in a _Panel."""
    across, up = _to_pixels(x, y, shape)
    edges: Array = np.arange(COLUMNS + 1.0) * (shape.width / COLUMNS)
    starts = np.searchsorted(across, edges)
    ends = _interpolate(across, up, edges, starts)[1:]  # a line may jump at an edge
    begins = _interpolate(across, up, edges, np.searchsorted(across, edges, "right"))[:-1]
    extremes = np.array((np.fmin.reduceat(up, starts)[:-1], np.fmax.reduceat(up, starts)[:-1]))
    lows, highs = np.where(starts[:-1] < starts[1:], extremes, np.nan)  # no point, no extreme
    lows, highs = np.fmin(np.fmin(begins, ends), lows), np.fmax(np.fmax(begins, ends), highs)
    seen = np.flatnonzero((highs >= 0.0) & (lows <= shape.height))
    bounds = np.full((2, 3 * COLUMNS), ((np.inf,), (-np.inf,)))
    bounds[:, seen + COLUMNS] = np.clip((lows[seen], highs[seen]), 0.0, shape.height)
    middles: Array = (edges[1:] + edges[:-1]) / 2
    heights = _interpolate(across, up, middles, np.searchsorted(across, middles))
    heights[(heights < 0.0) | (heights > shape.height)] = np.nan
    return bounds[0], bounds[1], heights


def _to_pixels(x: Array, y: Array, shape: PanelShape) -> tuple[Array, Array]:
    """Return a line in pixels, y nan where it is parted, between points at x = -inf and inf."""
    (left, right), (low, high) = shape.x_range, shape.y_range
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        up = ((np.log10(y) if shape.is_log else y) - low) * (shape.height / (high - low))
        across = (x - left) * (shape.width / (right - left))
    is_point = np.isfinite(up) & np.isfinite(across)
    across = np.concatenate(((-np.inf,), np.where(is_point, across, -np.inf), (np.inf,)))
    up = np.concatenate(((np.nan,), np.where(is_point, up, np.nan), (np.nan,)))
    return np.maximum.accumulate(across), up


def _interpolate(across: Array, up: Array, at: Array, after: Indices) -> Array:
    """Return the heights at some x, each on the segment that ends at the point `after` it."""
    before = after - 1
    with np.errstate(invalid="ignore", over="ignore"):
        share = (at - across[before]) / (across[after] - across[before])
        heights: Array = up[before] + share * (up[after] - up[before])
    return heights


def _find_candidates(
    panel: _Panel, row: int, width: float, height: float, grid: Indices, taken: Sequence[Box]
) -> _Candidates:
    """Return the free places for a label, above and below its curve, the best one first."""
    shape, column = panel.shape, panel.shape.width / COLUMNS
    fits = np.abs((grid + 0.5) * column - shape.width / 2) <= (shape.width - width) / 2 - MARGIN
    grid = grid[fits & ~np.isnan(panel.heights[row, grid])]
    reach = min(math.ceil((width / 2 + SIDE_REACH) / column), COLUMNS)
    offsets = np.arange(-reach, reach + 1)
    aside = np.maximum((np.abs(offsets) - 0.5) * column - width / 2, 0.0)  # from label to column
    own = grid[:, None] + (offsets[aside < CLEARANCE] + COLUMNS)
    above = panel.highs[row][own].max(axis=1, initial=-np.inf) + GAP
    below = panel.lows[row][own].min(axis=1, initial=np.inf) - GAP - height
    bottoms, grid = np.concatenate((above, below)), np.concatenate((grid, grid))
    x = (grid + 0.5) * column
    boxes = np.stack((x - width / 2, bottoms, x + width / 2, bottoms + height), axis=1)
    kept = (bottoms >= MARGIN) & (boxes[:, 3] <= shape.height - MARGIN) & _are_free(boxes, taken)
    boxes, grid, bottoms = boxes[kept], grid[kept], bottoms[kept, None]
    around = grid[:, None] + (offsets + COLUMNS)
    gaps, under = (each.take(around, axis=1) for each in (panel.lows, panel.highs))
    gaps -= bottoms + height  # in place, since these arrays are large
    np.maximum(gaps, np.subtract(bottoms, under, out=under), out=gaps)
    np.square(np.maximum(gaps, 0.0, out=gaps), out=gaps)
    gaps += aside**2
    distances = np.sqrt(gaps.min(axis=2))
    clear = distances.min(axis=0) >= CLEARANCE
    heights = panel.heights[row, grid[clear]]
    return _sort(boxes[clear], heights, distances[:, clear], row, shape)


def _sort(
    boxes: Array, heights: Array, distances: Array, row: int, shape: PanelShape
) -> _Candidates:
    """Sort candidates by rivals, then by distance to other curves, side, and way to the point."""
    others = np.delete(distances, row, axis=0)
    x = (boxes[:, 0] + boxes[:, 2]) / (2 * shape.width)
    quality = 10.0 * np.floor(others.min(axis=0, initial=REACH) / DISTANCE_STEP) + 5.0 * (x >= 0.5)
    quality -= np.abs(boxes[:, 1] + boxes[:, 3] - 2 * heights) / 8  # large where a curve is steep
    quality -= np.abs(x - BEST_SHARE) + CROSSING_COST * _count_crossings(boxes, shape)
    rivals = (others < distances[row] + LEAD).sum(axis=0)
    order = np.lexsort((-quality, rivals))
    return _Candidates(heights[order], boxes[order], rivals[order])


def _count_crossings(boxes: Array, shape: PanelShape) -> Array:
    """Return how many marks of the panel cross each box."""
    (left, right), (low, high) = shape.x_range, shape.y_range
    across = (np.array(shape.x_marks) - left) * (shape.width / (right - left))
    up = (np.array(shape.y_marks) - low) * (shape.height / (high - low))
    starts, bottoms, ends, tops = boxes.T[:, :, None]
    is_crossed = np.hstack(((starts < across) & (across < ends), (bottoms < up) & (up < tops)))
    return np.asarray(is_crossed.sum(axis=1), dtype=np.float64)


def _are_free(boxes: Array, taken: Sequence[Box]) -> npt.NDArray[np.bool_]:
    """Return of each box whether it keeps the spacing to all that are taken."""
    left, bottom, right, top = boxes.T
    free = np.ones(len(boxes), dtype=np.bool_)
    for a, b, c, d in taken:
        beside = (left >= c + SPACING) | (right <= a - SPACING)
        free &= beside | (bottom >= d + SPACING) | (top <= b - SPACING)
    return free
