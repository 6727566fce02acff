"""The way through the story: scenes unfold in stages, and the URL says where the reader is."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from components import ids
from components.lenses.table import LENSES
from components.story import SCENES
from components.story.navigation import (
    SCENE_NAMES,
    STAGES,
    initial_view,
    read_view,
    view_query,
)
from components.story.scenes import SCENES_BY_KEY, scene_of
from core.curves import drawn_keys
from core.query import parse_query
from core.view import CONTROLS, FREE, View
from tests.components.readers import (
    CURVE_SCENES,
    VALUED_IDS,
    answer_of,
    by_id,
    curves,
    is_lens,
    page_of,
    picture,
    props_named,
    respond,
    text,
    traces,
    view_of,
)
from tests.components.strategies import MOVES, SETTINGS, VIEWS, few

KEYS = SCENE_NAMES[1:]
STORY = [(key, stage) for key in KEYS for stage in STAGES]
CURVE_STORY = [(scene.key, stage) for scene in CURVE_SCENES for stage in STAGES]
PANELS = {
    "question": (),
    "value": ("value",),
    "gradient": ("value", "gradient"),
    "answer": ("value", "gradient"),
}
# The axes of what a lens draws: of its own panels or, for shades, of those of the curves.
AXES_OF_LENS = {
    "gradient": set(),
    "saturation": {"y", "y2"},
    "sum": {"y3", "y4"},
    "mean": {"y3", "y4"},
    "depth": {"y3", "y4"},
    "noise": {"y3"},
    "data": {"y", "y2"},
}
TEXT_IDS = (ids.HEADLINE, ids.SOURCE, ids.QUESTION, ids.CHANGED_NOTE, ids.HINT, ids.CLAIM)
HELD = (*VALUED_IDS, "box-", ids.VIEWS)  # how the ids begin of what has a value

# A scene in which some controls were moved.
VISITED = st.builds(
    lambda key, stage, moves: initial_view(key).with_changes(moves | {"stage": stage})[0],
    st.sampled_from(KEYS),
    st.sampled_from(STAGES),
    MOVES,
)
SCENE_SETTINGS = st.fixed_dictionaries(SETTINGS | {"scene": st.sampled_from(KEYS)})
IN_A_SCENE = SCENE_SETTINGS.map(lambda raw: read_view(raw)[0])


@cache
def find_held_ids() -> set[str]:
    """The ids of what has a value."""
    return {each for each in by_id(page_of("")) if each.startswith(HELD)}


def query_at(key: str, stage: str) -> str:
    """Return the URL of a stage of a scene with its first settings."""
    return f"?scene={key}" + ("" if stage == "question" else f"&stage={stage}")


def test_every_scene_and_the_page_without_one_have_a_name() -> None:
    assert (FREE, *(scene.key for scene in SCENES)) == SCENE_NAMES
    assert len(set(SCENE_NAMES)) == 1 + len(SCENES)
    for name in SCENE_NAMES:
        assert CONTROLS["scene"].clean(name, FREE) == (name, None)
    assert STAGES == ("question", "value", "gradient", "answer")


ELSEWHERE = [
    "",
    "?alpha=2.5&panels=value&scale=log",
    "?scene=small-slopes&stage=answer&probe=3",
    "?scene=jump&alpha=1",
]


@pytest.mark.parametrize(
    ("key", "query"),
    [(each, query) for each in KEYS for query in ELSEWHERE if f"scene={each}&" not in query],
)
def test_a_scene_that_is_chosen_is_whole_and_begins_with_its_question(key: str, query: str) -> None:
    answered = respond(query, {"scene": key})
    assert (answered["query"], answered["note"]) == (f"?scene={key}", "")
    assert "frame" not in answered
    values = props_named(answered, "value")
    assert find_held_ids() == set(values)
    assert values[ids.VIEWS] == "story"
    view = initial_view(key)
    assert replace(view, scene=FREE) == SCENES_BY_KEY[key].view
    seen = answered["figure"]["data"]
    assert {each["name"] for each in seen} == {each["name"] for each in picture(view)["data"]}
    assert len(seen) == len(picture(view)["data"]) > 0
    assert traces(answered["figure"]) == []


@pytest.mark.parametrize(("key", "stage"), CURVE_STORY)
def test_a_scene_unfolds(key: str, stage: str) -> None:
    answered = respond(f"?scene={key}", {"stage": stage})
    assert answered["query"] == query_at(key, stage)
    view = view_of(answered["query"])
    seen = traces(answered["figure"])
    assert axes_seen(seen, of_lens=False) == axes_of_curves(view, PANELS[stage])
    drawn = picture(view)
    names = {each["name"] for each in curves(drawn)}
    assert len(drawn_keys(view)) == len(names)
    for axis in axes_seen(seen, of_lens=False):
        assert {each["name"] for each in traces(drawn, axis) if not is_lens(each)} == names
    # ELU has a panel more for its mean.
    lens = AXES_OF_LENS[view.lens]
    assert axes_seen(seen, of_lens=True) == (lens if "gradient" in PANELS[stage] else set())


def axes_seen(drawn: list[dict[str, Any]], *, of_lens: bool) -> set[str]:
    return {each["yaxis"] for each in drawn if is_lens(each) == of_lens}


def axes_of_curves(view: View, panels: Iterable[str]) -> set[str]:
    """The axes of some panels that have curves: below another lens there are no gradients."""
    has_gradients = view.lens in ("gradient", "saturation", "data")
    axes = {"value": "y", "gradient": "y2"}
    return {axes[each] for each in panels if each == "value" or has_gradients}


def answer_in(response: dict[str, Any]) -> str:
    return "".join(part["text"] for part in props_named(response, "parts")[ids.ANSWER])


def next_label(key: str, stage: str) -> str:
    """What the button that goes on says."""
    following = [f"Next: {each.title}" for each in SCENES[1:]] + ["Explore"]
    scene = SCENES_BY_KEY[key]
    curve_steps = ("Show f", LENSES[scene.view.shown_lens].step_label)
    steps = curve_steps if scene in CURVE_SCENES else ("Start the race", "Show ten starts")
    labels = (*steps, "Answer", following[KEYS.index(key)])
    return str(labels[STAGES.index(stage)])


@pytest.mark.parametrize(("key", "stage"), STORY)
def test_the_words_of_a_scene_come_at_their_stages(key: str, stage: str) -> None:
    scene, answered = SCENES_BY_KEY[key], respond(f"?scene={key}", {"stage": stage})
    texts, hidden = props_named(answered, "text"), props_named(answered, "hidden")
    said = {each: texts[each] for each in TEXT_IDS}
    number = 1 + SCENES.index(scene)
    assert said[ids.HEADLINE] == f"{number} / {len(SCENES)}  {scene.title}"
    assert said[ids.SOURCE] == f"In the article: {scene.source}"
    assert said[ids.CLAIM] == (f"The article says: {scene.claim}" if stage == "answer" else "")
    assert said[ids.CHANGED_NOTE] == ""
    assert said[ids.QUESTION] == scene.question
    assert texts[ids.NEXT] == next_label(key, stage)
    is_hinted = stage == "gradient" or (stage == "value" and scene.view.is_race)
    assert said[ids.HINT] == (scene.hint if is_hinted else "")
    assert answer_in(answered) == (answer_of(scene.title) if stage == "answer" else "")
    expected = {
        ids.INTRODUCTION: True,
        ids.STORY: False,
        ids.STEPS: False,
    }
    assert {each: hidden[each] for each in expected} == expected
    found = by_id(page_of(query_at(key, stage)))
    assert {each: text(found[each]) for each in TEXT_IDS} == said
    assert text(found[ids.NEXT]) == texts[ids.NEXT]
    assert text(found[ids.ANSWER]) == answer_in(answered)
    assert {each: found[each].hidden for each in expected} == expected


@pytest.mark.parametrize("key", [scene.key for scene in CURVE_SCENES])
def test_the_stage_of_the_lower_panel_is_called_after_what_that_shows(key: str) -> None:
    lens = SCENES_BY_KEY[key].view.lens
    label = "f′(x)" if lens in ("gradient", "saturation", "data") else LENSES[lens].name.lower()
    found = by_id(page_of(f"?scene={key}"))
    said = props_named(respond("", {"scene": key}), "text")
    assert said[ids.LENS_STAGE] == text(found[ids.LENS_STAGE]) == label
    stages = {each["value"]: text(each["label"]) for each in found["control-stage"].options}
    assert stages == CONTROLS["stage"].options | {"gradient": label}


@pytest.mark.parametrize("stage", STAGES)
def test_without_a_scene_nothing_is_told_and_all_is_seen(stage: str) -> None:
    answered, view = (
        respond("?scene=relu&stage=answer", {"scene": FREE}),
        View.from_raw({"stage": stage}),
    )
    assert answered["query"] == ""
    texts = props_named(answered, "text")
    assert {texts[each] for each in (*TEXT_IDS, ids.NEXT)} == {""}
    assert answer_in(answered) == ""
    assert props_named(answered, "value")[ids.VIEWS] == "explore"
    found = by_id(page_of(view_query(view)))
    for each, is_hidden in ((ids.STORY, True), (ids.STEPS, True), (ids.INTRODUCTION, False)):
        assert props_named(answered, "hidden")[each] is found[each].hidden is is_hidden
    assert view.revealed_panels == ("value", "gradient")
    assert len(traces(picture(view))) == len(picture(view)["data"]) > 0


@pytest.mark.parametrize("panel", ["value", "gradient"])
@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("key", ["elu", "more-sigmoids", "mean", "ten-layers", "noise"])
def test_a_panel_that_is_off_stays_off_in_every_stage(key: str, stage: str, panel: str) -> None:
    view = replace(initial_view(key), stage=stage, panels=(panel,))
    seen = traces(picture(view))
    panels = set(PANELS[stage]) & {panel}
    assert axes_seen(seen, of_lens=False) == axes_of_curves(view, panels)
    lens = AXES_OF_LENS[view.lens] - {"y"}
    assert axes_seen(seen, of_lens=True) == (lens if "gradient" in panels else set())


@given(view=VIEWS | VISITED | IN_A_SCENE)
@few
def test_what_is_written_is_read_back(view: View) -> None:
    assert read_view(parse_query(view_query(view))) == (view, ())
    assert scene_of(view) is (None if view.scene == FREE else SCENES_BY_KEY[view.scene])


@pytest.mark.parametrize(("key", "stage"), STORY)
def test_the_url_of_a_scene_says_no_more_than_where_the_reader_is(key: str, stage: str) -> None:
    assert view_query(replace(initial_view(key), stage=stage)) == query_at(key, stage)
    assert view_of(query_at(key, stage)) == replace(initial_view(key), stage=stage)


@given(view=VISITED, other=st.sampled_from(SCENE_NAMES))
@few
def test_a_scene_that_is_left_and_come_back_to_is_as_it_was_made(view: View, other: str) -> None:
    assume(other != view.scene)
    away = respond(view_query(view), {"scene": other})["query"]
    back = respond(away, {"scene": view.scene})["query"]
    assert view_of(away) == replace(initial_view(other), theme=view.theme)
    assert view_of(back) == replace(initial_view(view.scene), theme=view.theme)


def test_the_theme_stays_where_a_scene_is_chosen() -> None:
    assert respond("?theme=dark&alpha=3", {"scene": "jump"})["query"] == "?scene=jump&theme=dark"


def test_the_scene_that_the_reader_is_in_is_not_begun_anew() -> None:
    where = "?alpha=1&scene=jump&stage=gradient"
    assert respond(where, {"scene": "jump"})["query"] == where


def test_a_scene_that_there_is_not_leaves_the_reader_where_they_are() -> None:
    answered = respond("?scene=jump&alpha=1", {"scene": "no-such-scene"})
    assert view_of(answered["query"]) == replace(initial_view("jump"), alpha=1.0)
    assert answered["note"]


# A request carries every change that no response has shown yet, so a step may come with others.
def test_a_change_that_comes_with_a_step_within_a_scene_is_kept() -> None:
    after = view_of(respond("?scene=jump&stage=value", {"alpha": 3, "stage": "gradient"})["query"])
    assert after == replace(initial_view("jump"), alpha=3.0, stage="gradient")


def test_a_step_to_another_scene_names_scene_and_stage() -> None:
    after = view_of(
        respond("?scene=sigmoid&theme=dark", {"scene": "jump", "stage": "value"})["query"]
    )
    assert after == replace(initial_view("jump"), stage="value", theme="dark")


@given(view=VIEWS | VISITED, key=st.sampled_from(KEYS), stage=st.sampled_from(STAGES))
@few
def test_the_response_to_a_step_is_the_page_of_its_url(view: View, key: str, stage: str) -> None:
    changes = {"scene": key, "stage": stage}
    answered = respond(view_query(view), changes)
    after = respond(answered["query"], {}, full=True)
    assert (view_of(answered["query"]).scene, view_of(answered["query"]).stage) == (key, stage)
    for name in ("text", "parts", "hidden", "classes", "value"):
        assert props_named(answered, name) == props_named(after, name)
    for name in ("theme", "ranges", "fixedNumbers"):
        assert answered[name] == after[name]
    # Asked a second time, the same step changes nothing.
    assert respond(answered["query"], changes)["query"] == answered["query"]
