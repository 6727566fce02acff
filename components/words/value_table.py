"""The table of the values that the picture shows."""

import numpy as np
from dash import html
from dash.development.base_component import Component

from components.lenses.lens import Lens
from components.lenses.rows import lens_sentence, measure_text, visible_lens
from components.text import CURVE_NAMES, PANEL_SYMBOLS, number_text, setting_text
from components.words.readings import missing_text, reading_text
from core.activations import ACTIVATIONS
from core.control import Number
from core.curves import drawn_losses
from core.keys import INPUT
from core.view import CONTROLS, View

ROW_COUNT = 21  # values of x at equal distances, both ends of the range included


def make_value_table(view: View) -> Component:
    """Return f and f′ of each function shown, as far as the story has reached them, and what the
    lens measures of it."""
    text = missing_text(view)
    if text:
        return html.P(text)
    curves = [_make_curve_table(view)] if view.visible_panels else []
    tables = [*curves, *_make_measure_tables(view)]
    return html.Div(tables) if tables else html.P(lens_sentence(view))


def _make_curve_table(view: View) -> Component:
    keys = (*view.shown, *((INPUT,) if INPUT in view.extras else ()), *drawn_losses(view))
    columns = [(key, panel) for key in keys for panel in view.visible_panels]
    heads = [CURVE_NAMES[key] + ("′" if panel == "gradient" else "") for key, panel in columns]
    symbols = " and ".join(PANEL_SYMBOLS[panel] for panel in view.visible_panels)
    return html.Table(
        [
            html.Caption(f"{symbols} at {ROW_COUNT} values of x"),
            html.Thead(html.Tr([html.Th(head, scope="col") for head in ("x", *heads)])),
            html.Tbody([_make_row(view, x, columns) for x in _even_x(view)]),
        ]
    )


def _make_measure_tables(view: View) -> list[Component]:
    """Return a table of what the lens measures of each function shown, if it measures anything."""
    lens = visible_lens(view)
    if lens is None or not lens.measures or not view.shown:
        return []
    heads = ["function", *(each.name for each in lens.measures)]
    rows = [
        html.Tr(
            [
                html.Th(ACTIVATIONS[key].name, scope="row"),
                *(html.Td(measure_text(each, view, key)) for each in lens.measures),
            ]
        )
        for key in view.shown
    ]
    parts = [
        html.Caption(f"{lens.name}, {_settings_of_lens(lens, view)}"),
        html.Thead(html.Tr([html.Th(head, scope="col") for head in heads])),
        html.Tbody(rows),
    ]
    return [html.Table(parts)]


def _settings_of_lens(lens: Lens, view: View) -> str:
    """Return the values of a lens's sliders in words."""
    return ", ".join(
        f"{CONTROLS[name].label} {setting_text(CONTROLS[name], getattr(view, name))}"
        for name in lens.controls
        if isinstance(CONTROLS[name], Number)
    )


def _even_x(view: View) -> list[float]:
    """Return x as it is printed, so that the numbers of a row belong to exactly that x."""
    return [float(f"{x:.6g}") + 0.0 for x in np.linspace(view.low, view.high, ROW_COUNT)]


def _make_row(view: View, x: float, columns: list[tuple[str, str]]) -> Component:
    numbers = [reading_text(view, key, panel, x) for key, panel in columns]
    return html.Tr([html.Th(number_text(x, 6), scope="row"), *map(html.Td, numbers)])
