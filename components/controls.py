"""The table of controls as sliders and choices, each with a label, a line of help and its boxes."""

from collections.abc import Mapping
from dataclasses import fields
from functools import cache, lru_cache
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from components import ids
from components.lenses.table import LENSES
from components.own_row import KEYS_OF_FORMULAS, make_formula_box
from components.story.scene import STORY_FIELDS
from components.story.scenes import scene_of
from components.text import value_text
from components.widgets import HIDDEN, join_classes
from core.activations import ACTIVATIONS
from core.control import MAX_TEXT_LENGTH, MultiChoice, Number, Range, format_number
from core.curves import curve_parameters, drawn_keys, drawn_losses, setting_names
from core.keys import AS_WRITTEN, INPUT, LOSSES, SUM
from core.lanes import LANES
from core.lens_fields import ONE, SUM_ERRORS, LensFields
from core.open_bounds import OPEN_BOUNDS, list_open_bounds
from core.own_functions import OWN_FUNCTIONS
from core.race_fields import RaceFields
from core.view import CONTROLS, SLIDERS, View

PLOT_CONTROLS = ("panels", "scale", "lens")  # how the plot looks
HEADER_CONTROLS = ("part", "theme", "mode")
SHARE_CONTROLS = ("hide",)  # what a link leaves out
INPUT_CONTROLS = ("range", "step", "probe")  # the x of the plot
LENS_CONTROLS = tuple(each.name for each in fields(LensFields) if each.name != "lens")
RACE_CONTROLS = tuple(each.name for each in fields(RaceFields) if each.name != "part")
COLUMN_CONTROLS = tuple(  # what the plot shows
    name
    for name in CONTROLS
    if name not in PLOT_CONTROLS + HEADER_CONTROLS + STORY_FIELDS + SHARE_CONTROLS + RACE_CONTROLS
)
# The rows of functions that a race has, and what stands in them.
LANE_ROWS = ("elu", *OWN_FUNCTIONS)
LANE_CONTROLS = tuple(
    name for key in LANE_ROWS for name in (*ACTIVATIONS[key].parameters, *ACTIVATIONS[key].modes)
)
SCENE_OPTIONS = (AS_WRITTEN, INPUT, LOSSES)  # that a scene or a link chooses, and no row offers
CURVE_MODES = ("rule", "scale", "extras")  # choices that change the shape of lines
FORMULAS = tuple(KEYS_OF_FORMULAS)
# The choices of one component each; each function has a switch of its own.
CHOICES = tuple(
    name for name in CONTROLS if name not in (*SLIDERS, *FORMULAS, *HEADER_CONTROLS, "shown")
)


@cache
def controls_of_function(key: str) -> tuple[str, ...]:
    """Return the controls that stand in the row of a function."""
    activation = ACTIVATIONS[key]
    names = (*activation.parameters, *activation.modes)
    if key in OWN_FUNCTIONS:  # the formula, then its a
        return names[::-1]
    extras = ("extras",) if activation.compared_with else ()
    return (*(name for name in names if name in CONTROLS), *extras)


def control_values(view: View, name: str) -> dict[str, Any]:
    """Return what a control and its boxes hold in a view, by id."""
    control, value = CONTROLS[name], getattr(view, name)
    if name == "lens":
        return {ids.control_id(name): view.shown_lens}
    if name == "shown":
        return {ids.switch_id(key): [key] if key in value else [] for key in ACTIVATIONS}
    if name in HEADER_CONTROLS:
        return {}
    if name in FORMULAS:
        return {ids.box_id(name): value}
    is_list = isinstance(control, (Range, MultiChoice))
    values: dict[str, Any] = {ids.control_id(name): list(value) if is_list else value}
    if isinstance(control, Number):
        values[ids.control_id(name)] = control.to_position(value)
        values[ids.box_id(name)] = format_number(value)
    if isinstance(control, Range):
        for end, number in zip(("low", "high"), value, strict=True):
            values[ids.box_id(name, end)] = format_number(number)
    return values


def curve_settings(view: View) -> dict[str, Any]:
    """Return the values of the fields that decide what the lines of the plot look like, by name.

    Beside them are the bounds that each function comes close to and never reaches, by its key.
    """
    settings = {name: getattr(view, name) for name in (*SLIDERS, *CURVE_MODES, *FORMULAS)}
    keys = [key for key in (*view.shown, *drawn_losses(view)) if key in OPEN_BOUNDS]
    bounds = {key: list_open_bounds(key, **curve_parameters(view, key)) for key in keys}
    return settings | {
        "range": list(view.range),
        "extras": list(view.extras),
        "openBounds": {key: list(each) for key, each in bounds.items() if each},
    }


def control_specs() -> dict[str, dict[str, Any]]:
    """Return the label, the bounds and the step of each slider with one number, by name."""
    return {
        name: {
            "label": control.label,
            "low": control.low,
            "high": control.high,
            "step": control.step,
            "unit": control.unit,
            "isLog": control.is_log,
        }
        for name, control in CONTROLS.items()
        if isinstance(control, Number)
    }


@lru_cache(maxsize=64)
def hidden_controls(view: View) -> frozenset[str]:
    """Return the controls without effect, and those that the scene or a link leaves out."""
    idle = (name for name in CONTROLS if not _has_effect(view, name))
    return frozenset({*view.hide, *_unused_controls(view), *idle})


def _unused_controls(view: View) -> set[str]:
    """Return the controls that the part of the page that a view shows does not have."""
    scene = scene_of(view)
    if scene:
        of_plot = PLOT_CONTROLS if view.is_race else ()
        return {*COLUMN_CONTROLS, *RACE_CONTROLS, *of_plot} - {*scene.controls, "shown"}
    if view.is_race:
        return {*COLUMN_CONTROLS, *PLOT_CONTROLS, *STORY_FIELDS} - {"shown", *LANE_CONTROLS}
    return {*STORY_FIELDS, *RACE_CONTROLS}


def _has_effect(view: View, name: str) -> bool:
    if view.is_race and name in LANE_CONTROLS:
        return any(name in setting_names(view, LANES[lane].key) for lane in view.lanes)
    if name == "rate":
        return view.rates == "one"
    if name in LENS_CONTROLS:
        is_used = name in LENSES[view.shown_lens].controls and "gradient" in view.panels
        has_choice = name != "focus" or len(view.shown) > 1
        return is_used and has_choice and (name != "weight_variance" or view.weights == ONE)
    users = [key for key in ACTIVATIONS if name in controls_of_function(key)]
    if users and not set(users) & set(view.shown):
        return False
    if users and users[0] in OWN_FUNCTIONS:
        return name in setting_names(view, users[0])
    if name == "span":
        has_all_rules = view.shown_lens == SUM_ERRORS and "gradient" in view.panels
        return view.rule == "refine" or has_all_rules
    has_gradients = "gradient" in view.panels and view.has_gradients
    return {"scale": has_gradients, "lens": "gradient" in view.panels}.get(name, True)


def active_controls(view: View) -> tuple[str, ...]:
    """Return the controls that change what is shown, without the choice of functions."""
    names = (*COLUMN_CONTROLS, *PLOT_CONTROLS)
    active = {name for name in names if _has_effect(view, name)}
    if {*drawn_keys(view)} > {*view.shown}:
        active.add("extras")  # also where no row offers them
    return tuple(name for name in names if name != "shown" and name in active)


def settings_text(view: View) -> str:
    """Return the values of the controls that change the curves, or those of a race, in words."""
    if view.is_race:
        names = [name for name in RACE_CONTROLS if name not in ("lanes", "measure")]
        names = [name for name in names if _has_effect(view, name)]
    else:
        names = [name for name in active_controls(view) if name not in (*PLOT_CONTROLS, "extras")]
    return ", ".join(
        f"{CONTROLS[name].label} {value_text(CONTROLS[name], getattr(view, name))}"
        for name in names
    )


def make_control(view: View, name: str) -> Component:
    """Return one control with its label, its boxes and its line of help."""
    if name in FORMULAS:
        return make_formula_box(view, name, is_hidden=name in hidden_controls(view))
    control, is_slider = CONTROLS[name], name in SLIDERS
    data: dict[str, Any] = {
        "data-control": name,
        "data-label": control.label,
        "data-help": ids.help_id(name),
        "data-unit": control.unit if is_slider else "",
    }
    if isinstance(control, Number) and control.is_log:
        data["data-log"] = ""
    label = control.short_label if is_slider else control.label
    return html.Div(
        [
            html.Label(label),
            _make_slider(view, name) if is_slider else make_choices(view, name),
            *_make_boxes(view, name),
            html.P(control.help, id=ids.help_id(name), className="help visually-hidden"),
        ],
        id=ids.row_id(name),
        className=_join_row_classes(view, name, "slider" if is_slider else "choices"),
        hidden=name in hidden_controls(view),
        **data,
    )


def _make_boxes(view: View, name: str) -> list[Component]:
    values = control_values(view, name)
    return [
        dcc.Input(id=each, type="text", debounce=True, maxLength=MAX_TEXT_LENGTH, value=value)
        for each, value in values.items()
        if each != ids.control_id(name)
    ]


def _make_slider(view: View, name: str) -> Component:
    control = CONTROLS[name]
    component = dcc.RangeSlider if isinstance(control, Range) else dcc.Slider
    return component(
        id=ids.control_id(name),
        value=control_values(view, name)[ids.control_id(name)],
        min=control.low if isinstance(control, Range) else control.to_position(control.low),
        max=control.high if isinstance(control, Range) else control.to_position(control.high),
        step=control.step,
        marks=None,
        updatemode="drag",
        allow_direct_input=False,
    )


def make_choice_row(view: View, name: str, labels: Mapping[str, Any] | None = None) -> Component:
    """Return the choices of a control by themselves; `labels` replaces those of the table."""
    data: dict[str, Any] = {"data-control": name, "data-label": CONTROLS[name].label}
    return html.Div(
        make_choices(view, name, labels),
        id=ids.row_id(name),
        className=_join_row_classes(view, name, "choices"),
        hidden=name in hidden_controls(view),
        **data,
    )


def make_labelled_choices(view: View, name: str) -> Component:
    """Return the choices of a control behind its label."""
    label = html.Span(CONTROLS[name].label, className="choice-label", **HIDDEN)
    return html.Div([label, make_choice_row(view, name)], className="labelled-choices")


def choice_classes(view: View) -> dict[str, dict[str, bool]]:
    """Return the classes of the choices of which some options may be left out, by id."""
    return {
        ids.row_id("lens"): {"has-sum": SUM in view.shown},
        ids.row_id("extras"): {"has-limit": view.shown_lens != SUM_ERRORS},  # which draws it
        ids.row_id("focus"): {f"has-{key}": key in view.shown for key in ACTIVATIONS},
        # A link can leave out what is there, or what it has left out already.
        ids.row_id("hide"): {
            f"has-{name}": name in view.hide or name not in hidden_controls(view)
            for name in CONTROLS["hide"].options
        },
    }


def _join_row_classes(view: View, name: str, kind: str) -> str:
    flags = choice_classes(view).get(ids.row_id(name), {})
    return join_classes(f"control {kind} control-of-{name}", flags)


def make_choices(view: View, name: str, labels: Mapping[str, Any] | None = None) -> Component:
    """Return the choices of a control; `labels` replaces those of the table."""
    control = CONTROLS[name]
    component = dcc.Checklist if isinstance(control, MultiChoice) else dcc.RadioItems
    options = [
        {"value": key, "label": label}
        for key, label in (labels or control.options).items()
        if name != "extras" or key not in SCENE_OPTIONS
    ]
    value = control_values(view, name)[ids.control_id(name)]
    return component(id=ids.control_id(name), options=options, value=value)
