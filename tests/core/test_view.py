"""Whatever comes in, a valid view comes out, and a note where it differs from what was asked."""

import math
from collections.abc import Mapping
from dataclasses import FrozenInstanceError, fields
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.activations import ACTIVATIONS
from core.control import NAME_PATTERN, Choice, MultiChoice, Name, Number, Range
from core.curves import drawn_keys, sample_curves
from core.view import CONTROLS, View

FIRST_SHOWN = ("sigmoid", "sigmoid_sum", "softplus", "relu", "elu")  # the article's functions

thorough = settings(deadline=None, derandomize=True, max_examples=120)

any_text = st.text(st.characters(exclude_categories=()), max_size=250)
long_integers = st.integers(4301, 5000).map(lambda digits: 10**digits)
hostile_texts = st.sampled_from(
    [
        "1e999",
        "-1e999",
        "nan",
        "inf",
        "9" * 5000,
        "1" + "0" * 400,
        "0x10",
        "1_0",
        "٣",
        "½",
        "\ud800",
        "\x00",
        "",
        ",",
        ",,",
    ]
)
scalars = (
    st.none()
    | st.booleans()
    | st.floats()
    | st.integers()
    | long_integers
    | st.binary(max_size=9)
    | st.complex_numbers()
)
junk = st.recursive(
    scalars | any_text | hostile_texts,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.tuples(inner, inner)
        | st.dictionaries(any_text, inner, max_size=2)
    ),
    max_leaves=6,
)
near = st.floats(-25.0, 25.0) | st.decimals(-25, 25, places=1).map(float) | st.integers(-30, 250)
options = st.sampled_from(
    [name for each in CONTROLS.values() if isinstance(each, MultiChoice) for name in each.options]
    + ["log", "linear", "article", "refine", "extend"]
)
usable: st.SearchStrategy[Any] = (
    near | near.map(str) | st.tuples(near, near) | st.lists(near, min_size=2, max_size=2)
)
usable |= (
    options
    | st.lists(options, max_size=12)
    | st.tuples(near, near).map(lambda ends: f"{ends[0]},{ends[1]}")
)
raws = st.dictionaries(st.sampled_from(list(CONTROLS)), usable | junk, max_size=8)
anything = st.dictionaries(
    st.sampled_from(list(CONTROLS)) | any_text | st.integers(), usable | junk, max_size=8
)


def assert_number(value: object, low: float, high: float) -> None:
    assert type(value) is float
    assert low <= value <= high  # which nan fails
    assert math.copysign(1.0, value) == 1.0 or value < 0, "no -0"


def assert_valid(view: View) -> None:
    """Every field has its type and keeps its bounds, and the whole is cheap to draw."""
    for name, control in CONTROLS.items():
        value = getattr(view, name)
        match control:
            case Number():
                assert_number(value, control.low, control.high)
                assert not control.integer or value == int(value)
            case Range():
                assert type(value) is tuple
                for end in value:
                    assert_number(end, control.low, control.high)
                assert value[1] - value[0] >= control.gap - 1e-9
            case Choice():
                assert value in control.options
            case MultiChoice():
                assert value == tuple(option for option in control.options if option in value)
                assert len(value) >= control.min_selected
            case Name():
                assert NAME_PATTERN.fullmatch(value)
    assert len(np.arange(view.low, view.high, view.step)) <= 4000
    assert 1 <= view.count <= 200


def test_the_defaults_are_the_articles() -> None:
    view = View()
    assert (view.range, view.low, view.high, view.step) == ((-10.0, 10.0), -10.0, 10.0, 0.2)
    assert (view.offset, view.alpha, view.rule, view.count, view.span) == (
        0.0,
        1.0,
        "article",
        100,
        9.8,
    )
    assert (view.shown, view.extras) == (FIRST_SHOWN, ())


def test_every_control_is_a_field_and_every_default_within_its_bounds() -> None:
    assert list(CONTROLS) == [field.name for field in fields(View)]
    assert {name: control.default for name, control in CONTROLS.items()} == vars(View())
    assert_valid(View())
    assert View.from_raw({}) == View.from_raw(vars(View())) == View()


def test_every_parameter_of_a_function_is_a_control() -> None:
    for activation in ACTIVATIONS.values():
        assert {*activation.parameters} <= set(CONTROLS)
        assert all(isinstance(CONTROLS[name], Number) for name in activation.parameters)


@pytest.mark.parametrize("name", CONTROLS)
def test_a_view_is_immutable(name: str) -> None:
    view = View()
    with pytest.raises(FrozenInstanceError):
        setattr(view, name, getattr(view, name))
    assert hash(view) == hash(View())


@thorough
@given(raw=anything)
@example(raw={"range": [-0.7, 0.2]})
@example(raw={"range": (0.123456789016, 0.2)})
@example(raw={"alpha": "1e999", "step": None})
def test_whatever_comes_in_a_valid_view_comes_out(raw: Mapping[str, Any]) -> None:
    view = View.from_raw(raw)
    assert_valid(view)
    assert View.from_raw(vars(view)) == view, "to clean twice is to clean once"
    assert View().with_changes(vars(view)) == (view, ()), "what is clean needs no note"


@thorough
@given(before=raws, raw=anything)
def test_what_is_unusable_keeps_what_was_there(before: dict[str, Any], raw: dict[str, Any]) -> None:
    """And a field that nobody asked to change is not changed."""
    earlier = View.from_raw(before)
    later, notes = earlier.with_changes(raw)
    assert_valid(later)
    assert all(
        getattr(later, name) == getattr(earlier, name) for name in CONTROLS if name not in raw
    )
    assert all(isinstance(note, str) and note for note in notes)
    assert len(set(notes)) == len(notes)


@settings(thorough, max_examples=40)
@given(raw=raws)
def test_every_valid_view_can_be_sampled(raw: dict[str, Any]) -> None:
    view = View.from_raw(raw)
    sampled = sample_curves(view)
    assert 1 <= len(sampled.x) <= 4000
    for key in drawn_keys(view):
        curve = sampled.curves[key]
        is_gap = np.isnan(curve.x)  # between the single sigmoids of the sum
        assert np.array_equal(np.isfinite(curve.value), ~is_gap)
        assert np.array_equal(np.isfinite(curve.gradient), ~is_gap)


NUMBERS = [name for name, control in CONTROLS.items() if isinstance(control, Number)]
UNUSABLE = [
    None,
    math.nan,
    math.inf,
    "1e999",
    "nan",
    "",
    "two",
    True,
    b"1",
    [1.0],
    {"a": 1},
    10**5000,
    1j,
    "1 2",
]


@pytest.mark.parametrize("name", NUMBERS)
@pytest.mark.parametrize("raw", UNUSABLE, ids=range(len(UNUSABLE)))
def test_an_unusable_number_keeps_the_one_before_and_says_so(name: str, raw: object) -> None:
    control = CONTROLS[name]
    before = View.from_raw({name: control.low})
    view, notes = before.with_changes({name: raw})
    assert view == before
    assert len(notes) == 1
    assert control.label in notes[0]
    assert View.from_raw({name: raw}) == View()


@pytest.mark.parametrize("name", NUMBERS)
def test_a_number_out_of_bounds_is_clamped_and_says_so(name: str) -> None:
    control = CONTROLS[name]
    for asked, kept in (
        (control.high + 1, control.high),
        ("1e300", control.high),
        (-(10**300), control.low),
    ):
        view, notes = View().with_changes({name: asked})
        assert getattr(view, name) == kept
        assert len(notes) == 1
        assert control.label in notes[0]
    for asked in (control.low, control.high, str(control.high)):
        view, notes = View().with_changes({name: asked})
        assert (getattr(view, name), notes) == (float(asked), ())


@pytest.mark.parametrize(
    ("name", "raw", "kept"),
    [
        ("alpha", "1,5", 1.5),
        ("offset", "−2.5", -2.5),
        ("offset", "－２．５", -2.5),
        ("offset", "１，５", 1.5),
        ("offset", "٢٫٥", 2.5),
        ("offset", " 3 ", 3.0),
        ("offset", "-0", 0.0),
        ("alpha", 2, 2.0),
        ("alpha", np.float64(0.25), 0.25),
        ("alpha", 1.6732632423543772, 1.67326324235),
        ("range", "-5,5", (-5.0, 5.0)),
        ("range", ["−5", 5], (-5.0, 5.0)),
        ("shown", "elu,relu", ("relu", "elu")),
        ("shown", ["gelu", "tanh", "gelu"], ("tanh", "gelu")),
        ("shown", [], ()),
        ("shown", "", ()),
        ("panels", ["gradient"], ("gradient",)),
        ("scale", "log", "log"),
        ("rule", "extend", "extend"),
        ("extras", "limit,terms", ("terms", "limit")),
        ("extras", ["input"], ("input",)),
        ("extras", "losses", ("losses",)),
    ],
)
def test_what_is_usable_is_read_without_a_note(name: str, raw: object, kept: object) -> None:
    view, notes = View().with_changes({name: raw})
    assert (getattr(view, name), notes) == (kept, ())


@pytest.mark.parametrize(
    ("name", "raw", "kept"),
    [
        ("range", (5, -5), (-5.0, 5.0)),
        ("range", "7,-3", (-3.0, 7.0)),
        ("range", (-1e9, 1e9), (-20.0, 20.0)),
        ("range", (3, 3), (3.0, 4.0)),
        ("range", (20, 20), (19.0, 20.0)),
        ("range", (30, 40), (19.0, 20.0)),
        ("range", (-0.7, 0.2), (-0.7, 0.3)),
        ("range", (1,), (-10.0, 10.0)),
        ("range", (math.nan, 3), (-10.0, 10.0)),
        ("range", "3", (-10.0, 10.0)),
        ("shown", ["relu", "maxout"], ("relu",)),
        ("shown", 3, FIRST_SHOWN),
        ("extras", "terms,softplus", ("terms",)),
        ("extras", 1, ()),
        ("panels", [], ("value", "gradient")),
        ("panels", "neither", ("value", "gradient")),
        ("scale", "cubic", "linear"),
        ("rule", ["refine"], "article"),
    ],
)
def test_what_is_put_right_is_told(name: str, raw: object, kept: object) -> None:
    view, notes = View().with_changes({name: raw})
    assert (getattr(view, name), len(notes)) == (kept, 1)
    assert CONTROLS[name].label in notes[0]


@pytest.mark.parametrize("name", [each for each in NUMBERS if CONTROLS[each].integer])
def test_a_whole_number_is_made_of_another_and_both_are_told(name: str) -> None:
    whole = int(CONTROLS[name].low) + 1
    view, notes = View().with_changes({name: f"{whole}.25"})
    told = f"{CONTROLS[name].label} takes whole numbers: {whole}.25 became {whole}"
    assert (getattr(view, name), notes) == (whole, (told,))
    for asked in (whole, f"{whole}.0"):
        assert View().with_changes({name: asked})[1] == ()
