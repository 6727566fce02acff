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
    LENS_CONTROLS,
    control_specs,
    curve_settings,
    make_control,
)
from components.export.dialog import make_export_dialog, make_print_footer
from components.export.files import PNG_SCALE
from components.functions import fixed_numbers, make_functions
from components.handles import list_handles
from components.header import make_header
from components.lenses.mean import find_zero_mean
from components.main_column import (
    make_introduction,
    make_lens_controls,
    make_plot_card,
    make_probe_text,
    make_tables,
)
from components.plot.axes import plot_ranges
from components.plot.figure import build_figure
from components.properties import make_properties_dialog
from components.race.panel import make_race_area, make_race_panel
from components.race.state import build_race_state
from components.share import make_share_dialog
from components.story.navigation import KEPT_ACROSS_SCENES, STAGES, read_query, view_query
from components.story.panel import make_steps, make_story
from components.story.scenes import SCENES_BY_KEY
from components.text import status_note
from components.theme import (
    DEFAULT_WINDOW,
    Window,
    effective_theme,
    plot_sizes,
    requested_theme,
)
from components.widgets import HIDDEN
from components.words.formulas import formula_html
from components.words.summary import summarize_view
from core.activations import ACTIVATIONS
from core.curves import PARAMETERS_OF_CURVE, SAMPLING_FIELDS, sample_curves
from core.query import MAX_QUERY_LENGTH
from core.view import CONTROLS, SLIDERS, View

STORE_IDS = (ids.request_id, ids.response_id)  # of each endpoint
GRAPH_CONFIG: Any = {
    "displaylogo": False,
    "showSendToCloud": False,
    "responsive": True,
    "doubleClick": False,
    "modeBarButtons": [["zoom2d", "pan2d", "zoomIn2d", "zoomOut2d"]],
}


def build_layout(paths: ApiPaths) -> Callable[[], Component]:
    """Return the function that Dash calls for the layout of each visit."""

    return lambda: build_page(paths, *read_visit())


def read_visit() -> tuple[str, bool, Window]:
    """Return the page's query, whether the system is dark, and the window: all that a layout needs.

    The browser names the page's URL as it asks for the layout. Dash asks once without a request.
    """
    if not flask.has_request_context():
        return "", False, DEFAULT_WINDOW
    query = flask.request.headers.get("Referer", "").partition("?")[2]
    cookies = flask.request.cookies
    return query, cookies.get("scheme") == "dark", read_window(cookies)


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
            html.Div(id=ids.DOCK, className="dock", **HIDDEN),
            lecture.make_lecture_buttons(),
            lecture.make_shortcuts_dialog(),
            make_share_dialog(view),
            make_export_dialog(),
            make_properties_dialog(),
            make_print_footer(view),
            lecture.make_blank_screen(),
        ],
        className="page",
    )


def _build_page_data(
    paths: ApiPaths, query: str, view: View, is_dark: bool, window: Window
) -> dict[str, Any]:
    """Return what the page's scripts start with: the state of the layout, and Python's tables."""
    return _build_tables() | {
        "requestedQuery": query,
        "query": view_query(view),
        "dark": is_dark,
        "width": window.width,
        "height": window.height,
        "theme": requested_theme(view),
        "mode": view.mode,
        "ranges": plot_ranges(view, sample_curves(view).curves),
        "paths": asdict(paths),
        "fixedNumbers": fixed_numbers(view),
        "formulas": formula_html(view),
        "settings": curve_settings(view),
        "zeroMean": find_zero_mean(view),
        "race": build_race_state(view, effective_theme(view, is_dark), plot_sizes(view, window)),
    }


def _build_tables() -> dict[str, Any]:
    """Return what is the same for every view."""
    return {
        "keptAcrossScenes": list(KEPT_ACROSS_SCENES),
        "controlNames": list(CONTROLS),
        "functionKeys": list(CONTROLS["shown"].options),
        "stages": list(STAGES),
        "sceneKeys": list(SCENES_BY_KEY),
        "keyActions": lecture.KEY_ACTIONS,
        "pngScale": PNG_SCALE,
        "maxQueryLength": MAX_QUERY_LENGTH,
        "sliders": list(SLIDERS),
        "controls": control_specs(),
        "handles": list_handles(),
        "guesses": {
            key: each.guess._asdict() | {"name": ACTIVATIONS[each.guess.key].name}
            for key, each in SCENES_BY_KEY.items()
            if each.guess is not None
        },
        "rangeLimits": {
            each: getattr(CONTROLS["range"], each) for each in ("low", "high", "step", "gap")
        },
        "samplingNames": sorted(SAMPLING_FIELDS),
        "curveParameters": PARAMETERS_OF_CURVE,
        "lensNames": list(LENS_CONTROLS),
    }


def _make_column(view: View) -> Component:
    """Return the column beside the plot: the story, the rows of the functions, the input."""
    inputs = html.Section(
        [html.H2("Input x"), *(make_control(view, name) for name in INPUT_CONTROLS)],
        className="input-x",
    )
    return html.Div(
        [
            html.Div(
                [
                    make_story(view),
                    make_race_panel(view),
                    make_functions(view, has_formulas=False),
                    make_lens_controls(view),
                    inputs,
                ],
                className="column-content",
            ),
            make_steps(view),
        ],
        className="column",
    )


def _make_main_column(view: View, is_dark: bool, window: Window) -> Component:
    """Return what stands beside the column: the plot, its sentence and its table."""
    return html.Div(
        [
            make_introduction(view),
            make_race_area(view),
            make_plot_card(view, _make_graph(view, is_dark, window)),
            make_probe_text(view),
            html.P(summarize_view(view), id=ids.SUMMARY, className="summary"),
            make_tables(),
        ],
        className="main-column",
    )


def _make_graph(view: View, is_dark: bool, window: Window) -> Component:
    figure = build_figure(view, effective_theme(view, is_dark), plot_sizes(view, window))
    return dcc.Graph(id=ids.PLOT, figure=figure, config=GRAPH_CONFIG, responsive=True)
