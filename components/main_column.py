"""What stands beside the controls: the headline, the place of the plot, its words."""

from typing import Any

from dash import html
from dash.development.base_component import Component

from components import ids
from components.controls import (
    LENS_CONTROLS,
    hidden_controls,
    make_choice_row,
    make_control,
    make_labelled_choices,
)
from components.lenses.rows import lens_sentence
from components.lenses.table import LENSES
from components.plot.axes import bar_top
from components.story.scenes import SCENES
from components.text import PROPERTIES_TITLE
from components.theme import page_sizes
from components.widgets import make_button
from components.words.probe import probe_text
from core.control import Number
from core.view import CONTROLS, View

HEADLINE = "Bend the functions that let networks learn"
INTRODUCTION = "Drag a dot on a curve, a number in a formula, or a slider. Nothing here can break."


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
    """Return the place of the plot: the graph, its handles, and what stands between its panels."""
    attributes: dict[str, Any] = {
        "tabIndex": "-1",
        "aria-label": "Graph",
        "aria-describedby": ids.SUMMARY,
    }
    figure = html.Figure(
        [graph, html.Div(id=ids.HANDLES, className="handles")],
        id=ids.GRAPH,
        className="plot",
        **attributes,
    )
    lenses = make_choice_row(view, "lens", {key: each.name for key, each in LENSES.items()})
    card = html.Div([figure, html.Div(lenses, className="lens-bar")], className="plot-card")
    return html.Div(
        [card, _make_plot_bar(view)],
        id=ids.PLOT_AREA,
        className="plot-area",
        style={"--bar-top": bar_top(view, page_sizes("wide"))},
    )


def _make_plot_bar(view: View) -> Component:
    """Return what stands beside the lenses: which panels there are, the whole view, the scale."""
    whole_view = make_button("Whole view", id=ids.WHOLE_VIEW, title="Shows each curve to its ends")
    return html.Div(
        [make_choice_row(view, "panels"), whole_view, make_choice_row(view, "scale")],
        className="plot-bar",
    )


def make_lens_controls(view: View) -> html.Section:
    """Return the controls of the lens, for the column beside the plot."""
    hidden = hidden_controls(view)
    names = [name for lens in LENSES.values() for name in lens.controls]
    button = make_button("Find the α with mean 0", id=ids.ZERO_MEAN)
    zero_mean = html.Div(button, id=ids.ZERO_MEAN_ROW, hidden=hides_zero_mean(view))
    return html.Section(
        [
            html.H2(LENSES[view.shown_lens].heading, id=ids.LENS_HEADING),
            *(
                make_control(view, name)
                if isinstance(CONTROLS[name], Number)
                else make_labelled_choices(view, name)
                for name in names
            ),
            zero_mean,
        ],
        id=ids.LENS_CONTROLS,
        className="lens-controls",
        hidden=hidden.issuperset(LENS_CONTROLS),
    )


def hides_zero_mean(view: View) -> bool:
    """Return whether there is no search for the α with mean 0."""
    return not hidden_controls(view).isdisjoint({"mu", "alpha"})


def plot_text(view: View) -> str:
    """Return the sentence on what the plot shows: of the lens or, without one, of the probe.

    In a scene it comes with the answer, which it may give away.
    """
    return (lens_sentence(view) or probe_text(view)) if view.has_answer else ""


def make_probe_text(view: View) -> Component:
    """Return the sentence below the plot."""
    return html.P(plot_text(view), id=ids.PROBE_TEXT, className="probe-text")


def make_tables() -> Component:
    """Return the part that opens to the table of values, which is filled while it is open, and the
    button that opens the table of properties."""
    title = "Table of values"
    attributes: dict[str, Any] = {"role": "region", "tabIndex": "0", "aria-label": title}
    table = html.Div(id=ids.VALUE_TABLE, className="value-table", **attributes)
    details = html.Details(
        [html.Summary(title), table], id=ids.VALUE_TABLE_DETAILS, className="value-table-details"
    )
    properties = make_button(
        PROPERTIES_TITLE, {"opens": ids.PROPERTIES_DIALOG}, className="properties-button"
    )
    return html.Div([details, properties], className="tables")
