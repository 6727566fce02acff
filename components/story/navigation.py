"""The way through the story: a view's scene, its texts, its URL, and the change of scenes."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from components import ids
from components.lenses.table import LENSES
from components.story.answer import scene_answer
from components.story.markup import remove_markup
from components.story.scene import STORY_FIELDS
from components.story.scenes import SCENES, scene_of
from core.query import parse_query
from core.view import CONTROLS, DEFAULT, FREE, View

SCENE_NAMES = (FREE, *map(str, range(1, len(SCENES) + 1)))
STAGES = tuple(CONTROLS["stage"].options)
KEPT_ACROSS_SCENES = ("hide", "theme", "mode")  # a new scene sets everything else
CHANGED_SCENE_NOTE = "With the first settings:"  # before the answer of a scene that was changed


def initial_view(scene: str) -> View:
    """Return a scene as it begins, or the page of a first visit for no scene."""
    return DEFAULT if scene == FREE else replace(SCENES[int(scene) - 1].view, scene=scene)


def enter_scene(view: View, scene: str) -> View:
    """Return a scene as it begins, with the theme, the mode and the hidden controls of a view."""
    kept = {name: getattr(view, name) for name in KEPT_ACROSS_SCENES}
    return replace(initial_view(scene), **kept)


def is_unmodified(view: View) -> bool:
    """Return whether the curves of a view are those with which its scene begins."""
    first = initial_view(view.scene)
    others = (*KEPT_ACROSS_SCENES, *STORY_FIELDS, "probe")
    return all(
        getattr(view, name) == getattr(first, name) for name in CONTROLS if name not in others
    )


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
    raw = _without_unknown_scene(raw)
    return initial_view(View.from_raw({"scene": raw.get("scene", FREE)}).scene).with_changes(raw)


def apply_changes(view: View, raw: Mapping[str, object]) -> tuple[View, tuple[str, ...]]:
    """Return a view after some raw changes, and a note on each mistake.

    A new scene begins with its own settings. What a link hides cannot be changed.
    """
    allowed = {name: value for name, value in raw.items() if name not in view.hide}
    free = _without_unknown_scene(allowed)
    scene = view.with_changes({"scene": free["scene"]})[0].scene if "scene" in free else view.scene
    base = view if scene == view.scene else enter_scene(view, scene)
    return base.with_changes(free)


def _without_unknown_scene(raw: Mapping[str, object]) -> Mapping[str, object]:
    """Return raw settings in which the name of a scene that does not exist is None: unusable."""
    scene = raw.get("scene", FREE)
    return raw if scene in SCENE_NAMES else {**raw, "scene": None}


def view_query(view: View) -> str:
    """Return the text of a view in a URL: what differs from its scene, or from the first visit."""
    if not view.has_scene:
        return view.query()
    return view.query(replace(initial_view(view.scene), scene=FREE))


def scene_texts(view: View) -> dict[str, str]:
    """Return what the story says at a stage, by id: question, hint, at last the answer."""
    scene = scene_of(view)
    if scene is None:
        return dict.fromkeys((ids.HEADLINE, ids.QUESTION, ids.HINT, ids.ANSWER), "")
    return {
        ids.HEADLINE: f"{view.scene} / {len(SCENES)}  {scene.title}",
        ids.QUESTION: scene.question,
        ids.HINT: scene.hint if view.stage in ("value", "gradient") else "",
        ids.ANSWER: remove_markup(answer_markup(view)),
    }


def answer_markup(view: View) -> str:
    """Return the answer of a scene with its marks; empty until its stage is reached."""
    scene = scene_of(view)
    if scene is None or view.stage != "answer":
        return ""
    first = "" if is_unmodified(view) else f"{CHANGED_SCENE_NOTE} "
    return first + scene_answer(scene)


def stage_labels(view: View) -> dict[str, str]:
    """Return the label of the stage that shows the lower panel, by id."""
    label = CONTROLS["stage"].options["gradient"]
    return {ids.LENS_STAGE: label if view.has_gradients else LENSES[view.shown_lens].name.lower()}


def step_labels(view: View) -> dict[str, str]:
    """Return the label of the button that goes on in the story, by id: what comes next."""
    show_lens = LENSES[view.shown_lens].step_label
    labels = dict(zip(STAGES, ("Show f", show_lens, "Answer"), strict=False))
    if not view.has_scene:
        return {ids.NEXT: ""}
    if view.stage in labels:
        return {ids.NEXT: labels[view.stage]}
    is_last = int(view.scene) == len(SCENES)
    return {ids.NEXT: "Explore" if is_last else f"Next: {SCENES[int(view.scene)].title}"}
