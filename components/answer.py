"""What the server sends back when the page asks: only what the change changes. Pure, and the same on every server."""

from collections.abc import Mapping
from typing import Any

from components import controls, ids, readout
from components.figure import drawn, figure, frame, ranges
from core.activations import ACTIVATIONS
from core.curves import LIMIT, OBEYED, sample
from core.view import CONTROLS, View, parse_query

# A change of one of these alters more of the picture than the place of its lines.
LOOKS = frozenset({"shown", "panels", "scale", "theme"})
SAMPLING = frozenset({"range", "step"})
OBEYED_WITH_LIMIT = OBEYED | {LIMIT: ("count", "span", "rule")}


def answer(asked: Mapping[str, Any]) -> dict[str, Any]:
    """The answer to one request of the page.

    `query` is the state that the page last heard of, `changes` the raw settings that it asks for since, `whole`
    whether it needs the whole picture, `dark` whether the reader's system is dark, `number` the request's number.
    """
    changes = asked["changes"]
    before, broken = View().reviewed(parse_query(asked["query"]))
    view, refused = before.reviewed(changes)
    said = {"number": asked["number"], "query": view.query(), "note": ". ".join((*broken, *refused))}
    if asked["whole"] or not LOOKS.isdisjoint(changes):
        return said | _whole(view, asked["dark"])
    return said | _moved(view, frozenset(changes))


def scheme(view: View, dark: bool) -> str:
    """The theme that a view is drawn in: its own, or else the one of the reader's system."""
    return ("dark" if dark else "light") if view.theme == "auto" else view.theme


def _whole(view: View, dark: bool) -> dict[str, Any]:
    return {
        "controls": {name: controls.properties(view, name) for name in CONTROLS},
        "disabled": controls.disabled(view),
        "texts": readout.texts(view, view.shown) | controls.help_texts(view),
        "hidden": {ids.card(key): key not in view.shown for key in ACTIVATIONS},
        "theme": view.theme,
        "figure": figure(view, scheme(view, dark)).to_plotly_json(),
        "ranges": ranges(view, sample(view).curves),
    }


def _moved(view: View, changed: frozenset[str]) -> dict[str, Any]:
    resampled, ruled = not SAMPLING.isdisjoint(changed), "rule" in changed
    curves = sample(view).curves
    lines = [key for key in drawn(view) if resampled or not changed.isdisjoint(OBEYED_WITH_LIMIT[key])]
    cards = view.shown if "probe" in changed else [key for key in lines if key in view.shown]
    return {
        "controls": {name: controls.properties(view, name) for name in changed if name in CONTROLS},
        "texts": readout.texts(view, cards) | (controls.help_texts(view) if ruled else {}),
        "disabled": controls.disabled(view) if ruled else {},
        "frame": frame(view, curves, lines, resampled),
        "ranges": ranges(view, curves),
    }
