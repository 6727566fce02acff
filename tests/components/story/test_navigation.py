"""Turning through the story: each scene unfolds in its moments, and the URL says where the reader is."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from components import dashboard, ids
from components.figure import drawn, revealed
from components.story import FREE, MOMENTS, SCENES, opening, read, scene_of, turned, write
from core.view import CONTROLS, SCENE_NAMES, View, parse_query
from tests.components.drawing import MOVES, SETTINGS, VIEWS, few
from tests.components.reading import asked, by_id, picture, text, traces, view_of

NUMBERS = SCENE_NAMES[1:]
STORY = [(number, moment) for number in NUMBERS for moment in MOMENTS]
PANELS = {"question": set(), "value": {"y"}, "gradient": {"y", "y2"}, "answer": {"y", "y2"}}
WORDS = (ids.HEADLINE, ids.QUESTION, ids.LOOK, ids.SOLUTION)

# A scene in which some controls were moved: little of it is as it was made, or much.
VISITED = st.builds(
    lambda number, moment, moves: opening(number).reviewed(moves | {"moment": moment})[0],
    st.sampled_from(NUMBERS),
    st.sampled_from(MOMENTS),
    MOVES,
)
IN_A_SCENE = st.fixed_dictionaries(SETTINGS | {"scene": st.sampled_from(NUMBERS)}).map(View.cleaned)


def at(number: str, moment: str) -> str:
    """The URL of a moment of a scene as it was made."""
    return f"?scene={number}" + ("" if moment == "question" else f"&moment={moment}")


def test_there_is_a_name_for_every_scene_and_for_none() -> None:
    assert (FREE, *(str(place) for place, _ in enumerate(SCENES, start=1))) == SCENE_NAMES
    assert MOMENTS == ("question", "value", "gradient", "answer")


ELSEWHERE = ["", "?alpha=2.5&panels=value&scale=log", "?scene=9&moment=answer&probe=3", "?scene=15&alpha=1"]


@pytest.mark.parametrize(
    ("number", "query"), [(each, query) for each in NUMBERS for query in ELSEWHERE if f"scene={each}&" not in query]
)
def test_a_scene_that_is_chosen_is_whole_and_begins_with_its_question(number: str, query: str) -> None:
    answered = asked(query, {"scene": number})
    assert (answered["query"], answered["turned"], answered["note"]) == (f"?scene={number}", True, "")
    assert "frame" not in answered
    assert set(answered["controls"]) == set(CONTROLS)
    view = opening(number)
    assert replace(view, scene=FREE) == SCENES[int(number) - 1].view
    seen = answered["figure"]["data"]
    assert {each["name"] for each in seen} == {each["name"] for each in picture(view)["data"]}
    assert len(seen) == len(picture(view)["data"]) > 0
    assert not any(each["visible"] for each in seen)


@pytest.mark.parametrize(("number", "moment"), STORY)
def test_a_scene_unfolds(number: str, moment: str) -> None:
    answered = asked(f"?scene={number}", {"moment": moment})
    assert answered["query"] == at(number, moment)
    assert answered["turned"] == (moment != "question")
    view = view_of(answered["query"])
    lines = {each["yaxis"] for each in answered["figure"]["data"] if each["visible"]}
    assert lines == PANELS[moment]
    for axis in lines:
        names = {each["name"] for each in picture(view)["data"]}
        assert {each["name"] for each in traces(picture(view), axis)} == names
    assert len(drawn(view)) == len({each["name"] for each in picture(view)["data"]})


@pytest.mark.parametrize(("number", "moment"), STORY)
def test_the_words_of_a_scene_come_in_their_moments(number: str, moment: str) -> None:
    scene, answered = SCENES[int(number) - 1], asked(f"?scene={number}", {"moment": moment})
    said = {each: answered["texts"][each] for each in WORDS}
    assert said[ids.HEADLINE] == f"{number}. {scene.title}"
    assert said[ids.QUESTION] == scene.question
    assert said[ids.LOOK] == (scene.look if moment in ("value", "gradient") else "")
    assert said[ids.SOLUTION] == (scene.answer if moment == "answer" else "")
    assert answered["hidden"][ids.TOLD] is False
    found = by_id(dashboard.page(at(number, moment), dark=False))
    assert {each: text(found[each]) for each in WORDS} == said
    assert found[ids.TOLD].hidden is False


@pytest.mark.parametrize("moment", MOMENTS)
def test_without_a_scene_nothing_is_told_and_all_is_seen(moment: str) -> None:
    answered, view = asked("?scene=5&moment=answer", {"scene": FREE}), View.cleaned({"moment": moment})
    assert answered["query"] == ""
    assert [answered["texts"][each] for each in WORDS] == ["", "", "", ""]
    assert answered["hidden"][ids.TOLD] is True
    assert by_id(dashboard.page(write(view), dark=False))[ids.TOLD].hidden is True
    assert revealed(view) == ("value", "gradient")
    assert len(traces(picture(view))) == len(picture(view)["data"]) > 0


@pytest.mark.parametrize(("panel", "axis"), [("value", "y"), ("gradient", "y2")])
@pytest.mark.parametrize("moment", MOMENTS)
def test_a_panel_that_is_off_stays_off_in_every_moment(moment: str, panel: str, axis: str) -> None:
    seen = traces(picture(replace(opening("7"), moment=moment, panels=(panel,))))
    assert {each["yaxis"] for each in seen} == PANELS[moment] & {axis}


@pytest.mark.parametrize("raw", [{}, {"alpha": 3, "shown": [], "theme": "dark"}, {"moment": "gradient"}])
def test_the_story_runs_from_no_scene_through_every_moment_to_its_end(raw: dict[str, object]) -> None:
    view = View.cleaned(raw)
    theme, passed = view.theme, []
    for _ in STORY:
        view = turned(view, 1)
        passed.append((view.scene, view.moment))
        assert view == replace(opening(view.scene), moment=view.moment, theme=theme)
    assert passed == STORY
    assert len(STORY) == 16 * 4
    assert turned(view, 1) == view


@pytest.mark.parametrize("theme", ["auto", "light"])
def test_the_story_runs_back_from_its_end_to_its_beginning(theme: str) -> None:
    view, passed = replace(opening(NUMBERS[-1]), moment=MOMENTS[-1], theme=theme), []
    for _ in STORY:
        passed.append((view.scene, view.moment))
        assert view == replace(opening(view.scene), moment=view.moment, theme=theme)
        view = turned(view, -1)
    assert passed == STORY[::-1]
    assert (view.scene, view.moment) == STORY[0]
    assert turned(view, -1) == view


@given(view=VISITED, forward=st.booleans())
@few
def test_a_turn_within_a_scene_keeps_what_was_set_and_one_out_of_it_does_not(view: View, forward: bool) -> None:
    after = turned(view, 1 if forward else -1)
    if after.scene == view.scene:
        assert after == replace(view, moment=after.moment)
    else:
        assert after == replace(opening(after.scene), moment=MOMENTS[0 if forward else -1], theme=view.theme)
        assert abs(int(after.scene) - int(view.scene)) == 1


@given(view=VIEWS, back=st.booleans())
@few
def test_there_is_nothing_before_the_story(view: View, back: bool) -> None:
    free = replace(view, scene=FREE)
    assert turned(free, -7 if back else 0) == free


@given(view=VIEWS | VISITED | IN_A_SCENE, steps=st.integers(-9, 9))
@few
def test_turns_that_go_one_way_are_as_many_single_ones(view: View, steps: int) -> None:
    singly = view
    for _ in range(abs(steps)):
        singly = turned(singly, 1 if steps > 0 else -1)
    far = turned(view, steps)
    assert (far.scene, far.moment) == (singly.scene, singly.moment)
    assert far == singly


@given(view=VIEWS | VISITED, steps=st.integers(-6, 6))
@few
def test_an_answer_to_a_turn_is_the_page_that_is_turned_to(view: View, steps: int) -> None:
    answered, after = asked(write(view), {"turn": steps}), turned(view, steps)
    assert answered["query"] == write(after)
    assert answered["turned"] == ((after.scene, after.moment) != (view.scene, view.moment))
    assert "frame" not in answered
    whole = asked(write(after), {}, whole=True)
    for part in ("texts", "hidden", "disabled", "controls", "theme", "ranges"):
        assert answered[part] == whole[part]
    assert [each["visible"] for each in answered["figure"]["data"]] == [
        each["visible"] for each in picture(after)["data"]
    ]


@given(view=VIEWS | VISITED | IN_A_SCENE)
@few
def test_what_is_written_is_read_back(view: View) -> None:
    assert read(parse_query(write(view))) == (view, ())
    assert scene_of(view) is (None if view.scene == FREE else SCENES[int(view.scene) - 1])


@pytest.mark.parametrize(("number", "moment"), STORY)
def test_the_url_of_a_scene_says_no_more_than_where_the_reader_is(number: str, moment: str) -> None:
    assert write(replace(opening(number), moment=moment)) == at(number, moment)
    assert view_of(at(number, moment)) == replace(opening(number), moment=moment)


@given(view=VISITED, other=st.sampled_from(SCENE_NAMES))
@few
def test_a_scene_that_is_left_and_come_back_to_is_as_it_was_made(view: View, other: str) -> None:
    assume(other != view.scene)
    away = asked(write(view), {"scene": other})["query"]
    back = asked(away, {"scene": view.scene})["query"]
    assert view_of(away) == replace(opening(other), theme=view.theme)
    assert view_of(back) == replace(opening(view.scene), theme=view.theme)


def test_a_scene_that_is_turned_from_and_back_to_is_as_it_was_made() -> None:
    on = asked("?scene=15&alpha=1&moment=answer&theme=dark", {"turn": 1})["query"]
    assert view_of(on) == replace(opening("16"), theme="dark")
    back = asked(on, {"turn": -1})["query"]
    assert view_of(back) == replace(opening("15"), moment="answer", theme="dark")


@pytest.mark.parametrize("raw", ["next", None, [1], {}, True, "nan", "1e999", 0])
def test_a_turn_of_no_use_leaves_the_reader_where_they_are(raw: object) -> None:
    answered = asked("?alpha=1&scene=15&moment=value", {"turn": raw})
    assert (answered["query"], answered["turned"]) == ("?alpha=1&scene=15&moment=value", False)


@pytest.mark.parametrize(("raw", "end"), [(1e300, ("16", "answer")), (-1e300, ("1", "question"))])
def test_a_turn_beyond_the_ends_stops_there(raw: float, end: tuple[str, str]) -> None:
    after = view_of(asked("?scene=8&moment=value", {"turn": raw})["query"])
    assert (after.scene, after.moment) == end


def test_the_theme_stays_where_a_scene_is_chosen() -> None:
    assert asked("?theme=dark&alpha=3", {"scene": "15"})["query"] == "?scene=15&theme=dark"


def test_the_scene_that_the_reader_is_in_is_not_begun_anew() -> None:
    where = "?alpha=1&scene=15&moment=gradient"
    assert asked(where, {"scene": "15"})["query"] == where


def test_a_scene_that_there_is_not_leaves_the_reader_where_they_are() -> None:
    answered = asked("?scene=15&alpha=1", {"scene": "17"})
    assert view_of(answered["query"]) == replace(opening("15"), alpha=1.0)
    assert (bool(answered["note"]), answered["turned"]) == (True, False)


# A request carries every change that no painted answer has in it: a box that is left for the button, a fast hand.
def test_a_change_that_is_asked_for_along_with_a_turn_within_a_scene_is_not_lost() -> None:
    after = view_of(asked("?scene=15&moment=value", {"alpha": 3, "turn": 1})["query"])
    assert after == replace(opening("15"), alpha=3.0, moment="gradient")


def test_a_scene_that_is_chosen_along_with_a_turn_is_turned_to() -> None:
    after = view_of(asked("?scene=2", {"scene": "15", "turn": 1})["query"])
    assert after == replace(opening("15"), moment="value")
