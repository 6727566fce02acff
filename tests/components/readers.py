"""Reads what the components make, as a browser would: pictures as JSON, pages as trees."""

import base64
import json
import re
from collections.abc import Iterator, Mapping
from copy import copy
from functools import cache, lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import orjson
from dash import html
from dash.development.base_component import Component

from components import ids
from components.api.describe import describe_view
from components.api.requests import ApiPaths, DescribeRequest, UpdateRequest
from components.api.update import build_update
from components.layout import build_page
from components.plot.figure import build_figure
from components.story import SCENES
from components.story.answer import scene_answer
from components.story.markup import remove_markup
from components.story.navigation import read_view
from components.story.scene import Scene
from components.theme import Window, plot_sizes
from core.activations import ACTIVATIONS
from core.curves import x_grid
from core.query import parse_query
from core.view import CONTROLS, View

WINDOW = Window(1440, 900)  # in which the tests read a page
PATHS = ApiPaths.below("/")
Numbers = npt.NDArray[np.float64]
EVERYTHING = ",".join(ACTIVATIONS)
ARTICLE_X = [-10.0 + 0.2 * i for i in range(100)]
FORMULA_PART = re.compile(r'<span[^>]*\bid="([^"]+)"[^>]*>([^<]*)</span>')
TITLES = [scene.title for scene in SCENES]
CURVE_SCENES = [scene for scene in SCENES if not scene.view.is_race]
CURVE_TITLES = [scene.title for scene in CURVE_SCENES]
# What has a value: the switches of the functions, and the controls without buttons or boxes.
VALUED_IDS = (
    *(ids.switch_id(key) for key in ACTIVATIONS),
    *(
        ids.control_id(name)
        for name in CONTROLS
        if name not in ("shown", "part", "theme", "mode", "formula", "formula2")
    ),
)
LOOKS = (
    "shown",
    "panels",
    "scale",
    "rule",
    "extras",
    "hide",
    "lens",
    "focus",
    "layer_measure",
    "weights",
    "scene",
    "stage",
    "theme",
    "mode",
    "part",
    "lanes",
    "rates",
    "measure",
    "formula",
    "formula2",
)  # a change of one of these needs a whole new picture


def scene_of(title: str) -> Scene:
    """The scene of a title."""
    return SCENES[TITLES.index(title)]


def answer_of(title: str) -> str:
    """The answer of a scene as it begins, without its marks."""
    return remove_markup(scene_answer(scene_of(title)))


@cache
def sent(view: View, theme: str) -> str:
    """The figure of a view, as it is sent."""
    figure = build_figure(view, theme, plot_sizes(view, WINDOW))
    return orjson.dumps(figure, option=orjson.OPT_SERIALIZE_NUMPY).decode()


def picture(view: View, theme: str = "light") -> dict[str, Any]:
    """The figure of a view, as a browser reads it."""
    drawn: dict[str, Any] = json.loads(sent(view, theme))
    return drawn


def numbers(array: Any) -> Numbers:
    """The numbers of an array of a picture: a list, with null for nan, or base64 with its type."""
    if isinstance(array, Mapping):
        return np.frombuffer(base64.b64decode(array["bdata"]), array["dtype"]).astype(float)
    return np.array([np.nan if each is None else each for each in array], dtype=float)


def traces(drawn: dict[str, Any], axis: str = "") -> list[dict[str, Any]]:
    """The traces that a reader sees, of one panel ("y", "y2", of a lens "y3") or of all."""
    return [
        each
        for each in drawn["data"]
        if each["visible"] is True and "-" in each["uid"] and axis in ("", each["yaxis"])
    ]


def curves(drawn: dict[str, Any]) -> list[dict[str, Any]]:
    """The traces of curves, without those of a lens and those that hold an empty panel open."""
    return [each for each in drawn["data"] if "-" in each["uid"] and not is_lens(each)]


def is_lens(trace: Mapping[str, Any]) -> bool:
    """Whether a trace is what a lens draws."""
    return "-lens-" in trace["uid"]


def traces_of(drawn: dict[str, Any], names: set[str]) -> list[int]:
    """The places of the traces of some curves, by their names."""
    return [
        index
        for index, each in enumerate(drawn["data"])
        if each.get("name") in names and not is_lens(each)
    ]


def traces_of_lens(drawn: dict[str, Any]) -> list[int]:
    """The places of the traces that a lens draws."""
    return [index for index, each in enumerate(drawn["data"]) if is_lens(each)]


def line(drawn: dict[str, Any], name: str, axis: str) -> dict[str, Any]:
    """The one line of a curve in a panel, seen or not."""
    found = [
        each
        for each in drawn["data"]
        if (each["name"], each["yaxis"]) == (name, axis) and "line" in each["mode"]
    ]
    assert len(found) == 1, f"{name} has {len(found)} lines on {axis}"
    only: dict[str, Any] = found[0]
    return only


def dots(drawn: dict[str, Any], name: str) -> list[tuple[float, float, str]]:
    """The dots that a reader sees where a gradient jumps: x, y and the colour inside."""
    found = [
        each for each in traces(drawn, "y2") if each["name"] == name and each["mode"] == "markers"
    ]
    return [
        (float(x), float(y), colour)
        for each in found
        for x, y, colour in zip(
            numbers(each["x"]), numbers(each["y"]), each["marker"]["color"], strict=True
        )
        if np.isfinite(y)
    ]


def view_of(query: str) -> View:
    """The view of a URL's query."""
    return read_view(parse_query(query))[0]


@lru_cache(maxsize=64)
def page_of(query: str, is_dark: bool = False) -> Component:
    """The page of a URL's query, with the parts of formulas that have an id."""
    page = build_page(PATHS, query, is_dark, WINDOW)
    places = by_id(page)
    for place, html_text in places[ids.PAGE_DATA].data["formulas"].items():
        parts = FORMULA_PART.findall(html_text)
        places[place].children = [html.Span(text, id=each) for each, text in parts]
    return page


def respond(
    query: str,
    changes: Mapping[str, Any],
    *,
    full: bool = False,
    dark: bool = False,
    window: Window = WINDOW,
) -> dict[str, Any]:
    """The response to one request of the page."""
    return build_update(UpdateRequest(7, query, dict(changes), full, dark, **vars(window)))


def describe(query: str, previous: str = "", *open_tables: str) -> dict[str, Any]:
    """The response with the page in words."""
    return describe_view(DescribeRequest(query, previous, open_tables, **vars(WINDOW)))


def props_named(response: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The values of one property in a response, by id."""
    return {each: props[name] for each, props in response["props"].items() if name in props}


def applied(drawn: dict[str, Any], answered: dict[str, Any]) -> dict[str, Any]:
    """The picture after an answer that moves its lines."""
    moved: dict[str, Any] = json.loads(json.dumps(drawn))
    view = view_of(answered["query"])
    count = x_grid(view.low, view.high, view.step).size
    for each in answered["frame"]["traces"]:
        line = moved["data"][each["index"]]
        line["y"], line["x"] = each["y"], each.get("x", answered["frame"].get("x", line["x"]))
        if line["mode"] != "markers":
            line["mode"] = "lines+markers" if count <= line["meta"]["maxDots"] else "lines"
        line["line"]["simplify"] = count > line["meta"]["maxExact"]
    for axis, ends in answered["ranges"].items():
        moved["layout"][axis]["range"] = ends
    return place_marks(moved, answered["frame"]["marks"])


def place_marks(drawn: dict[str, Any], marks: Mapping[str, Any]) -> dict[str, Any]:
    """A picture in which some parts of the layout, named by their paths, have moved."""
    moved: dict[str, Any] = json.loads(json.dumps(drawn))
    for place, number in marks.items():
        path = re.fullmatch(r"(\w+)\[(\d+)\]\.(\w+)", place)
        assert path is not None
        part, index, side = path.groups()
        moved["layout"][part][int(index)][side] = number
    return moved


def nodes(tree: Any) -> Iterator[Any]:
    """Every component of a tree, those in the labels of choices among them."""
    if isinstance(tree, Component):
        yield tree
        yield from nodes(getattr(tree, "children", None))
        options = getattr(tree, "options", None)
        if isinstance(options, list):
            yield from nodes([each["label"] for each in options])
    elif isinstance(tree, (list, tuple)):
        for child in tree:
            yield from nodes(child)


def by_id(tree: Any) -> dict[str, Any]:
    """The components that have an id."""
    return {each.id: each for each in nodes(tree) if getattr(each, "id", None) is not None}


def seen(tree: Any) -> Any:
    """A tree without what is hidden."""
    if isinstance(tree, Component):
        if getattr(tree, "hidden", False):
            return None
        bare = copy(tree)
        if hasattr(tree, "children"):
            bare.children = seen(tree.children)
        return bare
    return [seen(child) for child in tree] if isinstance(tree, (list, tuple)) else tree


def text(tree: Any) -> str:
    """What a component says."""
    if isinstance(tree, Component):
        return text(getattr(tree, "children", None))
    if isinstance(tree, (list, tuple)):
        return "".join(text(child) for child in tree)
    return "" if tree is None else str(tree)
