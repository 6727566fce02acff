"""The wiring: every callback of the page.

The browser holds the state, as the text of its URL. Each control hands its change to the scripts in
`assets/lab`, which send requests to the endpoints below and draw the responses.
"""

from collections.abc import Callable, Mapping
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output

from components import ids
from components.api.describe import describe_view
from components.api.race import build_race
from components.api.requests import (
    ApiPaths,
    DescribeRequest,
    ExportRequest,
    RaceRequest,
    SweepRequest,
    UpdateRequest,
)
from components.api.sweep import build_sweep
from components.api.update import build_update
from components.controls import CHOICES
from components.export.files import build_file
from core.activations import ACTIVATIONS
from core.control import Formula, Number, Range
from core.view import CONTROLS

Answer = dict[str, Any]
Parser = Callable[[object], Any]
# For each kind of request how it is read, which raises ValueError for another form, and answered.
ENDPOINTS: Mapping[str, tuple[Parser, Callable[[Any], Answer]]] = {
    "update": (UpdateRequest.parse, build_update),
    "sweep": (SweepRequest.parse, build_sweep),
    "describe": (DescribeRequest.parse, describe_view),
    "race": (RaceRequest.parse, build_race),
    "export": (ExportRequest.parse, lambda each: build_file(**vars(each))),
}
BUTTONS = (
    *(ids.UNDO, ids.REDO, ids.RESET, ids.PREVIOUS, ids.NEXT),
    *(ids.TOUR, ids.THEME, ids.PRESENT, ids.WHOLE_VIEW, ids.ZERO_MEAN),
    *(ids.RACE_START, ids.RACE_AGAIN, ids.RACE_ALL),
)


def register_callbacks(app: Dash, paths: ApiPaths) -> None:
    """Register the endpoints of the server and the callbacks of the browser."""
    for name, path in vars(paths).items():
        _register_endpoint(app, name, path)
    _register_clientside_callbacks(app)


def _register_endpoint(app: Dash, name: str, path: str) -> None:
    """Register an endpoint. A plain POST to it costs half of a call through Dash's renderer."""
    parse, build = ENDPOINTS[name]

    @app.callback(
        Output(ids.response_id(name), "data"),
        Input(ids.request_id(name), "data"),
        prevent_initial_call=True,
        api_endpoint=path,
    )
    def answer(request: object) -> Answer:
        return build(parse(request))


def _register_clientside_callbacks(app: Dash) -> None:
    """Register the inputs that Dash reports to the scripts.

    Sliders are not among them: `inputs.mjs` observes their thumbs. Dash would report a move later,
    and its report takes as long as drawing the curve.
    """

    def register(function: str, *inputs: Input) -> None:
        app.clientside_callback(
            ClientsideFunction("lab", function), *inputs, prevent_initial_call=True
        )

    register("onChoiceInput", *(Input(ids.control_id(name), "value") for name in CHOICES))
    register("onSwitchInput", *(Input(ids.switch_id(key), "value") for key in ACTIVATIONS))
    register("onViewInput", Input(ids.VIEWS, "value"))
    boxes = [box for name in CONTROLS for box in box_ids(name)]
    box_events = [Input(box, event) for box in boxes for event in ("n_blur", "n_submit")]
    register("onTextInput", *box_events)
    register("onButtonClick", *(Input(each, "n_clicks") for each in BUTTONS))
    app.clientside_callback(ClientsideFunction("lab", "start"), Input(ids.PAGE_DATA, "data"))


def box_ids(name: str) -> list[str]:
    """Return the ids of the text boxes of a control."""
    control = CONTROLS[name]
    if isinstance(control, Range):
        return [ids.box_id(name, end) for end in ("low", "high")]
    return [ids.box_id(name)] if isinstance(control, (Number, Formula)) else []
