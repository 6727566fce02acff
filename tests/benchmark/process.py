"""What one move costs in the server's process, against a Dash callback that returns nothing."""

import itertools
import json
import timeit
from collections.abc import Callable

from dash import Dash, Input, Output, dcc, html
from flask.testing import FlaskClient

from app import app
from core import sweep
from tests.article import QUERY
from tests.load.forge import COSTLIEST_SWEEP
from tests.valid_requests import SWEEP, UPDATE

MOVES: dict[str, Callable[[int], object]] = {
    "alpha": lambda turn: turn % 4000 / 1000,
    "offset": lambda turn: turn % 10_000 / 1000,
    "count": lambda turn: 1 + turn % 200,
    "range": lambda turn: [-10 - turn % 10_000 / 1000, 10],
}
BATCH_SIZE = 200
RUNS = 7


def measure_move_costs() -> dict[str, list[float]]:
    """Return, for each slider and run, how many times as long as nothing a move takes."""
    lab = app.server.test_client()
    turns = itertools.count()
    costs: dict[str, list[float]] = {}
    for name, move in MOVES.items():

        def move_lab(name: str = name, move: Callable[[int], object] = move) -> None:
            request = build_request({name: move(next(turns))})
            post_json(lab, "/api/update", {"request": request})

        costs[name] = compare_with_nothing(move_lab)
    return costs


def measure_sweep_costs() -> tuple[list[float], list[float]]:
    """Return how many times as long as nothing a sweep of α takes, and the dearest one's ms."""
    lab = app.server.test_client()

    def send_sweep(request: object) -> None:
        sweep._build_family.cache_clear()
        post_json(lab, "/api/sweep", {"request": request})

    request = SWEEP | {"query": QUERY, "name": "alpha", "keys": ["elu"]}
    ratios = compare_with_nothing(lambda: send_sweep(request))
    times = timeit.repeat(lambda: send_sweep(COSTLIEST_SWEEP), number=1, repeat=5 * RUNS)
    return ratios, [1000 * min(times[run::RUNS]) for run in range(RUNS)]


def compare_with_nothing(action: Callable[[], None]) -> list[float]:
    """Return, for each run, how many times as long as an empty callback an action takes."""
    empty = create_empty_app().server.test_client()

    def call_empty() -> None:
        body = build_dash_call(build_request({"alpha": 1.5}))
        post_json(empty, "/_dash-update-component", body)

    ratios = []
    for _ in range(RUNS):
        time = min(timeit.repeat(action, number=BATCH_SIZE, repeat=3))
        ratios.append(time / min(timeit.repeat(call_empty, number=BATCH_SIZE, repeat=3)))
    return ratios


def post_json(client: FlaskClient, path: str, body: object) -> None:
    """Send a body and check that it is answered."""
    response = client.post(path, data=json.dumps(body), content_type="application/json")
    assert response.status_code == 200, response.status


def create_empty_app() -> Dash:
    """Return a page whose one callback takes the same request and returns nothing."""
    page = Dash("empty", compress=True)
    page.layout = html.Div([dcc.Store(id="request"), dcc.Store(id="nothing")])

    @page.callback(Output("nothing", "data"), Input("request", "data"), prevent_initial_call=True)
    def return_nothing(request: object) -> None:
        return None

    return page


def build_request(changes: dict[str, object]) -> dict[str, object]:
    """Return a request for some changes, as the page sends it."""
    return UPDATE | {"query": QUERY, "changes": changes}


def build_dash_call(request: dict[str, object]) -> dict[str, object]:
    """Return the body by which Dash calls the callback of the empty page."""
    return {
        "output": "nothing.data",
        "outputs": {"id": "nothing", "property": "data"},
        "inputs": [{"id": "request", "property": "data", "value": request}],
        "changedPropIds": ["request.data"],
    }
