"""The control table becomes sliders and switches, each with a name, a line of help and, for numbers, a box."""

from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from components import ids
from components.button import button
from components.story import PLACE, scene_of
from core.activations import ACTIVATIONS
from core.control import LONGEST_TEXT, Choice, Number, Range, Switches, plain
from core.view import CONTROLS, View

BAR = ("panels", "scale", "theme", "mode")  # how the plot looks
SHARED = ("hide",)  # what a link leaves out
SIDE = tuple(name for name in CONTROLS if name not in BAR + PLACE + SHARED)  # what the plot shows


def controls(view: View) -> html.Section:
    """The controls of what is shown, as they stand in a view."""
    return html.Section([row(view, name) for name in SIDE], className="controls")


def bar(view: View) -> html.Div:
    """The controls of how it looks."""
    whole = button("Whole view", id=ids.WHOLE, title="Takes a zoom of the plot back")
    return html.Div([*(row(view, name) for name in BAR), whole], className="bar")


def properties(view: View, name: str) -> dict[str, dict[str, Any]]:
    """What the components of one control hold in a view: properties by id."""
    control, value = CONTROLS[name], getattr(view, name)
    held: dict[str, dict[str, Any]] = {
        ids.control(name): {"value": list(value) if isinstance(control, (Range, Switches)) else value}
    }
    if isinstance(control, Number):
        held[ids.box(name)] = {"value": plain(value)}
    if isinstance(control, Range):
        held |= {ids.box(name, end): {"value": plain(value)} for end, value in zip(("low", "high"), value, strict=True)}
    return held


def help_texts(view: View) -> dict[str, str]:
    """The line under each control: what it does or, where nothing obeys it now, why not."""
    return {ids.help_text(name): idle(view, name) or control.help for name, control in CONTROLS.items()}


def disabled(view: View) -> dict[str, bool]:
    """Which of the sliders nothing obeys now, by id."""
    return {
        ids.control(name): bool(idle(view, name))
        for name, control in CONTROLS.items()
        if isinstance(control, (Number, Range))
    }


def waits(view: View) -> dict[str, bool]:
    """Which rows have a control that nothing obeys now, by id."""
    return {ids.row(name): bool(idle(view, name)) for name in CONTROLS}


def aside(view: View) -> set[str]:
    """The controls that a scene, or the page without one, has no need of, and those that a link hides."""
    scene = scene_of(view)
    unused = set(SIDE) - set(scene.controls) if scene else {"moment"}
    return unused | set(view.hide)


def idle(view: View, name: str) -> str:
    """Why nothing obeys a control now, or nothing."""
    users = [key for key, each in ACTIVATIONS.items() if name in each.parameters + each.modes]
    if users and not set(users) & set(view.shown):
        return f"Waits until {ACTIVATIONS[users[0]].name} is shown."
    if name == "span" and view.rule != "refine":
        return "Acts under the rule refine only."
    if name == "scale" and "gradient" not in view.panels:
        return "Waits until the gradient panel is shown."
    return ""


def row(view: View, name: str) -> Component:
    """One control, with its name, its boxes and its line of help."""
    control = CONTROLS[name]
    numeric = isinstance(control, (Number, Range))
    reason = idle(view, name)
    label = html.Label(control.label)
    help_line = html.P(reason or control.help, id=ids.help_text(name), className="help")
    body = _slider(view, name, bool(reason)) if numeric else _options(view, name)
    classes = f"control {'slider' if numeric else 'switches'} control-of-{name}{' waits' if reason else ''}"
    unit = control.unit if numeric else ""
    named: dict[str, Any] = {"data-label": control.label, "data-help": ids.help_text(name), "data-unit": unit}
    parts = [label, *_boxes(view, name), body, help_line]
    return html.Div(
        parts,
        id=ids.row(name),
        className=classes,
        hidden=name in aside(view),
        **named,
    )


def _boxes(view: View, name: str) -> list[Component]:
    held = properties(view, name)
    boxes = [ids.box(name, end) for end in ("", "low", "high")]
    return [
        dcc.Input(id=box, type="text", debounce=True, maxLength=LONGEST_TEXT, **held[box])
        for box in boxes
        if box in held
    ]


def _slider(view: View, name: str, waits: bool) -> Component:
    control = CONTROLS[name]
    kind = dcc.RangeSlider if isinstance(control, Range) else dcc.Slider
    return kind(
        id=ids.control(name),
        min=control.low,
        max=control.high,
        step=control.step,
        marks=None,
        updatemode="drag",
        allow_direct_input=False,
        disabled=waits,
        **properties(view, name)[ids.control(name)],
    )


def _options(view: View, name: str) -> Component:
    control = CONTROLS[name]
    kind = dcc.RadioItems if isinstance(control, Choice) else dcc.Checklist
    options = [{"value": key, "label": text} for key, text in control.options.items()]
    return kind(id=ids.control(name), options=options, value=properties(view, name)[ids.control(name)]["value"])
