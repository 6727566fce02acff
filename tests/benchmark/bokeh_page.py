"""The same page on Bokeh's server: each slider has a callback that computes what it moves."""

import os
from functools import partial
from typing import Any

from bokeh.document import Document
from bokeh.layouts import column, row
from bokeh.models import ColumnDataSource
from bokeh.models.widgets.sliders import RangeSlider, Slider
from bokeh.plotting import figure
from bokeh.server.server import Server

from core.curves import PARAMETERS_OF_CURVE, SAMPLING_FIELDS, sample_curves
from core.view import CONTROLS, View
from tests.article import SHOWN, SLIDERS


def build_slider(name: str) -> Any:
    """Return the slider of a control."""
    control = CONTROLS[name]
    bounds = {"start": control.low, "end": control.high, "step": control.step}
    if name == "range":
        return RangeSlider(value=control.default, name=name, title=name, **bounds)
    return Slider(value=control.default, name=name, title=name, **bounds)


def fill_document(document: Document) -> None:
    """Build the page of one visitor."""
    sources = {key: ColumnDataSource({"x": [], "value": [], "gradient": []}) for key in SHOWN}
    sliders = {name: build_slider(name) for name in SLIDERS}

    def draw_curves(keys: tuple[str, ...]) -> None:
        raw = {name: slider.value for name, slider in sliders.items()}
        curves = sample_curves(View.from_raw({"shown": SHOWN, **raw})).curves
        for key in keys:
            curve = curves[key]
            columns = {"x": curve.x, "value": curve.value, "gradient": curve.gradient}
            sources[key].data = columns

    def redraw_curves(keys: tuple[str, ...], attribute: str, old: object, new: object) -> None:
        draw_curves(keys)

    for name, slider in sliders.items():
        moved = [key for key in SHOWN if name in (*PARAMETERS_OF_CURVE[key], *SAMPLING_FIELDS)]
        slider.on_change("value", partial(redraw_curves, tuple(moved)))
    panels = {part: figure(width=1000, height=350) for part in ("value", "gradient")}
    for key, source in sources.items():
        source.name = key
        for part, panel in panels.items():
            panel.line("x", part, source=source)
    draw_curves(SHOWN)
    document.add_root(row(column(*sliders.values()), column(*panels.values())))


if __name__ == "__main__":
    server = Server(
        {"/": fill_document}, port=int(os.environ["PORT"]), allow_websocket_origin=["*"]
    )
    server.run_until_shutdown()
