"""The controls: one for each field of a view, with its bounds, its box and its line of help."""

import math
from typing import Any

import pytest
from dash import dcc, html
from dash.development.base_component import Component
from hypothesis import given

from components import ids
from components.controls import (
    FORMULAS,
    HEADER_CONTROLS,
    INPUT_CONTROLS,
    LENS_CONTROLS,
    PLOT_CONTROLS,
    RACE_CONTROLS,
    SHARE_CONTROLS,
    control_specs,
    controls_of_function,
    hidden_controls,
)
from components.lenses.table import LENSES
from components.story import SCENES
from components.story.navigation import view_query
from components.story.scene import STORY_FIELDS, Scene
from core.activations import ACTIVATIONS
from core.control import Choice, MultiChoice, Name, Number, Range
from core.view import CONTROLS, View
from tests.components.readers import EVERYTHING, TITLES, by_id, page_of, seen, text
from tests.components.strategies import VIEWS, few

COMPONENTS = {
    Number: dcc.Slider,
    Range: dcc.RangeSlider,
    Choice: dcc.RadioItems,
    MultiChoice: dcc.Checklist,
    Name: dcc.RadioItems,
}
SLIDERS = [name for name, each in CONTROLS.items() if isinstance(each, (Number, Range))]
RACE_OPTIONS = ("lanes", "data", "optimizer", "rates", "rate", "gain", "measure")
LENS_OPTIONS = ("lens", "focus", "layer_measure", "weights")
PLOT_OPTIONS = ("panels", "scale", *LENS_OPTIONS, "rule", "extras")
OPTIONS = (*PLOT_OPTIONS, "hide", "scene", "stage", *RACE_OPTIONS)
LABELLED = (*SLIDERS, "rule", "extras", "hide")  # the others have their names from their places
ALWAYS_SEEN = {*PLOT_CONTROLS, *HEADER_CONTROLS, *SHARE_CONTROLS}


def page(**raw: Any) -> Component:
    """The page with some settings in its URL."""
    texts = (
        f"{name}={','.join(map(str, value)) if isinstance(value, list) else value}"
        for name, value in raw.items()
    )
    return page_of("?" + "&".join(texts))


def tree(**raw: Any) -> dict[str, Any]:
    return by_id(page(**raw))


def rows_seen(**raw: Any) -> set[str]:
    """The controls that a reader sees."""
    return names_of_rows(page(**raw))


def names_of_rows(whole: Component) -> set[str]:
    rows = {name: ids.row_id(name) for name in CONTROLS} | {"shown": ids.control_id("shown")}
    found = by_id(seen(whole))
    return {name for name, each in rows.items() if each in found}


@pytest.mark.parametrize("name", [*SLIDERS, *OPTIONS])
def test_a_control_is_of_the_kind_of_its_field(name: str) -> None:
    assert isinstance(tree()[ids.control_id(name)], COMPONENTS[type(CONTROLS[name])])


def test_what_is_shown_has_a_switch_for_each_function_and_theme_and_mode_have_buttons() -> None:
    found = tree()
    inside = set(by_id(found["control-shown"]))
    assert {ids.switch_id(key) for key in ACTIVATIONS} <= inside
    for name, button in (("theme", ids.THEME), ("mode", ids.PRESENT)):
        assert isinstance(by_id(found[ids.control_id(name)])[button], html.Button)
    assert ids.VIEWS in by_id(found[ids.control_id("part")])
    assert {*SLIDERS, *FORMULAS, *OPTIONS, "shown", *HEADER_CONTROLS} == set(CONTROLS)


@pytest.mark.parametrize("name", LABELLED)
def test_a_row_holds_what_belongs_to_a_control_and_is_what_its_names_are_made_of(name: str) -> None:
    found, control = tree(), CONTROLS[name]
    boxes = {Number: 1, Range: 2}.get(type(control), 0)
    held = found[ids.row_id(name)].children
    kinds = [html.Label, COMPONENTS[type(control)], *[dcc.Input] * boxes, html.P]
    assert [type(each) for each in held] == kinds
    assert (held[1].id, held[-1].id) == (ids.control_id(name), ids.help_id(name))
    assert text(held[0]) == (control.short_label if boxes else control.label)
    assert text(held[-1]) == control.help != ""
    assert not {"id", "htmlFor"} & set(held[0].to_plotly_json()["props"])
    named = found[ids.row_id(name)].to_plotly_json()["props"]
    assert (named["data-label"], named["data-help"]) == (control.label, ids.help_id(name))
    assert named["data-unit"] == (control.unit if boxes else "")


@pytest.mark.parametrize("name", [name for name in CONTROLS if name != "shown"])
def test_a_control_is_named_after_its_field(name: str) -> None:
    named = tree()[ids.row_id(name)].to_plotly_json()["props"]
    assert (named["data-control"], named["data-label"]) == (name, CONTROLS[name].label)


@pytest.mark.parametrize("name", SLIDERS)
def test_beside_what_it_is_about_a_slider_has_a_shorter_name(name: str) -> None:
    control = CONTROLS[name]
    assert 0 < len(control.short_label) < len(control.label)
    assert control.short_label.split()[-1] in control.label.lower().replace("elu α", "α")


def test_each_control_stands_in_the_row_of_the_function_that_obeys_it() -> None:
    found = tree()
    for key, activation in ACTIVATIONS.items():
        inside = set(by_id(found[ids.function_id(key)]))
        names = {*activation.parameters, *activation.modes} & set(CONTROLS)
        extras = {"extras"} if key == "sigmoid_sum" else set()
        assert {name for name in CONTROLS if ids.control_id(name) in inside} == names | extras
        assert set(controls_of_function(key)) == names | extras


def test_without_a_scene_all_is_seen_that_has_an_effect() -> None:
    first = {*ALWAYS_SEEN, *INPUT_CONTROLS, "shown", "offset", "alpha", "count", "rule", "extras"}
    assert rows_seen() == rows_seen(stage="answer") == first
    everything = rows_seen(shown=EVERYTHING, rule="refine", formula="a * x")
    assert everything == set(CONTROLS) - {*STORY_FIELDS, *RACE_CONTROLS, *LENS_CONTROLS}


def test_a_race_has_its_own_controls_and_alpha_where_a_lane_obeys_it() -> None:
    first = {*HEADER_CONTROLS, *SHARE_CONTROLS, *RACE_CONTROLS, "shown", "alpha"}
    assert rows_seen(part="race", rates="one") == first
    assert rows_seen(part="race") == first - {"rate"}
    assert rows_seen(part="race", lanes="relu,gelu-0") == first - {"rate", "alpha"}
    own = {"formula", "formula2", "a2"}
    assert rows_seen(part="race", lanes="own,own2-0") == (first | own) - {"rate", "alpha"}


@pytest.mark.parametrize("scene", SCENES, ids=TITLES)
def test_in_a_scene_only_the_controls_that_it_needs_are_seen(scene: Scene) -> None:
    shown = {"shown"} if scene.view.shown else set()
    idle = {"scale"} if scene.view.lens not in ("gradient", "saturation", "data") else set()
    idle |= {"weight_variance"} if scene.view.weights == "own" else set()
    idle |= {*PLOT_CONTROLS} if scene.view.is_race else set()
    needed = {*scene.controls, *shown, *ALWAYS_SEEN, *STORY_FIELDS} - idle
    assert rows_seen(scene=scene.key) == needed


@pytest.mark.parametrize("scene", ["free", "elu"])
def test_what_a_link_hides_is_not_seen_and_the_rest_is(scene: str) -> None:
    hidden = {"alpha", "scale"}
    assert rows_seen(scene=scene, hide=[*hidden]) == rows_seen(scene=scene) - hidden
    assert set(CONTROLS["hide"].options) == (
        set(CONTROLS) - {*SHARE_CONTROLS, *STORY_FIELDS, "theme", "mode"}
    )


@pytest.mark.parametrize("name", SLIDERS)
def test_a_slider_has_the_bounds_of_its_field_and_speaks_while_it_is_dragged(name: str) -> None:
    control, spec = tree()[ids.control_id(name)], CONTROLS[name]
    assert (control.min, control.max, control.step) == (*ends_of_slider(name), spec.step)
    assert control.updatemode == "drag"


def is_log(name: str) -> bool:
    return isinstance(CONTROLS[name], Number) and CONTROLS[name].is_log


def ends_of_slider(name: str) -> tuple[float, float]:
    """Where a slider begins and ends: one that is logarithmic counts exponents of ten."""
    low, high = CONTROLS[name].low, CONTROLS[name].high
    return (round(math.log10(low), 4), round(math.log10(high), 4)) if is_log(name) else (low, high)


@pytest.mark.parametrize(
    ("name", "bounds"),
    [
        ("alpha", (0, 4, 0.01)),
        ("range", (-20, 20, 0.1)),
        ("step", (0.01, 2, 0.01)),
        ("count", (1, 200, 1)),
        ("threshold", (-4, 0, 0.05)),
        ("sharpness", (-0.301, 2.1072, 0.0301)),
        ("depth", (1, 50, 1)),
    ],
)
def test_the_bounds_are_those_that_the_page_was_planned_with(
    name: str, bounds: tuple[float, ...]
) -> None:
    control = tree()[ids.control_id(name)]
    assert (control.min, control.max, control.step) == bounds


def test_handles_and_numbers_in_formulas_have_the_bounds_of_the_sliders() -> None:
    specs = control_specs()
    assert set(specs) == set(SLIDERS) - {"range"}
    for name, spec in specs.items():
        control, field = tree()[ids.control_id(name)], CONTROLS[name]
        assert (*ends_of_slider(name), spec["step"]) == (control.min, control.max, control.step)
        assert (spec["low"], spec["high"], spec["isLog"]) == (field.low, field.high, is_log(name))
        assert (spec["label"], spec["unit"]) == (field.label, field.unit)


@pytest.mark.parametrize(
    ("name", "decimals"),
    [("alpha", 2), ("step", 2), ("offset", 1), ("probe", 1), ("count", 0), ("threshold", 0)],
)
def test_a_number_has_as_many_decimals_as_its_steps(name: str, decimals: int) -> None:
    assert CONTROLS[name].decimals == decimals


@pytest.mark.parametrize("name", OPTIONS)
def test_every_option_of_a_field_can_be_chosen(name: str) -> None:
    offered = tree()[ids.control_id(name)].options
    said = {each["value"]: text(each["label"]) for each in offered}
    if name == "scene":  # the way out of the story is Explore
        assert said == {
            each.key: f"{n}".rjust(2, "\N{FIGURE SPACE}") + f"  {each.title}"
            for n, each in enumerate(SCENES, start=1)
        }
        return
    options = list(CONTROLS[name].options)
    if name == "extras":  # scenes and links choose the others
        options = ["terms", "limit"]
    assert list(said) == options
    names = {key: each.name for key, each in LENSES.items()}
    labels = names if name == "lens" else CONTROLS[name].options
    assert all(labels[key] == label for key, label in said.items())


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
        (
            {"shown": ["elu", "sigmoid"]},
            {"switch-elu": ["elu"], "switch-sigmoid": ["sigmoid"], "switch-relu": []},
        ),
        ({"rule": "refine"}, {"control-rule": "refine"}),
        ({"lens": "depth", "focus": "elu"}, {"control-lens": "depth", "control-focus": "elu"}),
        ({"threshold": 0.001}, {"control-threshold": -3, "box-threshold": "0.001"}),
        ({"threshold": 0.5}, {"control-threshold": -0.301, "box-threshold": "0.5"}),
        ({"sharpness": 16}, {"control-sharpness": 1.2041, "box-sharpness": "16"}),
        ({"extras": "limit,terms"}, {"control-extras": ["terms", "limit"]}),
        ({"scene": 3, "stage": "value"}, {"control-scene": "sum", "control-stage": "value"}),
    ],
)
def test_a_control_and_its_box_hold_the_value_of_the_view(
    raw: dict[str, Any], held: dict[str, Any]
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


@given(view=VIEWS)
@few
def test_the_page_is_as_the_view_says(view: View) -> None:
    whole = page_of(view_query(view))
    found, hidden = by_id(whole), hidden_controls(view)
    assert names_of_rows(whole) - {"shown"} == set(CONTROLS) - hidden - {"shown"}
    for name in (*SLIDERS, *OPTIONS):
        value = found[ids.control_id(name)].value
        expected: Any = view.shown_lens if name == "lens" else getattr(view, name)
        if is_log(name):
            expected = pytest.approx(math.log10(expected), abs=0.00005)
        assert (tuple(value) if isinstance(value, list) else value) == expected
    on = tuple(key for key in ACTIVATIONS if found[ids.switch_id(key)].value == [key])
    assert on == view.shown
