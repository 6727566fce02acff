"""Reads what the components make, as a browser would: pictures as JSON, pages as trees."""

import base64
import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
from dash.development.base_component import Component

from components import story
from components.answer import answer
from components.figure import figure
from components.theme import sizes
from core.activations import ACTIVATIONS
from core.view import View, parse_query

HEIGHT = 900  # of the window in which the tests read a page
Numbers = npt.NDArray[np.float64]
EVERYTHING = ",".join(ACTIVATIONS)
LOOKS = (
    "shown",
    "panels",
    "scale",
    "hide",
    "scene",
    "moment",
    "theme",
    "mode",
)  # a change of one of these needs a whole new picture


@cache
def sent(view: View, theme: str) -> str:
    """The figure of a view, as it is sent."""
    text: str = figure(view, theme, sizes(view, HEIGHT)).to_json(remove_uids=False)
    return text


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
    """The traces that a reader sees, of one panel ("y" or "y2") or of both."""
    return [each for each in drawn["data"] if each["visible"] is True and axis in ("", each["yaxis"])]


def curves(drawn: dict[str, Any]) -> list[dict[str, Any]]:
    """The traces that belong to a curve: all but those that only hold the panels open where there is none."""
    return [each for each in drawn["data"] if each["uid"] not in ("y", "y2")]


def line(drawn: dict[str, Any], name: str, axis: str) -> dict[str, Any]:
    """The one line of a curve in a panel, seen or not."""
    found = [each for each in drawn["data"] if (each["name"], each["yaxis"]) == (name, axis) and "line" in each["mode"]]
    assert len(found) == 1, f"{name} has {len(found)} lines on {axis}"
    return found[0]


def dots(drawn: dict[str, Any], name: str) -> list[tuple[float, float, str]]:
    """The dots that a reader sees where a gradient jumps: x, y and the colour inside."""
    found = [each for each in traces(drawn, "y2") if each["name"] == name and each["mode"] == "markers"]
    return [
        (float(x), float(y), colour)
        for each in found
        for x, y, colour in zip(numbers(each["x"]), numbers(each["y"]), each["marker"]["color"], strict=True)
        if np.isfinite(y)
    ]


def view_of(query: str) -> View:
    """The view of a URL's query."""
    return story.read(parse_query(query))[0]


def asked(
    query: str, changes: Mapping[str, Any], *, whole: bool = False, dark: bool = False, height: int = HEIGHT
) -> dict[str, Any]:
    """The answer to one request of the page."""
    request = {"number": 7, "query": query, "changes": dict(changes), "whole": whole, "dark": dark, "height": height}
    return answer(request)


def applied(drawn: dict[str, Any], answered: dict[str, Any]) -> dict[str, Any]:
    """The picture after an answer that moves its lines."""
    moved = json.loads(json.dumps(drawn))
    for each in answered["frame"]["traces"]:
        line = moved["data"][each["place"]]
        line["y"], line["x"] = each["y"], each.get("x", answered["frame"].get("x", line["x"]))
        if "look" in each:
            line["mode"], line["line"]["simplify"] = each["look"]["mode"], each["look"]["line.simplify"]
    for axis, ends in answered["ranges"].items():
        moved["layout"][axis]["range"] = ends
    for place, number in answered["frame"]["marks"].items():
        part, index, side = re.fullmatch(r"(\w+)\[(\d+)\]\.(\w+)", place).groups()
        moved["layout"][part][int(index)][side] = number
    return moved


def nodes(tree: Any) -> Iterator[Component]:
    """Every component of a tree."""
    if isinstance(tree, Component):
        yield tree
        yield from nodes(getattr(tree, "children", None))
    elif isinstance(tree, (list, tuple)):
        for child in tree:
            yield from nodes(child)


def by_id(tree: Any) -> dict[str, Component]:
    """The components that have an id."""
    return {each.id: each for each in nodes(tree) if getattr(each, "id", None) is not None}


def text(tree: Any) -> str:
    """What a component says."""
    if isinstance(tree, Component):
        return text(getattr(tree, "children", None))
    if isinstance(tree, (list, tuple)):
        return "".join(text(child) for child in tree)
    return "" if tree is None else str(tree)
