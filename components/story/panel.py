"""The column of the story: where the reader is, the question, the answer, the way on."""

from typing import Any

from dash import html

from components import ids
from components.controls import make_choice_row
from components.story.markup import make_parts
from components.story.navigation import answer_markup, scene_texts, stage_labels, step_labels
from components.story.scenes import SCENES
from components.widgets import HIDDEN, make_button
from core.view import CONTROLS, View

SCENE_TITLES = {str(number): f"{number}  {each.title}" for number, each in enumerate(SCENES, 1)}


def make_story(view: View) -> html.Section:
    """Return what the story says, at the top of the column."""
    texts = scene_texts(view)
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
                style={"--scene": view.scene if view.has_scene else 0, "--count": len(SCENES)},
                **HIDDEN,
            ),
            titles,
            html.H2(texts[ids.QUESTION], id=ids.QUESTION),
            make_choice_row(view, "stage", _make_stage_labels(view)),
            html.P(texts[ids.HINT], id=ids.HINT, hidden=not texts[ids.HINT]),
            html.Div(make_parts(answer_markup(view)), id=ids.ANSWER, hidden=not texts[ids.ANSWER]),
        ],
        id=ids.STORY,
        className="story",
        hidden=not view.has_scene,
    )


def _make_stage_labels(view: View) -> dict[str, Any]:
    """Return the labels of the stages; that of the lower panel depends on its lens."""
    lens = html.Span(stage_labels(view)[ids.LENS_STAGE], id=ids.LENS_STAGE)
    return {**CONTROLS["stage"].options, "gradient": lens}


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
