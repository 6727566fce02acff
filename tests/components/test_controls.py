"""The controls as a tree of components: one for each field of a view, with its bounds, its box and its line of help."""

from typing import Any

import pytest
from dash import dcc, html
from dash.development.base_component import Component
from hypothesis import given

from app import app
from components import ids
from components.controls import BAR, SHARED, SIDE, bar, controls, disabled, row
from components.story import PLACE, SCENES
from core.control import Choice, Number, Range, Switches
from core.view import CONTROLS, View
from tests.components.drawing import VIEWS, few
from tests.components.reading import by_id, text

KINDS = {Number: dcc.Slider, Range: dcc.RangeSlider, Choice: dcc.RadioItems, Switches: dcc.Checklist}
SLIDERS = [name for name, each in CONTROLS.items() if isinstance(each, (Number, Range))]
OPTIONS = [name for name, each in CONTROLS.items() if isinstance(each, (Choice, Switches))]


def tree(**raw: object) -> dict[str, Component]:
    assert app.server
    return tree_of(View.cleaned(raw))


def tree_of(view: View) -> dict[str, Component]:
    return by_id([controls(view), bar(view), *(row(view, name) for name in (*PLACE, *SHARED))])


@pytest.mark.parametrize("name", CONTROLS)
def test_every_field_has_a_control_a_label_and_a_line_of_help(name: str) -> None:
    found = tree()
    control = found[f"control-{name}"]
    assert isinstance(control, KINDS[type(CONTROLS[name])])
    assert text(found[ids.help_text(name)]).strip()
    (label,) = [each for each in found[ids.row(name)].children if isinstance(each, html.Label)]
    assert text(label) == CONTROLS[name].label


@pytest.mark.parametrize("name", CONTROLS)
def test_a_row_holds_what_belongs_to_a_control_and_is_what_its_names_are_made_of(name: str) -> None:
    found, numeric = tree(), name in SLIDERS
    held = found[ids.row(name)].children
    boxes = ([dcc.Input, dcc.Input] if isinstance(CONTROLS[name], Range) else [dcc.Input]) if numeric else []
    assert [type(each) for each in held] == [html.Label, *boxes, KINDS[type(CONTROLS[name])], html.P]
    assert [getattr(each, "id", None) for each in held[-2:]] == [ids.control(name), ids.help_text(name)]
    assert not {"id", "htmlFor"} & set(held[0].to_plotly_json()["props"])
    named = found[ids.row(name)].to_plotly_json()["props"]
    assert (named["data-label"], named["data-help"]) == (CONTROLS[name].label, ids.help_text(name))
    assert named["data-unit"] == (CONTROLS[name].unit if numeric else "")


def rows_seen(**raw: object) -> set[str]:
    found = tree(**raw)
    return {name for name in CONTROLS if not found[ids.row(name)].hidden}


def test_without_a_scene_every_row_is_seen_but_the_moment() -> None:
    assert rows_seen() == rows_seen(moment="answer") == set(CONTROLS) - {"moment"}


@pytest.mark.parametrize("number", range(1, 17))
def test_in_a_scene_only_the_rows_that_it_needs_are_seen_beside_the_bar_and_the_story(number: int) -> None:
    seen = rows_seen(scene=str(number))
    assert seen == {*SCENES[number - 1].controls, *BAR, *PLACE, *SHARED}
    assert {"scene", "moment", "theme"} <= seen < set(CONTROLS)
    assert {*SIDE, *BAR, *PLACE, *SHARED} == set(CONTROLS)


@pytest.mark.parametrize("scene", ["free", "6"])
def test_what_a_link_hides_is_not_seen_and_the_rest_is(scene: str) -> None:
    hidden = {"alpha", "scale"}
    assert rows_seen(scene=scene, hide=[*hidden]) == rows_seen(scene=scene) - hidden
    assert set(CONTROLS["hide"].options) == {*SIDE, "panels", "scale"}


def test_no_field_has_two_controls() -> None:
    shown = [each for each in tree() if each.startswith("control-")]
    assert sorted(shown) == sorted(f"control-{name}" for name in CONTROLS)


@pytest.mark.parametrize("name", SLIDERS)
def test_a_slider_has_the_bounds_of_its_field_and_speaks_while_it_is_dragged(name: str) -> None:
    control, spec = tree()[ids.control(name)], CONTROLS[name]
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
def test_the_bounds_are_those_that_the_page_was_planned_with(name: str, bounds: tuple[float, ...]) -> None:
    control = tree()[ids.control(name)]
    assert (control.min, control.max, control.step) == bounds


@pytest.mark.parametrize("name", OPTIONS)
def test_every_option_of_a_field_can_be_chosen(name: str) -> None:
    offered = tree()[ids.control(name)].options
    said = {each["value"]: text(each["label"]) for each in offered}
    assert said == CONTROLS[name].options


@pytest.mark.parametrize(
    ("raw", "held"),
    [
        ({"alpha": 2.5}, {"control-alpha": 2.5, "box-alpha": "2.5"}),
        ({"count": 7}, {"control-count": 7, "box-count": "7"}),
        ({"step": 0.05}, {"control-step": 0.05, "box-step": "0.05"}),
        ({"range": [-5, 5.5]}, {"control-range": [-5, 5.5], "box-range-low": "-5", "box-range-high": "5.5"}),
        ({"shown": ["elu", "sigmoid"]}, {"control-shown": ["sigmoid", "elu"]}),
        ({"rule": "refine"}, {"control-rule": "refine"}),
        ({"theme": "dark"}, {"control-theme": "dark"}),
    ],
)
def test_a_control_and_its_box_hold_the_value_of_the_view(raw: dict[str, object], held: dict[str, Any]) -> None:
    found = tree(**raw)
    assert {each: found[each].value for each in held} == held


@pytest.mark.parametrize("name", SLIDERS)
def test_every_slider_has_a_box_to_type_in(name: str) -> None:
    ends = ("low", "high") if isinstance(CONTROLS[name], Range) else ("",)
    boxes = [tree()[ids.box(name, end)] for end in ends]
    assert all(isinstance(box, dcc.Input) and box.type == "text" for box in boxes)


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
    help_line = text(found[ids.help_text(name)])
    assert found[ids.control(name)].disabled is bool(reason)
    assert disabled(View.cleaned(raw))[ids.control(name)] is bool(reason)
    assert reason in help_line
    assert (help_line == CONTROLS[name].help) is not bool(reason)


@given(view=VIEWS)
@few
def test_the_tree_is_as_the_view_says(view: View) -> None:
    found, off = tree_of(view), disabled(view)
    assert {each for each in off if found[each].disabled} == {each for each in off if off[each]}
    assert set(off) == {ids.control(name) for name in SLIDERS}
    for name in CONTROLS:
        value = found[ids.control(name)].value
        assert (tuple(value) if isinstance(value, list) else value) == getattr(view, name)
