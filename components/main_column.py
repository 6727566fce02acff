"""What stands beside the controls: the headline, the place of the plot, its words."""

from typing import Any

from dash import html
from dash.development.base_component import Component

from components import ids
from components.controls import make_choice_row
from components.plot.axes import bar_top
from components.story.scenes import SCENES
from components.theme import page_sizes
from components.widgets import make_button
from components.words.probe import probe_text
from core.view import View

HEADLINE = "Bend the functions that let networks learn"
INTRODUCTION = "Drag a dot on a curve, a number in a formula, or a slider. Nothing here can break."
PANEL_BUTTONS = {"value": "f(x)", "gradient": "f\N{HAIR SPACE}′(x)"}


def make_introduction(view: View) -> Component:
    """Return the headline and the one button of a first visit."""
    words = html.Div([html.H1(HEADLINE), html.P(INTRODUCTION)])
    tour = make_button(
        f"Take the tour · {len(SCENES)} short scenes", id=ids.TOUR, className="primary"
    )
    return html.Div(
        [words, tour],
        id=ids.INTRODUCTION,
        className="introduction",
        hidden=view.has_scene or view.is_race,
    )


def make_plot_card(view: View, graph: Component | str) -> Component:
    """Return the place of the plot: the graph, its handles, and the bar between its panels."""
    attributes: dict[str, Any] = {
        "tabIndex": "-1",
        "aria-label": "Graph",
        "aria-describedby": ids.SUMMARY,
    }
    figure = html.Div(
        html.Figure(
            [graph, html.Div(id=ids.HANDLES, className="handles")],
            id=ids.GRAPH,
            className="plot",
            **attributes,
        ),
        className="plot-card",
    )
    return html.Div([figure, _make_plot_bar(view)], className="plot-area")


def _make_plot_bar(view: View) -> Component:
    """Return the bar between the panels: which panels there are, the scale, the whole view."""

    whole_view = make_button("Whole view", id=ids.WHOLE_VIEW, title="Shows each curve to its ends")
    return html.Div(
        [
            make_choice_row(view, "panels", PANEL_BUTTONS),
            whole_view,
            make_choice_row(view, "scale"),
        ],
        id=ids.PLOT_BAR,
        className="plot-bar",
        style={"--bar-top": bar_top(view, page_sizes("wide"))},
    )


def make_probe_text(view: View) -> Component:
    """Return the sentence below the plot."""
    return html.P(probe_text(view), id=ids.PROBE_TEXT, className="probe-text")


def make_table_details() -> Component:
    """Return the part that opens to the table of values; it is filled while it is open."""
    title = "Table of values"
    attributes: dict[str, Any] = {"role": "region", "tabIndex": "0", "aria-label": title}
    table = html.Div(id=ids.VALUE_TABLE, className="value-table", **attributes)
    return html.Details(
        [html.Summary(title), table], id=ids.VALUE_TABLE_DETAILS, className="value-table-details"
    )
