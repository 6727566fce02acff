"""A table of the values that the picture shows."""

import numpy as np
from dash import html
from dash.development.base_component import Component

from components.readout import number_text
from components.summary import EMPTY, MEASURES, SIGNS, UNDRAWN, seen
from core.activations import ACTIVATIONS
from core.view import View

ROWS = 21  # even x, both ends of the range included


def table(view: View) -> Component:
    """f and f′ of each function that a view shows, as far as its moment in the story has come to them."""
    panels = seen(view)
    if not panels or not view.shown:
        return html.P(EMPTY if panels else UNDRAWN)
    columns = [(key, panel) for key in view.shown for panel in panels]
    heads = [ACTIVATIONS[key].name + ("′" if panel == "gradient" else "") for key, panel in columns]
    return html.Table(
        [
            html.Caption(f"{' and '.join(SIGNS[panel] for panel in panels)} at {ROWS} even x"),
            html.Thead(html.Tr([html.Th(head, scope="col") for head in ("x", *heads)])),
            html.Tbody([_row(view, x, columns) for x in _even(view)]),
        ]
    )


def _even(view: View) -> list[float]:
    """x as it is printed, so that a row's numbers are those of its very x."""
    return [float(f"{x:.6g}") + 0.0 for x in np.linspace(view.low, view.high, ROWS)]


def _row(view: View, x: float, columns: list[tuple[str, str]]) -> Component:
    numbers = [number_text(MEASURES[panel](view, key, x)) for key, panel in columns]
    return html.Tr([html.Th(number_text(x, 6), scope="row"), *map(html.Td, numbers)])
