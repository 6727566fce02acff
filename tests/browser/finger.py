"""A finger on the page."""

import time

from tests.browser.page import Page, middle_of

STEPS = 12  # of a drag

# Before it is lifted: from a finger that rests, the page does not scroll on, which would take the
# next tap, perhaps of another test, for the end of its scrolling.
REST_S = 0.1


def touch(page: Page, kind: str, *point: float) -> None:
    """Put a finger down, move it, or lift it where no point is given."""
    points = [{"x": point[0], "y": point[1]}] if point else []
    page.driver.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def tap(page: Page, x: float, y: float) -> None:
    touch(page, "touchStart", x, y)
    touch(page, "touchEnd")


def drag_by(page: Page, x: float, y: float, right: float, down: float) -> None:
    """A finger put down, moved twelve times by so much, left at rest, and lifted."""
    touch(page, "touchStart", x, y)
    for step in range(1, STEPS + 1):
        touch(page, "touchMove", x + right * step, y + down * step)
    time.sleep(REST_S)
    touch(page, "touchEnd")


def middle(page: Page, selector: str) -> tuple[float, float]:
    """The middle of something in the window."""
    box = page.script(
        "return document.querySelector(arguments[0]).getBoundingClientRect().toJSON()", selector
    )
    return middle_of(box)
