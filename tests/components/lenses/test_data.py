"""The lens of data: where its dots and rings are, what it says of them."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from scipy.stats import norm

from components.export.files import build_file
from components.lenses.lens import Series
from components.lenses.rows import lens_sentence
from components.lenses.table import lens_panels, lens_shades
from components.plot.figure import build_figure
from components.theme import plot_sizes
from core.activations import ACTIVATIONS
from core.curves import curve_parameters
from core.own_functions import OWN_FUNCTIONS
from core.view import View
from tests.components.readers import EVERYTHING, WINDOW, Numbers, view_of
from tests.components.strategies import VIEWS, few

Z = norm.ppf((np.arange(20.0) + 0.5) / 20.0)


def marks(view: View, key: str, panel: str) -> dict[str, Series]:
    """The marks of a function in a panel by their kind."""
    found = [each for each in lens_shades(view) if (each.curve, each.panel) == (key, panel)]
    assert sorted(each.kind for each in found) == ["dots", "ring"]
    return {each.kind: each for each in found}


def drawn(series: Series) -> tuple[Numbers, Numbers]:
    """The points that are no gaps."""
    is_drawn = np.isfinite(series.y)
    return series.x[is_drawn], series.y[is_drawn]


def test_an_example_is_a_dot_with_a_slope_and_a_ring_without() -> None:
    view = view_of("?lens=data&shown=relu,elu&bias=-1&alpha=2")
    x = Z - 1.0
    left, right = x[x < 0], x[x > 0]
    for panel, slope in (("value", right), ("gradient", np.ones(3))):
        relu = marks(view, "relu", panel)
        for kind, at, heights in (("ring", left, np.zeros(17)), ("dots", right, slope)):
            found_x, found_y = drawn(relu[kind])
            assert found_x == pytest.approx(at)
            assert found_y == pytest.approx(heights)
        assert drawn(marks(view, "elu", panel)["ring"])[0].size == 0
    curved = {"value": 2.0 * np.expm1(left), "gradient": 2.0 * np.exp(left)}
    for panel, expected in curved.items():
        elu_x, elu_y = drawn(marks(view, "elu", panel)["dots"])
        assert elu_x == pytest.approx(x)
        assert elu_y[:17] == pytest.approx(expected)


@given(view=VIEWS)
@few
def test_each_example_in_the_range_is_drawn_once_on_its_curve(view: View) -> None:
    view = replace(view, lens="data", panels=("value", "gradient"), scene="free", part="curves")
    assert lens_panels(view) == ()
    x = view.bias + Z
    inside = x[(view.low <= x) & (x <= view.high)]
    for key in view.shown:
        if key in OWN_FUNCTIONS:  # which may have gaps
            continue
        activation, parameters = ACTIVATIONS[key], curve_parameters(view, key)
        slopes = activation.gradient(inside, **parameters)
        is_above = slopes > 0 if view.scale == "log" else np.ones(slopes.size, dtype=bool)
        expected = {
            "value": (inside, activation.value(inside, **parameters)),
            "gradient": (inside[is_above], slopes[is_above]),
        }
        for panel, (at, heights) in expected.items():
            parts = [drawn(each) for each in marks(view, key, panel).values()]
            found_x, found_y = (np.concatenate(each) for each in zip(*parts, strict=True))
            order = np.argsort(found_x)
            assert found_x[order] == pytest.approx(at, abs=1e-12)
            assert found_y[order] == pytest.approx(heights, rel=1e-9, abs=1e-12)


def test_on_a_logarithmic_axis_only_slopes_above_0_are_drawn() -> None:
    view = view_of("?lens=data&shown=relu,silu&scale=log")
    silu = marks(view, "silu", "gradient")["dots"]
    assert drawn(silu)[1].min() > 0
    assert 0 < drawn(silu)[1].size < 20
    assert drawn(marks(view, "relu", "gradient")["ring"])[0].size == 0
    assert drawn(marks(view, "relu", "value")["ring"])[0].size == 17


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "3 of 20 examples have a slope for ReLU and all 20 for sigmoid, sum of sigmoids, "
             "softplus and ELU."),
        ("bias=0&shown=elu", "all 20 examples have a slope for ELU."),
        ("bias=-1.9&shown=relu", "1 of 20 examples has a slope for ReLU."),
        ("bias=-1.9&shown=relu,elu", "1 of 20 examples has a slope for ReLU and all 20 for ELU."),
        ("bias=-2&shown=relu,elu", "all 20 examples have a slope for ELU. ReLU is dead: no example "
                                   "changes its weights."),
        ("bias=-2&shown=relu", "ReLU is dead: no example changes its weights."),
        ("bias=-2&shown=relu,leaky_relu&slope=0", "ReLU and leaky ReLU are dead: no example "
                                                  "changes their weights."),
        ("bias=1&shown=elu&range=-5,2.5", "all 20 examples have a slope for ELU. 1 of the examples "
                                          "lies outside this range of x."),
        ("bias=6&shown=elu&range=-5,5", "all 20 examples have a slope for ELU. 17 of the examples "
                                        "lie outside this range of x."),
        ("shown=", ""),
    ],
)  # fmt: skip
def test_the_sentence(query: str, said: str) -> None:
    view = view_of(f"?lens=data&{query}")
    start = f"With bias {view.bias:g}, ".replace("-", "−") if said else ""
    assert lens_sentence(view) == start + said


@given(view=VIEWS)
@few
def test_the_sentence_is_true_of_any_view(view: View) -> None:
    shown = tuple(key for key in view.shown if key not in OWN_FUNCTIONS)
    view = replace(view, lens="data", panels=("gradient",), scene="free", part="curves")
    view = replace(view, shown=shown)
    said, x = lens_sentence(view), view.bias + Z
    outside = int(np.sum((x < view.low) | (x > view.high)))
    assert (f"{outside} of the examples lie " in said) == (outside > 1 and view.shown != ())
    is_flat = {"relu": True, "leaky_relu": view.slope == 0, "elu": view.alpha == 0}
    dead = [key for key in view.shown if is_flat.get(key) and x.max() < 0]
    dead += ["shifted_relu"] if "shifted_relu" in view.shown and x.max() < -1 else []
    assert ("dead" in said) == bool(dead)
    for key in view.shown:
        assert ACTIVATIONS[key].name in said


def test_the_table_of_all_digits_says_how_many() -> None:
    text = build_file(f"?lens=data&shown={EVERYTHING}&slope=0.25", "csv", "https://lab.example/")
    head = [each for each in text["text"].splitlines() if ", Data: " in each]
    assert len(head) == len(ACTIVATIONS)
    # (3 + 17 / 4) / 20 = 0.3625
    assert (
        "# leaky_relu, Data: examples that change the weights 20 of 20, "
        "mean size of the slope 0.3625" in head
    )
    assert any("relu, Data: examples that change the weights 3 of 20" in each for each in head)


def test_a_mark_without_slope_is_hollow_and_larger() -> None:
    view = view_of("?lens=data&shown=relu")
    traces = build_figure(view, "light", plot_sizes(view, WINDOW))["data"]
    looks = {each["uid"]: each for each in traces}
    for prefix, axis in (("", "y2"), ("value-", "y")):
        ring, dot = (looks[f"relu-lens-{prefix}{part}"] for part in ("rings", "dots"))
        assert ring["yaxis"] == dot["yaxis"] == axis
        assert ring["marker"]["color"] == "#FFFFFF" != dot["marker"]["color"]
        assert ring["marker"]["size"] > dot["marker"]["size"]
        assert ring["visible"] is dot["visible"] is True


def test_with_few_samples_the_curves_have_no_dots_of_their_own() -> None:
    """Or examples could not be told from samples."""
    for query, mode in (("?lens=data&step=1", "lines"), ("?step=1", "lines+markers")):
        view = view_of(query + "&shown=relu,identity")
        traces = build_figure(view, "light", plot_sizes(view, WINDOW))["data"]
        curves = [each for each in traces if each["uid"].endswith(("-value", "-gradient"))]
        assert {each["mode"] for each in curves} == {mode}
