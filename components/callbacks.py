"""The wiring: every callback of the page.

The browser holds the state, as the text of its URL. Each control hands its change to the scripts in
`assets/lab`, which send requests to the endpoints below and draw the responses.
"""

from typing import Any

from dash import ClientsideFunction, Dash, Input, Output

from components import ids
from components.api.describe import describe_view
from components.api.requests import (
    ApiPaths,
    DescribeRequest,
    ExportRequest,
    SweepRequest,
    UpdateRequest,
)
from components.api.sweep import build_sweep
from components.api.update import build_update
from components.controls import CHOICES
from components.export.files import build_file
from core.control import Number, Range
from core.view import CONTROLS

BUTTONS = (ids.UNDO, ids.REDO, ids.RESET, ids.PREVIOUS, ids.NEXT, ids.WHOLE_VIEW)


def register_callbacks(app: Dash, paths: ApiPaths) -> None:
    """Register the endpoints of the server and the callbacks of the browser."""
    _register_endpoints(app, paths)
    _register_clientside_callbacks(app)


def _register_endpoints(app: Dash, paths: ApiPaths) -> None:
    """Register the endpoints. A plain POST to one costs half of a call through Dash's renderer."""

    @app.callback(
        Output(ids.UPDATE_RESPONSE, "data"),
        Input(ids.UPDATE_REQUEST, "data"),
        prevent_initial_call=True,
        api_endpoint=paths.update,
    )
    def update(request: object) -> dict[str, Any]:
        return build_update(UpdateRequest.parse(request))

    @app.callback(
        Output(ids.SWEEP_RESPONSE, "data"),
        Input(ids.SWEEP_REQUEST, "data"),
        prevent_initial_call=True,
        api_endpoint=paths.sweep,
    )
    def sweep(request: object) -> dict[str, Any]:
        return build_sweep(SweepRequest.parse(request))

    @app.callback(
        Output(ids.DESCRIBE_RESPONSE, "data"),
        Input(ids.DESCRIBE_REQUEST, "data"),
        prevent_initial_call=True,
        api_endpoint=paths.describe,
    )
    def describe(request: object) -> dict[str, Any]:
        return describe_view(DescribeRequest.parse(request))

    @app.callback(
        Output(ids.EXPORT_RESPONSE, "data"),
        Input(ids.EXPORT_REQUEST, "data"),
        prevent_initial_call=True,
        api_endpoint=paths.export,
    )
    def export(request: object) -> dict[str, Any]:
        parsed = ExportRequest.parse(request)
        return build_file(parsed.query, parsed.kind, parsed.address)


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
    boxes = [box for name in CONTROLS for box in box_ids(name)]
    box_events = [Input(box, event) for box in boxes for event in ("n_blur", "n_submit")]
    register("onTextInput", *box_events)
    register("onButtonClick", *(Input(each, "n_clicks") for each in BUTTONS))
    register("onPlotClick", Input(ids.PLOT, "clickData"))
    app.clientside_callback(ClientsideFunction("lab", "start"), Input(ids.PAGE_DATA, "data"))


def box_ids(name: str) -> list[str]:
    """Return the ids of the text boxes of a control."""
    control = CONTROLS[name]
    if isinstance(control, Range):
        return [ids.box_id(name, end) for end in ("low", "high")]
    return [ids.box_id(name)] if isinstance(control, Number) else []
