"""Where a handle stands, and where its curve is: from the plot's own data and axes."""

from typing import Any, NamedTuple

import numpy as np

from tests.browser.page import PLOT, Page

# A handle and the axes of the upper panel, in pixels of the panel.
READ_HANDLE = f"""
const plot = {PLOT};
const {{ xaxis, yaxis }} = plot._fullLayout;
const {{ left, top }} = plot.getBoundingClientRect();
const handle = document.querySelector(`.handle[data-handle=${{arguments[0]}}]`);
const box = handle.getBoundingClientRect();
const line = plot._fullData.find(({{ uid }}) => uid === `${{arguments[0]}}-value`);
const right = box.x + box.width / 2 - left - xaxis._offset;
return {{
  right,
  down: box.y + box.height / 2 - top - yaxis._offset,
  x: xaxis.p2l(right),
  lineX: line ? Array.from(line.x) : [],
  lineY: line ? Array.from(line.y) : [],
  range: yaxis.range,
  height: yaxis._length,
  perPixel: (xaxis.range[1] - xaxis.range[0]) / xaxis._length,
}};
"""
# What is at its default is not in the URL.
READ_NUMBERS = """
const name = arguments[0];
const read = (selector) => [...document.querySelectorAll(selector)]
  .filter((element) => element.checkVisibility());
return [
  ...read(`.handle[data-control-name=${name}], #control-${name} [role=slider]`)
    .map((slider) => slider.ariaValueNow),
  ...read(`input#box-${name}`).map((box) => box.value),
  ...read(`.live-number[data-number=${name}]`).map((number) => number.textContent),
  new URLSearchParams(location.search).get(name),
];
"""


class Place(NamedTuple):
    """Where a handle stands, in pixels of the panel and as x, and how far from its curve."""

    right: float
    down: float
    x: float
    distance: float
    x_per_pixel: float


def read_place(page: Page, key: str) -> Place:
    """The place of the handle of a curve, or of the probe."""
    read: dict[str, Any] = page.script(READ_HANDLE, key)
    distance = 0.0
    if read["lineX"]:
        y = np.interp(read["x"], read["lineX"], read["lineY"])
        low, high = read["range"]
        distance = abs((high - y) / (high - low) * read["height"] - read["down"])
    return Place(read["right"], read["down"], read["x"], distance, read["perPixel"])


def read_numbers(page: Page, name: str) -> set[float]:
    """What the handle, the slider, the box, the URL and the formulas say of a control."""
    texts = page.script(READ_NUMBERS, name)
    return {float(text.replace("−", "-")) for text in texts if text is not None}
