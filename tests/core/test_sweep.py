"""Every slider's sweep against the curves themselves, at its values and at extreme other settings.

The bound is a quarter of a pixel of a panel 400 px high. The panel of a value is as high as the
curve itself, but at least 1; that of a gradient at least 1.3; a logarithmic one has the range that
the page gives it.
"""

import math
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
import pytest

from core import curves, functions, interpolation
from core import sweep as sweeps
from core import view as views
from core.activation import Activation
from core.activations import ACTIVATIONS
from core.control import Number, Range, control_field
from core.curve import Curve
from core.curves import sample_curve
from core.interpolation import ANALYTIC, LINEAR, LOGARITHMIC, RECIPROCAL
from core.keys import LIMIT, SUM
from core.lens_fields import LensFields
from core.own_functions import OWN_FUNCTIONS
from core.race_fields import RaceFields
from core.sweep import sweep
from core.typing import Array
from core.view import CONTROLS, View

MAX_ERROR = 0.25 / 400  # of the height of a panel
MAX_VALUES = 16  # of a slider, tried in each view
OWN_A = {each.a_name for each in OWN_FUNCTIONS.values()}  # see test_own_functions.py
OF_RACE_AND_LENS = {each.name for each in (*fields(RaceFields), *fields(LensFields))}
MOVING_NO_CURVE = {"probe", *OF_RACE_AND_LENS}
MOVING = [
    name
    for name, control in CONTROLS.items()
    if isinstance(control, (Number, Range)) and name not in MOVING_NO_CURVE | OWN_A
]
SAMPLINGS = [
    {"range": (-10, 10), "step": 0.2},
    {"range": (-20, 20), "step": 0.01},
    {"range": (-1.1, 0.9), "step": 0.07},
]
SUMS = [
    {"rule": rule, "span": span, "count": count}
    for rule, span, count in [
        ("article", 9.8, 100),
        ("refine", 0.1, 1),
        ("refine", 20, 200),
        ("extend", 9.8, 7),
    ]
]


def values_of(name: str) -> list[Any]:
    """Values that a slider can take, its ends among them."""
    control = CONTROLS[name]
    if isinstance(control, Range):
        return [(-20, 20), (-20, -19), (19, 20), (-0.3, 7.7), (-13.4, 0.1), (-9.9, 10)]
    if control.is_log:
        return [*np.geomspace(control.low, control.high, 3 * MAX_VALUES).round(6)]
    count = round((control.high - control.low) / control.step)
    places = np.unique(np.linspace(0, count, MAX_VALUES).round())
    return [round(control.low + control.step * place, 6) for place in places.tolist()]


def assert_close(view: View, key: str, swept: Curve) -> None:
    """The interpolated curve must be as near to the curve of a view as a reader can see."""
    exact = sample_curve(view, key)
    assert np.abs(swept.x - exact.x).max() <= (1e-12 if key in OWN_FUNCTIONS else 0)
    height = max(1.0, float(np.ptp(exact.value)))
    assert np.abs(swept.value - exact.value).max() <= MAX_ERROR * height
    assert swept.kinks == exact.kinks
    found = np.append(swept.gradient, swept.one_sided_gradients)
    expected = np.append(exact.gradient, exact.one_sided_gradients)
    if view.scale == "log":
        foot = 5 * math.floor(max(-20.0, math.log10(exact.min_positive_gradient)) / 5)
        found, expected = (np.log10(np.maximum(each, 10.0**foot)) for each in (found, expected))
        height = 0.7 - foot
    else:
        height = max(1.3, float(np.ptp(expected)))
    assert np.abs(found - expected).max() <= MAX_ERROR * height


@pytest.mark.parametrize("scale", ["linear", "log"])
@pytest.mark.parametrize("sampling", SAMPLINGS, ids=["article", "finest", "odd"])
@pytest.mark.parametrize("name", MOVING)
def test_an_interpolated_curve_is_the_curve(
    name: str, sampling: dict[str, Any], scale: str
) -> None:
    tried = set()
    for terms in SUMS if name in ("count", "span", "range", "step") else SUMS[:1]:
        view = View.from_raw({**sampling, **terms, "scale": scale})
        swept = sweep(view, name)
        for value in values_of(name):
            moved = view.with_changes({name: value})[0]
            for key, curve in swept.at(value).items():
                assert_close(moved, key, curve)
                tried.add(key)
    users = {key for key, each in curves.FUNCTIONS.items() if name in each.parameters}
    assert tried >= (users or set(curves.FUNCTIONS))


def test_linear_parameters_are_exact_to_the_rounding_of_the_family() -> None:
    for name, key in (("alpha", "elu"), ("slope", "leaky_relu")):
        family = sweep(View(), name).families[key]
        assert family.interpolation == LINEAR
        assert family.nodes.tolist() == [CONTROLS[name].low, CONTROLS[name].high]


@pytest.mark.parametrize("kind", [LINEAR, ANALYTIC, RECIPROCAL, LOGARITHMIC])
def test_weights_add_up_to_one_and_are_exact_at_the_nodes(
    kind: interpolation.Interpolation,
) -> None:
    nodes = kind.nodes(1.0, 200.0)
    assert (nodes[0], nodes[-1]) == (1.0, 200.0)
    assert np.all(np.diff(nodes) > 0)
    for value in (1.0, 1.5, 33.3, 77.0, 199.9, 200.0):
        assert kind.weights(nodes, value).sum() == pytest.approx(1.0, abs=1e-12)
    for index, node in enumerate(nodes.tolist()):
        assert kind.weights(nodes, node).tolist() == [float(index == i) for i in range(nodes.size)]


@pytest.mark.parametrize(
    ("kind", "function"),
    [
        (LINEAR, lambda value: 3 * value - 7),
        (RECIPROCAL, lambda value: 3 / value - 7),
        (LOGARITHMIC, lambda value: (math.log(value) - 2) ** 3 + math.log(value)),
        (ANALYTIC, lambda value: math.exp(-value / 50)),
        (ANALYTIC, lambda value: 1 / (value + 20)),
    ],
)
def test_each_kind_reproduces_what_it_is_for(
    kind: interpolation.Interpolation, function: Any
) -> None:
    nodes = kind.nodes(1.0, 200.0)
    at_nodes = np.array([function(node) for node in nodes.tolist()])
    for value in np.linspace(1.0, 200.0, 57).tolist():
        assert kind.weights(nodes, value) @ at_nodes == pytest.approx(function(value), abs=1e-9)


def test_the_sum_of_the_article_waits_while_x_changes() -> None:
    assert not {SUM, LIMIT} & sweep(View(), "range").families.keys()
    assert {SUM, LIMIT} <= sweep(View(rule="refine"), "step").families.keys()
    assert sweep(View(rule="refine"), "count").families.keys() == {SUM}
    assert sweep(View(rule="extend"), "count").families.keys() == {SUM, LIMIT}
    assert not sweep(View(), "span").families


@pytest.mark.parametrize("name", ["rule", "theme", "shown", *sorted(MOVING_NO_CURVE)])
def test_what_moves_no_curve_has_an_empty_sweep(name: str) -> None:
    assert sweep(View(), name).families == {}


@pytest.mark.parametrize(("name", "keys"), [("nothing", ["elu"]), ("alpha", ["nothing"])])
def test_an_unknown_name_or_key_raises(name: str, keys: list[str]) -> None:
    with pytest.raises(KeyError):
        sweep(View(), name, keys)


@pytest.mark.parametrize("raw", [-99, "4,0", None, "x", float("nan"), 1e999])
def test_any_value_is_cleaned(raw: object) -> None:
    alpha = View().with_changes({"alpha": raw})[0].alpha
    found = sweep(View(), "alpha").at(raw)["elu"]
    assert_close(View(alpha=alpha), "elu", found)


def test_views_that_differ_elsewhere_share_a_family() -> None:
    one, other = View(offset=3.0, range=(-5, 5)), View(theme="dark", slope=0.5)
    assert sweep(one, "alpha").families["elu"] is sweep(other, "alpha").families["elu"]
    assert sweep(one, "range").families["relu"] is sweep(other, "range").families["relu"]


def test_a_new_slider_of_a_new_activation_has_a_sweep(monkeypatch: pytest.MonkeyPatch) -> None:
    @dataclass(frozen=True)
    class WiderView(View):
        beta: float = control_field(Number("Swish β", "How sharply it bends.", 1.0, 0.1, 5.0, 0.1))

    def swish(x: Array, beta: float = 1.0) -> Array:
        return x * functions.sigmoid(beta * x)

    def swish_gradient(x: Array, beta: float = 1.0) -> Array:
        return functions.sigmoid(beta * x) + beta * x * functions.sigmoid_gradient(beta * x)

    formulas = (r"x \sigma(\beta x)", r"\sigma(\beta x) + \beta x \sigma'(\beta x)")
    new = Activation("Swish", *formulas, "(−1, ∞)", swish, swish_gradient, ("beta",))
    controls = {**CONTROLS, "beta": WiderView.__dataclass_fields__["beta"].metadata["control"]}
    for module in (views, sweeps):
        monkeypatch.setattr(module, "CONTROLS", controls)
    monkeypatch.setattr(sweeps, "DEFAULT", WiderView())
    table = {**ACTIVATIONS, "swish": new}
    for module in (curves, sweeps):
        monkeypatch.setattr(module, "FUNCTIONS", table)
    monkeypatch.setitem(curves.PARAMETERS_OF_CURVE, "swish", ("beta",))
    view = WiderView()
    swept = sweep(view, "beta", table)
    for value in np.arange(0.1, 5.0, 0.1).tolist():
        curve = swept.at(value)["swish"]
        moved = replace(view, beta=round(value, 6))
        assert_close(moved, "swish", curve)
