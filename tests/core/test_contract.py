"""What holds for every function: shape, type, limits at infinity, nan, the slope at a kink."""

import math
import re

import numpy as np
import pytest

from core.activation import Activation
from core.activations import ACTIVATIONS

INFINITE = math.inf
LIMITS: dict[str, tuple[float, float, float, float]] = {  # f(-inf), f(inf), f'(-inf), f'(inf)
    "identity": (-INFINITE, INFINITE, 1.0, 1.0),
    "sigmoid": (0.0, 1.0, 0.0, 0.0),
    "sigmoid_sum": (0.0, 10.0, 0.0, 0.0),
    "softplus": (0.0, INFINITE, 0.0, 1.0),
    "relu": (0.0, INFINITE, 0.0, 1.0),
    "elu": (-1.0, INFINITE, 0.0, 1.0),
    "tanh": (-1.0, 1.0, 0.0, 0.0),
    "leaky_relu": (-INFINITE, INFINITE, 0.01, 1.0),
    "shifted_relu": (-1.0, INFINITE, 0.0, 1.0),
    "selu": (-1.7580993408473766, INFINITE, 0.0, 1.0507009873554805),
    "silu": (0.0, INFINITE, 0.0, 1.0),
    "gelu": (0.0, INFINITE, 0.0, 1.0),
    "softplus_beta": (0.0, INFINITE, 0.0, 1.0),
}
KINKS = [
    ("relu", {}, 0.0, 0.0, 1.0),
    ("elu", {"alpha": 1.0}, 0.0, 1.0, 1.0),
    ("elu", {"alpha": 0.0}, 0.0, 0.0, 1.0),
    ("elu", {"alpha": 2.5}, 0.0, 2.5, 1.0),
    ("leaky_relu", {"slope": 0.01}, 0.0, 0.01, 1.0),
    ("leaky_relu", {"slope": 0.0}, 0.0, 0.0, 1.0),
    ("shifted_relu", {}, -1.0, 0.0, 1.0),
    ("selu", {}, 0.0, 1.7580993408473766, 1.0507009873554805),
]
SHAPED = [
    pytest.param(np.array(0.5), id="0-d"),
    pytest.param(np.array([]), id="empty"),
    pytest.param(np.empty((3, 0)), id="empty 2-d"),
    pytest.param(np.array([2.0]), id="one"),
    pytest.param(np.linspace(-9.0, 9.0, 12).reshape(3, 4), id="2-d"),
    pytest.param(np.linspace(-9.0, 9.0, 12).reshape(3, 4).T, id="transposed"),
    pytest.param(np.linspace(-9.0, 9.0, 12).reshape(2, 2, 3)[:, ::-1, ::2], id="strided"),
    pytest.param(np.arange(-3, 4), id="integers"),
    pytest.param(np.array([-1.5, 0.25], np.float32), id="single precision"),
    pytest.param(0.5, id="python float"),
    pytest.param(3, id="python integer"),
    pytest.param(np.float64(-0.5), id="numpy scalar"),
]


@pytest.mark.parametrize("x", SHAPED)
def test_the_shape_stays_and_the_result_is_float64(
    activation: Activation, x: np.ndarray | float
) -> None:
    before = np.array(x, copy=True)
    for function in (activation.value, activation.gradient):
        result = function(x)
        assert np.shape(result) == np.shape(x)
        assert result.dtype == np.float64
        one_by_one = [float(function(each)) for each in np.ravel(x).tolist()]
        assert np.ravel(result).tolist() == pytest.approx(one_by_one, rel=1e-12, abs=0.0)
    assert (np.asarray(x) == before).all()


def test_the_input_is_neither_changed_nor_shared(activation: Activation) -> None:
    x = np.linspace(-2000.0, 2000.0, 401)
    before = x.copy()
    for function in (activation.value, activation.gradient):
        result = function(x)
        assert not np.shares_memory(result, x)
        result += 1.0  # a result is the caller's own
        assert (x == before).all()


def test_a_read_only_input_is_enough(activation: Activation) -> None:
    x = np.linspace(-50.0, 50.0, 11)
    expected = activation.value(x), activation.gradient(x)
    x.flags.writeable = False
    assert (activation.value(x) == expected[0]).all()
    assert (activation.gradient(x) == expected[1]).all()


def test_nan_gives_nan_and_leaves_its_neighbours_alone(activation: Activation) -> None:
    x = np.array([-3.0, math.nan, 0.5, math.inf, -math.inf])
    for function in (activation.value, activation.gradient):
        result = function(x)
        assert np.isnan(result).tolist() == [False, True, False, False, False]
        assert result[[0, 2]].tolist() == pytest.approx(
            function(x[[0, 2]]).tolist(), rel=1e-12, abs=0.0
        )
        assert math.isnan(function(math.nan))


@pytest.mark.parametrize("key", LIMITS)
def test_the_limits_at_infinity(key: str) -> None:
    ends = np.array([-INFINITE, INFINITE])
    found = [*ACTIVATIONS[key].value(ends), *ACTIVATIONS[key].gradient(ends)]
    assert found == pytest.approx(LIMITS[key], rel=1e-15, abs=0.0)


@pytest.mark.parametrize("x", [1e308, -1e308])
def test_the_largest_numbers_give_the_limits_without_a_warning(
    activation: Activation, x: float
) -> None:
    functions = (activation.value, activation.gradient)
    limit, slope = (float(each(math.copysign(INFINITE, x))) for each in functions)
    expected = slope * x if math.isinf(limit) else limit
    for points in (x, np.array(x), np.array([0.0, x])):
        found = [float(np.ravel(each(points))[-1]) for each in functions]
        assert found == pytest.approx([expected, slope], rel=1e-12, abs=0.0)


@pytest.mark.parametrize(
    ("key", "given", "left", "right"),
    [
        ("sigmoid", {"offset": 1000.0}, (0.0, 0.0), (1.0, 0.0)),
        ("elu", {"alpha": 0.0}, (0.0, 0.0), (INFINITE, 1.0)),
        ("elu", {"alpha": 2.5}, (-2.5, 0.0), (INFINITE, 1.0)),
        ("leaky_relu", {"slope": 0.0}, (0.0, 0.0), (INFINITE, 1.0)),
        ("leaky_relu", {"slope": 1.0}, (-INFINITE, 1.0), (INFINITE, 1.0)),
        ("sigmoid_sum", {"count": 1}, (0.0, 0.0), (10.0, 0.0)),
        ("sigmoid_sum", {"count": 200, "rule": "refine", "span": 7.5}, (0.0, 0.0), (7.5, 0.0)),
        ("sigmoid_sum", {"count": 200, "rule": "extend"}, (0.0, 0.0), (200.0, 0.0)),
    ],
)
def test_the_limits_follow_the_parameters(
    key: str, given: dict[str, float], left: tuple[float, float], right: tuple[float, float]
) -> None:
    for x, limits in ((-INFINITE, left), (INFINITE, right)):
        for points in (np.array([x]), np.array([0.0, x])):
            found = (
                ACTIVATIONS[key].value(points, **given)[-1],
                ACTIVATIONS[key].gradient(points, **given)[-1],
            )
            assert found == pytest.approx(limits, rel=1e-12, abs=0.0)


@pytest.mark.parametrize(("key", "given", "kink", "left", "right"), KINKS)
def test_the_gradient_at_a_kink_is_the_slope_on_the_left(
    key: str, given: dict[str, float], kink: float, left: float, right: float
) -> None:
    x = np.array(
        [
            np.nextafter(kink, -9.0),
            kink,
            kink * -1.0 if kink == 0 else kink,
            np.nextafter(kink, 9.0),
        ]
    )
    found = ACTIVATIONS[key].gradient(x, **given)
    assert found.tolist() == pytest.approx([left, left, left, right], rel=1e-15, abs=0.0)


def test_every_jump_of_a_gradient_is_told_as_a_kink() -> None:
    assert {key: each.kink for key, each in ACTIVATIONS.items() if each.kink is not None} == {
        key: kink for key, _, kink, _, _ in KINKS
    }


@pytest.mark.parametrize("key", [key for key, each in ACTIVATIONS.items() if not each.modes])
def test_the_formulas_show_each_parameter(key: str) -> None:
    """The sum's rule decides what its own show; a slope that is written with f needs none."""
    activation = ACTIVATIONS[key]
    parameters = {name for each in ACTIVATIONS.values() for name in each.parameters}
    value, slope = (
        set(re.findall(r"\\([a-z]+)", formula)) & parameters
        for formula in (activation.formula, activation.gradient_formula)
    )
    assert value == set(activation.parameters)
    assert slope == (set() if "f(x)" in activation.gradient_formula else value)


def test_a_handle_sets_a_parameter_of_its_function() -> None:
    handles = {key: each.handle for key, each in ACTIVATIONS.items() if each.handle}
    assert set(handles) == {"sigmoid", "sigmoid_sum", "elu", "leaky_relu"}
    for key, handle in handles.items():
        assert handle.parameter in ACTIVATIONS[key].parameters
        assert handle.axis in ("x", "y")


def test_the_table_keeps_its_order_and_cannot_be_changed() -> None:
    first = ("identity", "sigmoid", "sigmoid_sum", "softplus", "relu", "elu")
    then = ("tanh", "leaky_relu", "shifted_relu", "selu", "silu", "gelu", "softplus_beta")
    assert tuple(ACTIVATIONS)[:13] == first + then
    parameters = {
        "sigmoid": ("offset",),
        "sigmoid_sum": ("count", "span"),
        "elu": ("alpha",),
        "leaky_relu": ("slope",),
        "softplus_beta": ("sharpness",),
    }
    assert {key: ACTIVATIONS[key].parameters for key in first + then} == {
        key: parameters.get(key, ()) for key in first + then
    }
    assert ACTIVATIONS["elu"].name == "ELU"
    assert len({each.name for each in ACTIVATIONS.values()}) == len(ACTIVATIONS)
    with pytest.raises(TypeError):
        ACTIVATIONS["relu"] = ACTIVATIONS["elu"]  # type: ignore[index]
