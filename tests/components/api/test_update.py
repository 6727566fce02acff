"""The response to a change: only what the change alters, and enough to give the new page."""

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from components import ids
from components.api.update import FULL_UPDATE_FIELDS
from components.header import view_name
from components.lenses.table import LENSES
from components.plot.figure import build_lines
from components.story.navigation import initial_view, view_query
from components.text import CURVE_NAMES
from components.theme import plot_sizes
from components.words.probe import probe_text
from core.activations import ACTIVATIONS
from core.curves import drawn_keys, sample_curves
from core.keys import CROSS_ENTROPY, INPUT, LIMIT, SQUARED_ERROR, TERMS
from core.lens_fields import SUM_ERRORS
from core.view import RENAMED_FIELDS, View
from tests.components.readers import (
    EVERYTHING,
    LOOKS,
    VALUED_IDS,
    WINDOW,
    applied,
    describe,
    is_lens,
    numbers,
    picture,
    place_marks,
    props_named,
    respond,
    traces_of,
    traces_of_lens,
    view_of,
)
from tests.components.strategies import MOVES, VIEWS, few

SUM, LIMIT_NAME, TERMS_NAME = (CURVE_NAMES[key] for key in ("sigmoid_sum", LIMIT, TERMS))
SLOPE_AT = "f\N{HAIR SPACE}′({})"
ALL = f"?shown={EVERYTHING}"
EVERY_CURVE = f"{ALL}&extras=terms,limit,losses"


def assert_same_picture(found: dict[str, Any], expected: dict[str, Any]) -> None:
    """Check that two pictures agree in every visible line, point for point, and in their layout."""
    for one, other in zip(found["data"], expected["data"], strict=True):
        if other["visible"]:
            for part in ("x", "y"):
                assert np.array_equal(numbers(one[part]), numbers(other[part]), equal_nan=True), (
                    other["name"]
                )
            assert one | {"x": [], "y": []} == other | {"x": [], "y": []}
        else:
            assert not one["visible"]
    assert found["layout"] == expected["layout"]


KEYS = st.sets(st.sampled_from([*ACTIVATIONS, LIMIT, TERMS, INPUT, CROSS_ENTROPY, SQUARED_ERROR]))


@given(view=VIEWS, keys=KEYS, resampled=st.booleans(), with_lens=st.booleans())
@few
def test_a_frame_holds_the_traces_asked_for_as_a_fresh_picture_has_them(
    view: View, keys: set[str], resampled: bool, with_lens: bool
) -> None:
    seen = keys & set(drawn_keys(view))
    sizes, samples = plot_sizes(view, WINDOW), sample_curves(view).curves
    whole_picture = picture(view)
    moved = build_lines(view, sizes, samples, seen, resampled, with_lens)
    sent = moved["traces"]
    indices = [each["index"] for each in sent]
    assert sorted(indices) == traces_of(whole_picture, {CURVE_NAMES[key] for key in seen}) + (
        traces_of_lens(whole_picture) if with_lens else []
    )
    for each in sent:
        whole = whole_picture["data"][each["index"]]
        if resampled or is_lens(whole):
            x = each["x"] if is_lens(whole) else each.get("x", moved["x"])
            assert np.array_equal(numbers(x), numbers(whole["x"]), equal_nan=True)
        assert np.array_equal(numbers(each["y"]), numbers(whole["y"]), equal_nan=True)


@given(view=VIEWS, changes=MOVES)
@example(View(), {"alpha": 2.0})
@example(View.from_raw({"scale": "log"}), {"offset": 10.0})
@example(View.from_raw({"step": 0.01}), {"step": 2.0})
@example(View.from_raw({"extras": "terms,limit"}), {"count": 7.0})
@example(View.from_raw({"shown": [], "extras": "input"}), {"step": 0.5})
@example(View.from_raw({"lens": "saturation", "scale": "log"}), {"threshold": 0.3, "offset": 9.0})
@example(View.from_raw({"lens": "sum", "rule": "refine"}), {"count": 3.0, "span": 2.0})
@example(View.from_raw({"lens": "mean"}), {"sigma": 3.0, "alpha": 4.0})
@example(View.from_raw({"lens": "depth", "weights": "one"}), {"depth": 1.0, "probe": 1.0})
@example(View.from_raw({"lens": "noise", "panels": "gradient"}), {"noise": 2.0, "step": 0.01})
@few
def test_the_picture_after_a_move_is_the_picture_of_a_fresh_page(
    view: View, changes: dict[str, object]
) -> None:
    """Once nothing moves, the names on the curves get their places with the description."""
    answered = respond(view_query(view), changes)
    moved = place_marks(applied(picture(view), answered), describe(answered["query"])["marks"])
    assert_same_picture(moved, picture(view_of(answered["query"])))


@given(view=VIEWS, changes=MOVES)
@example(View(), {"range": [-4.9, -4.9]})
@example(View(lens="saturation"), {"threshold": 1.0})
@example(View(lens="sum"), {"count": 3.0})
@example(View(lens="mean"), {"mu": -1.0})
@example(View(lens="depth"), {"depth": 2.0})
@example(View(lens="noise"), {"noise": 1.0})
@few
def test_the_texts_and_sliders_after_a_move_are_those_of_a_fresh_page(
    view: View, changes: dict[str, object]
) -> None:
    assume(changes)
    moved = respond(view_query(view), changes)
    before = respond(view_query(view), {}, full=True)
    after = respond(moved["query"], {}, full=True)
    assert moved["zeroMean"] == after["zeroMean"]
    for name in ("hidden", "classes"):
        assert props_named(before, name) == props_named(after, name)
    for name in ("text", "parts", "value"):
        expected = props_named(after, name)
        found = props_named(before, name) | props_named(moved, name)
        if name == "text":  # the page is told its settings in words once nothing moves
            found[ids.PRINT_SETTINGS] = expected[ids.PRINT_SETTINGS]
        assert found == expected


@given(view=VIEWS, changes=MOVES)
@few
def test_an_answer_to_a_move_is_plain_json(view: View, changes: dict[str, object]) -> None:
    answered = respond(view_query(view), changes)
    assert json.loads(json.dumps(answered, allow_nan=False)) == answered


@pytest.mark.parametrize(
    ("query", "changes", "names"),
    [
        (ALL, {"alpha": 2.5}, {"ELU"}),
        (ALL, {"offset": 1.5}, {"sigmoid"}),
        (ALL, {"slope": 0.5}, {"leaky ReLU"}),
        (ALL, {"count": 7}, {SUM}),
        (EVERY_CURVE, {"count": 7}, {SUM, LIMIT_NAME, TERMS_NAME}),
        (EVERY_CURVE + "&rule=extend", {"count": 7}, {SUM, LIMIT_NAME, TERMS_NAME}),
        (EVERY_CURVE + "&rule=refine", {"span": 7}, {SUM, LIMIT_NAME, TERMS_NAME}),
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
    indices = [each["index"] for each in respond(query, changes)["frame"]["traces"]]
    assert sorted(indices) == traces_of(picture(view_of(query)), names)
    for lens in LENSES:
        seen = f"{query or '?'}&lens={lens}"
        indices = [each["index"] for each in respond(seen, changes)["frame"]["traces"]]
        whole = picture(view_of(seen))
        # With its errors comes the limit, which obeys what the sum obeys.
        others = {LIMIT_NAME} if lens == SUM_ERRORS and SUM in names else set()
        moved = set(indices) - set(traces_of_lens(whole))
        assert sorted(moved) == traces_of(whole, names | others)


@pytest.mark.parametrize("changes", [{"range": [-5, 5]}, {"step": 0.5}])
@pytest.mark.parametrize("query", ["", EVERY_CURVE, "?shown=&extras=input"])
def test_new_samples_move_every_line_seen_with_its_x(
    query: str, changes: dict[str, object]
) -> None:
    whole = picture(view_of(query))["data"]
    moved = respond(query, changes)["frame"]
    sent = moved["traces"]
    assert sorted(each["index"] for each in sent) == [
        index for index, each in enumerate(whole) if each["visible"]
    ]
    assert all(numbers(each.get("x", moved["x"])).size == numbers(each["y"]).size for each in sent)


@pytest.mark.parametrize("changes", [{"alpha": 2.5}, {"offset": 1.5}, {"count": 30}])
def test_a_move_that_keeps_the_samples_sends_no_x(changes: dict[str, object]) -> None:
    sent = respond(ALL, changes)["frame"]["traces"]
    assert sent
    assert not any("x" in each for each in sent)


@pytest.mark.parametrize(("before", "after"), [(100, 7), (3, 200), (200, 30)])
def test_the_single_sigmoids_have_as_many_x_as_y_after_a_move(before: int, after: int) -> None:
    query = f"?shown=sigmoid_sum&extras=terms&count={before}"
    moved = applied(picture(view_of(query)), respond(query, {"count": after}))
    for line in moved["data"]:
        assert numbers(line["x"]).size == numbers(line["y"]).size


def test_the_probe_moves_no_line_but_every_row_that_is_shown() -> None:
    answered = respond("?shown=sigmoid,elu", {"probe": 0})
    assert answered["frame"]["traces"] == []
    assert answered["frame"]["marks"] == {"shapes[0].x0": 0, "shapes[0].x1": 0}
    assert props_named(answered, "text")[ids.function_id("sigmoid", "value")] == "0.5"
    assert props_named(answered, "text")[ids.function_id("elu", "gradient")] == "1"
    assert props_named(answered, "text")[ids.head_id("gradient")] == SLOPE_AT.format(0)
    assert props_named(answered, "text")[ids.PROBE_TEXT].startswith("At x = 0 ELU passes 1 times")


def test_alpha_rewrites_the_row_of_the_elu_and_no_other() -> None:
    texts = props_named(respond("", {"alpha": 2.5}), "text")
    readings = {"value": "−2.162", "gradient": "0.3383"}  # 2.5 (exp(−2) − 1), 2.5 exp(−2)
    assert texts == {ids.function_id("elu", part): said for part, said in readings.items()} | {
        ids.function_id("elu", "lens"): "",
        ids.CHANGED_NOTE: "",
        ids.head_id("value"): "f(−2)",
        ids.head_id("gradient"): SLOPE_AT.format("−2"),
        ids.PROBE_TEXT: probe_text(view_of("?alpha=2.5")),
    }


WHOLE: list[dict[str, object]] = [
    {"shown": ["elu"]},
    {"panels": ["value"]},
    {"scale": "log"},
    {"theme": "dark"},
    {"theme": "light", "alpha": 2},
    {"scene": "sum"},
    {"scene": "five-gradients", "theme": "dark"},
    {"stage": "value"},
    {"rule": "refine"},
    {"formula": "relu(x)", "shown": ["own"], "formula2": "nonsense"},
    {"extras": ["terms", "limit"]},
    {"extras": ["losses"]},
    {"hide": ["alpha"]},
    {"lens": "sum"},
    {"lens": "saturation", "focus": "elu"},
    {"lens": "depth", "layer_measure": "mean", "weights": "one"},
    {"lens": "mean", "theme": "dark"},
    {"focus": "relu"},
    {"layer_measure": "moment", "weights": "one"},
    {"scene": "noise", "lens": "gradient"},
    {"mode": "lecture"},
    {"mode": "lecture", "theme": "dark"},
    {"stage": "value", "scene": "sigmoid"},
    {"moment": "answer"},
    {"part": "race"},
    {"part": "race", "lanes": ["relu", "elu-0"], "rates": "one", "measure": "gradient"},
]


def fresh(changes: dict[str, object]) -> View:
    """What some changes make of a view without a scene and with an offset of 1."""
    if "scene" in changes:
        kept: dict[str, Any] = {
            name: str(changes[name]) for name in ("theme", "stage", "lens") if name in changes
        }
        return replace(initial_view(str(changes["scene"])), **kept)
    return View.from_raw({"offset": 1} | changes)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(
    ("changes", "whole"), [*((each, False) for each in WHOLE), ({}, True), ({"alpha": 2}, True)]
)
def test_a_change_of_looks_is_answered_with_a_whole_page(
    changes: dict[str, object], whole: bool, dark: bool
) -> None:
    answered = respond("?offset=1", changes, full=whole, dark=dark)
    view = fresh(changes)
    assert view_of(answered["query"]) == view
    # In a bright hall a page is light unless it is told to be dark.
    lecture = changes.get("mode") == "lecture"
    theme = str(changes.get("theme", "dark" if dark and not lecture else "light"))
    assert "frame" not in answered
    sent = json.loads(json.dumps(answered["figure"], default=lambda array: array.tolist()))
    assert_same_picture(sent, picture(view, theme))
    assert answered["theme"] == ("light" if lecture and view.theme == "auto" else view.theme)
    assert answered["mode"] == view.mode
    classes, hidden = (props_named(answered, name) for name in ("classes", "hidden"))
    on = {key for key in ACTIVATIONS if classes[ids.function_id(key)]["is-on"]}
    assert on == set(view.shown)
    # A question that came with numbers would be no question.
    asks = view.has_scene and view.stage == "question"
    assert {hidden[ids.function_id(key, "value")] for key in ACTIVATIONS} == {asks}
    assert {*VALUED_IDS} <= set(props_named(answered, "value"))
    assert props_named(answered, "value")["views"] == view_name(view)


def test_every_change_of_looks_is_among_those_tried() -> None:
    assert {name for changes in WHOLE for name in changes} >= FULL_UPDATE_FIELDS
    assert {*LOOKS, *RENAMED_FIELDS} == FULL_UPDATE_FIELDS
