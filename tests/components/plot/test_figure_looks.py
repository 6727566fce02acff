"""The picture as data: which curve is where, in what colour, and what a reader sees of it."""

import warnings
from typing import Any

import numpy as np
import pytest

from components.plot.figure import list_traces
from components.text import CURVE_NAMES
from components.theme import THEMES
from core.activations import ACTIVATIONS
from core.curves import FUNCTIONS, drawn_keys
from core.keys import CROSS_ENTROPY, INPUT, LIMIT, SQUARED_ERROR, TERMS
from core.view import View
from tests.components.readers import (
    EVERYTHING,
    curves,
    dots,
    line,
    numbers,
    picture,
    traces,
    view_of,
)

SUM, SOFTPLUS = ACTIVATIONS["sigmoid_sum"].name, ACTIVATIONS["softplus"].name
COMPANIONS = {CURVE_NAMES[TERMS], CURVE_NAMES[LIMIT], SOFTPLUS}  # of the sum, if asked for


def view(**raw: object) -> View:
    return View.from_raw(raw)


@pytest.mark.parametrize("extras", ["", "terms,limit"])
@pytest.mark.parametrize("key", ACTIVATIONS)
def test_a_function_is_shown_in_both_panels_under_its_name_and_others_are_not(
    key: str, extras: str
) -> None:
    alone = picture(view(shown=[key], extras=extras))
    companions = COMPANIONS if key == "sigmoid_sum" and extras else set()
    for axis in ("y", "y2"):
        names = {each["name"] for each in traces(alone, axis)}
        assert names == {ACTIVATIONS[key].name} | companions


def test_the_elu_is_called_elu() -> None:
    assert line(picture(view(shown=["elu"])), "ELU", "y")["visible"] is True


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("key", [*FUNCTIONS, LIMIT])
def test_a_gradient_has_the_colour_and_the_dash_of_its_function(key: str, theme: str) -> None:
    drawn = picture(view(shown=EVERYTHING, extras="limit,losses"), theme)
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
    assert {each["name"] for each in after} == there | {ACTIVATIONS[key].name}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("key", ACTIVATIONS)
def test_a_function_looks_alone_as_it_does_among_all(key: str, theme: str) -> None:
    alone, among = (curves(picture(view(shown=shown), theme)) for shown in (key, EVERYTHING))
    own = [looks(each) for each in alone if each["name"] == ACTIVATIONS[key].name]
    assert {axis for _, axis, *_ in own} == {"y", "y2"}
    assert own == [looks(each) for each in among if each["name"] == ACTIVATIONS[key].name]


@pytest.mark.parametrize("extras", ["", "terms,limit", "input", "losses"])
@pytest.mark.parametrize("shown", ["", "relu", "sigmoid", "sigmoid_sum", "elu,tanh", EVERYTHING])
def test_only_what_is_drawn_has_traces_and_each_stands_where_it_is_said_to(
    shown: str, extras: str
) -> None:
    seen = view(shown=shown, extras=extras)
    keys = {*filter(None, shown.split(","))}
    if "sigmoid_sum" in keys and "limit" in extras:
        keys |= {TERMS, LIMIT, "softplus"}
    keys |= {INPUT} & {extras}
    if "sigmoid" in keys and extras == "losses":
        keys |= {CROSS_ENTROPY, SQUARED_ERROR}
    assert {key for key, _ in list_traces(seen)} == set(drawn_keys(seen)) == keys
    assert len(set(list_traces(seen))) == len(list_traces(seen))
    for (key, part), each in zip(list_traces(seen), curves(picture(seen)), strict=True):
        assert (each["name"], each["uid"]) == (CURVE_NAMES[key], f"{key}-{part}")
        assert each["yaxis"] == ("y" if part == "value" else "y2")
        assert (each["mode"] == "markers") == (part == "jump")
        assert each["meta"]["isInRange"] == (key in seen.shown)


@pytest.mark.parametrize("axis", ["y", "y2"])
def test_the_sum_is_broad_and_under_its_limit_and_softplus(axis: str) -> None:
    seen = traces(picture(view(shown=["sigmoid_sum"], extras="terms,limit")), axis)
    assert [each["name"] for each in seen[:2]] == [CURVE_NAMES[TERMS], SUM]
    assert {each["name"] for each in seen if each["name"] != SUM} == COMPANIONS
    broad = seen[1]["line"]["width"]
    assert all(broad > 1.5 * each["line"]["width"] for each in seen if each["name"] != SUM)


@pytest.mark.parametrize("axis", ["y", "y2"])
def test_the_losses_are_thinner_than_the_sigmoid_and_dashed_unlike_one_another(axis: str) -> None:
    *losses, sigmoid = traces(picture(view(shown=["sigmoid"], extras="losses")), axis)
    assert [each["name"] for each in losses] == ["cross-entropy", "squared error"]
    assert all(sigmoid["line"]["width"] > 1.5 * each["line"]["width"] for each in losses)
    assert len({each["line"]["dash"] for each in (*losses, sigmoid)}) == 3


def test_a_logarithmic_axis_has_no_slope_of_a_loss() -> None:
    drawn = picture(view(shown=["sigmoid"], extras="losses", scale="log"))
    for name in ("cross-entropy", "squared error"):
        assert np.isnan(numbers(line(drawn, name, "y2")["y"])).all()
        assert np.isfinite(numbers(line(drawn, name, "y")["y"])).all()


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


def test_the_articles_input_is_a_hundred_dots_in_a_row() -> None:
    drawn = picture(view_of("?scene=input&stage=answer"))
    for axis in ("y", "y2"):
        (only,) = traces(drawn, axis)
        assert only["name"] == CURVE_NAMES[INPUT]
        assert only["mode"] == "lines+markers"
        assert numbers(only["y"]).size == 100


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
