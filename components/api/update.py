"""What the server sends back when the page asks: only what the change changes. Pure, and the same on every server."""

from collections.abc import Mapping
from typing import Any

from components import controls, ids, readout, story
from components.figure import figure, frame
from components.panels import drawn, ranges
from components.takeaway import settings
from components.theme import chosen, scheme, sizes
from core.control import number
from core.curves import OBEYED, sample, samples
from core.view import CONTROLS, View, parse_query

TURN = "turn"  # no setting, but so many steps through the story, forwards or back
MOST_TURNS = 100
# A change of one of these alters more of the picture than the place of its lines.
LOOKS = frozenset({"shown", "panels", "scale", "hide", "scene", "moment", "theme", "mode", TURN})
AS_MADE = "As the scene begins:"  # before an answer whose scene has been moved since
FORM = {"number": int, "query": str, "changes": dict, "whole": bool, "dark": bool, "height": int}
SAMPLING = frozenset({"range", "step"})


def answer(asked: Mapping[str, Any]) -> dict[str, Any]:
    """The answer to one request of the page.

    `query` is the state that the page last heard of, `changes` the raw settings that it asks for since, `whole`
    whether it needs the whole picture, `dark` whether the reader's system is dark, `height` that of the window in
    pixels, `number` the request's number.
    """
    changes = asked["changes"]
    before, broken = story.read(parse_query(asked["query"]))
    view, refused = _changed(before, changes)
    said = {"number": asked["number"], "query": story.write(view), "note": remark(view, broken + refused)}
    if asked["whole"] or not LOOKS.isdisjoint(changes):
        turned = (view.scene, view.moment) != (before.scene, before.moment)
        return said | {"turned": turned} | _whole(view, asked["dark"], asked["height"])
    return said | _moved(view, frozenset(changes), asked["height"])


def turns(changes: Mapping[str, Any]) -> int:
    """How many steps through the story some changes ask for."""
    steps = number(changes.get(TURN, 0))
    return int(min(max(steps or 0.0, -MOST_TURNS), MOST_TURNS))


def _changed(before: View, changes: Mapping[str, Any]) -> tuple[View, tuple[str, ...]]:
    """A view after some changes, and a note on each that was none. Whoever comes to a scene finds it as it was made.

    What a link hides cannot be moved.
    """
    fixed = {TURN, *before.hide}
    asked = {name: raw for name, raw in changes.items() if name not in fixed}
    scene = before.reviewed({"scene": asked["scene"]})[0].scene if "scene" in asked else before.scene
    view, notes = (before if scene == before.scene else story.entered(before, scene)).reviewed(asked)
    return story.turned(view, turns(changes)), notes


def answerable(body: object) -> bool:
    """Whether the body of a request is of the form that the page sends."""
    asked = body.get("asked") if isinstance(body, dict) and len(body) == 1 else None
    if not isinstance(asked, dict) or {name: type(part) for name, part in asked.items()} != FORM:
        return False
    return bool(abs(asked["number"]) < 2**53 and 0 < asked["height"] < 2**15)


def remark(view: View, notes: tuple[str, ...]) -> str:
    """What the page says of a view: the notes on what was asked for, and a word where it has hardly a curve to show."""
    lonely = samples(view.low, view.high, view.step).size < 2
    return ". ".join(notes + (("One sample makes no curve: choose a smaller step",) if lonely else ()))


def told(view: View) -> dict[str, str]:
    """What the story says at a moment, by id: the question, where to look once there is a curve, at last the answer."""
    scene = story.scene_of(view)
    if scene is None:
        return dict.fromkeys((ids.HEADLINE, ids.QUESTION, ids.LOOK, ids.SOLUTION), "")
    begun, over = view.moment != "question", view.moment == "answer"
    return {
        ids.HEADLINE: f"{view.scene}. {scene.title}",
        ids.QUESTION: scene.question,
        ids.LOOK: scene.look if begun and not over else "",
        ids.SOLUTION: (scene.answer if story.as_made(view) else f"{AS_MADE} {scene.answer}") if over else "",
    }


def hidden(view: View) -> dict[str, bool]:
    """Which parts of the page a view has no use for, by id."""
    aside = controls.aside(view)
    return {ids.row(name): name in aside for name in CONTROLS} | {ids.TOLD: story.scene_of(view) is None}


def _whole(view: View, dark: bool, height: int) -> dict[str, Any]:
    said = readout.texts(view, view.shown) | told(view) | {ids.SETTINGS: settings(view)}
    return {
        "controls": {name: controls.properties(view, name) for name in CONTROLS},
        "disabled": controls.disabled(view),
        "waits": controls.waits(view),
        "texts": said | controls.help_texts(view),
        "hidden": readout.hidden(view) | hidden(view),
        "theme": chosen(view),
        "mode": view.mode,
        "figure": figure(view, scheme(view, dark), sizes(view, height)).to_plotly_json(),
        "ranges": ranges(view, sample(view).curves),
    }


def _moved(view: View, changed: frozenset[str], height: int) -> dict[str, Any]:
    resampled, ruled = not SAMPLING.isdisjoint(changed), "rule" in changed
    curves = sample(view).curves
    lines = [key for key in drawn(view) if resampled or not changed.isdisjoint(OBEYED[key])]
    answered = told(view) if view.moment == "answer" else {}
    cards = view.shown if "probe" in changed else [key for key in lines if key in view.shown]
    return {
        "controls": {name: controls.properties(view, name) for name in changed if name in CONTROLS},
        "texts": readout.texts(view, cards) | answered | (controls.help_texts(view) if ruled else {}),
        "disabled": controls.disabled(view) if ruled else {},
        "waits": controls.waits(view) if ruled else {},
        "frame": frame(view, sizes(view, height), curves, lines, resampled),
        "ranges": ranges(view, curves),
    }
