"""Each lens: its numbers against published ones, its sentence, its picture."""

import math

import numpy as np
import plotly.graph_objects as go
import pytest
from hypothesis import given

from components import ids
from components.lenses.lens import LensPanel, Series
from components.lenses.mean import DENSITY_HEIGHT, find_zero_mean
from components.lenses.rows import lens_sentence, reading_heads, readings, row_note
from components.lenses.table import LENSES, has_own_x, lens_panels, lens_shades
from components.plot.figure import build_figure, list_series
from components.plot.lens_figure import find_axes
from components.theme import plot_sizes
from components.words.summary import summarize_view
from core.lens_fields import LENS_NAMES
from core.view import CONTROLS, View
from tests.components.readers import EVERYTHING, WINDOW, by_id, describe, page_of, text, view_of
from tests.components.strategies import VIEWS, few

OWN_PANELS = ("sum", "mean", "depth", "noise")
ALL = f"shown={EVERYTHING}"


def series_of(view: View, part: str, key: str = "") -> Series:
    """The one series of a part, of a function where there is one for each."""
    found = [
        series
        for series, *_ in list_series(view)
        if series.part == part and series.curve == (key or series.curve)
    ]
    assert len(found) == 1, [each.uid for each in found]
    return found[0]


def panel_of(view: View, series: Series) -> LensPanel:
    return next(panel for panel in lens_panels(view) if series in panel.series)


def test_each_name_of_a_lens_has_an_entry_and_its_controls_are_fields() -> None:
    assert tuple(LENSES) == tuple(CONTROLS["lens"].options) == LENS_NAMES
    assert {name for lens in LENSES.values() for name in lens.controls} <= set(CONTROLS)


@pytest.mark.parametrize("lens", LENS_NAMES)
def test_a_lens_has_two_columns_of_numbers_at_most(lens: str) -> None:
    view = view_of(f"?lens={lens}&{ALL}")
    assert len(reading_heads(view)) == 2
    assert all(len(readings(view, key)) == 2 for key in view.shown)


@given(view=VIEWS)
@few
def test_plotly_accepts_the_panels_of_any_view(view: View) -> None:
    figure = build_figure(view, "light", plot_sizes(view, WINDOW))
    go.Figure(figure)
    for panel, x, y in find_axes(lens_panels(view)):
        for axis, name in ((panel.x, x), (panel.y, y)):
            place = figure["layout"][f"{name[0]}axis{name[1:]}"]
            assert place["range"] == [axis.low, axis.high] or name == "x"
            assert axis.low < axis.high


@given(view=VIEWS)
@few
def test_every_point_is_finite_or_a_gap_and_its_name_is_its_own(view: View) -> None:
    found = [series for series, *_ in list_series(view)]
    assert len({each.uid for each in found}) == len(found)
    for series in found:
        assert series.x.shape == series.y.shape
        assert not np.isinf(series.x).any(), series.uid
        assert not np.isinf(series.y).any(), series.uid


@pytest.mark.parametrize("lens", OWN_PANELS)
@pytest.mark.parametrize("query", ["", f"&{ALL}", "&alpha=4", "&range=-20,20&rule=refine"])
def test_each_line_is_seen_in_its_panel(lens: str, query: str) -> None:
    view = view_of(f"?lens={lens}{query}")
    for panel in lens_panels(view):
        for series in panel.series:
            y = np.log10(series.y) if panel.y.is_log else series.y
            is_seen = (y >= panel.y.low - 1e-9) & (y <= panel.y.high + 1e-9)
            # ReLU's slope of many layers is 0 on the left; a point mass may not be there at all.
            assert is_seen.any() or np.isnan(series.y).all(), series.uid


@pytest.mark.parametrize("lens", LENS_NAMES)
def test_a_panel_that_is_hidden_has_no_lens(lens: str) -> None:
    view = view_of(f"?lens={lens}&panels=value")
    assert not lens_panels(view)
    assert not lens_shades(view)
    assert lens_sentence(view) == row_note(view, "elu") == ""
    assert reading_heads(view)[0] == "f(−2)"
    page = by_id(page_of(f"?lens={lens}&panels=value"))
    assert page["lens-controls"].hidden


# Saturation


@pytest.mark.parametrize(
    ("key", "edges"),
    [("sigmoid", (-4.58486, 4.58486)), ("softplus", (-4.59512,)), ("elu", (-4.60517,))],
)
def test_the_shades_end_at_the_published_edges(key: str, edges: tuple[float, ...]) -> None:
    view = view_of(f"?lens=saturation&focus={key}")
    for part in ("above", "below"):
        ends = {round(x, 5) for x in series_of(view, part, key).x if math.isfinite(x)}
        assert ends - {-10.0, 10.0} == set(edges)
    assert row_note(view, key).count("up to") == 1


def test_what_is_shaded_is_on() -> None:
    """Or else the first function that is."""
    shown = view_of("?lens=saturation&focus=sigmoid&shown=relu,elu")
    assert {each.curve for each in lens_shades(shown)} == {"relu"}
    assert lens_sentence(shown).startswith(
        "In 50 % of the length of this range the slope of ReLU is below"
    )
    assert lens_shades(view_of("?lens=saturation&shown=")) == ()
    assert lens_sentence(view_of("?lens=saturation&shown=identity")).startswith("Nowhere")


def test_on_a_logarithmic_axis_a_shade_has_no_point_below_0() -> None:
    view = view_of("?lens=saturation&scale=log")
    for part in ("below", "threshold"):
        y = series_of(view, part).y
        assert (y[np.isfinite(y)] > 0).all()


# Mean


@pytest.mark.parametrize(
    ("key", "mean", "gain", "share"),
    [
        ("sigmoid", "0.5", "3.41", "85.2"),
        ("softplus", "0.806", "1.09", "70.5"),
        ("relu", "0.399", "2", "31.8"),
        ("elu", "0.161", "1.55", "4"),
    ],
)
def test_the_rows_have_the_published_moments(key: str, mean: str, gain: str, share: str) -> None:
    view = view_of("?lens=mean")
    assert readings(view, key) == (mean, gain)
    assert row_note(view, key) == f"the square of the mean is {share} % of E f²"


def test_the_mean_of_elu_is_0_at_selus_alpha_and_the_page_says_so() -> None:
    view = view_of("?lens=mean")
    assert find_zero_mean(view) == pytest.approx(1.6732632423543772, rel=1e-12)
    assert lens_sentence(view).endswith("ELU has mean 0 at α = 1.673, the α of SELU.")
    there = view_of("?lens=mean&alpha=1.67326324235")
    assert readings(there, "elu")[0] == "0"
    wide = view_of("?lens=mean&sigma=2")
    assert lens_sentence(wide).endswith("ELU has mean 0 at α = 2.404.")
    assert find_zero_mean(view_of("?lens=mean&mu=3")) is None


def test_relus_mass_is_a_bar_of_its_probability() -> None:
    view = view_of("?lens=mean&shown=relu")
    bar = series_of(view, "mass", "relu")
    assert bar.x[:2].tolist() == [0.0, 0.0]
    assert bar.y[:2] == pytest.approx([0.0, 0.5 * DENSITY_HEIGHT])
    triangle = series_of(view, "mean", "relu")
    assert triangle.x == pytest.approx([1.0 / math.sqrt(2.0 * math.pi)], abs=1e-9)


def test_elus_mean_falls_in_a_line_through_its_zero() -> None:
    view = view_of("?lens=mean&alpha=3")
    line, ring, dot = (series_of(view, part, "elu") for part in ("means", "zero", "present"))
    assert np.interp(ring.x, line.x, line.y) == pytest.approx([0.0], abs=1e-12)
    assert dot.x.tolist() == [3.0]
    # In closed form: 1 / sqrt(2 pi) + alpha (sqrt(e) Phi(-1) - 1/2).
    expected = 1 / math.sqrt(2 * math.pi) + 3 * (
        math.sqrt(math.e) * 0.5 * math.erfc(math.sqrt(0.5)) - 0.5
    )
    assert dot.y == pytest.approx([expected], abs=1e-12)


# Depth


def test_the_layers_have_the_published_gradients() -> None:
    view = view_of("?lens=depth&depth=8&weights=one&weight_variance=2")
    first = {key: readings(view, key)[1] for key in ("sigmoid", "softplus", "relu", "elu")}
    assert first == {"sigmoid": "0.00031", "softplus": "0.244", "relu": "1", "elu": "2.26"}
    for key in first:
        line, dots = (series_of(view, part, key) for part in ("expected", "found"))
        assert line.x.tolist() == dots.x.tolist() == list(range(1, 9))
        # One network of width 128: within a third, as hundreds of seeds are.
        assert np.abs(np.log(dots.y / line.y)).max() < 0.4


def test_softplus_many_times_is_a_sigmoid_that_has_moved() -> None:
    """Chained L times its slope is sigmoid(x - ln L)."""
    view = view_of("?lens=depth&depth=20")
    line = series_of(view, "slope", "softplus")
    assert line.y == pytest.approx(1.0 / (1.0 + 20.0 * np.exp(-line.x)), rel=1e-12)


@pytest.mark.parametrize("measure", CONTROLS["layer_measure"].options)
def test_every_measure_of_a_layer_has_its_panel(measure: str) -> None:
    view = view_of(f"?lens=depth&layer_measure={measure}&depth=50&weights=one&weight_variance=4")
    panel = lens_panels(view)[1]
    for series in panel.series:
        y = np.log10(series.y) if panel.y.is_log else series.y
        assert y.min() >= panel.y.low - 1e-9
        assert y.max() <= panel.y.high + 1e-9


# Noise


def test_noise_is_quiet_where_elu_is_flat() -> None:
    view = view_of("?lens=noise&probe=-6&shown=relu,elu")
    assert readings(view, "elu") == ("−0.9975", "0.0015")
    assert readings(view, "relu")[1] == "0"
    assert lens_sentence(view).endswith("leaves least, 0, after ReLU and most, 0.0015, after ELU.")
    # alpha exp(x + s^2 / 2) sqrt(exp(s^2) - 1), far below 0.
    line = series_of(view, "spread", "elu")
    left = line.x < -6.0
    expected = np.exp(line.x + 0.125) * math.sqrt(math.exp(0.25) - 1.0)
    assert line.y[left] == pytest.approx(expected[left], rel=1e-8)


def test_the_panel_of_noise_has_the_x_of_the_curves() -> None:
    view = view_of("?lens=noise&range=-3,7")
    assert not has_own_x(view)
    figure = build_figure(view, "light", plot_sizes(view, WINDOW))
    lens_traces = [each for each in figure["data"] if "-lens-" in each["uid"]]
    assert {(each["xaxis"], each["yaxis"]) for each in lens_traces} == {("x", "y3")}
    assert figure["layout"]["xaxis"]["anchor"] == "y3"


# Sum


@pytest.mark.parametrize(("count", "error"), [(10, 0.0102), (20, 0.0025), (100, 1.0e-4)])
def test_the_ring_stands_at_the_published_error(count: int, error: float) -> None:
    view = view_of(f"?lens=sum&rule=refine&count={count}")
    ring = series_of(view, "present")
    assert ring.x.tolist() == [count]
    assert ring.y == pytest.approx([error], rel=0.03)


def test_both_errors_are_marked_where_they_are_largest() -> None:
    view = view_of("?lens=sum&rule=refine&count=7")
    for part in ("quadrature", "truncation"):
        line, ring = series_of(view, part), series_of(view, f"{part}-max")
        assert ring.y == pytest.approx([np.nanmax(line.y)])


def test_the_limit_is_drawn_while_the_errors_are() -> None:
    drawn = build_figure(view_of("?lens=sum"), "light", plot_sizes(View(), WINDOW))["data"]
    assert {"limit-value", "softplus-value"} <= {each["uid"] for each in drawn}


# Words


@given(view=VIEWS)
@few
def test_the_summary_has_the_sentence_of_the_lens(view: View) -> None:
    sentence = lens_sentence(view)
    assert sentence.removesuffix(".") in summarize_view(view)
    assert "nan" not in sentence
    assert ".." not in sentence


def test_the_table_has_all_that_a_lens_measures() -> None:
    table = text(
        describe("?lens=mean&shown=elu,relu", "", ids.VALUE_TABLE)["tables"][ids.VALUE_TABLE]
    )
    for words in ("Mean, Mean μ of x 0.0, Deviation σ of x 1.0", "mean square slope", "0.6449"):
        assert words in table, table
