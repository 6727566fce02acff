"""The controls: one for each field of a view, with its bounds, its box and its line of help."""

from typing import Any

import pytest
from dash import dcc, html
from hypothesis import given

from app import app
from components import ids
from components.controls import (
    SHARE_CONTROLS,
    SIDEBAR_CONTROLS,
    TOOLBAR_CONTROLS,
    inactive_sliders,
    make_row,
    make_sidebar,
    make_toolbar,
)
from components.story import SCENES
from components.story.navigation import SCENE_NAMES, STORY_FIELDS
from core.control import Choice, MultiChoice, Number, Range
from core.view import CONTROLS, View
from tests.components.readers import by_id, text
from tests.components.strategies import VIEWS, few

COMPONENTS = {
    Number: dcc.Slider,
    Range: dcc.RangeSlider,
    Choice: dcc.RadioItems,
    MultiChoice: dcc.Checklist,
}
SLIDERS = [name for name, each in CONTROLS.items() if isinstance(each, (Number, Range))]
OPTIONS = [name for name, each in CONTROLS.items() if isinstance(each, (Choice, MultiChoice))]


def tree(**raw: object) -> dict[str, Any]:
    assert app.server
    return tree_of(View.from_raw(raw))


def tree_of(view: View) -> dict[str, Any]:
    return by_id(
        [
            make_sidebar(view),
            make_toolbar(view),
            *(make_row(view, name) for name in (*STORY_FIELDS, *SHARE_CONTROLS)),
        ]
    )


@pytest.mark.parametrize("name", CONTROLS)
def test_every_field_has_a_control_a_label_and_a_line_of_help(name: str) -> None:
    found = tree()
    control = found[f"control-{name}"]
    assert isinstance(control, COMPONENTS[type(CONTROLS[name])])
    assert text(found[ids.help_id(name)]).strip()
    (label,) = [each for each in found[ids.row_id(name)].children if isinstance(each, html.Label)]
    assert text(label) == CONTROLS[name].label


@pytest.mark.parametrize("name", CONTROLS)
def test_a_row_holds_what_belongs_to_a_control_and_is_what_its_names_are_made_of(name: str) -> None:
    found, numeric = tree(), name in SLIDERS
    held = found[ids.row_id(name)].children
    boxes = (
        ([dcc.Input, dcc.Input] if isinstance(CONTROLS[name], Range) else [dcc.Input])
        if numeric
        else []
    )
    assert [type(each) for each in held] == [
        html.Label,
        *boxes,
        COMPONENTS[type(CONTROLS[name])],
        html.P,
    ]
    assert [getattr(each, "id", None) for each in held[-2:]] == [
        ids.control_id(name),
        ids.help_id(name),
    ]
    assert not {"id", "htmlFor"} & set(held[0].to_plotly_json()["props"])
    named = found[ids.row_id(name)].to_plotly_json()["props"]
    assert (named["data-label"], named["data-help"]) == (CONTROLS[name].label, ids.help_id(name))
    assert named["data-unit"] == (CONTROLS[name].unit if numeric else "")


def rows_seen(**raw: object) -> set[str]:
    found = tree(**raw)
    return {name for name in CONTROLS if not found[ids.row_id(name)].hidden}


def test_without_a_scene_every_row_is_seen_but_the_moment() -> None:
    assert rows_seen() == rows_seen(stage="answer") == set(CONTROLS) - {"stage"}


@pytest.mark.parametrize("number", range(1, 17))
def test_in_a_scene_only_the_rows_that_it_needs_are_seen_beside_the_bar_and_the_story(
    number: int,
) -> None:
    seen = rows_seen(scene=str(number))
    assert seen == {*SCENES[number - 1].controls, *TOOLBAR_CONTROLS, *STORY_FIELDS, *SHARE_CONTROLS}
    assert {"scene", "stage", "theme"} <= seen < set(CONTROLS)
    assert {*SIDEBAR_CONTROLS, *TOOLBAR_CONTROLS, *STORY_FIELDS, *SHARE_CONTROLS} == set(CONTROLS)


@pytest.mark.parametrize("scene", ["free", "6"])
def test_what_a_link_hides_is_not_seen_and_the_rest_is(scene: str) -> None:
    hidden = {"alpha", "scale"}
    assert rows_seen(scene=scene, hide=[*hidden]) == rows_seen(scene=scene) - hidden
    assert set(CONTROLS["hide"].options) == {*SIDEBAR_CONTROLS, "panels", "scale"}


def test_no_field_has_two_controls() -> None:
    shown = [each for each in tree() if each.startswith("control-")]
    assert sorted(shown) == sorted(f"control-{name}" for name in CONTROLS)


@pytest.mark.parametrize("name", SLIDERS)
def test_a_slider_has_the_bounds_of_its_field_and_speaks_while_it_is_dragged(name: str) -> None:
    control, spec = tree()[ids.control_id(name)], CONTROLS[name]
    assert (control.min, control.max, control.step) == (spec.low, spec.high, spec.step)
    assert control.updatemode == "drag"


@pytest.mark.parametrize(
    ("name", "bounds"),
    [
        ("alpha", (0, 4, 0.01)),
        ("range", (-20, 20, 0.1)),
        ("step", (0.01, 2, 0.01)),
        ("count", (1, 200, 1)),
    ],
)
def test_the_bounds_are_those_that_the_page_was_planned_with(
    name: str, bounds: tuple[float, ...]
) -> None:
    control = tree()[ids.control_id(name)]
    assert (control.min, control.max, control.step) == bounds


@pytest.mark.parametrize("name", OPTIONS)
def test_every_option_of_a_field_can_be_chosen(name: str) -> None:
    offered = tree()[ids.control_id(name)].options
    said = {each["value"]: text(each["label"]) for each in offered}
    assert list(said) == (list(SCENE_NAMES) if name == "scene" else list(CONTROLS[name].options))
    assert all(CONTROLS[name].options[key] == label for key, label in said.items())


@pytest.mark.parametrize(
    ("raw", "held"),
    [
        ({"alpha": 2.5}, {"control-alpha": 2.5, "box-alpha": "2.5"}),
        ({"count": 7}, {"control-count": 7, "box-count": "7"}),
        ({"step": 0.05}, {"control-step": 0.05, "box-step": "0.05"}),
        (
            {"range": [-5, 5.5]},
            {"control-range": [-5, 5.5], "box-range-low": "-5", "box-range-high": "5.5"},
        ),
        ({"shown": ["elu", "sigmoid"]}, {"control-shown": ["sigmoid", "elu"]}),
        ({"rule": "refine"}, {"control-rule": "refine"}),
        ({"theme": "dark"}, {"control-theme": "dark"}),
    ],
)
def test_a_control_and_its_box_hold_the_value_of_the_view(
    raw: dict[str, object], held: dict[str, Any]
) -> None:
    found = tree(**raw)
    assert {each: found[each].value for each in held} == held


@pytest.mark.parametrize("name", SLIDERS)
def test_every_slider_has_a_box_to_type_in(name: str) -> None:
    ends = ("low", "high") if isinstance(CONTROLS[name], Range) else ("",)
    boxes = [tree()[ids.box_id(name, end)] for end in ends]
    assert all(
        isinstance(box, dcc.Input) and box.to_plotly_json()["props"]["type"] == "text"
        for box in boxes
    )


@pytest.mark.parametrize(
    ("raw", "name", "reason"),
    [
        ({"shown": ["elu"]}, "alpha", ""),
        ({"shown": ["relu"]}, "alpha", "ELU"),
        ({"shown": []}, "alpha", "ELU"),
        ({"shown": ["selu"]}, "alpha", "ELU"),
        ({"shown": ["sigmoid"]}, "offset", ""),
        ({"shown": ["sigmoid_sum"]}, "offset", "sigmoid"),
        ({"shown": ["leaky_relu"]}, "slope", ""),
        ({"shown": ["relu"]}, "slope", "leaky ReLU"),
        ({"shown": ["sigmoid_sum"]}, "count", ""),
        ({"shown": ["sigmoid"]}, "count", "sum of sigmoids"),
        ({"shown": ["sigmoid_sum"], "rule": "refine"}, "span", ""),
        ({"shown": ["sigmoid_sum"], "rule": "article"}, "span", "refine"),
        ({"shown": ["sigmoid_sum"], "rule": "extend"}, "span", "refine"),
        ({"shown": ["sigmoid"], "rule": "refine"}, "span", "sum of sigmoids"),
        ({"shown": []}, "range", ""),
        ({"shown": []}, "step", ""),
        ({"shown": []}, "probe", ""),
    ],
)
def test_a_slider_that_nothing_obeys_is_off_and_its_help_says_why(
    raw: dict[str, object], name: str, reason: str
) -> None:
    found = tree(**raw)
    help_line = text(found[ids.help_id(name)])
    assert found[ids.control_id(name)].disabled is bool(reason)
    assert inactive_sliders(View.from_raw(raw))[ids.control_id(name)] is bool(reason)
    assert reason in help_line
    assert (help_line == CONTROLS[name].help) is not bool(reason)


@given(view=VIEWS)
@few
def test_the_tree_is_as_the_view_says(view: View) -> None:
    found, off = tree_of(view), inactive_sliders(view)
    assert {each for each in off if found[each].disabled} == {each for each in off if off[each]}
    assert set(off) == {ids.control_id(name) for name in SLIDERS}
    for name in CONTROLS:
        value = found[ids.control_id(name)].value
        assert (tuple(value) if isinstance(value, list) else value) == getattr(view, name)
