"""The table of properties in its dialog: a row for each function, as its parameters are now."""

from collections.abc import Callable, Mapping
from typing import Any

from dash import html
from dash.development.base_component import Component

from components import ids
from components.text import PROPERTIES_TITLE, number_text, setting_text
from components.widgets import make_button
from components.words.formulas import value_range
from core.activations import ACTIVATIONS
from core.curves import curve_parameters, setting_names
from core.properties import (
    CORNER,
    LIBRARIES,
    NO_JUMP,
    PROPERTIES,
    SMOOTH,
    bounded_sides,
    is_odd,
    largest_slope,
    smoothness,
)
from core.view import CONTROLS, View

SLOPE_DIGITS = 5
BOUNDS = {
    (True, True): "below and above",
    (True, False): "below",
    (False, True): "above",
    (False, False): "no",
}
SMOOTHNESS = {CORNER: "has a corner", NO_JUMP: "slope without a jump", SMOOTH: "smooth"}
NOTES = (
    "Monotone: where x grows, f(x) never falls.",
    "Zero-centred: f(−x) = −f(x), so inputs that lie evenly around 0 give outputs that do too.",
    "The largest |f′| is the Lipschitz constant: outputs are at most that many times as far apart "
    "as inputs.",
    "The names are those in torch, keras.activations of Keras 3 and jax, with their defaults.",
)
Cell = str | Component


def make_properties_dialog() -> html.Dialog:
    """Return the dialog; its table is filled when it opens."""
    attributes: dict[str, Any] = {"role": "region", "tabIndex": "0", "aria-label": PROPERTIES_TITLE}
    head = html.Div(
        [html.H2(PROPERTIES_TITLE), make_button("Close", className="close")], className="actions"
    )
    table = html.Div(id=ids.PROPERTIES_TABLE, className="value-table", **attributes)
    return html.Dialog([head, table], id=ids.PROPERTIES_DIALOG)


def make_properties_table(view: View) -> Component:
    """Return the properties of every function with the parameters of a view, and notes on them."""
    heads = html.Tr([html.Th(each, scope="col") for each in ("function", *COLUMNS, *LIBRARIES)])
    notes = [
        *NOTES,
        *(f"{ACTIVATIONS[key].name}: {each.note}" for key, each in PROPERTIES.items() if each.note),
    ]
    table = html.Table(
        [
            html.Caption("With the current parameters"),
            html.Thead(heads),
            html.Tbody([_make_row(view, key) for key in PROPERTIES]),
        ]
    )
    return html.Div([table, html.Ul([html.Li(each) for each in notes])])


def _make_row(view: View, key: str) -> Component:
    settings = _settings_text(view, key)
    name: list[Cell] = [ACTIVATIONS[key].name]
    if settings:
        name.append(html.Small(f" {settings}"))
    cells = [make(view, key) for make in COLUMNS.values()]
    names = [_make_name(each) for each in PROPERTIES[key].names]
    return html.Tr([html.Th(name, scope="row"), *map(html.Td, cells), *map(html.Td, names)])


def _settings_text(view: View, key: str) -> str:
    """Return the values of the sliders that decide which function it is: α 1.00."""
    names = (name for name in setting_names(view, key) if name in ACTIVATIONS[key].parameters)
    return ", ".join(
        f"{CONTROLS[name].short_label} {setting_text(CONTROLS[name], getattr(view, name))}"
        for name in names
    )


def _make_bounds(view: View, key: str) -> Cell:
    return BOUNDS[bounded_sides(key, **curve_parameters(view, key))]


def _make_monotone(_: View, key: str) -> Cell:
    return "yes" if PROPERTIES[key].is_monotone else "no"


def _make_odd(view: View, key: str) -> Cell:
    return "yes" if is_odd(key, **curve_parameters(view, key)) else "no"


def _make_smoothness(view: View, key: str) -> Cell:
    smooth = smoothness(key, **curve_parameters(view, key))
    return html.Span([smooth[0], html.Sup(smooth[1:]), f", {SMOOTHNESS[smooth]}"])


def _make_slope(view: View, key: str) -> Cell:
    return number_text(largest_slope(key, **curve_parameters(view, key)), SLOPE_DIGITS)


def _make_name(name: str) -> Cell:
    """Return a name in a library, which may break before its defaults."""
    if not name:
        return "none"
    head, bracket, defaults = name.partition("(")
    return html.Code([head, html.Wbr(), bracket + defaults] if bracket else head)


COLUMNS: Mapping[str, Callable[[View, str], Cell]] = {
    "range": value_range,
    "bounded": _make_bounds,
    "monotone": _make_monotone,
    "zero-centred": _make_odd,
    "smoothness": _make_smoothness,
    "largest |f′|": _make_slope,
}
