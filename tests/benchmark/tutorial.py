"""The same page as Dash's tutorial builds one: every slider into one callback, two whole figures out of it."""

import os

import plotly.graph_objects as go
from dash import Dash, Input, Output, callback, dcc, html

from core.curves import sample
from core.view import CONTROLS, View

SLIDERS = ("range", "step", "offset", "count", "alpha")
SHOWN = ("sigmoid", "sigmoid_sum", "softplus", "relu", "elu")

app = Dash(__name__, compress=True)
app.layout = html.Div(
    [
        *(
            (dcc.RangeSlider if name == "range" else dcc.Slider)(
                CONTROLS[name].low,
                CONTROLS[name].high,
                CONTROLS[name].step,
                value=list(CONTROLS[name].default) if name == "range" else CONTROLS[name].default,
                marks=None,
                updatemode="drag",
                id=f"control-{name}",
            )
            for name in SLIDERS
        ),
        dcc.Graph(id="value"),
        dcc.Graph(id="gradient"),
    ]
)


@callback(
    Output("value", "figure"),
    Output("gradient", "figure"),
    *(Input(f"control-{name}", "value") for name in SLIDERS),
)
def draw(*values: object) -> tuple[go.Figure, go.Figure]:
    """Both figures, whole."""
    view = View.cleaned({"shown": SHOWN} | dict(zip(SLIDERS, values, strict=True)))
    sampled = sample(view)
    upper, lower = go.Figure(), go.Figure()
    for key in SHOWN:
        upper.add_scatter(x=sampled.x, y=sampled.curves[key].value, name=key, uid=f"{key}-value")
        lower.add_scatter(x=sampled.x, y=sampled.curves[key].gradient, name=key, uid=f"{key}-gradient")
    return upper, lower


if __name__ == "__main__":
    app.run(port=int(os.environ["PORT"]))
