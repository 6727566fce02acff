"""The kinds of control: each declares its default, its bounds, its cleaning and its URL text.

`clean(raw, previous)` never raises. It returns a valid value and, where that differs from what was
asked for, a note for the reader. `to_text(value)` is the value's text in the URL; `clean` reads it.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote_plus

from core.expression import ExpressionError, parse
from core.typing import Interval

NAME_PATTERN = re.compile("[a-z0-9-]{1,40}", re.ASCII)
MAX_TEXT_LENGTH = 200  # of a number from outside, in characters; the rest is not read
MAX_WORDS = 100  # of a list from outside
# Signs of numbers, of which float() knows two only; digits it reads in every script.
NUMBER_SIGNS = str.maketrans("−－，．٫,", "--....")


def format_number(value: float) -> str:
    """Return the shortest usual text of a number, to 12 digits: 0.2, 10, 1.67326324235."""
    return f"{value:.12g}"


def parse_number(raw: object) -> float | None:
    """Return the finite number that `raw` spells, to 12 digits and 12 decimal places, or None.

    A decimal comma, a typographic minus and full-width signs are accepted.
    """
    if isinstance(raw, bool) or not isinstance(raw, (int, float, str)):
        return None
    if isinstance(raw, str):
        raw = raw[:MAX_TEXT_LENGTH].strip().translate(NUMBER_SIGNS)
        if "_" in raw:  # Python would read 1_0 as 10
            return None
    try:
        value = float(raw)
    except (ValueError, OverflowError):
        return None
    if not math.isfinite(value):
        return None
    return round(float(format_number(value)), 12) + 0.0  # adding 0.0 turns -0 into 0


def join_words(raw: object) -> str:
    """Return a text with one space, of any kind before, between its words; empty if it is none."""
    return " ".join(raw.split()) if isinstance(raw, str) else ""


def parse_words(raw: object) -> list[str] | None:
    """Return the texts of a list, or of a text with commas, or None."""
    if isinstance(raw, str):
        words = raw.split(",", MAX_WORDS)[:MAX_WORDS]
        return [word.strip() for word in words if word.strip()]
    if isinstance(raw, (list, tuple)):
        return [word if isinstance(word, str) else "" for word in raw[:MAX_WORDS]]
    return None


def _parse_pair(raw: object) -> tuple[float | None, float | None]:
    """Return the two numbers of a list, or of a text with a comma; None for what is no number."""
    parts = raw[:MAX_TEXT_LENGTH].split(",") if isinstance(raw, str) else raw
    if not isinstance(parts, (list, tuple)) or len(parts) != 2:
        return None, None
    return parse_number(parts[0]), parse_number(parts[1])


@dataclass(frozen=True)
class Number:
    """One number on a slider, from `low` to `high`; `integer` rounds it, halves to even.

    The slider of one that `is_log` has the logarithm to base 10, and `step` counts in that.
    `short_label` is its name where the function beside it is named. `unit` is what a screen reader
    says after the number, where the label does not tell.
    """

    label: str
    help: str
    default: float
    low: float
    high: float
    step: float
    integer: bool = False
    unit: str = ""
    short_label: str = ""
    is_log: bool = False

    @property
    def decimals(self) -> int:
        """The number of decimal places that its steps need at least."""
        return 0 if self.is_log else max(0, -math.floor(math.log10(self.step)))

    def to_position(self, value: float) -> float:
        """Return the place of a value on the slider."""
        return round(math.log10(value), 4) if self.is_log else value

    def clean(self, raw: object, previous: float) -> tuple[float, str | None]:
        """Return the number nearest to `raw` within the bounds, or `previous`, and a note."""
        value = parse_number(raw)
        bounds = f"from {format_number(self.low)} to {format_number(self.high)}"
        if value is None:
            return previous, f"{self.label} takes a number {bounds}"
        asked, value = value, float(round(value)) if self.integer else value
        clamped = min(max(value, self.low), self.high)
        if clamped != value:
            return clamped, f"{self.label} goes {bounds}"
        if value != asked:
            became = f"{format_number(asked)} became {format_number(value)}"
            return value, f"{self.label} takes whole numbers: {became}"
        return value, None

    def to_text(self, value: float) -> str:
        """Return the URL text of a value."""
        return format_number(value)


@dataclass(frozen=True)
class Range:
    """Two numbers on one slider, the lower first, at least `gap` apart; `unit` as for a number."""

    label: str
    help: str
    default: Interval
    low: float
    high: float
    step: float
    gap: float
    unit: str = ""
    short_label: str = ""

    def clean(self, raw: object, previous: Interval) -> tuple[Interval, str | None]:
        """Return the interval nearest to `raw` within the bounds, or `previous`, and a note."""
        first, last = _parse_pair(raw)
        bounds = f"from {format_number(self.low)} to {format_number(self.high)}"
        if first is None or last is None:
            return previous, f"{self.label} takes two numbers {bounds}"
        low, high = sorted(min(max(end, self.low), self.high) for end in (first, last))
        if high - low < self.gap:
            low = min(low, self.high - self.gap)
            high = float(format_number(low + self.gap))
        if (low, high) == (first, last):
            return (low, high), None
        if (low, high) == (last, first):
            return (low, high), f"{self.label}: the ends were swapped and have been put in order"
        return (low, high), f"{self.label} goes {bounds}, at least {format_number(self.gap)} wide"

    def to_text(self, value: Interval) -> str:
        """Return the URL text of a value."""
        return ",".join(format_number(end) for end in value)


@dataclass(frozen=True)
class Choice:
    """One of several; `options` maps each to its label."""

    label: str
    help: str
    default: str
    options: dict[str, str]

    def clean(self, raw: object, previous: str) -> tuple[str, str | None]:
        """Return the option that `raw` names, or `previous`, and a note."""
        if isinstance(raw, str) and raw in self.options:
            return raw, None
        return previous, f"{self.label} has no such choice"

    def to_text(self, value: str) -> str:
        """Return the URL text of a value."""
        return value


@dataclass(frozen=True)
class MultiChoice:
    """Any of several, from `min_selected` to `max_selected`; `options` maps each to its label."""

    label: str
    help: str
    default: tuple[str, ...]
    options: dict[str, str]
    min_selected: int = 0
    max_selected: int = 99

    def clean(self, raw: object, previous: tuple[str, ...]) -> tuple[tuple[str, ...], str | None]:
        """Return the options that `raw` names, in their order, or `previous`, and a note."""
        words = parse_words(raw)
        if words is None:
            return previous, f"{self.label} takes any of {', '.join(self.options)}"
        selected = tuple(option for option in self.options if option in words)
        if words and not selected:
            return previous, f"{self.label}: there is no such choice"
        if len(selected) < self.min_selected:
            return previous, f"{self.label}: at least {self.min_selected} stays on"
        if len(selected) > self.max_selected:
            return previous, f"{self.label}: at most {self.max_selected} at a time"
        is_complete = len(selected) == len(set(words))
        return selected, None if is_complete else f"{self.label}: there is no such choice"

    def to_text(self, value: Sequence[str]) -> str:
        """Return the URL text of a value."""
        return ",".join(value)


@dataclass(frozen=True)
class Name:
    """A name of small letters, digits and hyphens. Others check whether there is such a thing."""

    label: str
    help: str
    default: str

    def clean(self, raw: object, previous: str) -> tuple[str, str | None]:
        """Return `raw` if it has the form of a name, or `previous`, and a note."""
        if isinstance(raw, str) and NAME_PATTERN.fullmatch(raw):
            return raw, None
        return previous, f"{self.label}: there is none of that name"

    def to_text(self, value: str) -> str:
        """Return the URL text of a value."""
        return value


@dataclass(frozen=True)
class Formula:
    """The text of a function of x, as `core/expression.py` reads it."""

    label: str
    help: str
    default: str

    def clean(self, raw: object, previous: str) -> tuple[str, str | None]:
        """Return `raw` if it is a formula, or `previous`, and a note."""
        text = join_words(raw)
        try:
            parse(text)
        except ExpressionError as error:
            return previous, f"{self.label}: {error}"
        return text, None

    def to_text(self, value: str) -> str:
        """Return the URL text of a value."""
        return quote_plus(value, safe="*(),/")


Control = Number | Range | Choice | MultiChoice | Name | Formula


def control_field(control: Control) -> Any:
    """Return a field of a dataclass that holds the value of a control."""
    return field(default=control.default, metadata={"control": control})
