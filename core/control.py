"""What a control of the page can be: its default, its bounds, its cleaning and its text, each in one declaration.

`clean(raw, previous)` never raises: it returns a valid value and, where that is not what was asked for, a note.
`text(value)` is how the value stands in the URL, and `clean` reads it back.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

Interval = tuple[float, float]
LONGEST_TEXT = 200  # of one value from outside, in characters or in items: what follows is not read


def plain(value: float) -> str:
    """The shortest usual text of a number, to 12 digits: 0.2, 10, 1.67326324235."""
    return f"{value:.12g}"


def number(raw: object) -> float | None:
    """The finite number that `raw` spells, to 12 digits and 12 places, or None.

    A decimal comma and a typeset minus are read.
    """
    if isinstance(raw, bool) or not isinstance(raw, (int, float, str)):
        return None
    if isinstance(raw, str):
        raw = raw[:LONGEST_TEXT].strip().replace("−", "-").replace(",", ".").replace("_", "?")  # 1_0 is no number
    try:
        value = float(raw)
    except (ValueError, OverflowError):
        return None
    return round(float(plain(value)), 12) + 0.0 if math.isfinite(value) else None  # + 0.0 turns -0 into 0


def words(raw: object) -> list[str] | None:
    """The texts of a list, or of a text with commas, or None."""
    if isinstance(raw, str):
        return [word.strip() for word in raw[:LONGEST_TEXT].split(",") if word.strip()]
    if isinstance(raw, (list, tuple)):
        return [word if isinstance(word, str) else "" for word in raw[:LONGEST_TEXT]]
    return None


@dataclass(frozen=True)
class Number:
    """One number on a slider, from `low` to `high`; `whole` rounds it to an integer.

    `unit` is what a screen reader says after the number, where its label does not tell.
    """

    label: str
    help: str
    default: float
    low: float
    high: float
    step: float
    whole: bool = False
    unit: str = ""

    def clean(self, raw: object, previous: float) -> tuple[float, str | None]:
        value = number(raw)
        if value is None:
            return previous, f"{self.label} takes a number from {plain(self.low)} to {plain(self.high)}"
        if self.whole:
            value = float(round(value))
        kept = min(max(value, self.low), self.high)
        return kept, None if kept == value else f"{self.label} goes from {plain(self.low)} to {plain(self.high)}"

    def text(self, value: float) -> str:
        return plain(value)


@dataclass(frozen=True)
class Range:
    """Two numbers on one slider, the lower first, at least `gap` apart; `unit` as that of a number."""

    label: str
    help: str
    default: Interval
    low: float
    high: float
    step: float
    gap: float
    unit: str = ""

    def clean(self, raw: object, previous: Interval) -> tuple[Interval, str | None]:
        ends = raw[:LONGEST_TEXT].split(",") if isinstance(raw, str) else raw
        pair = [number(end) for end in ends] if isinstance(ends, (list, tuple)) and len(ends) == 2 else [None, None]
        first, last = pair
        if first is None or last is None:
            return previous, f"{self.label} takes two numbers from {plain(self.low)} to {plain(self.high)}"
        low, high = sorted(min(max(end, self.low), self.high) for end in (first, last))
        if high - low < self.gap:
            low = min(low, self.high - self.gap)
            high = float(plain(low + self.gap))
        if (low, high) == (first, last):
            return (low, high), None
        if (low, high) == (last, first):
            return (low, high), f"{self.label} was crossed: its ends were put in order"
        bounds = f"from {plain(self.low)} to {plain(self.high)}, at least {plain(self.gap)} wide"
        return (low, high), f"{self.label} goes {bounds}"

    def text(self, value: Interval) -> str:
        return ",".join(plain(end) for end in value)


@dataclass(frozen=True)
class Choice:
    """One of several; `options` maps each to how it reads."""

    label: str
    help: str
    default: str
    options: dict[str, str]

    def clean(self, raw: object, previous: str) -> tuple[str, str | None]:
        if isinstance(raw, str) and raw in self.options:
            return raw, None
        return previous, f"{self.label} is one of {', '.join(self.options)}"

    def text(self, value: str) -> str:
        return value


@dataclass(frozen=True)
class Switches:
    """Any of several, at least `least` of them; `options` maps each to how it reads."""

    label: str
    help: str
    default: tuple[str, ...]
    options: dict[str, str]
    least: int = 0

    def clean(self, raw: object, previous: tuple[str, ...]) -> tuple[tuple[str, ...], str | None]:
        asked = words(raw)
        if asked is None:
            return previous, f"{self.label} takes any of {', '.join(self.options)}"
        kept = tuple(option for option in self.options if option in asked)
        if len(kept) < self.least:
            return previous, f"{self.label}: at least {self.least} stays on"
        return kept, None if len(kept) == len(set(asked)) else f"{self.label} has no such switch"

    def text(self, value: Sequence[str]) -> str:
        return ",".join(value)


Control = Number | Range | Choice | Switches
