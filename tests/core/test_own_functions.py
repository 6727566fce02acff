"""A formula as an entry of the table: its parameters, its sweep, and what the lenses compute."""

import math

import numpy as np
import pytest
from scipy import integrate, stats

from core.activations import ACTIVATIONS
from core.curves import curve_parameters, sample_curve, setting_names
from core.depth import mean_field, own_weight_variance, simulate
from core.examples import count_learning, find_dead_bias
from core.lanes import LANES
from core.moments import moments
from core.noise import spread
from core.output_density import output_density, point_masses
from core.race import build_lane_setups
from core.saturation import saturation
from core.sweep import sweep
from core.view import CONTROLS, View
from tests.core.conftest import PARAMETERS

HARD_SWISH = {"formula": "x * min(max(x + 3, 0), 6) / 6"}


def view_of(formula: str, a: float = 1.0, **other: object) -> View:
    view, notes = View().with_changes({"shown": ["own"], "formula": formula, "a": a} | other)
    assert notes == ()
    return view


def test_a_formula_is_a_setting_and_its_a_only_where_it_has_one() -> None:
    assert setting_names(view_of("a * x"), "own") == ("a", "formula")
    assert setting_names(view_of("2 * x"), "own") == ("formula",)
    assert curve_parameters(view_of("2 * x", a=3.0), "own") == {"formula": "2 * x"}
    assert ACTIVATIONS["own2"].value(2.0, formula2="a * x", a2=3.0) == 6.0
    assert set(PARAMETERS) >= {"formula", "a", "formula2", "a2"}


@pytest.mark.parametrize(
    ("text", "kept"),
    [("relu(x) + a", True), ("relu(x", False), ("", False), (7, False), (None, False)],
)
def test_what_comes_from_outside_is_a_formula_or_changes_nothing(text: object, kept: bool) -> None:
    view, notes = View().with_changes({"formula": text})
    assert (view.formula == text) == kept
    assert bool(notes) != kept


def test_a_formula_survives_the_url() -> None:
    for text in ("x + 1", "1 if x >= 0 else -x^2 / 3", "max(x, a) * 2", "x**2"):
        view = view_of(text)
        query = view.query()
        assert View.from_query(query) == view
        assert " " not in query
        assert not {"<", ">", '"', "#", "&x"} & set(query)


def test_a_curve_is_parted_at_each_kink_and_where_it_jumps() -> None:
    curve = sample_curve(view_of("x * min(max(x + 3, 0), 6) / 6"), "own")
    assert curve.kinks == pytest.approx((-3.0, 3.0))
    assert curve.one_sided_gradients[0] == pytest.approx((0.0, -0.5))
    assert curve.one_sided_gradients[1] == pytest.approx((1.5, 1.0))
    x, y = curve.gradient_line_with_gap
    assert np.isnan(y).sum() == 2
    assert curve.value_line_with_gap[0] is curve.x
    step = sample_curve(view_of("1 if x > 0.3 else 0"), "own")
    x, y = step.value_line_with_gap
    place = int(np.flatnonzero(np.isnan(y))[0])
    assert x[place - 1 : place + 2].tolist() == [0.3] * 3
    assert y[[place - 1, place + 1]].tolist() == [0.0, 1.0]
    assert step.value_extent == (0.0, 1.0)


def test_what_is_not_finite_is_no_part_of_an_extent() -> None:
    curve = sample_curve(view_of("sqrt(x)"), "own")
    assert curve.value_extent == pytest.approx((0.0, math.sqrt(9.8)))
    assert sample_curve(view_of("1 / 0"), "own").value_extent == (0.0, 0.0)


@pytest.mark.parametrize(
    "formula",
    [
        "x * sigmoid(a * x)",
        "max(0, x) + min(0, a * (exp(x / a) - 1))",
        "1 if x > a else 0",
        "exp(a * x)",
        "log(a + x)",
        "1 / (x - a)",
        "abs(x) - a",
    ],
)
@pytest.mark.parametrize("a", [-5.0, -1.3, 0.1, 1.0, 4.9])
def test_every_step_of_the_slider_of_a_is_in_its_sweep(formula: str, a: float) -> None:
    view = view_of(formula, range=[-8, 8], step=0.1)
    swept = sweep(view, "a", ["own"]).at(a)["own"]
    exact = sample_curve(view.with_changes({"a": a})[0], "own")
    away = np.ones(exact.x.size, dtype=bool)
    for kink in exact.kinks:
        away &= np.abs(exact.x - kink) > 0.06  # of x in a family, near a kink that moves
    assert np.array_equal(np.isnan(swept.value[away]), np.isnan(exact.value[away]))
    for found, expected in ((swept.value, exact.value), (swept.gradient, exact.gradient)):
        known = away & np.isfinite(expected) & (np.abs(expected) < 50.0)
        assert found[known] == pytest.approx(expected[known], rel=2e-2, abs=2e-2)


@pytest.mark.parametrize("name", ["range", "step"])
def test_the_range_and_the_step_move_a_formula_too(name: str) -> None:
    view = view_of("x * min(max(x + 3, 0), 6) / 6")
    value = [-7, 5] if name == "range" else 0.13
    swept = sweep(view, name, ["own"]).at(value)["own"]
    exact = sample_curve(view.with_changes({name: value})[0], "own")
    assert swept.kinks == exact.kinks
    assert swept.value == pytest.approx(exact.value, abs=1e-3)
    beside = np.abs(np.subtract.outer(exact.x, exact.kinks)).min(axis=1) > 1e-9
    assert swept.gradient[beside] == pytest.approx(exact.gradient[beside], abs=2e-2)


def test_moments_are_those_of_the_function() -> None:
    found = moments("own", 0.3, 1.2, **HARD_SWISH)

    def hard_swish(x: float) -> float:
        return x * min(max(x + 3.0, 0.0), 6.0) / 6.0

    density = stats.norm(0.3, 1.2).pdf
    for power, expected in ((1, found.mean), (2, found.second_moment)):
        pieces = [
            integrate.quad(lambda x, p=power: hard_swish(x) ** p * density(x), *ends)[0]
            for ends in ((-3.0, 3.0), (3.0, 14.0))
        ]
        assert sum(pieces) == pytest.approx(expected, rel=1e-9)
    same = moments("own", 0.0, 1.0, formula="max(0, x)")
    assert same == pytest.approx(moments("relu", 0.0, 1.0), rel=1e-12)


@pytest.mark.parametrize("formula", ["1 / x", "sqrt(x)", "1 / (x - 1 / 3)", "log(1 + exp(90 * x))"])
def test_what_is_not_finite_has_no_moments_and_no_variance(formula: str) -> None:
    assert np.isnan(moments("own", formula=formula)).all()
    assert math.isnan(own_weight_variance("own", formula=formula))
    for variance in (math.nan, 2.0):
        assert np.isnan(mean_field("own", 4, variance, formula=formula).gradient_rms).all()
        assert np.isnan(simulate("own", 4, 8, variance, 1, formula=formula).mean).all()
    assert np.isnan(spread("own", 0.5, 1.0, formula=formula))


def test_a_formula_that_is_0_has_no_signal() -> None:
    assert own_weight_variance("own", formula="0 * x") == math.inf
    for found in (
        mean_field("own", 3, math.inf, formula="0"),
        simulate("own", 3, 16, math.inf, 1, formula="0"),
    ):
        assert np.isnan(found.second_moment).tolist() == [True] * 3


def test_flat_pieces_are_point_masses_wherever_they_are() -> None:
    masses = point_masses("own", 0.0, 2.0, formula="min(max(0, x), 1.5)")
    assert [each.value for each in masses] == [0.0, 1.5]
    expected = (stats.norm.cdf(0.0), stats.norm.sf(1.5 / 2.0))
    assert [each.probability for each in masses] == pytest.approx(expected, rel=1e-12)
    y = np.linspace(0.0, 1.5, 401)[1:-1]
    density = output_density("own", 0.0, 2.0, y, formula="min(max(0, x), 1.5)")
    assert density == pytest.approx(stats.norm(0.0, 2.0).pdf(y), rel=1e-6)


def test_noise_that_a_kink_and_a_jump_leave() -> None:
    x = np.array([-2.0, 0.1, 1.7])
    found = spread("own", x, 0.7, formula="max(0, x)")
    assert found == pytest.approx(spread("relu", x, 0.7), rel=1e-4, abs=1e-4)
    step = spread("own", np.array([0.3]), 0.5, formula="1 if x > 0 else 0")
    share = stats.norm.cdf(0.3 / 0.5)
    assert step == pytest.approx([math.sqrt(share * (1.0 - share))], rel=1e-2)


def test_saturation_dead_units_and_examples_follow_the_formula() -> None:
    view = view_of("relu(x)^2")
    found = saturation(view, "own", 0.01)
    assert found.intervals[0] == pytest.approx((-10.0, 0.005), abs=1e-9)
    quantile = stats.norm.ppf(1.0 - 0.5 / 20)
    for formula in ("relu(x)", "relu(x)^2"):
        assert find_dead_bias("own", formula=formula) == pytest.approx(-quantile)
        assert count_learning("own", 0.0, formula=formula) == 10
    assert find_dead_bias("own", formula="tanh(x)") is None
    assert count_learning("own", 0.0, formula="sqrt(x)") == 10


def test_a_formula_has_lanes_with_its_own_setup() -> None:
    view = view_of("relu(x) - a", a=0.5, lanes=["own", "own-0", "own2-relu"])
    setups = build_lane_setups(view)
    mean = 1.0 / math.sqrt(2.0 * math.pi) - 0.5
    assert setups["own"].setup.shift == 0.0
    assert setups["own-0"].setup.shift == pytest.approx(-mean)
    assert LANES["own2-relu"].name == "your second at ReLU’s mean"
    frames = list(setups["own"].train())
    assert frames[-1].loss < frames[0].loss


def test_a_lane_whose_formula_has_no_values_diverges_at_once() -> None:
    view = view_of("sqrt(x)", lanes=["own", "own-0"], layers=1, width=4)
    for setup in build_lane_setups(view).values():
        assert next(setup.train()).has_diverged


def test_a_slider_of_a_has_its_steps_in_round_numbers() -> None:
    control = CONTROLS["a"]
    assert (control.low, control.high, control.step) == (-5.0, 5.0, 0.1)


@pytest.mark.parametrize(
    ("formula", "left", "right"),
    [("1 if x >= 0 else 0", 0.0, 1.0), ("sign(x)", -1.0, 1.0), ("1 if x < 0 else 0", 1.0, 0.0)],
)
def test_a_step_is_parted_between_its_sides(formula: str, left: float, right: float) -> None:
    curve = sample_curve(view_of(formula), "own")
    assert curve.one_sided_values[0] == (left, right)
    for name, value in (("range", [-10, 10]), ("a", 1.0)):
        families = sweep(view_of(f"({formula}) + 0 * a"), name, ["own"])
        assert families.at(value)["own"].one_sided_values[0] == pytest.approx((left, right))


def test_a_slope_of_0_in_the_middle_of_a_piece_is_no_flat_piece() -> None:
    assert count_learning("own", 0.0, formula="x * (1 - x)") == 20
    y = np.array([-1.0, 0.1, 0.2])
    density = output_density("own", 0.0, 1.0, y, formula="x * (1 - x)")
    roots = 0.5 + np.sqrt(0.25 - y) * np.array([[-1.0], [1.0]])
    expected = (stats.norm.pdf(roots) / np.abs(1.0 - 2.0 * roots)).sum(axis=0)
    assert density == pytest.approx(expected, rel=1e-4)


def test_a_long_formula_has_fewer_curves_in_its_sweep_and_both_ends() -> None:
    counts = []
    for terms in (1, 10, 18):
        formula = "+".join(["tanh(a*x)"] * terms)
        family = sweep(view_of(formula), "a", ["own"]).families["own"]
        assert family.nodes[[0, -1]].tolist() == [-5.0, 5.0]
        counts.append(family.nodes.size)
    assert counts[0] == 101
    assert counts == sorted(counts, reverse=True)
    assert counts[-1] < 30
