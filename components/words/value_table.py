"""The table of the values that the picture shows."""

import numpy as np
from dash import html
from dash.development.base_component import Component

from components.plot.curve_labels import CURVE_NAMES
from components.text import PANEL_SYMBOLS, number_text
from core.curves import drawn_keys
from core.keys import INPUT
from core.statistics import gradient_at, value_at
from core.view import View

ROW_COUNT = 21  # values of x at equal distances, both ends of the range included
READERS = {"value": value_at, "gradient": gradient_at}


def missing_text(view: View) -> str:
    """Return why the picture has no curve, or an empty text."""
    if not view.visible_panels:
        return "Nothing is drawn yet: first comes the question."
    return "" if drawn_keys(view) else "No function is switched on: the graph is empty."


def make_value_table(view: View) -> Component:
    """Return f and f′ of each function shown, as far as the story has reached them."""
    text = missing_text(view)
    if text:
        return html.P(text)
    keys = (*view.shown, *((INPUT,) if INPUT in view.extras else ()))
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


def _even_x(view: View) -> list[float]:
    """Return x as it is printed, so that the numbers of a row belong to exactly that x."""
    return [float(f"{x:.6g}") + 0.0 for x in np.linspace(view.low, view.high, ROW_COUNT)]


def _make_row(view: View, x: float, columns: list[tuple[str, str]]) -> Component:
    numbers = [number_text(READERS[panel](view, key, x)) for key, panel in columns]
    return html.Tr([html.Th(number_text(x, 6), scope="row"), *map(html.Td, numbers)])
