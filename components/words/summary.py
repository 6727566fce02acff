"""The picture in words: what a view shows, and what of it a change has altered. Each sentence is true of every view."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from components.answer import told
from components.panels import drawn, revealed
from components.readout import number_text
from core.activations import ACTIVATIONS
from core.control import Choice, Number, Range
from core.curves import LIMIT, OBEYED, curve, samples
from core.measures import FAINT, crossings, slope_at, value_at
from core.view import CONTROLS, View

UNDRAWN = "Nothing is drawn yet: the scene asks first."
EMPTY = "No function is switched on: the graph is empty."
MEASURES = {"value": value_at, "gradient": slope_at}
SIGNS = {"value": "f", "gradient": "f′"}
FEW = 2  # settings, up to which each is named when they change together; where more do, the whole picture is told


def summary(view: View) -> str:
    """What a reader sees in the picture of a view: which curves, over which x, their values, where they hardly rise."""
    panels = seen(view)
    if not panels:
        return UNDRAWN
    if not view.shown:
        return EMPTY
    names = _listed([ACTIVATIONS[key].name for key in view.shown])
    said = [f"{_panels(view, panels)} of {names}, {_samples(view)}"]
    if "sigmoid_sum" in view.shown:
        said.append(_beside_the_sum(view))
    said.append(_readings(view, view.shown))
    if "gradient" in panels:
        faint = "; ".join(f"{ACTIVATIONS[key].name} {_faint(view, key)}" for key in view.shown)
        said.append(f"Samples with a gradient under {FAINT} in size: {faint}")
    return ". ".join(said) + "."


def changed(before: View, now: View) -> str:
    """What a reader hears once a view has become another; nothing where it has not."""
    names = {name for name in CONTROLS if getattr(before, name) != getattr(now, name)}
    if {"scene", "moment"} & names:
        known = told(before).values()
        fresh = [text for text in told(now).values() if text not in known]
        return " ".join(text if text.endswith((".", "?")) else f"{text}." for text in fresh) or summary(now)
    if len(names) > FEW:
        return summary(now)
    said = [_setting(before, now, name) for name in CONTROLS if name in names]
    if {"range", "step"} & names:
        said.append(f"Now {_samples(now)}")
    moved = [key for key in now.shown if key not in before.shown or {"probe", *OBEYED[key]} & names]
    if moved and seen(now):
        said.append(_readings(now, moved))
    return ". ".join(said) + "." if said else ""


def seen(view: View) -> tuple[str, ...]:
    """The panels, "value" and "gradient", that the page has and that have their curves."""
    return tuple(panel for panel in view.panels if panel in revealed(view))


def _panels(view: View, panels: Sequence[str]) -> str:
    if view.scale == "log" and "gradient" in panels:
        return ("f(x), and " if "value" in panels else "") + "f′(x) on a log₁₀ scale,"
    return " and ".join(f"{SIGNS[panel]}(x)" for panel in panels)


def _samples(view: View) -> str:
    """Over which x the curves run."""
    x = samples(view.low, view.high, view.step)
    first, last = (number_text(round(float(end), 9) + 0.0) for end in (x[0], x[-1]))  # 0.1 steps miss 0 by 1e-14
    return f"x from {first} to {last} in {x.size} samples" if x.size > 1 else f"a single sample at x = {first}"


def _beside_the_sum(view: View) -> str:
    names = {LIMIT: "the limit T of the sum", "softplus": "softplus"}
    return "For comparison, thinner: " + _listed([names[key] for key in drawn(view) if key not in view.shown])


def _readings(view: View, keys: Iterable[str]) -> str:
    """What some functions are at the probe, and their gradients, as far as a view shows them."""
    panels = seen(view)
    signs = _listed([SIGNS[panel] for panel in panels])
    read = [
        _listed([number_text(MEASURES[panel](view, key, view.probe)) for panel in panels])
        + f" for {ACTIVATIONS[key].name}"
        for key in keys
    ]
    return f"At x = {number_text(view.probe)}, {signs}: {', '.join(read)}"


def _faint(view: View, key: str) -> str:
    """Between which x the samples have a gradient under 0.01 in size."""
    under = bool(np.abs(curve(view, key).gradient[0]) < FAINT)
    ends: list[float | None] = [*([None] if under else []), *crossings(view, key), None]
    stretches = [_stretch(left, right) for left, right in zip(ends[::2], ends[1::2], strict=False)]
    return _listed(stretches) or "nowhere"


def _stretch(left: float | None, right: float | None) -> str:
    """A stretch of x; an end that is None lies beyond the samples."""
    low, high = (None if end is None else number_text(round(end, 9) + 0.0) for end in (left, right))
    if low is None:
        return "everywhere" if high is None else f"up to {high}"
    return f"from {low} on" if high is None else f"from {low} to {high}"


def _setting(before: View, now: View, name: str) -> str:
    """A control that has changed, and what it holds now."""
    control, value = CONTROLS[name], getattr(now, name)
    if isinstance(control, Choice):
        return f"{control.label}: {control.options[value]}"
    if isinstance(control, Number):
        return f"{control.label} {number_text(value, 12)} {control.unit}".rstrip()
    if isinstance(control, Range):
        return f"{control.label} from {number_text(value[0], 12)} up to {number_text(value[1], 12)}"
    return ", ".join(_switched(control.options, getattr(before, name), value))


def _switched(options: dict[str, str], before: Sequence[Any], now: Sequence[Any]) -> Iterator[str]:
    for key, text in options.items():
        if (key in before) != (key in now):
            yield f"{text} {'on' if key in now else 'off'}"


def _listed(words: Sequence[str]) -> str:
    """Words as a sentence lists them: a, b and c."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))
