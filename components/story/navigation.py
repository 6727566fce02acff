"""The way through the story: a view's scene, its texts, its URL, and the change of scenes."""

from collections.abc import Mapping
from dataclasses import fields, replace
from functools import lru_cache

from components import ids
from components.lenses.table import LENSES
from components.story.answer import scene_answer, scene_reason
from components.story.markup import remove_markup
from components.story.scene import STORY_FIELDS
from components.story.scenes import (
    KEYS_OF_OLD_NUMBERS,
    SCENES,
    SCENES_BY_KEY,
    scene_number,
    scene_of,
)
from components.text import list_text
from core.lens_fields import LensFields
from core.plot_fields import PlotFields
from core.query import parse_query
from core.race_fields import RaceFields
from core.view import CONTROLS, DEFAULT, FREE, View

SCENE_NAMES = (FREE, *SCENES_BY_KEY)
MARKED_IDS = (ids.ANSWER, ids.REASON)
TEXT_IDS = (
    *(ids.HEADLINE, ids.QUESTION, ids.SOURCE, ids.CHANGED_NOTE, ids.HINT),
    *(ids.CLAIM, ids.ANSWER, ids.REASON),
)
STAGES = tuple(CONTROLS["stage"].options)
KEPT_ACROSS_SCENES = ("hide", "theme", "mode")  # a new scene sets everything else
FIELDS_OF_CURVES = frozenset(each.name for each in (*fields(PlotFields), *fields(LensFields)))
FIELDS_OF_RACES = frozenset(each.name for each in fields(RaceFields))
SETTINGS_OF_LENSES = frozenset(name for lens in LENSES.values() for name in lens.controls)
MAX_NAMED_CHANGES = 3  # controls, in one sentence


def initial_view(scene: str) -> View:
    """Return a scene as it begins, or the page of a first visit for no scene."""
    return DEFAULT if scene == FREE else replace(SCENES_BY_KEY[scene].view, scene=scene)


def enter_scene(view: View, scene: str) -> View:
    """Return a scene as it begins, with the theme, the mode and the hidden controls of a view."""
    kept = {name: getattr(view, name) for name in KEPT_ACROSS_SCENES}
    return replace(initial_view(scene), **kept)


def changed_scene_note(view: View) -> str:
    """Return what of a scene was changed, while its texts are about its first settings; or nothing.

    The probe counts where the question is about its x. Recorded starts have seeds of their own.
    """
    scene = scene_of(view)
    if scene is None:
        return ""
    others = {*KEPT_ACROSS_SCENES, *STORY_FIELDS, *_fields_without_effect(view)}
    if not scene.is_about_probe:
        others.add("probe")
    labels = [
        control.label
        for name, control in CONTROLS.items()
        if name not in others and getattr(view, name) != getattr(scene.view, name)
    ]
    if not labels:
        return ""
    if len(labels) > MAX_NAMED_CHANGES:
        labels[MAX_NAMED_CHANGES - 1 :] = ["more"]
    return f"Changed: {list_text(labels)}. Question and answer are for the first settings."


def _fields_without_effect(view: View) -> frozenset[str]:
    """Return fields that change nothing of what question and answer are about: those of races where
    there is none, and those of other lenses."""
    if view.is_race:
        return FIELDS_OF_CURVES | {"seed", "measure"}
    of_other_lenses = SETTINGS_OF_LENSES.difference(LENSES[view.shown_lens].controls)
    return FIELDS_OF_RACES | of_other_lenses


@lru_cache(maxsize=256)
def read_query(query: str) -> tuple[View, tuple[str, ...]]:
    """Return the view of a URL's query, and a note on each mistake.

    All moves of a slider begin at the same one.
    """
    return read_view(parse_query(query))


def read_view(raw: Mapping[str, object]) -> tuple[View, tuple[str, ...]]:
    """Return the view of a URL's raw settings, and a note on each mistake.

    In a scene a URL says only what differs from the scene.
    """
    raw = _resolve_scene_key(raw)
    return _change_view(initial_view(View.from_raw({"scene": raw.get("scene", FREE)}).scene), raw)


def apply_changes(view: View, raw: Mapping[str, object]) -> tuple[View, tuple[str, ...]]:
    """Return a view after some raw changes, and a note on each mistake.

    A new scene begins with its own settings. What a link hides cannot be changed.
    """
    allowed = {name: value for name, value in raw.items() if name not in view.hide}
    usable = _resolve_scene_key(allowed)
    scene = str(usable.get("scene") or view.scene)
    base = view if scene == view.scene else enter_scene(view, scene)
    return _change_view(base, usable)


def _change_view(view: View, raw: Mapping[str, object]) -> tuple[View, tuple[str, ...]]:
    """Return a view after some raw changes, and the notes on them; a scene keeps its part."""
    changed, notes = view.with_changes(raw)
    return (replace(changed, part=view.part) if changed.has_scene else changed), notes


def _resolve_scene_key(raw: Mapping[str, object]) -> Mapping[str, object]:
    """Return raw settings with the key of their scene, of which an older link says the number.

    The key of a scene that does not exist is None: unusable.
    """
    if "scene" not in raw:
        return raw
    scene = raw["scene"]
    known = scene if isinstance(scene, str) else ""
    key = KEYS_OF_OLD_NUMBERS.get(known, known)
    return {**raw, "scene": key if key in SCENE_NAMES else None}


def view_query(view: View) -> str:
    """Return the text of a view in a URL: what differs from its scene, or from the first visit."""
    if not view.has_scene:
        return view.query()
    return view.query(replace(initial_view(view.scene), scene=FREE))


def scene_texts(view: View) -> dict[str, str]:
    """Return what the story says at a stage, by id: question, hint, at last the answer."""
    scene = scene_of(view)
    if scene is None:
        return dict.fromkeys(TEXT_IDS, "")
    marked = marked_texts(view)
    return {
        ids.HEADLINE: f"{scene_number(scene)} / {len(SCENES)}  {scene.title}",
        ids.QUESTION: scene.question,
        ids.SOURCE: f"In the article: {scene.source}",
        ids.CHANGED_NOTE: changed_scene_note(view),
        ids.HINT: scene.hint if view.stage in _hint_stages(view) else "",
        ids.CLAIM: f"The article says: {scene.claim}" if view.stage == "answer" else "",
        ids.ANSWER: remove_markup(marked[ids.ANSWER]),
        ids.REASON: remove_markup(marked[ids.REASON]),
    }


def _hint_stages(view: View) -> tuple[str, ...]:
    """Return the stages with the hint: once all is there that it speaks of."""
    return ("value", "gradient") if view.is_race else ("gradient",)


def marked_texts(view: View) -> dict[str, str]:
    """Return the texts of the story that have marks, by id; empty until their stage is reached."""
    scene = scene_of(view)
    if scene is None or view.stage != "answer":
        return dict.fromkeys(MARKED_IDS, "")
    return {ids.ANSWER: scene_answer(scene), ids.REASON: scene_reason(scene)}


def stage_labels(view: View) -> dict[str, str]:
    """Return the labels of the stages that have another one in some scenes, by id."""
    if view.is_race:
        return {ids.VALUE_STAGE: "race", ids.LENS_STAGE: "ten starts"}
    labels = CONTROLS["stage"].options
    lens = labels["gradient"] if view.has_gradients else LENSES[view.shown_lens].name.lower()
    return {ids.VALUE_STAGE: labels["value"], ids.LENS_STAGE: lens}


def step_labels(view: View) -> dict[str, str]:
    """Return the label of the button that goes on in the story, by id: what comes next."""
    curve_steps = ("Show f", LENSES[view.shown_lens].step_label)
    steps = ("Start the race", "Show ten starts") if view.is_race else curve_steps
    labels = dict(zip(STAGES, (*steps, "Answer"), strict=False))
    if not view.has_scene:
        return {ids.NEXT: ""}
    if view.stage in labels:
        return {ids.NEXT: labels[view.stage]}
    following = SCENES[scene_number(SCENES_BY_KEY[view.scene]) :]
    return {ids.NEXT: f"Next: {following[0].title}" if following else "Explore"}
