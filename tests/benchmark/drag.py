"""One steady drag of one slider in Chromium: what the thumb took, what was painted, how late."""

import math
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from selenium.webdriver import Chrome

from core.statistics import value_at
from core.typing import Array
from core.view import CONTROLS, View

FOLDER = Path(__file__).parent
WATCH_PLOTLY = (FOLDER / "watch.js").read_text()
WATCH_BOKEH = (FOLDER / "watch_bokeh.js").read_text()
WAIT_UNTIL_EXACT = """
const done = arguments[0];
const look = () => {
  if (!window.activationLab.isAnswered()) setTimeout(look, 4);
  else requestAnimationFrame(() => done(performance.now()));
};
look();
"""

DRAG_S = 4
MOVES_PER_S = 120
WAIT_S = 2  # for what is painted late

# For each slider a line, the x at which its value tells that of the slider, and the part of the
# slider that a drag covers. Beyond 15 terms or a span of 12 a sum changes by less than the
# rounding of a path.
LINES = {
    "alpha": ("elu", -10.0),
    "offset": ("sigmoid", 0.0),
    "slope": ("leaky_relu", -10.0),
    "count": ("sigmoid_sum", 0.0),
    "span": ("sigmoid_sum", 9.0),
}
TRACKS = {
    "alpha": (0.2, 0.8),
    "offset": (0.35, 0.65),
    "slope": (0.0, 0.8),
    "count": (0.0, 0.07),
    "span": (0.0, 0.6),
    "range": (0.0, 0.4),
    "step": (0.1, 0.8),
}


@dataclass(frozen=True)
class Drag:
    """What a drag came to: how many values the thumb took and how many were painted; ms.

    `exact_ms` is the time from the last move until the server's lines are shown; infinite where
    nobody waits for them.
    """

    taken_count: int
    painted_count: int
    ages_ms: list[float]
    after_last_move_ms: float
    exact_ms: float


def slider_signatures(name: str, rule: str) -> tuple[Array, Array]:
    """Return every value of a slider, and the number by which each is recognised in its line."""
    control = CONTROLS[name]
    values = np.arange(control.low, control.high + control.step / 2, control.step).round(6)
    if name not in LINES:
        return values, values
    key, x = LINES[name]
    views = [View.from_raw({name: value, "rule": rule}) for value in values.tolist()]
    numbers = [value_at(view, key, x) for view in views]
    return values, np.array(numbers)


def drag_slider(
    driver: Chrome,
    name: str,
    rule: str = "article",
    watch_script: str = WATCH_PLOTLY,
    is_exact_awaited: bool = False,
) -> Drag:
    """Drag a thumb back and forth for some seconds, wait, and return what happened.

    `rule` is that of the sum on the page.
    """
    boxes = driver.execute_script(watch_script, name, *LINES.get(name, (None, None)))
    track, thumb = boxes["track"], boxes["thumb"]
    y = thumb["y"] + thumb["height"] / 2
    send_mouse_event(driver, "mousePressed", thumb["x"] + thumb["width"] / 2, y)
    low, high = TRACKS[name]
    x, start = 0.0, time.monotonic()
    while (elapsed := time.monotonic() - start) < DRAG_S:
        swing = abs((elapsed / 1.6 + 0.35) % 2 - 1)
        x = track["x"] + track["width"] * (low + (high - low) * swing)
        send_mouse_event(driver, "mouseMoved", x, y)
        time.sleep(1 / MOVES_PER_S)
    send_mouse_event(driver, "mouseReleased", x, y)
    exact_at = driver.execute_async_script(WAIT_UNTIL_EXACT) if is_exact_awaited else math.inf
    time.sleep(WAIT_S)
    watched = driver.execute_script("return window.watched")
    signatures = slider_signatures(name, rule)
    return summarize_drag(signatures, watched["taken"], watched["painted"], exact_at)


def send_mouse_event(driver: Chrome, kind: str, x: float, y: float) -> None:
    """Send one event of the mouse, as the browser gets it from the system."""
    event: dict[str, Any] = {"type": kind, "x": x, "y": y, "button": "left", "buttons": 1}
    driver.execute_cdp_cmd("Input.dispatchMouseEvent", event | {"clickCount": 1})


def summarize_drag(
    signatures: tuple[Array, Array],
    taken: list[list[float]],
    painted: list[list[float]],
    exact_at: float,
) -> Drag:
    """Compare what the thumb took, as (ms, value), with what was painted, as (ms, signature)."""
    values, numbers = signatures
    paints = [(when, float(values[np.argmin(np.abs(numbers - n))])) for when, n in painted]
    taken = [[when, round(value, 6)] for when, value in taken]
    ages, shown_since = [], 0.0
    for when, value in paints:
        times = [time_taken for time_taken, each in taken if each == value and time_taken <= when]
        # A line that is drawn once more, as it is, paints no value.
        if times and times[-1] != shown_since:
            ages.append(when - times[-1])
            shown_since = times[-1]
    last_move, last_value = taken[-1]
    final_paints = [when for when, value in paints if value == last_value and when >= last_move]
    return Drag(
        taken_count=len(taken),
        painted_count=len(ages),
        ages_ms=ages,
        after_last_move_ms=final_paints[0] - last_move if final_paints else math.inf,
        exact_ms=exact_at - last_move,
    )
