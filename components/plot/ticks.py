"""Where plotly draws the ticks of an axis, and their texts: assets/lab/ticks.mjs in Python."""

import math
from collections.abc import Mapping
from typing import Any


def find_ticks(axis: Mapping[str, Any]) -> list[tuple[float, str]]:
    """Return where plotly draws the ticks of an axis, and their texts.

    A value on a logarithmic axis is an exponent of ten.
    """
    low, high = axis["range"]
    rough = (high - low) / axis["nticks"]
    if axis["type"] == "log":
        step = float(math.ceil(rough))
    else:
        power = 10.0 ** math.floor(math.log10(rough))
        step = power * next((each for each in (2, 5) if each * power > rough), 10)
    first, last = math.ceil(low / step - 1e-6), math.floor(high / step + 1e-6)
    values = [round(index * step, 9) for index in range(first, last + 1)]
    return [(value, _tick_text(axis, value)) for value in values]


def _tick_text(axis: Mapping[str, Any], value: float) -> str:
    text = f"{value:g}".replace("-", "−")
    if axis["type"] != "log":
        return text
    if axis["exponentformat"] == "e":
        return f"{10**value:g}".replace("-", "−") if abs(value) <= 2 else f"1e{text}"
    if value in (0, 1):
        return f"{10**value:g}"
    return f'10<tspan dy="-.6em" font-size="70%">{text}</tspan>'
