"""The layout of the page."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import flask
from dash import dcc, html
from dash.development.base_component import Component

from components import ids, lecture
from components.api.requests import ApiPaths, read_window
from components.controls import (
    INPUT_CONTROLS,
    SLIDERS,
    control_specs,
    curve_settings,
    hidden_controls,
    make_choices,
    make_control,
)
from components.export.dialog import make_export_dialog, make_print_footer
from components.export.files import PNG_SCALE
from components.functions import fixed_numbers, make_functions
from components.handles import list_handles
from components.header import make_header
from components.plot.axes import bar_top
from components.plot.figure import build_figure
from components.plot.frames import axis_ranges
from components.share import make_share_dialog
from components.story.navigation import KEPT_ACROSS_SCENES, STAGES, read_query, view_query
from components.story.panel import make_steps, make_story
from components.story.scenes import SCENES
from components.text import status_note
from components.theme import (
    DEFAULT_WINDOW,
    Window,
    effective_theme,
    page_sizes,
    plot_sizes,
    requested_theme,
)
from components.widgets import make_button
from components.words.probe import probe_text
from components.words.summary import summarize_view
from core.activations import ACTIVATIONS
from core.curves import PARAMETERS_OF_CURVE, SAMPLING_FIELDS, sample_curves
from core.view import CONTROLS, MAX_QUERY_LENGTH, View

STORE_IDS = (ids.request_id, ids.response_id)  # of each endpoint
HEADLINE = "Bend the functions that let networks learn"
INTRODUCTION = "Drag a dot on a curve, a number in a formula, or a slider. Nothing here can break."
PANEL_BUTTONS = {"value": "f(x)", "gradient": "Gradient"}
GRAPH_CONFIG: Any = {
    "displaylogo": False,
    "showSendToCloud": False,
    "responsive": True,
    "doubleClick": False,
    "modeBarButtons": [["zoom2d", "pan2d", "zoomIn2d", "zoomOut2d"]],
}


def build_layout(paths: ApiPaths) -> Callable[[], Component]:
    """Return the function that Dash calls for the layout of each visit."""

    def layout() -> Component:
        # The browser names the page's URL as it asks for the layout; Dash calls this once without.
        has_request = flask.has_request_context()
        query = flask.request.headers.get("Referer", "").partition("?")[2] if has_request else ""
        cookies = flask.request.cookies if has_request else {}
        is_dark = cookies.get("scheme") == "dark"
        return build_page(paths, query, is_dark, read_window(cookies))

    return layout


def build_page(
    paths: ApiPaths, query: str, is_dark: bool, window: Window = DEFAULT_WINDOW
) -> Component:
    """Return the page of a URL's query, for a window of a size."""
    view, notes = read_query(query)
    return html.Div(
        [
            dcc.Store(ids.PAGE_DATA, data=_build_page_data(paths, query, view, is_dark, window)),
            *(dcc.Store(id=make(name)) for name in vars(paths) for make in STORE_IDS),
            html.A("Skip to the graph", href=f"#{ids.GRAPH}", className="skip"),
            make_header(view, status_note(view, notes)),
            html.Main([_make_column(view), _make_main_column(view, is_dark, window)]),
            html.Div(id=ids.DOCK, className="dock", **_hidden()),
            lecture.make_lecture_buttons(),
            lecture.make_shortcuts_dialog(),
            make_share_dialog(view),
            make_export_dialog(),
            make_print_footer(view),
            lecture.make_blank_screen(),
        ],
        className="page",
    )


def _hidden() -> dict[str, Any]:
    """Return the attribute of what screen readers leave out."""
    return {"aria-hidden": "true"}


def _build_page_data(
    paths: ApiPaths, query: str, view: View, is_dark: bool, window: Window
) -> dict[str, Any]:
    """Return what the page's scripts start with: the state of the layout, and Python's tables."""
    return {
        "requestedQuery": query,
        "query": view_query(view),
        "dark": is_dark,
        "width": window.width,
        "height": window.height,
        "theme": requested_theme(view),
        "mode": view.mode,
        "keptAcrossScenes": list(KEPT_ACROSS_SCENES),
        "controlNames": list(CONTROLS),
        "functionKeys": list(CONTROLS["shown"].options),
        "stages": list(STAGES),
        "sceneCount": len(SCENES),
        "keyActions": lecture.KEY_ACTIONS,
        "ranges": axis_ranges(view, sample_curves(view).curves),
        "paths": asdict(paths),
        "pngScale": PNG_SCALE,
        "maxQueryLength": MAX_QUERY_LENGTH,
        "sliders": list(SLIDERS),
        "controls": control_specs(),
        "fixedNumbers": fixed_numbers(view),
        "handles": list_handles(),
        "guesses": {
            str(number): each.guess._asdict() | {"name": ACTIVATIONS[each.guess.key].name}
            for number, each in enumerate(SCENES, start=1)
            if each.guess is not None
        },
        "settings": curve_settings(view),
        "rangeLimits": {"high": CONTROLS["range"].high, "gap": CONTROLS["range"].gap},
        "samplingNames": sorted(SAMPLING_FIELDS),
        "curveParameters": PARAMETERS_OF_CURVE,
    }


def _make_column(view: View) -> Component:
    """Return the column beside the plot: the story, the rows of the functions, the input."""
    inputs = html.Section(
        [html.H2("Input x"), *(make_control(view, name) for name in INPUT_CONTROLS)],
        className="input-x",
    )
    return html.Div(
        [
            html.Div([make_story(view), make_functions(view), inputs], className="column-content"),
            make_steps(view),
        ],
        className="column",
    )


def _make_main_column(view: View, is_dark: bool, window: Window) -> Component:
    """Return what stands beside the column: the plot, its sentence and its table."""
    return html.Div(
        [
            make_introduction(view),
            make_plot_card(view, _make_graph(view, is_dark, window)),
            make_probe_text(view),
            html.P(summarize_view(view), id=ids.SUMMARY, className="summary"),
            make_table_details(),
        ],
        className="main-column",
    )


def make_introduction(view: View) -> Component:
    """Return the headline and the one button of a first visit."""
    words = html.Div([html.H1(HEADLINE), html.P(INTRODUCTION)])
    tour = make_button(
        f"Take the tour · {len(SCENES)} short scenes", id=ids.TOUR, className="primary"
    )
    return html.Div(
        [words, tour], id=ids.INTRODUCTION, className="introduction", hidden=view.has_scene
    )


def _make_graph(view: View, is_dark: bool, window: Window) -> Component:
    figure = build_figure(view, effective_theme(view, is_dark), plot_sizes(view, window))
    return dcc.Graph(id=ids.PLOT, figure=figure, config=GRAPH_CONFIG, responsive=True)


def make_plot_card(view: View, graph: Component | str) -> Component:
    """Return the place of the plot: the graph, its handles, and the bar between its panels."""
    attributes: dict[str, Any] = {
        "tabIndex": "-1",
        "aria-label": "Graph",
        "aria-describedby": ids.SUMMARY,
    }
    return html.Div(
        [
            html.Figure(
                [graph, html.Div(id=ids.HANDLES, className="handles")],
                id=ids.GRAPH,
                className="plot",
                **attributes,
            ),
            _make_plot_bar(view),
        ],
        className="plot-card",
    )


def _make_plot_bar(view: View) -> Component:
    """Return the bar between the panels: which panels there are, the scale, the whole view."""

    def make(name: str, labels: dict[str, str] | None) -> Component:
        data: dict[str, Any] = {"data-control": name, "data-label": CONTROLS[name].label}
        return html.Div(
            make_choices(view, name, labels),
            id=ids.row_id(name),
            className=f"control choices control-of-{name}",
            hidden=name in hidden_controls(view),
            **data,
        )

    whole_view = make_button("Whole view", id=ids.WHOLE_VIEW, title="Shows each curve to its ends")
    return html.Div(
        [make("panels", PANEL_BUTTONS), whole_view, make("scale", None)],
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
