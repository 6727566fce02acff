"""The table of properties, each declaration against what it means."""

import ast
import itertools
import math
from collections.abc import Callable
from functools import partial

import mpmath
import numpy as np
import pytest
from scipy import optimize, stats

from core.activations import ACTIVATIONS
from core.own_functions import OWN_FUNCTIONS
from core.properties import (
    CORNER,
    LIBRARIES,
    NO_JUMP,
    PROPERTIES,
    SEARCH_X,
    SMOOTH,
    bounded_sides,
    is_odd,
    largest_slope,
    smoothness,
)
from core.sigmoid_sum import RULES
from core.view import CONTROLS
from tests.core.conftest import PARAMETERS

FAR = 1e6
CASES = [
    (key, dict(zip(names, values, strict=True)))
    for key, each in ACTIVATIONS.items()
    if key not in OWN_FUNCTIONS
    for names in [each.parameters + each.modes]
    for values in itertools.product(*(PARAMETERS[name] for name in names))
    if values[:1] != (1000.0,)  # further than the page moves the sigmoid
]
SELU_ALPHA, SELU_SCALE = 1.6732632423543772, 1.0507009873554805
# The functions around their kink at 0, to any number of digits: left of it, and right of it.
SIDES: dict[str, tuple[Callable[..., mpmath.mpf], Callable[..., mpmath.mpf]]] = {
    "relu": (lambda x: 0 * x, lambda x: x),
    "elu": (lambda x, alpha: alpha * mpmath.expm1(x), lambda x, alpha: x),
    "leaky_relu": (lambda x, slope: slope * x, lambda x, slope: x),
    "shifted_relu": (lambda x: -1 + 0 * x, lambda x: x - 1),
    "selu": (
        lambda x: SELU_SCALE * SELU_ALPHA * mpmath.expm1(x),
        lambda x: SELU_SCALE * x,
    ),
}


def test_every_function_has_its_properties() -> None:
    assert set(PROPERTIES) == set(ACTIVATIONS) - set(OWN_FUNCTIONS)


@pytest.mark.parametrize(("key", "given"), CASES)
def test_a_function_is_bounded_where_it_stays_near_far_out(
    key: str, given: dict[str, float | str]
) -> None:
    """A slope of the page that is not 0 is at least 0.01."""
    ends = ACTIVATIONS[key].value(np.array([-FAR, FAR]), **given)
    below, above = (bool(each) for each in (ends.min() > -FAR / 200, ends.max() < FAR / 200))
    assert bounded_sides(key, **given) == (below, above)


@pytest.mark.parametrize("key", PROPERTIES)
def test_the_bounds_are_those_of_the_range_that_the_page_prints(key: str) -> None:
    low, high = ACTIVATIONS[key].range.strip("[]()").split(", ")
    defaults = {name: CONTROLS[name].default for name in ACTIVATIONS[key].parameters}
    assert bounded_sides(key, **defaults) == (low != "−∞", high != "∞")


@pytest.mark.parametrize(("key", "given"), CASES)
def test_a_function_is_monotone_where_no_slope_is_negative(
    key: str, given: dict[str, float | str]
) -> None:
    x = np.concatenate((np.arange(-30, 30, 0.02), [-FAR, FAR]))
    lowest = ACTIVATIONS[key].gradient(x, **given).min()
    assert PROPERTIES[key].is_monotone == (lowest >= 0)
    assert lowest >= 0 or lowest < -0.05


@pytest.mark.parametrize(("key", "given"), CASES)
def test_a_function_is_odd_where_its_mirror_image_is_its_negative(
    key: str, given: dict[str, float | str]
) -> None:
    x = np.random.default_rng(1).uniform(-5, 5, 1000)
    value, mirrored = (ACTIVATIONS[key].value(each, **given) for each in (x, -x))
    gap = np.abs(value + mirrored).max()
    assert is_odd(key, **given) == (gap < 1e-12)
    assert gap < 1e-12 or gap > 0.05


@pytest.mark.parametrize(("key", "given"), [case for case in CASES if case[0] in SIDES])
def test_the_smoothness_counts_the_derivatives_that_agree_at_the_kink(
    key: str, given: dict[str, float]
) -> None:
    left, right = (
        [mpmath.diff(partial(side, **given), 0, order) for order in range(4)] for side in SIDES[key]
    )
    agree = [abs(a - b) < 1e-9 for a, b in zip(left, right, strict=True)]
    assert agree[0]
    count = [*agree, False].index(False)
    assert smoothness(key, **given) == {1: CORNER, 2: NO_JUMP, 4: SMOOTH}[count]


@pytest.mark.parametrize("key", [key for key in PROPERTIES if key not in SIDES])
def test_what_has_no_kink_is_smooth(key: str) -> None:
    """Its gradient changes by half as much in half a step: there is no jump of f' or of f''."""
    given = {name: CONTROLS[name].default for name in ACTIVATIONS[key].parameters}
    assert smoothness(key, **given) == SMOOTH
    for order in (1, 2):
        jumps = []
        for step in (0.02, 0.01):
            slopes = ACTIVATIONS[key].gradient(np.arange(-12, 12, step), **given)
            jumps.append(np.abs(np.diff(slopes, order)).max() / step ** (order - 1))
        assert jumps[1] <= 0.6 * jumps[0] + 1e-9


CLOSED_FORMS = {
    "identity": 1.0,
    "sigmoid": 0.25,
    "softplus": 1.0,
    "relu": 1.0,
    "tanh": 1.0,
    "shifted_relu": 1.0,
    "selu": SELU_SCALE * SELU_ALPHA,
    # x = √2, where (x Φ)'' = φ (2 - x²) is 0
    "gelu": stats.norm.cdf(math.sqrt(2)) + math.sqrt(2) * stats.norm.pdf(math.sqrt(2)),
    # (x σ)'' = 0 at x tanh(x / 2) = 2, where the slope is half of 1 + x / 2
    "silu": 0.5 + optimize.brentq(lambda x: x * math.tanh(x / 2) - 2, 1, 4) / 4,
}


@pytest.mark.parametrize("key", CLOSED_FORMS)
def test_the_largest_slope_without_parameters(key: str) -> None:
    given = {name: CONTROLS[name].default for name in ACTIVATIONS[key].parameters}
    assert largest_slope(key, **given) == pytest.approx(CLOSED_FORMS[key], rel=1e-6)


@pytest.mark.parametrize("number", [0.0, 0.3, 1.0, 1.01, 3.21, 4.0])
def test_the_largest_slope_of_a_function_with_a_parameter(number: float) -> None:
    assert largest_slope("elu", alpha=number) == max(1.0, number)
    assert largest_slope("leaky_relu", slope=min(number, 1.0)) == 1.0
    assert largest_slope("sigmoid", offset=number) == pytest.approx(0.25, rel=1e-6)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize(("count", "span"), [(1, 9.8), (2, 20.0), (30, 3.3), (200, 20.0)])
def test_the_largest_slope_of_a_sum(rule: str, count: int, span: float) -> None:
    """By its terms, on a finer grid."""
    high = span if rule == "article" else 10.0
    spacing = {"article": span / max(count - 1, 1), "refine": span / count, "extend": 1.0}[rule]
    first = {"article": 0.0, "refine": spacing / 2, "extend": 0.5}[rule]
    weight = {"article": high / count, "refine": spacing, "extend": 1.0}[rule]
    x = np.arange(-1, first + spacing * count, 0.003)
    slopes = sum(weight / 4 / np.cosh((x - first - i * spacing) / 2) ** 2 for i in range(count))
    found = largest_slope("sigmoid_sum", count=count, span=span, rule=rule, high=high)
    assert found == pytest.approx(np.max(slopes), rel=1e-5)
    assert found <= weight * count / 4 * (1 + 1e-12)


def test_the_largest_slope_is_sought_wherever_the_page_moves_a_function() -> None:
    places = [CONTROLS["offset"].low, CONTROLS["offset"].high, CONTROLS["span"].high]
    places += [CONTROLS["range"].high, CONTROLS["count"].high - 0.5]  # the last x, extend's last
    assert SEARCH_X[0] <= min(places) <= max(places) <= SEARCH_X[-1]


def read_call(text: str) -> tuple[str, dict[str, object]]:
    """The name and the defaults of what a library calls a function."""
    tree = ast.parse(text, mode="eval").body
    if not isinstance(tree, ast.Call):
        return ast.unparse(tree), {}
    assert tree.args == []
    defaults = {str(each.arg): ast.literal_eval(each.value) for each in tree.keywords}
    return ast.unparse(tree.func), defaults


@pytest.mark.parametrize("key", PROPERTIES)
def test_the_names_are_calls_and_a_note_says_where_their_defaults_differ(key: str) -> None:
    names = PROPERTIES[key].names
    assert len(names) == len(LIBRARIES)
    if not all(names):
        assert not any(names) or PROPERTIES[key].note
        return
    (torch, first), (keras, second), (jax, third) = map(read_call, names)
    assert torch.startswith("nn.")
    assert torch[3].isupper()
    assert keras.islower()
    assert jax.removeprefix("nn.") == ("identity" if key == "identity" else keras)
    assert PROPERTIES[key].note or first == second == third


def test_the_page_begins_with_the_defaults_of_pytorch() -> None:
    _, elu = read_call(PROPERTIES["elu"].names[0])
    _, leaky = read_call(PROPERTIES["leaky_relu"].names[0])
    assert elu == {"alpha": CONTROLS["alpha"].default}
    assert leaky == {"negative_slope": CONTROLS["slope"].default}
