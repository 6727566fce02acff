"""The lens of data: which examples still change the weights of a unit, and which do not."""

import numpy as np
import numpy.typing as npt

from components.lenses.lens import Lens, LensCode, Measure, Series
from components.text import list_text, number_text
from core.activations import ACTIVATIONS
from core.curves import curve_parameters
from core.examples import (
    EXAMPLE_COUNT,
    are_learning,
    count_learning,
    example_gradients,
    example_inputs,
    find_dead_bias,
    have_slopes,
    mean_slope,
)
from core.typing import Array
from core.view import View


def build_shades(view: View) -> tuple[Series, ...]:
    """Return the examples on f and on f' of each function: dots, and rings where the slope is 0.

    Each series has all examples, with a gap for those that it does not draw.
    """
    return tuple(each for key in view.shown for each in _build_marks(view, key))


def _build_marks(view: View, key: str) -> tuple[Series, ...]:
    x, parameters = example_inputs(view.bias), curve_parameters(view, key)
    slopes = example_gradients(key, view.bias, **parameters)
    is_inside = _are_inside(view, x)
    can_have_height = is_inside & ((slopes > 0) | (view.scale != "log"))
    values = np.where(is_inside, ACTIVATIONS[key].value(x, **parameters), np.nan)
    heights = np.where(can_have_height, slopes, np.nan)
    dots = are_learning(key, view.bias, **parameters)
    return (
        Series(key, "value-rings", x, np.where(~dots, values, np.nan), "ring"),
        Series(key, "value-dots", x, np.where(dots, values, np.nan), "dots"),
        Series(key, "rings", x, np.where(~dots, heights, np.nan), "ring", panel="gradient"),
        Series(key, "dots", x, np.where(dots, heights, np.nan), "dots", panel="gradient"),
    )


def _are_inside(view: View, x: Array) -> npt.NDArray[np.bool_]:
    """Return which x are in the range of a view."""
    return (view.low <= x) & (x <= view.high)


def describe(view: View) -> str:
    """Return for how many examples each function has a slope, which units are dead, and how many
    examples are outside the picture."""
    if not view.shown:
        return ""
    names: dict[int, list[str]] = {}
    for key in view.shown:
        count = count_learning(key, view.bias, **curve_parameters(view, key))
        names.setdefault(count, []).append(ACTIVATIONS[key].name)
    dead = names.pop(0, [])
    sentences = [_describe_counts(names)] if names else []
    if dead:
        is_one = len(dead) == 1
        verb, owner = ("is", "its") if is_one else ("are", "their")
        sentences.append(f"{list_text(dead)} {verb} dead: no example changes {owner} weights")
    outside = EXAMPLE_COUNT - int(np.count_nonzero(_are_inside(view, example_inputs(view.bias))))
    if outside:
        verb = "lies" if outside == 1 else "lie"
        sentences.append(f"{outside} of the examples {verb} outside this range of x")
    return f"With bias {number_text(view.bias, 6)}, {'. '.join(sentences)}."


def _describe_counts(names: dict[int, list[str]]) -> str:
    """Return how many examples have a slope, given the names of the functions by that number."""
    parts: list[str] = []
    for count in sorted(names):
        share = "all" if count == EXAMPLE_COUNT else f"{count} of"
        noun = "" if parts else " examples has a slope" if count == 1 else " examples have a slope"
        parts.append(f"{share} {EXAMPLE_COUNT}{noun} for {list_text(names[count])}")
    return list_text(parts)


def _describe_row(view: View, key: str) -> str:
    bias = find_dead_bias(key, **curve_parameters(view, key))
    return "" if bias is None else f"dead with a bias of {number_text(bias, 3)} or less"


def _write_code(view: View) -> LensCode:
    """Return code that prints how many examples change the weights, and the mean slope."""
    statements = f"""
# At how many of the examples the slope is not 0, so that they change the weights of a unit.
bias = {view.bias!r}
inputs = example_inputs(bias)
for name, (_, gradient, parameters) in shown.items():
    slopes = gradient(inputs, **parameters)
    learn = have_slopes(inputs, lambda x: gradient(x, **parameters), kinks.get(name, ()))
    counts = f"{{np.count_nonzero(learn)}} of {{inputs.size}}"
    mean_slope = number_text(float(np.abs(slopes).mean()))
    print(f"{{name}}: {{counts}} examples change the weights, mean |f′| {{mean_slope}}")
"""
    return LensCode((example_inputs, have_slopes), statements)


LENS = Lens(
    "Data",
    ("bias",),
    heading="Examples",
    measures=(
        Measure(
            "examples that change the weights",
            lambda view, key: count_learning(key, view.bias, **curve_parameters(view, key)),
            symbol="learn",
            unit=f" of {EXAMPLE_COUNT}",
        ),
        Measure(
            "mean size of the slope",
            lambda view, key: mean_slope(key, view.bias, **curve_parameters(view, key)),
        ),
    ),
    build_shades=build_shades,
    describe=describe,
    describe_row=_describe_row,
    write_code=_write_code,
    step_label="Show the examples",
)
