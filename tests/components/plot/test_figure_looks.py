"""The picture as data: which curve is where, in what colour, and what a reader sees of it."""

import warnings
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest

from components.plot.curve_labels import CURVE_NAMES
from components.plot.figure import list_traces
from components.theme import THEMES
from core.activations import ACTIVATIONS
from core.curves import drawn_keys
from core.keys import LIMIT
from core.view import View
from tests.components.readers import EVERYTHING, curves, dots, line, numbers, picture, sent, traces

SUM, SOFTPLUS = ACTIVATIONS["sigmoid_sum"].name, ACTIVATIONS["softplus"].name


def view(**raw: object) -> View:
    return View.from_raw(raw)


@pytest.mark.parametrize("key", ACTIVATIONS)
def test_a_function_is_shown_in_both_panels_under_its_name_and_others_are_not(key: str) -> None:
    alone = picture(view(shown=[key]))
    companions = {CURVE_NAMES[LIMIT], SOFTPLUS} if key == "sigmoid_sum" else set()
    for axis in ("y", "y2"):
        assert {each["name"] for each in traces(alone, axis)} == {
            ACTIVATIONS[key].name
        } | companions


def test_the_elu_is_called_elu() -> None:
    assert line(picture(view(shown=["elu"])), "ELU", "y")["visible"] is True


def test_no_function_is_shown_where_none_is_switched_on_and_the_picture_says_so() -> None:
    empty = picture(view(shown=[]))
    assert not traces(empty)
    assert "function" in empty["layout"]["annotations"][0]["text"]
    assert not picture(View())["layout"].get("annotations")


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("key", [*ACTIVATIONS, LIMIT])
def test_a_gradient_has_the_colour_and_the_dash_of_its_function(key: str, theme: str) -> None:
    drawn = picture(view(shown=EVERYTHING), theme)
    above, below = (line(drawn, CURVE_NAMES[key], axis)["line"] for axis in ("y", "y2"))
    assert (above["color"], above["dash"]) == (below["color"], below["dash"])


def looks(each: dict[str, Any]) -> tuple[Any, ...]:
    return each["name"], each["yaxis"], each["line"]["color"], each["line"]["dash"]


@pytest.mark.parametrize(
    ("others", "theme"), [("", "light"), ("sigmoid_sum,relu", "light"), (EVERYTHING, "dark")]
)
@pytest.mark.parametrize("key", ACTIVATIONS)
def test_a_switch_changes_no_colour_or_dash_of_another_function(
    key: str, others: str, theme: str
) -> None:
    without = [each for each in others.split(",") if each not in ("", key)]
    before, after = (
        curves(picture(view(shown=shown), theme)) for shown in (without, [*without, key])
    )
    there = {each["name"] for each in before}
    assert [looks(each) for each in before] == [
        looks(each) for each in after if each["name"] in there
    ]
    companions = {CURVE_NAMES[LIMIT], SOFTPLUS} if key == "sigmoid_sum" else set()
    assert {each["name"] for each in after} == there | {ACTIVATIONS[key].name} | companions


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("key", ACTIVATIONS)
def test_a_function_looks_alone_as_it_does_among_all(key: str, theme: str) -> None:
    alone, among = (curves(picture(view(shown=shown), theme)) for shown in (key, EVERYTHING))
    own = [looks(each) for each in alone if each["name"] == ACTIVATIONS[key].name]
    assert {axis for _, axis, *_ in own} == {"y", "y2"}
    assert own == [looks(each) for each in among if each["name"] == ACTIVATIONS[key].name]


@pytest.mark.parametrize("shown", ["", "relu", "sigmoid_sum", "elu,tanh", EVERYTHING])
def test_only_what_is_drawn_has_traces_and_each_stands_where_it_is_said_to(shown: str) -> None:
    seen = view(shown=shown)
    keys = {*filter(None, shown.split(","))} | (
        {LIMIT, "softplus"} if "sigmoid_sum" in shown else set()
    )
    assert {key for key, _ in list_traces(seen)} == set(drawn_keys(seen)) == keys
    assert len(set(list_traces(seen))) == len(list_traces(seen))
    for (key, part), each in zip(list_traces(seen), curves(picture(seen)), strict=True):
        assert (each["name"], each["uid"]) == (CURVE_NAMES[key], f"{key}-{part}")
        assert each["yaxis"] == ("y" if part == "value" else "y2")
        assert (each["mode"] == "markers") == (part == "jump")


@pytest.mark.parametrize("axis", ["y", "y2"])
def test_the_sum_is_broad_and_under_its_limit_and_softplus(axis: str) -> None:
    seen = traces(picture(view(shown=["sigmoid_sum"])), axis)
    assert seen[0]["name"] == SUM
    assert {each["name"] for each in seen[1:]} == {CURVE_NAMES[LIMIT], SOFTPLUS}
    assert all(seen[0]["line"]["width"] > 1.5 * each["line"]["width"] for each in seen[1:])


def test_the_sum_is_first_and_broadest_among_all() -> None:
    first, *others = traces(picture(view(shown=EVERYTHING)), "y")
    assert first["name"] == SUM
    assert all(first["line"]["width"] > each["line"]["width"] for each in others)


@pytest.mark.parametrize(
    ("step", "dotted"), [(2.0, True), (0.5, True), (0.02, False), (0.01, False)]
)
@pytest.mark.parametrize("axis", ["y", "y2"])
def test_samples_are_dots_where_they_are_sparse(step: float, dotted: bool, axis: str) -> None:
    drawn = picture(view(shown=EVERYTHING, step=step))
    modes = {line(drawn, each.name, axis)["mode"] for each in ACTIVATIONS.values()}
    assert modes == {"lines+markers" if dotted else "lines"}


def test_the_identity_shows_its_hundred_samples_and_the_others_do_not() -> None:
    drawn = picture(view(shown=["identity", "sigmoid"]))
    dotted, plain = line(drawn, "identity", "y"), line(drawn, "sigmoid", "y")
    assert dotted["mode"] == "lines+markers"
    assert numbers(dotted["x"]).size == 100
    assert plain["mode"] == "lines"


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    ("name", "raw", "kink", "closed", "opened"),
    [
        ("ReLU", {"shown": ["relu"]}, 0.0, 0.0, 1.0),
        ("ReLU", {"shown": ["relu"], "step": 1.0}, 0.0, 0.0, 1.0),
        ("ELU", {"shown": ["elu"], "alpha": 2.0}, 0.0, 2.0, 1.0),
        ("ELU", {"shown": ["elu"], "alpha": 0.0}, 0.0, 0.0, 1.0),
        ("leaky ReLU", {"shown": ["leaky_relu"], "slope": 0.25}, 0.0, 0.25, 1.0),
        ("shifted ReLU", {"shown": ["shifted_relu"]}, -1.0, 0.0, 1.0),
    ],
)
def test_a_gradient_that_jumps_is_broken_there_between_a_closed_dot_and_an_open_one(
    name: str, raw: dict[str, object], kink: float, closed: float, opened: float, theme: str
) -> None:
    drawn = picture(view(**raw), theme)
    lower = line(drawn, name, "y2")
    filled, surface = lower["line"]["color"], THEMES[theme].surface
    assert dots(drawn, name) == [(kink, closed, filled), (kink, opened, surface)]
    x, y = numbers(lower["x"]), numbers(lower["y"])
    (gap,) = np.flatnonzero(np.isnan(y))
    assert x[gap - 1] == x[gap] == x[gap + 1] == kink
    assert (y[gap - 1], y[gap + 1]) == (closed, opened)
    assert np.all(np.diff(x) >= 0)
    assert x[gap - 2] <= kink < x[gap + 2]


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("ELU", {"shown": ["elu"], "alpha": 1.0}),
        ("leaky ReLU", {"shown": ["leaky_relu"], "slope": 1.0}),
        ("sigmoid", {"shown": ["sigmoid"]}),
    ],
)
def test_a_gradient_that_does_not_jump_has_no_dots(name: str, raw: dict[str, object]) -> None:
    assert dots(picture(view(**raw)), name) == []


@pytest.mark.parametrize(
    "raw", [{}, {"alpha": 0.0, "step": 2.0}, {"offset": 10.0, "range": [-20, 20]}]
)
def test_a_logarithmic_axis_holds_no_gradient_of_0_or_less_and_nothing_warns(
    raw: dict[str, object],
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        drawn = picture(view(shown=EVERYTHING, scale="log", **raw))
    assert drawn["layout"]["yaxis2"]["type"] == "log"
    assert drawn["layout"]["yaxis"].get("type", "linear") == "linear"
    for each in traces(drawn, "y2"):
        y = numbers(each["y"])
        assert not np.any(y <= 0), each["name"]
    relu = numbers(line(drawn, "ReLU", "y2")["y"])
    assert np.isnan(relu).any()
    assert np.nanmin(relu) == 1.0


def test_a_linear_axis_is_linear() -> None:
    assert picture(View())["layout"]["yaxis2"]["type"] == "linear"


@pytest.mark.parametrize(("panel", "kept", "gone"), [("value", "y", "y2"), ("gradient", "y2", "y")])
def test_a_panel_that_is_off_is_gone_and_the_other_takes_its_height(
    panel: str, kept: str, gone: str
) -> None:
    drawn = picture(view(shown=EVERYTHING, panels=[panel]))
    layout, axis = drawn["layout"], {"y": "yaxis", "y2": "yaxis2"}
    assert traces(drawn, kept)
    assert not traces(drawn, gone)
    assert layout[axis[gone]]["visible"] is False
    assert layout[axis[kept]]["visible"] is True
    assert layout[axis[kept]]["domain"] == [0, 1]
    assert layout["xaxis"]["anchor"] == kept


def test_two_panels_share_the_height_with_the_gradients_below() -> None:
    layout = picture(View())["layout"]
    assert (
        0
        == layout["yaxis2"]["domain"][0]
        < layout["yaxis2"]["domain"][1]
        < layout["yaxis"]["domain"][0]
    )
    assert layout["yaxis"]["domain"][1] == 1
    assert layout["xaxis"]["anchor"] == "y2"


@pytest.mark.parametrize(
    "raw", [{}, {"alpha": 3.0}, {"range": [-5, 5]}, {"shown": []}, {"scale": "log"}]
)
def test_a_reader_s_zoom_is_kept_and_a_drag_on_the_plot_does_nothing(
    raw: dict[str, object],
) -> None:
    layout = picture(view(**raw))["layout"]
    assert layout["uirevision"] == picture(View())["layout"]["uirevision"]
    assert layout["uirevision"]
    assert layout["dragmode"] is False


def test_the_picture_is_small_and_carries_no_default_template() -> None:
    assert len(sent(View(), "light").encode()) < 60_000
    assert "layout" not in picture(View())["layout"].get("template", {})


@pytest.mark.parametrize("probe", [-2.0, 3.5])
def test_the_probe_is_a_line_through_both_panels(probe: float) -> None:
    (mark,) = picture(view(probe=probe))["layout"]["shapes"]
    assert (mark["x0"], mark["x1"], mark["y0"], mark["y1"], mark["yref"]) == (
        probe,
        probe,
        0,
        1,
        "paper",
    )


@pytest.mark.parametrize("mode", ["page", "lecture"])
@pytest.mark.parametrize("scale", ["linear", "log"])
@pytest.mark.parametrize("shown", ["", EVERYTHING, "relu"])
def test_plotly_knows_every_property_and_accepts_every_value(
    mode: str, scale: str, shown: str
) -> None:
    """`go.Figure` raises ValueError for anything else."""
    go.Figure(picture(view(shown=shown, scale=scale, mode=mode)))


def test_plotly_refuses_what_it_does_not_know() -> None:
    drawn = picture(view())
    with pytest.raises(ValueError, match="colour"):
        go.Figure(drawn | {"layout": drawn["layout"] | {"colour": "red"}})
