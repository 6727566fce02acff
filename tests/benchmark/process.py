"""What one move costs in the server's process, against a Dash callback that returns nothing."""

import itertools
import json
import timeit
from collections.abc import Callable
from typing import Any

from dash import Dash, Input, Output, dcc, html

from app import app

QUERY = "?shown=sigmoid,sigmoid_sum,softplus,relu,elu"
MOVES: dict[str, Callable[[int], object]] = {
    "alpha": lambda turn: turn % 4000 / 1000,
    "offset": lambda turn: turn % 10_000 / 1000,
    "count": lambda turn: 1 + turn % 200,
    "range": lambda turn: [-10 - turn % 10_000 / 1000, 10],
}
PATHS = {"answer": "/answer", "nothing": "/_dash-update-component"}
BATCH, TURNS = 200, 7


def callback_costs() -> dict[str, list[float]]:
    """For each slider, how many times as long a move takes, TURNS times."""
    ours = app.server.test_client()
    ours.get("/_dash-dependencies")  # or the callbacks below would be taken for this page's
    nothing = empty_app().server.test_client()
    turns = itertools.count()
    costs: dict[str, list[float]] = {name: [] for name in MOVES}
    for name, move in MOVES.items():

        def post(client: Any, output: str, move: Callable[[int], object] = move, name: str = name) -> None:
            body = request(output, {name: move(next(turns))})
            answered = client.post(PATHS[output], data=body, content_type="application/json")
            assert answered.status_code == 200, answered.status

        for _ in range(TURNS):
            mine = min(timeit.repeat(lambda: post(ours, "answer"), number=BATCH, repeat=3))
            empty = min(timeit.repeat(lambda: post(nothing, "nothing"), number=BATCH, repeat=3))
            costs[name].append(mine / empty)
    return costs


def empty_app() -> Dash:
    """A page whose one callback takes the same request and returns nothing."""
    page = Dash("nothing", compress=True)
    page.layout = html.Div([dcc.Store(id="request"), dcc.Store(id="nothing")])

    @page.callback(Output("nothing", "data"), Input("request", "data"), prevent_initial_call=True)
    def nothing(asked: object) -> None:
        return None

    return page


def request(output: str, changes: dict[str, object]) -> str:
    """The body of one request, as the page sends it."""
    value = {"number": 1, "query": QUERY, "changes": changes, "whole": False, "dark": False, "height": 900}
    if output == "answer":
        return json.dumps({"asked": value})
    body = {
        "output": f"{output}.data",
        "outputs": {"id": output, "property": "data"},
        "inputs": [{"id": "request", "property": "data", "value": value}],
        "changedPropIds": ["request.data"],
    }
    return json.dumps(body)
