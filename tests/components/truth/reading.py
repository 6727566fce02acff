"""Reads numbers and intervals out of sentences, and holds them against what is so."""

import math
import re
from collections.abc import Callable
from typing import Any

import numpy as np
from scipy.optimize import brentq

from tests.components.exact import Exact

NUMBER = r"−?(?:∞|\d[\d,]*(?:\.\d+)?(?: × 10[⁻⁰¹²³⁴-⁹]+)?)"
READING = rf"{NUMBER}(?: [+−] {NUMBER})?"
LEAST_NORMAL = 1e-307  # below it a double has fewer digits, or is 0
PLAIN = str.maketrans("−⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "-0123456789-", ",")


def spelled(text: str) -> float:
    """The number that a text spells: −4.585, 4.54 × 10⁻⁵."""
    assert re.fullmatch(NUMBER, text), text
    return float(text.translate(PLAIN).replace(" × 10", "e").replace("∞", "inf"))


def half_unit(exact: float, digits: int) -> float:
    """Half of a unit of the last digit to which a number is printed."""
    return 0.5 * 10.0 ** (math.floor(math.log10(abs(exact))) + 1 - digits) if exact else 0.0


def check_number(text: str, exact: float, digits: int = 4, slack: float = 0.0) -> None:
    """A printed number is the exact one to its digits."""
    if math.isinf(exact):
        assert spelled(text) == exact, text
        return
    error = abs(spelled(text) - exact)
    allowed = half_unit(exact, digits) * (1.0 + 1e-6) + slack
    if abs(exact) < LEAST_NORMAL:
        allowed += LEAST_NORMAL
    assert error <= allowed, f"{text} is {exact!r}"


def check_reading(exact: Exact, key: str, panel: str, x: float, text: str) -> None:
    """f or f' is printed to four digits, and never as a bound that f does not reach."""
    if panel == "gradient":
        check_number(text, float(exact.slope(key, x)))
        return
    value, bounds = float(exact.value(key, x)), exact.open_bounds(key, x)
    for bound, distance in bounds:
        is_below = (distance > 0 and bound < value) or (bound == value and bound < 0)
        sign = "+" if is_below else "−"
        head, found, tail = text.partition(f" {sign} ")
        if found and spelled(head) == float(f"{bound:.12g}"):
            check_number(tail, distance, 3)
            assert abs(float(f"{value:.4g}")) >= abs(bound) * (1 - 1e-12), text
            return
    check_number(text, value)
    for bound, _ in bounds:
        assert abs(spelled(text)) < abs(bound) or spelled(text) * bound < 0, text


def interval_ends(stretch: str) -> tuple[float, float]:
    """The ends of an interval in words; infinite where the range ends."""
    if stretch == "everywhere":
        return -math.inf, math.inf
    found = re.fullmatch(
        rf"up to (?P<stop>{NUMBER})|from (?P<start>{NUMBER}) (?:on|to (?P<end>{NUMBER}))", stretch
    )
    assert found, stretch
    if found["stop"]:
        return -math.inf, spelled(found["stop"])
    return spelled(found["start"]), spelled(found["end"]) if found["end"] else math.inf


def check_intervals(
    text: str, slope: Callable[[Any], Any], ends: tuple[float, float], threshold: float
) -> None:
    """|f'| is below the threshold in the intervals of a text, and nowhere else in the range."""
    low, high = ends
    found = (
        [] if text == "nowhere" else [interval_ends(each) for each in re.split(", | and ", text)]
    )
    # At no round number: a slope may touch a threshold at a single x.
    x = low + (high - low) * (np.arange(1001) + 0.618) / 1001
    told, is_clear = np.zeros(x.size, bool), np.ones(x.size, bool)
    for pair in found:
        told |= (pair[0] <= x) & (x <= pair[1])
        for side, end in zip((-1.0, 1.0), pair, strict=True):
            if math.isinf(end):
                continue
            error = 1.001 * half_unit(end, 4) + 1e-12
            is_clear &= np.abs(x - end) > error
            assert low - error <= end <= high + error, text
            around = np.linspace(end - error, end + error, 21)
            is_faint = np.abs(slope(around)) < threshold
            is_open = pair[1] - pair[0] > 4.0 * error
            assert is_faint.any(), text
            assert not is_faint.all(), text
            assert not is_open or is_faint[0 if side > 0 else -1], text
    sizes = np.abs(slope(x))
    is_clear &= (sizes == threshold) | (np.abs(sizes - threshold) > 1e-9 * threshold)
    assert np.array_equal(told[is_clear], (sizes < threshold)[is_clear]), text


def measure_share(
    slope: Callable[[Any], Any], ends: tuple[float, float], threshold: float
) -> float:
    """The share of a range in which |f'| is below a threshold, by halving a fine grid."""
    low, high = ends
    x = np.linspace(low, high, 4001)
    if (turns := np.flatnonzero(np.diff(np.sign(slope(x))) * slope(x)[1:])).size:
        x = np.insert(x, turns + 1, [_root(slope, *x[[each, each + 1]]) for each in turns])
    is_faint = np.abs(slope(x)) < threshold
    left, right = x[:-1], x[1:]
    whole = float(np.diff(x)[is_faint[1:] & is_faint[:-1]].sum())
    is_edge = is_faint[1:] != is_faint[:-1]
    left, right, starts = left[is_edge], right[is_edge], is_faint[:-1][is_edge]
    first, last = left.copy(), right.copy()
    for _ in range(50):
        middle = 0.5 * (first + last)
        is_like_left = (np.abs(slope(middle)) < threshold) == starts
        first, last = np.where(is_like_left, middle, first), np.where(is_like_left, last, middle)
    parts = np.where(starts, first - left, right - first)
    return (whole + float(parts.sum())) / (high - low)


def _root(slope: Callable[[Any], Any], low: float, high: float) -> float:
    """Where a slope passes through 0."""
    return float(brentq(slope, low, high)) if slope(low) * slope(high) < 0 else low
