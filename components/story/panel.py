"""The column of the story: where the reader is, the question, the answer, the way on."""

from typing import Any

from dash import html

from components import ids
from components.controls import make_choice_row
from components.story.markup import make_parts
from components.story.navigation import marked_texts, scene_texts, stage_labels, step_labels
from components.story.scenes import SCENES, scene_number, scene_of
from components.widgets import HIDDEN, make_button
from core.view import CONTROLS, View

SCENE_TITLES = {
    each.key: f"{scene_number(each):\N{FIGURE SPACE}>2}  {each.title}" for each in SCENES
}


def make_story(view: View) -> html.Section:
    """Return what the story says, at the top of the column."""
    texts, scene = scene_texts(view), scene_of(view)
    marked = {each: make_parts(text) for each, text in marked_texts(view).items()}

    def make_text(text_id: str) -> html.Div:
        """Return a text of the scene; the style sheets hide one that is empty."""
        return html.Div(marked.get(text_id, texts[text_id]), id=text_id)

    titles = html.Details(
        [
            html.Summary(texts[ids.HEADLINE], id=ids.HEADLINE),
            make_choice_row(view, "scene", SCENE_TITLES),
        ],
        id=ids.SCENE_LIST,
    )
    return html.Section(
        [
            # A second look of the list of scenes, for a mouse or a finger.
            html.Div(
                id=ids.SCENE_BAR,
                className="scene-bar",
                style={"--scene": scene_number(scene) if scene else 0, "--count": len(SCENES)},
                **HIDDEN,
            ),
            titles,
            html.H2(texts[ids.QUESTION], id=ids.QUESTION),
            make_text(ids.SOURCE),
            make_choice_row(view, "stage", _make_stage_labels(view)),
            *map(make_text, (ids.CHANGED_NOTE, ids.HINT)),
            html.Div(
                [make_text(each) for each in (ids.CLAIM, ids.ANSWER, ids.REASON)],
                className="answers",
            ),
        ],
        id=ids.STORY,
        className="story",
        hidden=not view.has_scene,
    )


def _make_stage_labels(view: View) -> dict[str, Any]:
    """Return the labels of the stages; some depend on what the scene shows."""
    value, lens = (html.Span(text, id=each) for each, text in stage_labels(view).items())
    return {**CONTROLS["stage"].options, "value": value, "gradient": lens}


def make_steps(view: View) -> html.Div:
    """Return the way on, at the foot of the column: back, and the step that comes."""
    back: dict[str, Any] = {"aria-label": "Back"}
    return html.Div(
        [
            make_button("←", id=ids.PREVIOUS, className="back", **back),
            make_button(step_labels(view)[ids.NEXT], id=ids.NEXT, className="primary"),
        ],
        id=ids.STEPS,
        className="steps",
        hidden=not view.has_scene,
    )
