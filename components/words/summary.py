"""The picture in words, and what a change altered in it. Each sentence is true of every view."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from components import ids
from components.lenses.rows import lens_sentence
from components.lenses.saturation import intervals_text
from components.lenses.sum_errors import imitated_text
from components.race.words import describe_starts, introduce_race
from components.story.navigation import scene_texts
from components.story.scene import STORY_FIELDS
from components.text import CURVE_NAMES, PANEL_SYMBOLS, list_text, number_text
from components.words.readings import missing_text, reading_text
from core.activations import ACTIVATIONS
from core.control import Choice, Formula, Number, Range
from core.curves import PARAMETERS_OF_CURVE, drawn_keys, drawn_losses, x_grid
from core.keys import INPUT, LIMIT
from core.lens_fields import SATURATION
from core.losses import LOSS_TABLE
from core.saturation import SATURATION_THRESHOLD
from core.view import CONTROLS, View

MAX_NAMED_CHANGES = 2  # if more settings change at once, the whole picture is described


def summarize_view(view: View) -> str:
    """Return the picture of a view in words: its curves, their x, values and flat parts; of a race
    what is trained, and its recorded starts."""
    if view.is_race:
        return f"{introduce_race(view)} {describe_starts(view)}".strip()
    missing = missing_text(view)
    if missing:
        return missing
    sentences = [*_curve_sentences(view), lens_sentence(view).removesuffix(".")]
    return ". ".join(filter(None, sentences)) + "."


def _curve_sentences(view: View) -> list[str]:
    """Return what the panels with curves show; nothing where there are none."""
    if not view.visible_panels:
        return []
    names = [ACTIVATIONS[key].name for key in view.shown]
    if INPUT in view.extras:
        names.append("the article's input")
    sentences = [f"{_panels_text(view)} of {list_text(names)}, {_samples_text(view)}"]
    if len(drawn_keys(view)) > len(names):
        sentences.append(_comparison_text(view))
    if not view.shown:
        return sentences
    sentences.append(_probe_text(view, (*view.shown, *drawn_losses(view))))
    if "gradient" in view.visible_panels:
        threshold = view.threshold if view.shown_lens == SATURATION else SATURATION_THRESHOLD
        ranges = [
            f"{ACTIVATIONS[key].name} {intervals_text(view, key, threshold)}" for key in view.shown
        ]
        bound = number_text(threshold)
        sentences.append(f"The gradient is between −{bound} and {bound}: {'; '.join(ranges)}")
    return sentences


def describe_changes(before: View, now: View) -> str:
    """Return what a reader hears once a view has become another; empty if they are equal."""
    names = {name for name in CONTROLS if getattr(before, name) != getattr(now, name)}
    if names & set(STORY_FIELDS):
        previous_texts = _story_texts(before).values()
        new_texts = [
            # A screen reader would say the stroke in "2 / 20".
            text.replace(" / ", " of ", 1) if each == ids.HEADLINE else text
            for each, text in _story_texts(now).items()
            if text and text not in previous_texts
        ]
        sentences = [text if text.endswith((".", "?", ".)")) else f"{text}." for text in new_texts]
        has_new_picture = before.revealed_panels != now.revealed_panels and before.has_scene
        picture = [summarize_view(now)] if has_new_picture or not sentences else []
        return " ".join([*sentences, *picture])
    if len(names) > MAX_NAMED_CHANGES:
        return summarize_view(now)
    sentences = [_setting_text(before, now, name) for name in CONTROLS if name in names]
    if {"range", "step"} & names:
        sentences.append(f"Now {_samples_text(now)}")
    moved = [
        key
        for key in (*now.shown, *drawn_losses(now))
        if key not in drawn_keys(before) or {"probe", *PARAMETERS_OF_CURVE[key]} & names
    ]
    if moved and now.visible_panels and not now.is_race:
        sentences.append(_probe_text(now, moved))
    if lens_sentence(now) not in ("", lens_sentence(before)):
        sentences.append(lens_sentence(now).removesuffix("."))
    return ". ".join(sentences) + "." if sentences else ""


def _story_texts(view: View) -> dict[str, str]:
    """Return what a scene says, by id, with what it says beside the column."""
    starts = {ids.RACE_SENTENCE: describe_starts(view)} if view.is_race else {}
    return scene_texts(view) | starts


def _panels_text(view: View) -> str:
    if view.scale == "log" and "gradient" in view.visible_panels:
        value = "f(x), and " if "value" in view.visible_panels else ""
        return f"{value}f′(x) on a log₁₀ scale,"
    return " and ".join(f"{PANEL_SYMBOLS[panel]}(x)" for panel in view.visible_panels)


def _samples_text(view: View) -> str:
    """Return the first and last x, and the number of samples."""
    x = x_grid(view.low, view.high, view.step)
    first, last = (_x_text(float(end)) for end in (x[0], x[-1]))
    if x.size == 1:
        return f"a single sample at x = {first}"
    return f"x from {first} to {last} in {x.size} samples"


def _x_text(x: float) -> str:
    """Return an x without the rounding errors of its computation: steps of 0.1 miss 0 by 1e-14."""
    return number_text(round(x, 9) + 0.0)


def _comparison_text(view: View) -> str:
    losses = {key: f"{each.name} of the sigmoid and y = 1" for key, each in LOSS_TABLE.items()}
    names = CURVE_NAMES | {LIMIT: _limit_text(view)} | losses
    others = [names[key] for key in drawn_keys(view) if key not in (*view.shown, INPUT)]
    return "For comparison, thinner: " + list_text(others)


def _limit_text(view: View) -> str:
    """Return T, and what it is to the sum under the rule of a view."""
    if view.rule == "extend":
        return "T (its span grows with the count)"
    limit = imitated_text(view)
    return "T (the limit of the sum)" if limit == "T" else f"T (the limit of the sum is {limit})"


def _probe_text(view: View, keys: Iterable[str]) -> str:
    """Return the visible values of some curves at the probe."""
    panels = view.visible_panels
    symbols = list_text([PANEL_SYMBOLS[panel] for panel in panels])
    readings = []
    for key in keys:
        numbers = [reading_text(view, key, panel, view.probe) for panel in panels]
        readings.append(f"{list_text(numbers)} for {CURVE_NAMES[key]}")
    return f"At x = {number_text(view.probe)}, {symbols}: {', '.join(readings)}"


def _setting_text(before: View, now: View, name: str) -> str:
    """Return the new value of a control that has changed."""
    control, value = CONTROLS[name], getattr(now, name)
    if isinstance(control, Choice):
        return f"{control.label}: {control.options[value]}"
    if isinstance(control, Formula):
        return f"{control.label}: {value}"
    if isinstance(control, Number):
        return f"{control.label} {number_text(value, 12)} {control.unit}".rstrip()
    if isinstance(control, Range):
        low, high = (number_text(end, 12) for end in value)
        return f"{control.label} from {low} to {high}"
    return ", ".join(_switch_texts(control.options, getattr(before, name), value))


def _switch_texts(
    options: dict[str, str], before: Sequence[Any], now: Sequence[Any]
) -> Iterator[str]:
    for key, label in options.items():
        if (key in before) != (key in now):
            yield f"{label} {'on' if key in now else 'off'}"
