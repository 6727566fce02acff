"""Holds what the lenses say and measure against expectations and sums of their own."""

import math
import re
from collections.abc import Callable, Mapping

from scipy.optimize import brentq

from components.lenses.rows import describe_lens, lens_sentence, readings, row_note
from components.words.value_table import make_value_table
from core.view import View
from tests.components.exact import NAMES, Exact
from tests.components.readers import nodes, text
from tests.components.truth import data, sums
from tests.components.truth.curves import check_saturation
from tests.components.truth.reading import (
    NUMBER,
    check_number,
    check_reading,
    measure_share,
)


def share_of(exact: Exact, key: str) -> float:
    """The percentage of the range in which a slope is below the threshold."""
    view = exact.view
    return 100.0 * measure_share(lambda x: exact.slope(key, x), view.range, view.threshold)


def own_variance(exact: Exact, key: str) -> float:
    """The variance of the weights of a random network, times the inputs of a unit."""
    view = exact.view
    return 1.0 / exact.mean(key, 0.0, 1.0, 2) if view.weights == "own" else view.weight_variance


def slope_through(exact: Exact, key: str) -> float:
    """The slope of f applied many times, by the chain rule."""
    x, product = exact.view.probe, 1.0
    for _ in range(int(exact.view.depth)):
        product *= float(exact.slope(key, x))
        x = float(exact.value(key, x))
    return product


def first_gradient(exact: Exact, key: str) -> float:
    """The gradient at the first of many wide layers, in units of that at the last."""
    variance, product, size = own_variance(exact, key), 1.0, 1.0
    layers = int(exact.view.depth) - 1
    if exact.view.weights == "own":  # by its definition the size stays 1
        return math.sqrt(variance * exact.mean_slope(key, 0.0, 1.0, 2)) ** layers
    for _ in range(layers):
        product *= math.sqrt(variance * exact.mean_slope(key, 0.0, math.sqrt(size), 2))
        size = variance * exact.mean(key, 0.0, math.sqrt(size), 2)
    return product


def spread_of(exact: Exact, key: str) -> float:
    """The standard deviation of f at the probe with noise."""
    view = exact.view
    mean = exact.mean(key, view.probe, view.noise)
    square = exact.expect(lambda x: (exact.value(key, x) - mean) ** 2, view.probe, view.noise, key)
    return math.sqrt(square)


Find = Callable[[Exact, str], float]
MOMENTS: dict[str, Find] = {
    "mean": lambda e, key: e.mean(key, e.view.mu, e.view.sigma),
    "gain": lambda e, key: 1.0 / e.mean(key, e.view.mu, e.view.sigma, 2),
    "mean square": lambda e, key: e.mean(key, e.view.mu, e.view.sigma, 2),
    "share of the mean in the mean square": lambda e, key: (
        100.0 * e.mean(key, e.view.mu, e.view.sigma) ** 2 / e.mean(key, e.view.mu, e.view.sigma, 2)
    ),
    "mean slope": lambda e, key: e.mean_slope(key, e.view.mu, e.view.sigma),
    "mean square slope": lambda e, key: e.mean_slope(key, e.view.mu, e.view.sigma, 2),
}
MEASURES: Mapping[str, dict[str, Find]] = {
    "gradient": {},
    "sum": {},
    "saturation": {"share of the length of the range that is saturated": share_of},
    "mean": MOMENTS,
    "depth": {
        "slope at the probe through all layers": slope_through,
        "gradient at the first layer": first_gradient,
        "variance of the weights": own_variance,
    },
    "noise": {"noise left at the probe": spread_of},
    "data": data.MEASURES,
}
IN_ROWS = {"saturation": 1, "mean": 2, "depth": 2, "noise": 1, "data": 1}  # the first measures
SLACK = {"mean": 6e-11, "noise": 1.1e-12, "saturation": 1e-5}  # of the project's own accuracy


def lens_of(view: View) -> str:
    """The lens that a reader sees."""
    is_seen = "gradient" in view.panels and (
        not view.has_scene or view.stage in ("gradient", "answer")
    )
    has_no_sum = view.lens == "sum" and "sigmoid_sum" not in view.shown
    return "gradient" if has_no_sum or not is_seen else view.lens


def check_measures(view: View) -> None:
    """The numbers in the rows, in the table and in the head of a CSV file."""
    lens, exact = lens_of(view), Exact(view)
    measures, lines = MEASURES[lens], describe_lens(view)
    if not measures or not view.shown:
        assert lines == []
        return
    slack = SLACK.get(lens, 0.0)
    table = read_measure_table(view)
    for key, line in zip(view.shown, lines, strict=True):
        found = {name: find(exact, key) for name, find in measures.items()}
        cells = table[NAMES[key]]
        start = f"{key}, {lens.capitalize()}: "
        assert line.startswith(start)
        parts = line.removeprefix(start).split(", ")
        for (name, number), cell, part in zip(found.items(), cells, parts, strict=True):
            unit = " %" if "share" in name else " of 20" if "examples" in name else ""
            check_number(cell.removesuffix(unit), number, slack=slack + 1e-9 * number)
            written = float(part.removeprefix(f"{name} ").removesuffix(unit))
            assert math.isclose(written, number, rel_tol=1e-8, abs_tol=slack), (line, number)
        check_row(exact, key, [*found.values()][: IN_ROWS[lens]], slack)


def read_measure_table(view: View) -> dict[str, list[str]]:
    tables = [each for each in nodes(make_value_table(view)) if type(each).__name__ == "Table"]
    rows = [each for each in nodes(tables[-1]) if type(each).__name__ == "Tr"][1:]
    texts = [[text(cell) for cell in row.children] for row in rows]
    return {name: cells for name, *cells in texts}


def check_row(exact: Exact, key: str, numbers: list[float], slack: float) -> None:
    said = readings(exact.view, key)
    if len(numbers) == 1:
        check_reading(exact, key, "value", exact.view.probe, said[0])
    for cell, number in zip(said[-len(numbers) :], numbers, strict=True):
        digits = 2 if abs(number) < 1e-3 else 3
        check_number(
            re.sub(" %| of 20", "", cell), number, digits, slack=slack + 1e-9 * abs(number)
        )


def check_row_notes(view: View) -> None:
    """The line of a lens in the row of each function."""
    lens, exact = lens_of(view), Exact(view)
    for key in view.shown:
        said = row_note(view, key)
        if view.has_scene and view.stage != "answer":
            assert said == ""
            continue
        if lens == "saturation":
            check_saturation(exact, key, said.removeprefix("saturated "), view.threshold)
        elif lens == "mean":
            found = re.fullmatch(rf"the square of the mean is ({NUMBER}) % of E f²", said)
            assert found, said
            share = MOMENTS["share of the mean in the mean square"](exact, key)
            check_number(found[1], share, 3, slack=1e-12 * share + 1e-20)
        elif lens == "depth" and view.weights == "own":
            found = re.fullmatch(rf"weight variance ({NUMBER})", said)
            assert found, said
            check_number(found[1], own_variance(exact, key), 3)
        elif lens == "data":
            data.check_note(exact, key, said)
        else:
            assert said == ""


def check_sentence(view: View) -> None:
    """The sentence of a lens on all functions, or on that in focus."""
    said, lens = lens_sentence(view), lens_of(view)
    checks = {
        "saturation": check_saturation_sentence,
        "sum": sums.check_sentence,
        "mean": check_mean_sentence,
        "depth": check_depth_sentence,
        "noise": check_noise_sentence,
        "data": data.check_sentence,
    }
    if lens not in checks or not view.shown:
        assert said == ""
        return
    checks[lens](Exact(view), said)


def check_saturation_sentence(exact: Exact, said: str) -> None:
    view = exact.view
    key = view.focus if view.focus in view.shown else view.shown[0]
    slope = rf"the slope of {NAMES[key]} is below ({NUMBER}) in size"
    share = rf"In ({NUMBER}) % of the length of this range"
    found = re.fullmatch(rf"(?:Nowhere in this range {slope}|{share} {slope}: (.+))\.", said)
    assert found, said
    check_number(found[1] or found[3], view.threshold, 3)
    check_saturation(exact, key, found[4] or "nowhere", view.threshold)
    if found[2]:
        check_number(found[2], share_of(exact, key), 3, slack=1e-5)


def check_least_and_most(said: str, pattern: str, numbers: dict[str, float], slack: float) -> None:
    """Which function has the least and which the most, by name, with both numbers."""
    template = pattern.format(least=f"({NUMBER})", most=f"({NUMBER})", first="(.+?)", last="(.+)")
    found = re.fullmatch(template, said)
    sizes = {name: abs(number) for name, number in numbers.items()}
    if not found:
        alike = re.fullmatch(rf"({NUMBER}) (?:with|after) (.+)", said)
        assert alike, said
        if len(numbers) == 1:
            assert alike[2] in numbers
        else:
            assert alike[2] == "each function"
        for number in numbers.values():
            check_number(alike[1], number, 3, slack=slack + 1e-9 * abs(number))
        return
    names = {each for each in found.groups() if each in numbers}
    assert len(names) == 2
    first, last = (each for each in found.groups() if each in names)
    told = [each for each in found.groups() if each not in names]
    for name, printed in zip((first, last), told, strict=True):
        check_number(printed, numbers[name], 3, slack=slack + 1e-9 * sizes[name])
    assert sizes[first] <= min(sizes.values()) * (1 + 1e-9) + slack
    assert sizes[last] >= max(sizes.values()) * (1 - 1e-9) - slack


def numbers_of(exact: Exact, find: Find) -> dict[str, float]:
    return {NAMES[key]: find(exact, key) for key in exact.view.shown}


def check_mean_sentence(exact: Exact, said: str) -> None:
    view = exact.view
    found = re.fullmatch(
        rf"For x with mean ({NUMBER}) and standard deviation ({NUMBER}), the mean output is "
        rf"(.+?)(?:\. (ELU has mean 0 at α = ({NUMBER})(, the α of SELU)?|"
        rf"No α of the slider gives ELU the mean 0))?\.",
        said,
    )
    assert found, said
    check_number(found[1], view.mu)
    check_number(found[2], view.sigma)
    pattern = r"nearest to 0 with {first} \({least}\) and furthest with {last} \({most}\)"
    check_least_and_most(found[3], pattern, numbers_of(exact, MOMENTS["mean"]), SLACK["mean"])
    assert bool(found[4]) == ("elu" in view.shown)
    if found[4]:
        check_zero_mean(view, found[5], found[6])


def check_zero_mean(view: View, said: str | None, is_selus: str | None) -> None:
    def mean_at(alpha: float) -> float:
        return Exact(View(alpha=alpha)).mean("elu", view.mu, view.sigma)

    if said is None:
        assert mean_at(4.0) > 0
        return
    assert bool(is_selus) == (view.mu == 0 and view.sigma == 1)
    alpha = brentq(mean_at, -1.0, 4.0 + 1e-9, xtol=1e-15)
    check_number(said, alpha, slack=1e-12)


def check_depth_sentence(exact: Exact, said: str) -> None:
    depth = int(exact.view.depth)
    layers = "1 layer" if depth == 1 else f"{depth} layers"
    start = (
        f"In a wide random network of {layers} the first gets, in units of the gradient at the "
        "last, "
    )
    assert said.startswith(start)
    assert said.endswith(".")
    pattern = "least {least} with {first} and most {most} with {last}"
    shares = numbers_of(exact, first_gradient)
    check_least_and_most(said.removeprefix(start)[:-1], pattern, shares, 0.0)


def check_noise_sentence(exact: Exact, said: str) -> None:
    view = exact.view
    found = re.fullmatch(rf"Noise of ({NUMBER}) added to x = ({NUMBER}) leaves (.+)\.", said)
    assert found, said
    check_number(found[1], view.noise, 3)
    check_number(found[2], view.probe, 6)
    pattern = "least, {least}, after {first} and most, {most}, after {last}"
    check_least_and_most(found[3], pattern, numbers_of(exact, spread_of), SLACK["noise"])
