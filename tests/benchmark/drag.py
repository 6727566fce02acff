"""One steady drag of one slider in a real Chromium: what the thumb took, what was painted, and how late."""

import statistics
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from selenium.webdriver import Chrome

from core.curves import sample
from core.view import CONTROLS, View

WATCH = (Path(__file__).parent / "watch.js").read_text()
SHOWN = ("sigmoid", "sigmoid_sum", "softplus", "relu", "elu")

# The line whose first, or for the sum and the sigmoid middle, number tells which value it was computed from.
SIGNS = {
    "alpha": ("elu", "y", 0),
    "offset": ("sigmoid", "y", 50),
    "count": ("sigmoid_sum", "y", 50),
    "range": ("relu", "x", 0),
}
SWEEPS = {"alpha": (0.2, 0.8), "offset": (0.3, 0.7), "count": (0.1, 0.9), "range": (0.0, 0.4)}


@dataclass(frozen=True)
class Drag:
    """What a drag came to: values the thumb took, paints a second, milliseconds."""

    taken: int
    painted: int
    paints_a_second: float
    median_age: float
    after_last_move: float


def signatures(name: str) -> tuple[np.ndarray, np.ndarray]:
    """Every value of a slider, and the number by which its line is known."""
    control = CONTROLS[name]
    values = np.round(np.arange(control.low, control.high + control.step / 2, control.step), 6)
    if name == "range":
        return values, values
    key, _, index = SIGNS[name]
    return values, np.array(
        [sample(View.cleaned({name: value, "shown": [key]})).curves[key].value[index] for value in values]
    )


def drag(driver: Chrome, name: str, seconds: float = 4.0, rest: float = 3.0) -> Drag:
    """Drag a thumb to and fro for so long, then leave it, and read what happened."""
    reach = f"document.querySelector('#control-{name}').scrollIntoView({{block: 'center'}})"
    driver.execute_script(reach)
    box = driver.execute_script(f"return document.querySelector('#control-{name}').getBoundingClientRect().toJSON()")
    thumb = driver.execute_script(
        f"return document.querySelector('#control-{name} [role=slider]').getBoundingClientRect().toJSON()"
    )
    y = thumb["y"] + thumb["height"] / 2
    key, axis, index = SIGNS[name]
    driver.execute_script(WATCH, f"#control-{name} [role=slider]", key, axis, index)
    mouse(driver, "mousePressed", thumb["x"] + thumb["width"] / 2, y)
    low, high = SWEEPS[name]
    begun = time.monotonic()
    while (now := time.monotonic() - begun) < seconds:
        swing = abs((now / 1.6 + 0.35) % 2 - 1)
        mouse(driver, "mouseMoved", box["x"] + box["width"] * (low + (high - low) * swing), y)
        time.sleep(0.008)
    mouse(driver, "mouseReleased", box["x"] + box["width"] * (low + (high - low) * swing), y)
    time.sleep(rest)
    seen = driver.execute_script("return window.watched")
    return read(name, seen["taken"], seen["painted"], seconds)


def mouse(driver: Chrome, kind: str, x: float, y: float) -> None:
    """One event of the mouse, as the browser gets it."""
    event = {"type": kind, "x": x, "y": y, "button": "left", "buttons": 1, "clickCount": 1}
    driver.execute_cdp_cmd("Input.dispatchMouseEvent", event)


def read(name: str, taken: list[list[float]], painted: list[list[float]], seconds: float) -> Drag:
    """What the thumb took, as (ms, value), against what was painted, as (ms, number of the line)."""
    values, numbers = signatures(name)
    known = [(when, float(values[np.argmin(np.abs(numbers - number))])) for when, number in painted]
    ages, shown = [], []
    for when, value in known:
        times = [at for at, taken_value in taken if taken_value == value and at <= when]
        if times:
            ages.append(when - times[-1])
            shown.append(value)
    end = taken[-1]
    finals = [when for when, value in known if value == end[1] and when >= end[0]]
    return Drag(
        len(taken),
        len(shown),
        len(shown) / seconds,
        statistics.median(ages) if ages else float("nan"),
        finals[0] - end[0] if finals else float("inf"),
    )
