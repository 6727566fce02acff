"""What is wrong with the texts of a lecture: too small, cut, or one upon another."""

import time
from typing import Any

from tests.browser.page import Page

LOOKS = 6  # until the plot has the size of its window
# Every line of every visible text: its size, its box, and whether it lies in the window. The
# question and the formulas have sizes of their own; all are shares of the window's height.
TEXTS = """
const texts = [];
const skipped = ".lecture-buttons, .visually-hidden, #connection-status, style";
const walker = document.createTreeWalker(document.querySelector(".page"), NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const { parentElement: holder, textContent } = walker.currentNode;
  const isVisible = holder.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  if (!textContent.trim() || !isVisible || holder.closest(skipped) !== null) continue;
  const range = document.createRange();
  range.selectNodeContents(walker.currentNode);
  const size = parseFloat(getComputedStyle(holder).fontSize);
  const isPill = holder.closest(".probe-pill") !== null;
  const isTick = holder.closest(".xaxislayer-above") !== null;
  const least = holder.id === "question" ? 0.044
    : holder.matches(".formula-value .maths > :is(i, span)") ? 0.055 : 0.028;
  for (const { left, top, right, bottom, width } of range.getClientRects()) {
    const isCut = left < -0.5 || top < -0.5
      || right > innerWidth + 0.5 || bottom > innerHeight + 0.5;
    const box = [left, top, right, bottom];
    if (width >= 2) texts.push({ text: textContent, size, least, isCut, box, isPill, isTick });
  }
}
return texts;
"""


def find_defects(page: Page, height: int) -> list[tuple[Any, ...]]:
    """Return the texts that are too small, cut or covered, once the plot has its new size."""
    found: list[tuple[Any, ...]] = []
    for _ in range(LOOKS):
        texts = page.script(TEXTS)
        assert len(texts) > 8
        found = [
            ("small", each["text"], each["size"])
            for each in texts
            if each["size"] < each["least"] * height
        ]
        found += [("cut", each["text"]) for each in texts if each["isCut"]]
        found += [("covered", *pair) for pair in find_overlaps(texts)]
        if not found:
            break
        time.sleep(0.5)
    return found


def find_overlaps(texts: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Return the pairs of texts that lie on one another; the probe's pill lies on the axis."""
    found = []
    for place, one in enumerate(texts):
        for other in texts[place + 1 :]:
            if one["isTick"] and other["isPill"]:
                continue
            left, top = max(one["box"][0], other["box"][0]), max(one["box"][1], other["box"][1])
            right, bottom = min(one["box"][2], other["box"][2]), min(one["box"][3], other["box"][3])
            # The box of a line of text is higher than its letters.
            slack = 0.25 * min(one["size"], other["size"])
            if right - left > 2 and bottom - top > slack:
                found.append((one["text"], other["text"]))
    return found
