"""The wiring diagram: the layout of the page and every callback.

The browser holds the state, as the text of its URL. Each control hands its change to the page's own scripts, which ask
`respond`, the one callback that runs on the server, and paint the answer; see `assets/state.js`.
"""

import os
from typing import Any

import dash
import flask
import orjson
from dash import Input, Output, State, callback, clientside_callback, dcc, html
from dash.development.base_component import Component

from components import ids, story
from components.answer import answer, remark, scheme, told
from components.controls import STORY, bar, controls, row
from components.figure import figure, ranges
from components.readout import cards
from core.control import Number, Range
from core.curves import sample
from core.view import CONTROLS, View, parse_query

# Where the page asks; below the same prefix as all that Dash serves.
ANSWER_PATH = os.environ.get("DASH_URL_BASE_PATHNAME", "/") + "answer"
GRAPH_CONFIG: Any = {
    "displaylogo": False,
    "showSendToCloud": False,
    "responsive": True,
    "doubleClick": False,
    "modeBarButtons": [["zoom2d", "pan2d", "zoomIn2d", "zoomOut2d"]],
}


def layout() -> Component:
    """The page, with the picture of its URL in it: the browser says which URL it is on as it asks for the layout."""
    known = flask.has_request_context()
    query = flask.request.headers.get("Referer", "").partition("?")[2] if known else ""
    dark = known and flask.request.cookies.get("scheme") == "dark"
    return page(query, dark)


def page(query: str, dark: bool) -> Component:
    """The page of a URL's query."""
    view, notes = story.read(parse_query(query))
    start = {
        "asked": query,
        "dark": dark,
        "query": story.write(view),
        "theme": view.theme,
        "ranges": ranges(view, sample(view).curves),
        "path": dash.get_relative_path("/answer"),
        "sliders": {ids.control(name): name for name, each in CONTROLS.items() if isinstance(each, (Number, Range))},
        **{each: each for each in (ids.PLOT, ids.NOTE, ids.CONNECTION, ids.UNDO, ids.REDO)},
    }
    return html.Div(
        [
            dcc.Store(id=ids.START, data=start),
            dcc.Store(id=ids.REQUEST),
            dcc.Store(id=ids.ANSWER),
            _header(remark(view, notes)),
            _story(view),
            html.Main(
                [
                    controls(view),
                    html.Div([bar(view), _plot(view, dark), cards(view)], className="stage"),
                ]
            ),
        ],
        className="page",
    )


def _header(note: str) -> Component:
    actions = {ids.UNDO: "Undo", ids.REDO: "Redo", ids.RESET: "Reset"}
    buttons = [
        html.Button(label, id=each, type="button", disabled=each != ids.RESET) for each, label in actions.items()
    ]
    return html.Header(
        [
            html.H1("Activation Lab"),
            html.P(note, id=ids.NOTE, className="note", role="status"),
            html.P("", id=ids.CONNECTION, className="connection"),
            html.Div(buttons, className="actions"),
        ]
    )


def _story(view: View) -> Component:
    said, free = told(view), story.scene_of(view) is None
    words = [html.P(said[each], id=each, className=each) for each in (ids.QUESTION, ids.LOOK, ids.SOLUTION)]
    turns = {ids.PREVIOUS: "Previous", ids.NEXT: "Next"}
    buttons = [html.Button(label, id=each, type="button") for each, label in turns.items()]
    steps = html.Div([*buttons, *(row(view, name) for name in STORY)], className="steps")
    return html.Section([steps, html.Div(words, id=ids.TOLD, hidden=free)], className="story")


def _plot(view: View, dark: bool) -> Component:
    picture = figure(view, scheme(view, dark))
    return html.Div(dcc.Graph(id=ids.PLOT, figure=picture, config=GRAPH_CONFIG, responsive=True), className="plot")


@callback(
    Output(ids.ANSWER, "data"),
    Input(ids.REQUEST, "data"),
    prevent_initial_call=True,
    api_endpoint=ANSWER_PATH,  # a plain POST costs half of what one through Dash's renderer would
)
def respond(asked: dict[str, Any]) -> str:
    """The answer to one request of the page, as JSON: Dash hands a text on, and would search anything else."""
    return orjson.dumps(answer(asked), option=orjson.OPT_SERIALIZE_NUMPY).decode()


for name, control in CONTROLS.items():
    if not isinstance(control, (Number, Range)):  # a thumb is heard at once, by assets/thumbs.js
        clientside_callback(
            f"(value) => dash_clientside.lab.change('{name}', value)",
            Input(ids.control(name), "value"),
            prevent_initial_call=True,
        )
    boxes = {Number: [ids.box(name)], Range: [ids.box(name, "low"), ids.box(name, "high")]}.get(type(control), [])
    for each in boxes:
        # A box speaks when it is left or Enter is pressed, never when the page writes into it.
        clientside_callback(
            f"(left, entered, ...texts) => dash_clientside.lab.type('{name}', texts)",
            Input(each, "n_blur"),
            Input(each, "n_submit"),
            *(State(box, "value") for box in boxes),
            prevent_initial_call=True,
        )

for action in (ids.UNDO, ids.REDO, ids.RESET, ids.PREVIOUS, ids.NEXT):
    clientside_callback(f"() => dash_clientside.lab.{action}()", Input(action, "n_clicks"), prevent_initial_call=True)

clientside_callback(
    "(click) => dash_clientside.lab.change('probe', click.points[0].x)",
    Input(ids.PLOT, "clickData"),
    prevent_initial_call=True,
)
clientside_callback("(start) => dash_clientside.lab.start(start)", Input(ids.START, "data"))
