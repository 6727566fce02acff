"""What the server answers: only what a change changes, and enough to make the old page the new one."""

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from components import ids, story
from components.answer import LOOKS as LOOKS_OF_ANSWERS
from components.answer import TURN, answer
from components.controls import properties
from components.figure import NAMES, drawn, frame
from components.theme import sizes
from core.activations import ACTIVATIONS
from core.curves import LIMIT, sample
from core.view import CONTROLS, View
from tests.components.drawing import MOVES, VIEWS, few
from tests.components.reading import EVERYTHING, HEIGHT, LOOKS, applied, asked, curves, numbers, picture, view_of

SUM, LIMIT_NAME = ACTIVATIONS["sigmoid_sum"].name, NAMES[LIMIT]
ALL = f"?shown={EVERYTHING}"


def assert_same_picture(found: dict[str, Any], expected: dict[str, Any]) -> None:
    """Two pictures agree in every line that is seen, point for point and in its look, and in all around the lines."""
    for one, other in zip(found["data"], expected["data"], strict=True):
        if other["visible"]:
            for part in ("x", "y"):
                assert np.array_equal(numbers(one[part]), numbers(other[part]), equal_nan=True), other["name"]
            assert one | {"x": [], "y": []} == other | {"x": [], "y": []}
        else:
            assert not one["visible"]
    assert found["layout"] == expected["layout"]


@given(view=VIEWS, keys=st.sets(st.sampled_from([*ACTIVATIONS, LIMIT])), resampled=st.booleans())
@few
def test_a_frame_holds_the_places_asked_for_as_a_fresh_picture_has_them(
    view: View, keys: set[str], resampled: bool
) -> None:
    seen = keys & set(drawn(view))
    whole_picture, moved = picture(view), frame(view, sizes(view, HEIGHT), sample(view).curves, seen, resampled)
    sent = moved["traces"]
    places = [each["place"] for each in sent]
    names = {NAMES[key] for key in seen}
    assert sorted(places) == [place for place, each in enumerate(curves(whole_picture)) if each["name"] in names]
    for each in sent:
        whole = whole_picture["data"][each["place"]]
        if resampled:
            assert each["look"] == {"mode": whole["mode"], "line.simplify": whole["line"]["simplify"]}
            x = each.get("x", moved["x"])
            assert np.array_equal(numbers(x), numbers(whole["x"]), equal_nan=True)
        assert np.array_equal(numbers(each["y"]), numbers(whole["y"]), equal_nan=True)


@given(view=VIEWS, changes=MOVES)
@example(View(), {"alpha": 2.0})
@example(View.cleaned({"scale": "log"}), {"offset": 10.0})
@example(View.cleaned({"step": 0.01}), {"step": 2.0})
@few
def test_the_picture_after_a_move_is_the_picture_of_a_fresh_page(view: View, changes: dict[str, object]) -> None:
    answered = asked(story.write(view), changes)
    assert_same_picture(applied(picture(view), answered), picture(view_of(answered["query"])))


@given(view=VIEWS, changes=MOVES)
@example(View(), {"range": [-4.9, -4.9]})
@few
def test_the_texts_and_sliders_after_a_move_are_those_of_a_fresh_page(view: View, changes: dict[str, object]) -> None:
    assume(changes)
    moved = asked(story.write(view), changes)
    before, after = asked(story.write(view), {}, whole=True), asked(moved["query"], {}, whole=True)
    assert before["hidden"] == after["hidden"]
    for part in ("texts", "disabled", "controls"):
        settings = {ids.SETTINGS: after[part][ids.SETTINGS]} if part == "texts" else {}  # told once nothing moves
        assert before[part] | moved[part] | settings == after[part]


@given(view=VIEWS, changes=MOVES)
@few
def test_an_answer_to_a_move_is_plain_json(view: View, changes: dict[str, object]) -> None:
    answered = asked(story.write(view), changes)
    assert json.loads(json.dumps(answered, allow_nan=False)) == answered


@pytest.mark.parametrize(
    ("query", "changes", "names"),
    [
        (ALL, {"alpha": 2.5}, {"ELU"}),
        (ALL, {"offset": 1.5}, {"sigmoid"}),
        (ALL, {"slope": 0.5}, {"leaky ReLU"}),
        (ALL + "&rule=extend", {"count": 7}, {SUM, LIMIT_NAME}),
        (ALL + "&rule=refine", {"span": 7}, {SUM, LIMIT_NAME}),
        (ALL, {"rule": "refine"}, {SUM, LIMIT_NAME}),
        (ALL, {"alpha": 2.5, "offset": 1.5}, {"ELU", "sigmoid"}),
        ("", {"offset": 1.5}, {"sigmoid"}),
        ("?shown=relu", {"alpha": 2.5}, set()),
        ("?shown=elu", {"count": 7}, set()),
        (ALL, {"probe": 3.0}, set()),
    ],
)
def test_a_slider_moves_only_the_functions_that_obey_it(
    query: str, changes: dict[str, object], names: set[str]
) -> None:
    whole = picture(view_of(query))["data"]
    places = [each["place"] for each in asked(query, changes)["frame"]["traces"]]
    assert sorted(places) == [place for place, each in enumerate(whole) if each["name"] in names]


def test_the_count_moves_the_sum_and_nothing_but_its_limit_besides() -> None:
    whole = picture(view_of(ALL))["data"]
    names = {whole[each["place"]]["name"] for each in asked(ALL, {"count": 7})["frame"]["traces"]}
    assert {SUM} <= names <= {SUM, LIMIT_NAME}


@pytest.mark.parametrize("changes", [{"range": [-5, 5]}, {"step": 0.5}])
@pytest.mark.parametrize("query", ["", ALL, "?shown=sigmoid_sum"])
def test_new_samples_move_every_line_seen_with_its_x(query: str, changes: dict[str, object]) -> None:
    whole = picture(view_of(query))["data"]
    moved = asked(query, changes)["frame"]
    sent = moved["traces"]
    assert sorted(each["place"] for each in sent) == [place for place, each in enumerate(whole) if each["visible"]]
    assert all(numbers(each.get("x", moved["x"])).size == numbers(each["y"]).size for each in sent)


@pytest.mark.parametrize("changes", [{"alpha": 2.5}, {"offset": 1.5}, {"rule": "refine"}])
def test_a_move_that_keeps_the_samples_sends_no_x(changes: dict[str, object]) -> None:
    sent = asked(ALL, changes)["frame"]["traces"]
    assert sent
    assert not any("x" in each for each in sent)


def test_the_probe_moves_no_line_but_every_card_that_is_shown() -> None:
    answered = asked("?shown=sigmoid,elu", {"probe": 0})
    assert answered["frame"]["traces"] == []
    assert answered["frame"]["marks"] == {"shapes[0].x0": 0, "shapes[0].x1": 0}
    assert answered["texts"][ids.readout("sigmoid", "value")] == "0.5"
    assert answered["texts"][ids.readout("elu", "gradient")] == "1"


def test_alpha_rewrites_the_card_of_the_elu_and_no_other() -> None:
    texts = asked("", {"alpha": 2.5})["texts"]
    assert "2.5" in texts[ids.readout("elu", "formula")]
    assert texts[ids.readout("elu", "range")] == "(−2.5, ∞)"
    assert {each.split("-")[1] for each in texts} == {"elu"}


WHOLE: list[dict[str, object]] = [
    {"shown": ["elu"]},
    {"panels": ["value"]},
    {"scale": "log"},
    {"theme": "dark"},
    {"theme": "light", "alpha": 2},
    {"scene": "3"},
    {"scene": "16", "theme": "dark"},
    {"moment": "value"},
    {"hide": ["alpha"]},
    {"mode": "lecture"},
    {"mode": "lecture", "theme": "dark"},
    {TURN: 1},
]


def fresh(changes: dict[str, object]) -> View:
    """What some changes make of a view without a scene and with an offset of 1."""
    if TURN in changes:
        return story.opening("1")
    if "scene" in changes:
        return replace(story.opening(str(changes["scene"])), theme=str(changes.get("theme", "auto")))
    return View.cleaned({"offset": 1} | changes)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(("changes", "whole"), [*((each, False) for each in WHOLE), ({}, True), ({"alpha": 2}, True)])
def test_a_change_of_looks_is_answered_with_a_whole_page(changes: dict[str, object], whole: bool, dark: bool) -> None:
    answered = asked("?offset=1", changes, whole=whole, dark=dark)
    view = fresh(changes)
    assert view_of(answered["query"]) == view
    lecture = changes.get("mode") == "lecture"  # in a bright hall a page is light unless it is told to be dark
    theme = str(changes.get("theme", "dark" if dark and not lecture else "light"))
    assert "frame" not in answered
    sent = json.loads(json.dumps(answered["figure"], default=lambda array: array.tolist()))
    assert_same_picture(sent, picture(view, theme))
    assert answered["theme"] == ("light" if lecture and view.theme == "auto" else view.theme)
    assert answered["mode"] == view.mode
    shown = {key for key in ACTIVATIONS if answered["hidden"][ids.card(key)] is False}
    # A question that came with numbers would be no question.
    asks = view.scene != "free" and view.moment == "question"
    assert shown == (set() if asks else set(view.shown))
    assert set(answered["controls"]) == set(CONTROLS)


def test_every_change_of_looks_is_among_those_tried() -> None:
    assert {name for changes in WHOLE for name in changes} >= LOOKS_OF_ANSWERS == {*LOOKS, TURN}


@pytest.mark.parametrize(
    ("query", "changes", "canonical"),
    [
        ("", {}, ""),
        ("alpha=1.50", {}, "?alpha=1.5"),
        ("?alpha=1.0&step=0.20", {}, ""),
        ("?alpha=3", {"alpha": 1}, ""),
        ("", {"alpha": "2,5"}, "?alpha=2.5"),
        ("?shown=elu,sigmoid", {}, "?shown=sigmoid,elu"),
        ("?alpha=2.5", {"offset": "−3"}, "?offset=-3&alpha=2.5"),
        ("?nonsense=1", {}, ""),
        ("?range=5,-5", {}, "?range=-5,5"),
        ("", {"alpha": 99}, "?alpha=4"),
        ("?scene=15&alpha=2", {}, "?scene=15"),
        ("?scene=15&alpha=1", {}, "?alpha=1&scene=15"),
        ("?scene=15&moment=value", {"probe": 0.5}, "?probe=0.5&scene=15&moment=value"),
        ("?scene=nonsense&alpha=2", {}, "?alpha=2"),
    ],
)
def test_the_query_is_canonical(query: str, changes: dict[str, object], canonical: str) -> None:
    assert asked(query, changes)["query"] == canonical


PREVIOUS = "?range=-5,5&step=0.5&alpha=2.5&count=7&rule=refine&theme=dark"


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("alpha", "abc"),
        ("alpha", ""),
        ("alpha", None),
        ("alpha", "nan"),
        ("alpha", "1e999"),
        ("step", [1]),
        ("range", ["x", "3"]),
        ("range", "3"),
        ("count", "seven"),
        ("rule", "nonsense"),
        ("theme", 3),
        ("shown", None),
        ("panels", []),
        ("panels", "nonsense"),
        ("scene", "17"),
        ("scene", 3),
        ("moment", "nonsense"),
    ],
)
def test_a_text_of_no_use_keeps_the_value_before_and_is_remarked_on(name: str, typed: object) -> None:
    answered, view = asked(PREVIOUS, {name: typed}), view_of(PREVIOUS)
    assert answered["query"] == PREVIOUS
    assert answered["note"]
    assert answered["controls"][name] == properties(view, name)


@pytest.mark.parametrize("changes", [{"alpha": 2.5}, {"alpha": "2,5"}, {"shown": []}, {}])
def test_nothing_is_remarked_on_where_all_is_well(changes: dict[str, object]) -> None:
    assert asked(PREVIOUS, changes)["note"] == ""


def test_the_box_beside_a_slider_shows_the_value_that_was_taken() -> None:
    held = asked("", {"alpha": "99"})["controls"]["alpha"]
    assert held == {ids.control("alpha"): {"value": 4}, ids.box("alpha"): {"value": "4"}}


@pytest.mark.parametrize("number", [1, 7, 123456789])
@pytest.mark.parametrize("whole", [False, True])
def test_the_number_of_the_request_is_in_its_answer(number: int, whole: bool) -> None:
    request = {"number": number, "query": "", "changes": {"alpha": 2}, "whole": whole, "dark": False, "height": 900}
    assert answer(request)["number"] == number
