"""The layout of the page."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import flask
from dash import dcc, html
from dash.development.base_component import Component

from components import ids, lecture
from components.api.requests import MAX_HEIGHT_PX, ApiPaths
from components.controls import SLIDERS, curve_settings, make_row, make_sidebar, make_toolbar
from components.export.dialog import make_export_dialog, make_print_footer
from components.export.files import PNG_SCALE
from components.plot.axes import axis_ranges
from components.plot.figure import build_figure
from components.share import make_share_dialog
from components.story.navigation import (
    KEPT_ACROSS_SCENES,
    STAGES,
    STORY_FIELDS,
    read_query,
    scene_of,
    scene_texts,
    view_query,
)
from components.story.scenes import SCENES
from components.text import status_note
from components.theme import effective_theme, plot_sizes, requested_theme
from components.widgets import make_button
from components.words.cards import make_cards, make_formulas
from components.words.summary import summarize_view
from core.control import parse_number
from core.curves import PARAMETERS_OF_CURVE, SAMPLING_FIELDS, sample_curves
from core.view import CONTROLS, MAX_QUERY_LENGTH, View

DEFAULT_HEIGHT_PX = 900  # of a window, until the browser tells its own
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

    def layout() -> Component:
        # The browser names the page's URL as it asks for the layout; Dash calls this once without.
        has_request = flask.has_request_context()
        query = flask.request.headers.get("Referer", "").partition("?")[2] if has_request else ""
        cookies = flask.request.cookies if has_request else {}
        height = parse_number(cookies.get("height")) or DEFAULT_HEIGHT_PX
        is_dark = cookies.get("scheme") == "dark"
        return build_page(paths, query, is_dark, int(min(max(height, 1), MAX_HEIGHT_PX)))

    return layout


def build_page(
    paths: ApiPaths, query: str, is_dark: bool, height: int = DEFAULT_HEIGHT_PX
) -> Component:
    """Return the page of a URL's query, for a window of a height in pixels."""
    view, notes = read_query(query)
    return html.Div(
        [
            dcc.Store(ids.PAGE_DATA, data=_build_page_data(paths, query, view, is_dark, height)),
            *(dcc.Store(id=make(name)) for name in vars(paths) for make in STORE_IDS),
            html.A("Skip to the graph", href=f"#{ids.GRAPH}", className="skip"),
            _make_header(status_note(view, notes)),
            _make_story(view),
            html.Main([make_sidebar(view), _make_main_column(view, is_dark, height)]),
            lecture.make_lecture_buttons(),
            lecture.make_shortcuts_dialog(),
            make_share_dialog(view),
            make_export_dialog(),
            make_print_footer(view),
            lecture.make_blank_screen(),
        ],
        className="page",
    )


def _build_page_data(
    paths: ApiPaths, query: str, view: View, is_dark: bool, height: int
) -> dict[str, Any]:
    """Return what the page's scripts start with: the state of the layout, and Python's tables."""
    return {
        "requestedQuery": query,
        "query": view_query(view),
        "dark": is_dark,
        "height": height,
        "theme": requested_theme(view),
        "mode": view.mode,
        "keptAcrossScenes": list(KEPT_ACROSS_SCENES),
        "controlNames": list(CONTROLS),
        "stages": list(STAGES),
        "sceneCount": len(SCENES),
        "keyActions": lecture.KEY_ACTIONS,
        "ranges": axis_ranges(view, sample_curves(view).curves),
        "paths": asdict(paths),
        "pngScale": PNG_SCALE,
        "maxQueryLength": MAX_QUERY_LENGTH,
        "sliders": list(SLIDERS),
        "settings": curve_settings(view),
        "rangeLimits": {"high": CONTROLS["range"].high, "gap": CONTROLS["range"].gap},
        "samplingNames": sorted(SAMPLING_FIELDS),
        "curveParameters": PARAMETERS_OF_CURVE,
    }


def _make_header(note: str) -> Component:
    buttons = [
        make_button("Undo", id=ids.UNDO, disabled=True),
        make_button("Redo", id=ids.REDO, disabled=True),
        make_button("Reset", id=ids.RESET),
        make_button("Share", {"opens": ids.SHARE_DIALOG}),
        make_button("Export", {"opens": ids.EXPORT_DIALOG}),
    ]
    return html.Header(
        [
            html.H1("Activation Lab"),
            html.P(note, id=ids.STATUS_NOTE, className="status-note"),
            html.P("", id=ids.CONNECTION_STATUS, className="connection-status"),
            html.P("", id=ids.ANNOUNCEMENT, className="visually-hidden", role="status"),
            html.Div(buttons, className="actions"),
        ]
    )


def _make_story(view: View) -> Component:
    texts = [html.P(text, id=each, className=each) for each, text in scene_texts(view).items()]
    buttons = [
        make_button("Previous", id=ids.PREVIOUS),
        make_button("Next", id=ids.NEXT),
    ]
    rows = [make_row(view, name) for name in STORY_FIELDS]
    steps = html.Div([html.Div(buttons, className="step-buttons"), *rows], className="story-steps")
    text = html.Div(texts, id=ids.STORY_TEXT, hidden=scene_of(view) is None)
    return html.Section([steps, text], className="story")


def _make_main_column(view: View, is_dark: bool, height: int) -> Component:
    """Return what stands beside the controls: the plot, its numbers and its words."""
    return html.Div(
        [
            make_toolbar(view),
            make_formulas(view),
            _make_plot(view, is_dark, height),
            html.P(summarize_view(view), id=ids.SUMMARY, className="summary"),
            make_cards(view),
            _make_table_details(),
        ],
        className="main-column",
    )


def _make_plot(view: View, is_dark: bool, height: int) -> Component:
    figure = build_figure(view, effective_theme(view, is_dark), plot_sizes(view, height))
    graph = dcc.Graph(id=ids.PLOT, figure=figure, config=GRAPH_CONFIG, responsive=True)
    attributes: dict[str, Any] = {
        "tabIndex": "-1",
        "aria-label": "Graph",
        "aria-describedby": ids.SUMMARY,
    }
    return html.Figure(graph, id=ids.GRAPH, className="plot", **attributes)


def _make_table_details() -> Component:
    """Return the part that opens to the table of values; it is filled while it is open."""
    title = "Table of values"
    attributes: dict[str, Any] = {"role": "region", "tabIndex": "0", "aria-label": title}
    table = html.Div(id=ids.VALUE_TABLE, className="value-table", **attributes)
    return html.Details(
        [html.Summary(title), table], id=ids.VALUE_TABLE_DETAILS, className="value-table-details"
    )
