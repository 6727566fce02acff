"""The two panels, one above the other: their axes, their margins, the probe through both, the names at their right."""

import math
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import plotly.graph_objects as go

from components import rail
from components.theme import THEMES, Sizes
from core.activations import ACTIVATIONS
from core.curves import LIMIT, Curve
from core.view import View

# The sum is broad and lies under the others.
ORDER = ("sigmoid_sum", LIMIT, *(key for key in ACTIVATIONS if key != "sigmoid_sum"))
SPLIT = 0.41  # of the height, at which the lower panel ends


def drawn(view: View) -> tuple[str, ...]:
    """The curves of a view: those shown and, with the sum, what it is compared to: its limit and softplus."""
    return _drawn(view.shown)


@lru_cache(maxsize=64)
def _drawn(shown: tuple[str, ...]) -> tuple[str, ...]:
    with_sum = {LIMIT, "softplus"} if "sigmoid_sum" in shown else set()
    return tuple(key for key in ORDER if key in shown or key in with_sum)


def revealed(view: View) -> tuple[str, ...]:
    """The panels that have their curves: all, or in a scene those that its moment has come to."""
    if view.scene == "free" or view.moment in ("gradient", "answer"):
        return ("value", "gradient")
    return ("value",) if view.moment == "value" else ()


def layout(view: View, theme: str, sizes: Sizes, curves: Mapping[str, Curve]) -> go.Layout:
    """All of the figure but its lines, in the theme "light" or "dark"."""
    colours, bounds = THEMES[theme], ranges(view, curves)
    named = _names(view, theme, sizes, curves, bounds)
    return go.Layout(
        template="none",
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"color": colours.text, "size": sizes.text, "family": "system-ui, sans-serif"},
        margin=_margin(view, sizes),
        showlegend=False,
        hovermode="x unified",
        hoversubplots="axis",
        hoverlabel={"bgcolor": colours.surface, "font": {"color": colours.text}},
        hoverdistance=-1,
        dragmode=False,
        modebar={"bgcolor": "rgba(0,0,0,0)", "color": colours.muted, "activecolor": colours.text},
        uirevision="view",
        shapes=[_probe(view.probe, colours.muted, sizes), *named["shapes"]],
        annotations=named["annotations"] if view.shown else [_empty(colours.muted, sizes)],
        **_axes(view, theme, sizes, bounds),
    )


def _axes(view: View, theme: str, sizes: Sizes, bounds: Mapping[str, list[float]]) -> dict[str, dict[str, Any]]:
    colours = THEMES[theme]
    axis: dict[str, Any] = {
        "type": "linear",
        "gridcolor": colours.grid,
        "zerolinecolor": colours.axis,
        "linecolor": colours.axis,
        "zeroline": True,
        "zerolinewidth": sizes.grid,
        "gridwidth": sizes.grid,
        "tickfont": {"size": sizes.ticks},
        "automargin": False,
    }
    # An exponent set small and high is too small for a hall: a lecture has 1e−9.
    log = view.scale == "log"
    title = "f′(x), log₁₀" if log else "f′(x)"
    panels = _panels(view, sizes)
    x = {"range": bounds["xaxis"], "title": "x", "anchor": panels["below"], "hoverformat": ".4g"}
    far_off = {"nticks": 9, "ticklabelstandoff": round(0.4 * sizes.ticks)} if sizes.names else {}
    values = {"range": bounds["yaxis"], "title": "f(x)"} | panels["value"]
    gradients = {"range": bounds["yaxis2"], "title": title, "type": view.scale} | panels["gradient"]
    powers = {"exponentformat": "e" if sizes.names else "power"} if log else {}
    return {"xaxis": axis | x | far_off, "yaxis": axis | values, "yaxis2": axis | gradients | powers}


def ranges(view: View, curves: Mapping[str, Curve]) -> dict[str, list[float]]:
    """The range of each axis. Those of y stay as they are until a curve would leave them, then grow in steps."""
    least = greatest = flattest = steepest = 0.0
    faintest = 1.0
    for each in [curves[key] for key in drawn(view)]:
        least, greatest = min(least, each.value_extent[0]), max(greatest, each.value_extent[1])
        flattest, steepest = min(flattest, each.gradient_extent[0]), max(steepest, each.gradient_extent[1])
        faintest = min(faintest, each.faintest_gradient) if view.scale == "log" else faintest
    linear = [_below(flattest, 0.2, -0.1), _above(steepest, 0.5, 1.2)]
    return {
        "xaxis": list(view.range),
        "yaxis": [_below(least, 2.0, -2.0), _above(greatest, 5.0, 10.0)],
        "yaxis2": [max(-20.0, _below(math.log10(faintest), 5.0, -5.0)), 0.7] if view.scale == "log" else linear,
    }


def _below(value: float, step: float, usual: float) -> float:
    """A bound that `value` does not fall under: the usual one, or else a multiple of `step`."""
    return usual if value >= usual else round(step * math.floor(value / step), 6)


def _above(value: float, step: float, usual: float) -> float:
    """A bound that `value` does not rise over: the usual one, or else a multiple of `step`."""
    return usual if value <= usual else round(step * math.ceil(value / step), 6)


def _names(
    view: View, theme: str, sizes: Sizes, curves: Mapping[str, Curve], bounds: Mapping[str, list[float]]
) -> dict[str, Any]:
    """The names at the right edge, in a lecture, as soon as there are curves to name."""
    panel = "value" if "value" in view.panels else "gradient"
    if not sizes.names or panel not in revealed(view):
        return {"annotations": [], "shapes": []}
    last = {key: float(getattr(curves[key], panel)[-1]) for key in drawn(view)}
    log = panel == "gradient" and view.scale == "log"
    axis = bounds["yaxis" if panel == "value" else "yaxis2"]
    wanted = rail.ends(last, axis, _panels(view, sizes)[panel]["domain"], log)
    return rail.marks(theme, sizes, wanted, _inner_height(sizes))


def marks(view: View, sizes: Sizes, curves: Mapping[str, Curve]) -> dict[str, float]:
    """What of the layout moves along with the curves, by its place in it: the probe, and the names at the right."""
    places = {"shapes[0].x0": view.probe, "shapes[0].x1": view.probe}
    if not sizes.names:
        return places
    named = _names(view, "light", sizes, curves, ranges(view, curves))
    places |= {f"annotations[{place}].y": each["y"] for place, each in enumerate(named["annotations"])}
    for place, each in enumerate(named["shapes"], start=1):
        places |= {f"shapes[{place}].y0": each["y0"], f"shapes[{place}].y1": each["y1"]}
    return places


def _margin(view: View, sizes: Sizes) -> dict[str, float]:
    """Room for the ticks and titles of the axes, above for the buttons of the plot, at the right for names."""
    names = rail.width(sizes, drawn(view))
    return {
        "l": round(2.4 * sizes.text + 3.2 * sizes.ticks),
        "r": round(names) or 16,
        "t": round(sizes.ticks) if sizes.names else 32,
        "b": round(1.6 * sizes.text + (1.9 if sizes.names else 1.5) * sizes.ticks),
    }


def _inner_height(sizes: Sizes) -> float:
    """What the margins leave to the two panels, in pixels."""
    return sizes.height - 1.6 * sizes.text - 2.9 * sizes.ticks


def _panels(view: View, sizes: Sizes) -> dict[str, Any]:
    """How the two panels share the height, and which of them carries the x axis."""
    both = len(view.panels) == 2
    gap = max(0.06, 1.6 * sizes.ticks / _inner_height(sizes))  # or their ticks would meet
    value = [SPLIT + gap, 1.0] if both else [0.0, 1.0]
    gradient = [0.0, SPLIT] if both else [0.0, 1.0]
    ticks = {"nticks": round(0.5 * _inner_height(sizes) / (1.8 * sizes.ticks))} if sizes.names else {}
    return {
        "value": {"domain": value, "visible": "value" in view.panels, **ticks},
        "gradient": {"domain": gradient, "visible": "gradient" in view.panels, **ticks},
        "below": "y2" if "gradient" in view.panels else "y",
    }


def _probe(x: float, colour: str, sizes: Sizes) -> dict[str, Any]:
    line = {"color": colour, "width": 0.6 * sizes.curve, "dash": "dot"}
    return {"type": "line", "x0": x, "x1": x, "xref": "x", "y0": 0, "y1": 1, "yref": "paper", "line": line}


def _empty(colour: str, sizes: Sizes) -> dict[str, Any]:
    text = "No function is switched on"
    where = {"xref": "paper", "yref": "paper", "x": 0.5, "y": 0.75}
    return {"text": text, "showarrow": False, "font": {"size": 1.4 * sizes.text, "color": colour}, **where}
