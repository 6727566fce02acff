"""The marks of an answer: its numbers are strong, and an x is a button that moves the probe."""

from typing import Any

import pytest
from dash import html
from hypothesis import given
from hypothesis import strategies as st

from components import ids
from components.story import SCENES
from components.story.answer import scene_answer, scene_reason
from components.story.markup import (
    make_parts,
    mark_strong,
    mark_x,
    remove_markup,
    split_markup,
)
from components.story.navigation import changed_scene_note, marked_texts
from components.story.scene import Scene
from tests.components.readers import TITLES, text, view_of
from tests.components.story.test_answers import printed
from tests.components.strategies import few

Part = dict[str, Any]
WORDS = st.text(st.characters(exclude_characters="*[]()\n", exclude_categories=["Cs"]), min_size=1)
PARTS = st.one_of(
    st.builds(lambda words: {"text": words}, WORDS),
    st.builds(lambda words: {"text": words, "strong": True}, WORDS),
    st.builds(lambda words, x: {"text": words, "x": x}, WORDS, st.floats(-20, 20)),
)


def marked(part: Part) -> str:
    if "x" in part:
        return mark_x(part["text"], part["x"])
    return mark_strong(part["text"]) if "strong" in part else str(part["text"])


def joined(parts: list[Part]) -> list[Part]:
    """Parts of which no two neighbours are both plain."""
    found: list[Part] = []
    for part in parts:
        if found and found[-1].keys() == part.keys() == {"text"}:
            found[-1] = {"text": found[-1]["text"] + part["text"]}
        else:
            found.append(part)
    return found


@given(parts=st.lists(PARTS, max_size=8))
@few
def test_what_is_marked_is_found_again(parts: list[Part]) -> None:
    markup = "".join(map(marked, parts))
    assert split_markup(markup) == joined(parts)
    assert remove_markup(markup) == "".join(part["text"] for part in parts)


def test_marks_become_strong_words_and_buttons() -> None:
    made = make_parts("At x = [−2](-2.0) it is **0.5**, not [4.54 × 10⁻⁵](4.54e-05).")
    kinds = [str, html.Button, str, html.Strong, str, html.Button, str]
    assert [type(each) for each in made] == kinds
    assert text(made) == "At x = −2 it is 0.5, not 4.54 × 10⁻⁵."
    buttons = [each.to_plotly_json()["props"] for each in made if isinstance(each, html.Button)]
    assert [each["data-probe"] for each in buttons] == ["-2.0", "4.54e-05"]
    assert {(each["className"], each["type"]) for each in buttons} == {("x-place", "button")}


@pytest.mark.parametrize("words", ["", "plain", "2 * 3 * 4", "f(x) [0, 1]", "a**", "[1](", "(1)"])
def test_a_text_without_marks_is_one_part(words: str) -> None:
    assert split_markup(words) == ([{"text": words}] if words else [])


@pytest.mark.parametrize("scene", SCENES, ids=TITLES)
def test_every_answer_has_a_strong_number_or_a_place_and_no_mark_is_left(scene: Scene) -> None:
    markup = scene_answer(scene)
    parts = split_markup(markup)
    assert [part for part in parts if "strong" in part or "x" in part]
    assert not set("*[]") & set(remove_markup(markup))
    for part in parts:
        if "strong" in part or "x" in part:
            assert len(printed(part["text"])) == 1


@pytest.mark.parametrize("scene", SCENES, ids=TITLES)
def test_a_place_of_an_answer_is_the_x_that_it_says_and_the_probe_can_go_there(
    scene: Scene,
) -> None:
    for part in split_markup(scene_answer(scene)):
        if "x" not in part:
            continue
        (said,) = printed(part["text"])
        assert said == pytest.approx(part["x"], rel=1e-3)
        assert scene.view.low <= part["x"] <= scene.view.high
        moved, notes = scene.view.with_changes({"probe": part["x"]})
        assert (moved.probe, notes) == (part["x"], ())


@pytest.mark.parametrize("scene", SCENES, ids=TITLES)
def test_the_answer_comes_at_its_stage(scene: Scene) -> None:
    whole = {ids.ANSWER: scene_answer(scene), ids.REASON: scene_reason(scene)}
    for stage in ("question", "value", "gradient"):
        texts = marked_texts(view_of(f"?scene={scene.key}&stage={stage}"))
        assert texts == dict.fromkeys(whole, "")
    for change in ("", "&theme=dark", "&mode=lecture", "&step=0.31"):
        assert marked_texts(view_of(f"?scene={scene.key}&stage=answer{change}")) == whole
    assert marked_texts(view_of("?stage=answer")) == dict.fromkeys(whole, "")


# The fields of the page, not of what it shows, and the probe of a question that is not about its x.
@pytest.mark.parametrize("kept", ["theme=dark", "hide=alpha", "mode=lecture", "stage=answer"])
@pytest.mark.parametrize("scene", SCENES, ids=TITLES)
def test_a_scene_as_it_begins_says_nothing_of_changes(scene: Scene, kept: str) -> None:
    assert changed_scene_note(view_of(f"?scene={scene.key}&{kept}")) == ""


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("?scene=sum&count=20", "Sum count"),
        ("?scene=elu&alpha=2&range=-5,5", "Range of x and ELU α"),
        ("?scene=elu&alpha=2&range=-5,5&step=0.1&scale=log", "Gradient scale, Range of x and more"),
        ("?scene=five-gradients&probe=3", "Probe x"),
        ("?scene=noise&probe=3&noise=1", "Added noise and Probe x"),
    ],
)
def test_a_scene_that_was_changed_says_what_and_of_what_its_texts_speak(
    query: str, named: str
) -> None:
    assert changed_scene_note(view_of(query)) == (
        f"Changed: {named}. Question and answer are for the first settings."
    )


def test_the_probe_counts_only_where_the_question_is_about_its_x() -> None:
    assert changed_scene_note(view_of("?scene=elu&probe=3")) == ""
    assert changed_scene_note(view_of("?probe=3")) == ""
