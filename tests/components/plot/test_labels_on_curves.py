"""The names on the curves: each at its own curve, inside its panel, and placed anew once nothing
moves."""

import itertools
import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.plot.figure import build_figure
from components.story.navigation import view_query
from components.text import CURVE_NAMES
from components.theme import STROKES, Sizes, Window, plot_sizes
from core.keys import TERMS
from core.view import View
from tests.components.readers import describe, numbers, picture, respond, traces, view_of
from tests.components.strategies import MOVES, VIEWS, few

Box = tuple[float, float, float, float]  # left, top, right, bottom in pixels of the panel
WINDOWS = [Window(1440, 900), Window(390, 844), Window(844, 390), Window(1024, 640)]
AXES = {"value": "yaxis", "gradient": "yaxis2"}
LENS = "lens"
MAX_DISTANCE = 12.0  # in pixels, from a name to its curve
LETTER_WIDTH, LINE_HEIGHT = 0.62, 1.2  # in units of the size of the letters
SEEN = [
    "",
    "?shown=sigmoid",
    "?shown=elu,tanh&alpha=3&scale=log",
    "?shown=sigmoid_sum&extras=terms,limit",
    "?shown=sigmoid&extras=losses",
    "?shown=sigmoid,tanh&extras=losses&offset=-6",
    "?scene=input&stage=answer",
    "?scene=small-slopes&stage=answer",
    "?panels=gradient",
    "?lens=saturation",
    "?lens=sum",
    "?lens=mean",
    "?lens=mean&shown=softplus,relu,gelu&mu=1.7&sigma=1.6&panels=gradient",
    "?lens=depth",
    "?lens=noise",
    "?lens=noise&panels=gradient",
    "?scene=mean&stage=answer",
    "?scene=ten-layers&stage=answer",
]


def names_in(drawn: dict[str, Any]) -> list[dict[str, Any]]:
    """The names of curves that a reader sees."""
    return [each for each in drawn["layout"]["annotations"] if each.get("name") and each["visible"]]


def panel_of(annotation: dict[str, Any]) -> str:
    _, panel, *of_lens = annotation["name"].split("-", 2)
    assert bool(of_lens) == (panel == LENS)
    return str(panel)


def axes_of(drawn: dict[str, Any], x: str, y: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The axes that a trace or a name calls x2 and y3."""
    return drawn["layout"][f"xaxis{x[1:]}"], drawn["layout"][f"yaxis{y[1:]}"]


def box_of(drawn: dict[str, Any], sizes: Sizes, annotation: dict[str, Any]) -> Box:
    """What a name covers of its panel."""
    x_axis, axis = axes_of(drawn, annotation["xref"], annotation["yref"])
    height = panel_height(sizes, axis)
    left, right = x_axis["range"]
    low, high = axis["range"]
    x = (annotation["x"] - left) / (right - left) * panel_width(sizes, x_axis)
    y = (high - annotation["y"]) / (high - low) * height
    text = annotation["text"].removeprefix("<b>").removesuffix("</b>")
    half_width = LETTER_WIDTH * sizes.labels * len(text) / 2
    half_height = LINE_HEIGHT * sizes.labels / 2
    return x - half_width, y - half_height, x + half_width, y + half_height


def panel_height(sizes: Sizes, axis: dict[str, Any]) -> float:
    low, high = axis["domain"]
    return float(sizes.inner_height * (high - low))


def panel_width(sizes: Sizes, axis: dict[str, Any]) -> float:
    left, right = axis.get("domain", (0.0, 1.0))
    return float(sizes.inner_width * (right - left))


def overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def check_names(view: View, window: Window) -> list[dict[str, Any]]:
    """Check what must hold of names in every picture of the page, and return them."""
    sizes = plot_sizes(view, window)
    drawn = json.loads(json.dumps(build_figure(view, "light", sizes)))
    lines = {each["uid"]: each for each in traces(drawn)}
    found, boxes, panels = names_in(drawn), {}, {}
    assert len({each["name"] for each in found}) == len(found)
    for each in found:
        key, line = each["name"].partition("-")[0], lines[each["name"]]
        assert each["text"] == f"<b>{line['name']}</b>"
        assert line["name"] if panel_of(each) == LENS else line["name"] == CURVE_NAMES[key]
        assert each["font"]["color"] == line["line"]["color"] == STROKES[key].light
        assert (each["xref"], each["yref"]) == (line.get("xaxis", "x"), line["yaxis"])
        x_axis, axis = axes_of(drawn, each["xref"], each["yref"])
        panels[each["name"]] = each["yref"]
        left, top, right, bottom = boxes[each["name"]] = box_of(drawn, sizes, each)
        assert min(left, top) >= 0
        assert right <= panel_width(sizes, x_axis)
        assert bottom <= panel_height(sizes, axis)
        assert distance_to_line(drawn, sizes, line, boxes[each["name"]]) <= MAX_DISTANCE
    for (one, box), (other, other_box) in itertools.combinations(boxes.items(), 2):
        is_same_panel = panels[one] == panels[other]
        assert not (is_same_panel and overlap(box, other_box)), (one, other)
    return found


def distance_to_line(drawn: dict[str, Any], sizes: Sizes, line: dict[str, Any], box: Box) -> float:
    """How far a name is above or below its curve, where that is nearest.

    Each segment of the line counts with all of its height: a density may rise to a peak that is
    narrower than a pixel, and its name stands on that or beside it.
    """
    x_axis, axis = axes_of(drawn, line.get("xaxis", "x"), line["yaxis"])
    left, right = x_axis["range"]
    low, high = axis["range"]
    x, y = numbers(line["x"]), numbers(line["y"])
    if axis["type"] == "log":
        y = np.log10(y)
    if x_axis["type"] == "log":
        x = np.log10(x)
    across = (x - left) / (right - left) * panel_width(sizes, x_axis)
    down = (high - y) / (high - low) * panel_height(sizes, axis)
    ends = np.array((box[0] - MAX_DISTANCE, box[2] + MAX_DISTANCE))
    inside = (ends[0] < across) & (across < ends[1])
    first, last = np.interp(ends, across, down)
    heights = np.concatenate(([first], down[inside], [last]))
    tops, bottoms = np.fmin(heights[1:], heights[:-1]), np.fmax(heights[1:], heights[:-1])
    return float(np.nanmin(np.maximum(box[1] - bottoms, tops - box[3])))


@pytest.mark.parametrize("window", WINDOWS)
@pytest.mark.parametrize("query", SEEN)
def test_each_name_stands_at_its_curve_inside_its_panel(query: str, window: Window) -> None:
    assert check_names(view_of(query), window)


@given(view=VIEWS, window=st.sampled_from(WINDOWS))
@few
def test_so_it_does_in_any_view(view: View, window: Window) -> None:
    if view.mode == "page":
        check_names(view, window)


def test_all_curves_of_the_first_visit_have_their_names_in_both_panels() -> None:
    named = {each["name"] for each in names_in(picture(View()))}
    assert named == {f"{key}-{panel}" for key in View().shown for panel in AXES}


def test_the_losses_have_their_names_in_both_panels() -> None:
    named = {each["name"] for each in names_in(picture(view_of("?shown=sigmoid&extras=losses")))}
    keys = ("sigmoid", "cross_entropy", "squared_error")
    assert named == {f"{key}-{panel}" for key in keys for panel in AXES}


def test_the_single_sigmoids_have_no_names() -> None:
    drawn = picture(view_of("?scene=sum&stage=answer"))
    assert {each["uid"].partition("-")[0] for each in traces(drawn)} > {TERMS}
    assert not [each for each in names_in(drawn) if each["name"].startswith(TERMS)]


@pytest.mark.parametrize(
    ("query", "panels"),
    [
        ("?scene=five-gradients", set()),
        ("?scene=five-gradients&stage=value", {"value"}),
        ("?scene=five-gradients&stage=gradient", {"value", "gradient"}),
        ("?panels=gradient", {"gradient"}),
        ("?shown=", set()),
        ("?scene=ten-layers", set()),
        ("?scene=ten-layers&stage=value", {"value"}),
        ("?scene=ten-layers&stage=gradient", {"value", LENS}),
        ("?lens=noise&panels=gradient", {LENS}),
        ("?lens=noise&panels=value", {"value"}),
        ("?lens=saturation", {"value", "gradient"}),
        ("?lens=noise&shown=", set()),
    ],
)
def test_a_name_never_gives_a_curve_away(query: str, panels: set[str]) -> None:
    assert {panel_of(each) for each in names_in(picture(view_of(query)))} == panels


@pytest.mark.parametrize("offset", [-4.0, 0.0, 2.5])
def test_the_grip_of_the_sigmoid_is_kept_clear(offset: float) -> None:
    view = View(shown=("sigmoid", "relu"), offset=offset)
    sizes, drawn = plot_sizes(view, WINDOWS[0]), picture(view)
    axis = drawn["layout"]["yaxis"]
    x = (offset + 10) / 20 * sizes.inner_width
    low, high = axis["range"]
    y = (high - 0.5) / (high - low) * panel_height(sizes, axis)
    grip = (x - 12, y - 12, x + 12, y + 12)
    for each in names_in(drawn):
        if panel_of(each) == "value":
            assert not overlap(grip, box_of(drawn, sizes, each))


def sides(marks: dict[str, Any]) -> set[str]:
    """The parts of a layout that some marks move: annotations, shapes."""
    return {path.partition("[")[0] for path in marks}


@given(view=VIEWS, changes=MOVES)
@few
def test_a_move_sends_no_names_and_the_description_after_it_does(
    view: View, changes: dict[str, Any]
) -> None:
    answered = respond(view_query(view), changes)
    marks = describe(answered["query"])["marks"]
    is_lecture = view.mode == "lecture"  # its rail moves with the lines
    assert is_lecture or answered["frame"]["marks"] == {
        f"shapes[0].x{end}": view_of(answered["query"]).probe for end in "01"
    }
    fresh = picture(view_of(answered["query"]))["layout"]["annotations"]
    expected = {
        f"annotations[{index}].{side}": each[side]
        for index, each in enumerate(fresh)
        if each.get("name") and (not is_lecture or panel_of(each) == LENS)
        for side in ("x", "y", "visible")
    }
    assert marks == expected


def test_a_drag_moves_the_names_of_a_lecture_with_each_response() -> None:
    marks = respond("?mode=lecture", {"alpha": 3})["frame"]["marks"]
    assert sides(marks) == {"annotations", "shapes"}
    assert sides(respond("", {"alpha": 3})["frame"]["marks"]) == {"shapes"}
    assert describe("?mode=lecture&alpha=3")["marks"] == {}
    assert sides(describe("?mode=lecture&alpha=3&lens=noise")["marks"]) == {"annotations"}
