"""The wiring diagram: the layout of the page and every callback.

The browser holds the state, as the text of its URL. Each control hands its change to the page's own scripts, which ask
`respond` on the server and paint the answer; see `assets/state.js`. What need not follow each move, `rest` tells at the
end. Files come from `take`; see `assets/takeaway.js`.
"""

import os
from typing import Any

import flask
import orjson
from dash import Input, Output, State, callback, clientside_callback, dcc, html
from dash.development.base_component import Component

from components import ids, lecture, story
from components.answer import answer, remark, told
from components.button import button
from components.controls import bar, controls, row
from components.figure import figure
from components.panels import ranges
from components.readout import cards, formulas
from components.rest import rested
from components.share import share_dialog
from components.summary import summary
from components.takeaway import SCALE, taken
from components.takeaway_dialog import printed, takeaway_dialog
from components.theme import chosen, scheme, sizes
from core.control import Number, Range, number
from core.curves import sample
from core.view import CONTROLS, View, parse_query

# Where the page asks, for answers and for files; below the same prefix as all that Dash serves.
ANSWER_PATH = os.environ.get("DASH_URL_BASE_PATHNAME", "/") + "answer"
TAKE_PATH = os.environ.get("DASH_URL_BASE_PATHNAME", "/") + "take"
# The name of `rest` on Dash's own route.
REST_OUTPUT = f"..{ids.SAID}.data...{ids.TABLE}.children.."
# The parts of the page that its scripts look for.
SOUGHT = (
    *(ids.PLOT, ids.NOTE, ids.CONNECTION, ids.UNDO, ids.REDO, ids.VALUES, ids.REST, ids.SPOKEN),
    *(ids.SHARE, ids.LINK, ids.COPIED, ids.HELP, ids.CURTAIN, ids.SAVED, ids.CODE, ids.ADDRESS),
)
STORES = (ids.REQUEST, ids.ANSWER, ids.WANTED, ids.TAKEN, ids.REST, ids.SAID)
SLIDERS = tuple(name for name, each in CONTROLS.items() if isinstance(each, (Number, Range)))
USUAL_HEIGHT = 900  # of a window, until it says its own
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
    cookies = flask.request.cookies if known else {}
    height = number(cookies.get("height")) or USUAL_HEIGHT
    return page(query, cookies.get("scheme") == "dark", int(min(max(height, 1), 32767)))


def page(query: str, dark: bool, height: int = USUAL_HEIGHT) -> Component:
    """The page of a URL's query, for a window of a height in pixels."""
    view, notes = story.read(parse_query(query))
    return html.Div(
        [
            dcc.Store(id=ids.START, data=_start(query, view, dark, height)),
            *(dcc.Store(id=each) for each in STORES),
            html.A("Skip to the graph", href=f"#{ids.GRAPH}", className="skip"),
            _header(remark(view, notes)),
            _story(view),
            html.Main(
                [
                    controls(view),
                    html.Div(
                        [bar(view), formulas(view), *_plot(view, dark, height), cards(view), _values()],
                        className="stage",
                    ),
                ]
            ),
            lecture.corner(),
            lecture.help_dialog(),
            share_dialog(view),
            takeaway_dialog(),
            printed(view),
            lecture.curtain(),
        ],
        className="page",
    )


def _start(query: str, view: View, dark: bool, height: int) -> dict[str, Any]:
    """What the page's scripts begin with: the state of the layout, and the names and tables that Python has."""
    return {
        "asked": query,
        "dark": dark,
        "query": story.write(view),
        "height": height,
        "theme": chosen(view),
        "mode": view.mode,
        "inScene": story.scene_of(view) is not None,
        "kept": [name for name in CONTROLS if name in story.CARRIED + story.PLACE],
        "keys": lecture.ACTIONS,
        "scenes": len(story.SCENES),
        "ranges": ranges(view, sample(view).curves),
        "path": ANSWER_PATH,
        "take": TAKE_PATH,
        "scale": SCALE,
        "sliders": {ids.control(name): {"name": name, "value": getattr(view, name)} for name in SLIDERS},
        **{each: each for each in SOUGHT},
    }


def _header(note: str) -> Component:
    actions = {ids.UNDO: "Undo", ids.REDO: "Redo", ids.RESET: "Reset"}
    buttons = [button(label, id=each, disabled=each != ids.RESET) for each, label in actions.items()]
    buttons += [button("Share", {"opens": ids.SHARE}), button("Take away", {"opens": ids.TAKEAWAY})]
    return html.Header(
        [
            html.H1("Activation Lab"),
            html.P(note, id=ids.NOTE, className="note"),
            html.P("", id=ids.CONNECTION, className="connection"),
            html.P("", id=ids.SPOKEN, className="unseen", role="status"),
            html.Div(buttons, className="actions"),
        ]
    )


def _story(view: View) -> Component:
    free = story.scene_of(view) is None
    words = [html.P(text, id=each, className=each) for each, text in told(view).items()]
    turns = {ids.PREVIOUS: "Previous", ids.NEXT: "Next"}
    buttons = [button(label, id=each) for each, label in turns.items()]
    steps = html.Div(
        [html.Div(buttons, className="turns"), *(row(view, name) for name in story.PLACE)], className="steps"
    )
    return html.Section([steps, html.Div(words, id=ids.TOLD, hidden=free)], className="story")


def _plot(view: View, dark: bool, height: int) -> list[Component]:
    """The graph, and the same in words."""
    graph = dcc.Graph(
        id=ids.PLOT, figure=figure(view, scheme(view, dark), sizes(view, height)), config=GRAPH_CONFIG, responsive=True
    )
    named: dict[str, Any] = {"tabIndex": "-1", "aria-label": "Graph", "aria-describedby": ids.SUMMARY}
    in_words = html.P(summary(view), id=ids.SUMMARY, className="summary")
    return [html.Figure(graph, id=ids.GRAPH, className="plot", **named), in_words]


def _values() -> Component:
    """What opens to a table of the values; it is filled when it lies open and nothing moves."""
    name = "Table of values"
    named: dict[str, Any] = {"role": "region", "tabIndex": "0", "aria-label": name}
    scrolled = html.Div(id=ids.TABLE, className="table", **named)
    return html.Details([html.Summary(name), scrolled], id=ids.VALUES, className="values")


@callback(
    Output(ids.ANSWER, "data"),
    Input(ids.REQUEST, "data"),
    prevent_initial_call=True,
    api_endpoint=ANSWER_PATH,  # a plain POST costs half of what one through Dash's renderer would
)
def respond(asked: dict[str, Any]) -> str:
    """The answer to one request of the page, as JSON: Dash hands a text on, and would search anything else."""
    return orjson.dumps(answer(asked), option=orjson.OPT_SERIALIZE_NUMPY).decode()


@callback(
    Output(ids.TAKEN, "data"),
    Input(ids.WANTED, "data"),
    prevent_initial_call=True,
    api_endpoint=TAKE_PATH,
)
def take(asked: dict[str, str]) -> str:
    """A file of what the page shows, or the figure that the browser draws it from, as JSON."""
    return orjson.dumps(taken(asked), option=orjson.OPT_SERIALIZE_NUMPY).decode()


@callback(Output(ids.SAID, "data"), Output(ids.TABLE, "children"), Input(ids.REST, "data"), prevent_initial_call=True)
def rest(asked: object) -> tuple[dict[str, Any], Component | None]:
    """What is told once nothing moves any more: the picture in words and, where it lies open, the table."""
    return rested(asked)


for name, control in CONTROLS.items():
    if name not in SLIDERS:  # a thumb is heard at once, by assets/thumbs.js
        clientside_callback(
            f"(value) => dash_clientside.lab.change('{name}', value)",
            Input(ids.control(name), "value"),
            prevent_initial_call=True,
        )
    boxes = {Number: [ids.box(name)], Range: [ids.box(name, "low"), ids.box(name, "high")]}.get(type(control), [])
    for each in boxes:
        # A box speaks when it is left or Enter is pressed, if someone has typed in it.
        clientside_callback(
            f"(left, entered, ...texts) => dash_clientside.lab.type('{name}', '{each}', texts)",
            Input(each, "n_blur"),
            Input(each, "n_submit"),
            *(State(box, "value") for box in boxes),
            prevent_initial_call=True,
        )

for action in (ids.UNDO, ids.REDO, ids.RESET, ids.PREVIOUS, ids.NEXT, ids.WHOLE):
    clientside_callback(f"() => dash_clientside.lab.{action}()", Input(action, "n_clicks"), prevent_initial_call=True)

clientside_callback(
    "(click) => dash_clientside.lab.ask({probe: click.points[0].x})",
    Input(ids.PLOT, "clickData"),
    prevent_initial_call=True,
)
clientside_callback("(said) => dash_clientside.lab.say(said)", Input(ids.SAID, "data"), prevent_initial_call=True)
clientside_callback("(start) => dash_clientside.lab.start(start)", Input(ids.START, "data"))
