"""The same page as Dash's tutorial builds one: one callback of all sliders returns two figures."""

import os
from typing import Any

import plotly.graph_objects as go
from dash import Dash, Input, Output, callback, dcc, html
from dash.development.base_component import Component

from core.curves import sample_curves
from core.view import CONTROLS, View
from tests.article import SHOWN, SLIDERS


def build_slider(name: str) -> Component:
    """Return the slider of a control."""
    control = CONTROLS[name]
    bounds = (control.low, control.high, control.step)
    common: dict[str, Any] = {"id": f"control-{name}", "marks": None, "updatemode": "drag"}
    if name == "range":
        return dcc.RangeSlider(*bounds, value=list(control.default), **common)
    return dcc.Slider(*bounds, value=control.default, **common)


@callback(
    Output("value", "figure"),
    Output("gradient", "figure"),
    *(Input(f"control-{name}", "value") for name in SLIDERS),
)
def draw_figures(*values: object) -> tuple[go.Figure, go.Figure]:
    """Return both figures."""
    view = View.from_raw({"shown": SHOWN} | dict(zip(SLIDERS, values, strict=True)))
    sampled = sample_curves(view)
    upper, lower = go.Figure(), go.Figure()
    for key in SHOWN:
        curve = sampled.curves[key]
        upper.add_scatter(x=sampled.x, y=curve.value, name=key, uid=f"{key}-value")
        lower.add_scatter(x=sampled.x, y=curve.gradient, name=key, uid=f"{key}-gradient")
    return upper, lower


app = Dash(__name__, compress=True)
app.layout = html.Div(
    [*map(build_slider, SLIDERS), dcc.Graph(id="value"), dcc.Graph(id="gradient")]
)

if __name__ == "__main__":
    app.run(port=int(os.environ["PORT"]))
