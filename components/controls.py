"""The table of controls as sliders and choices, each with a label, a line of help and its boxes."""

from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from components import ids
from components.story.navigation import SCENE_NAMES, STORY_FIELDS, scene_of
from components.widgets import make_button
from core.activations import ACTIVATIONS
from core.control import MAX_TEXT_LENGTH, Choice, MultiChoice, Number, Range, format_number
from core.view import CONTROLS, View

TOOLBAR_CONTROLS = ("panels", "scale", "theme", "mode")  # how the plot looks
SHARE_CONTROLS = ("hide",)  # what a link leaves out
SIDEBAR_CONTROLS = tuple(  # what the plot shows
    name for name in CONTROLS if name not in TOOLBAR_CONTROLS + STORY_FIELDS + SHARE_CONTROLS
)
SLIDERS = tuple(name for name, each in CONTROLS.items() if isinstance(each, (Number, Range)))
CURVE_MODES = ("rule", "scale")  # choices that change the shape of lines
CHOICES = tuple(name for name in CONTROLS if name not in SLIDERS)


def make_sidebar(view: View) -> html.Section:
    """Return the controls of what is shown, with the values of a view."""
    return html.Section([make_row(view, name) for name in SIDEBAR_CONTROLS], className="controls")


def make_toolbar(view: View) -> html.Div:
    """Return the controls of how the plot looks."""
    whole_view = make_button("Whole view", id=ids.WHOLE_VIEW, title="Shows the whole range again")
    rows = [make_row(view, name) for name in TOOLBAR_CONTROLS]
    return html.Div([*rows, whole_view], className="toolbar")


def control_values(view: View, name: str) -> dict[str, Any]:
    """Return what a control and its boxes hold in a view, by id."""
    control, value = CONTROLS[name], getattr(view, name)
    is_list = isinstance(control, (Range, MultiChoice))
    values: dict[str, Any] = {ids.control_id(name): list(value) if is_list else value}
    if isinstance(control, Number):
        values[ids.box_id(name)] = format_number(value)
    if isinstance(control, Range):
        for end, number in zip(("low", "high"), value, strict=True):
            values[ids.box_id(name, end)] = format_number(number)
    return values


def curve_settings(view: View) -> dict[str, Any]:
    """Return the values of the fields that decide what the lines of the plot look like, by name."""
    settings = {name: getattr(view, name) for name in (*SLIDERS, *CURVE_MODES)}
    return settings | {"range": list(view.range)}


def help_texts(view: View) -> dict[str, str]:
    """Return the line under each control, by id: what it does, or why it does nothing now."""
    return {
        ids.help_id(name): inactive_reason(view, name) or control.help
        for name, control in CONTROLS.items()
    }


def inactive_sliders(view: View) -> dict[str, bool]:
    """Return whether each slider does nothing now, by the id of the slider."""
    return {ids.control_id(name): bool(inactive_reason(view, name)) for name in SLIDERS}


def inactive_rows(view: View) -> dict[str, bool]:
    """Return whether each control does nothing now, by the id of its row."""
    return {ids.row_id(name): bool(inactive_reason(view, name)) for name in CONTROLS}


def hidden_controls(view: View) -> set[str]:
    """Return the controls that the scene does not need, or a link hides."""
    scene = scene_of(view)
    unused = set(SIDEBAR_CONTROLS) - set(scene.controls) if scene else {"stage"}
    return unused | set(view.hide)


def inactive_reason(view: View, name: str) -> str:
    """Return why a control does nothing now, or an empty text."""
    users = [key for key, each in ACTIVATIONS.items() if name in each.parameters + each.modes]
    if users and not set(users) & set(view.shown):
        return f"Has no effect until {ACTIVATIONS[users[0]].name} is shown."
    if name == "span" and view.rule != "refine":
        return "Has an effect under the rule refine only."
    if name == "scale" and "gradient" not in view.panels:
        return "Has no effect until the gradient panel is shown."
    return ""


def active_controls(view: View) -> tuple[str, ...]:
    """Return the controls that change what is shown, without the choice of functions."""
    names = (*SIDEBAR_CONTROLS, "panels", "scale")
    return tuple(name for name in names if name != "shown" and not inactive_reason(view, name))


def settings_text(view: View) -> str:
    """Return the values of the controls that change the curves, in words."""
    texts = []
    for name in active_controls(view):
        if name not in TOOLBAR_CONTROLS:
            value = CONTROLS[name].to_text(getattr(view, name))
            texts.append(f"{CONTROLS[name].label} {value.replace(',', ' to ').replace('-', '−')}")
    return ", ".join(texts)


def make_row(view: View, name: str) -> Component:
    """Return one control with its label, its boxes and its line of help."""
    control, is_slider = CONTROLS[name], name in SLIDERS
    reason = inactive_reason(view, name)
    classes = [
        "control",
        "slider" if is_slider else "choices",
        f"control-of-{name}",
        *(["inactive"] if reason else []),
    ]
    data: dict[str, Any] = {
        "data-control": name,
        "data-label": control.label,
        "data-help": ids.help_id(name),
        "data-unit": control.unit if is_slider else "",
    }
    return html.Div(
        [
            html.Label(control.label),
            *_make_boxes(view, name),
            _make_slider(view, name, bool(reason)) if is_slider else _make_choices(view, name),
            html.P(reason or control.help, id=ids.help_id(name), className="help"),
        ],
        id=ids.row_id(name),
        className=" ".join(classes),
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


def _make_slider(view: View, name: str, is_disabled: bool) -> Component:
    control = CONTROLS[name]
    component = dcc.RangeSlider if isinstance(control, Range) else dcc.Slider
    return component(
        id=ids.control_id(name),
        value=control_values(view, name)[ids.control_id(name)],
        min=control.low,
        max=control.high,
        step=control.step,
        marks=None,
        updatemode="drag",
        allow_direct_input=False,
        disabled=is_disabled,
    )


def _make_choices(view: View, name: str) -> Component:
    control = CONTROLS[name]
    component = dcc.RadioItems if isinstance(control, Choice) else dcc.Checklist
    keys = SCENE_NAMES if name == "scene" else control.options
    options = [{"value": key, "label": control.options[key]} for key in keys]
    value = control_values(view, name)[ids.control_id(name)]
    return component(id=ids.control_id(name), options=options, value=value)
