"""The page in a real Chromium, and what a test does with it."""

from typing import Any

from dash.testing.browser import Browser
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

QUIET_FRAMES = 4
VISIT_QUIET_FRAMES = 2  # a visit is under way at once, what a key or a button starts is not
WAIT_S = 30
MAX_PHONE_SIDE = 500  # of the shorter side of a window, which then is that of a phone
PLOT = "document.querySelector('#plot .js-plotly-plot')"
# Calls back once the page has been settled, and the plot as large as its place, for a number of
# frames. Frames, not milliseconds: on a busy machine they last longer, and so does the reaction to
# a key, a button or a choice.
SETTLE = """
const [quietFrames, done] = arguments;
const { isSettled, query } = window.activationLab;
const plot = document.querySelector("#plot .js-plotly-plot");
const fits = () => {
  const { width, height } = plot._fullLayout;
  if (plot.clientWidth === 0) return true; // in a race
  // For one pixel Dash draws no plot anew.
  return Math.abs(width - plot.clientWidth) < 2 && Math.abs(height - plot.clientHeight) < 2;
};
let left = quietFrames;
const look = () => {
  const isQuiet = isSettled() && location.search === query() && fits();
  left = isQuiet ? left - 1 : quietFrames;
  if (left > 0) requestAnimationFrame(() => setTimeout(look));
  else done();
};
look();
"""
CLOSE_ALL = """
for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
for (const details of document.querySelectorAll("details[open]")) details.open = false;
document.activeElement.blur();
scrollTo(0, 0);
"""
# Looks in the page, not from the driver: a call of the driver costs more than a look.
WAIT = """
const [seconds, done] = arguments;
const end = performance.now() + 1000 * seconds;
const look = () => {
  if (CONDITION) done(true);
  else if (performance.now() > end) done(false);
  else setTimeout(look, 20);
};
look();
"""
VISIBLE_LINES = f"{PLOT}._fullData.filter((line) => line.visible === true)"


def as_seen(text: str) -> str:
    """A text as the driver reads it off the page."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def middle_of(box: dict[str, float]) -> tuple[float, float]:
    """The middle of a rectangle as a browser gives it."""
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


class Page:
    """The page in a browser, in the words of those who use it."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.driver, self.address = browser, browser.driver, address
        # The test before has left the page only if it can be used again.
        self.is_reusable = browser.driver.current_url.partition("?")[0] == address

    def open(self, query: str = "", width: int = 1440, height: int = 900) -> None:
        """Load a URL of the page in a window of a size, and wait until it is drawn and quiet."""
        self.is_reusable = False
        self.set_window(width, height)
        self.driver.get(self.address + query)
        self.until("document.querySelector('[role=slider]') && window.activationLab?.isReady()")
        self.settle()
        self.is_reusable = True

    def show(self, query: str = "", width: int = 1440, height: int = 900) -> None:
        """Like `open`, but in the page that the test before has loaded, if that can be used again.

        For tests that do not ask what a load does.
        """
        if not self.is_reusable:
            self.open(query, width, height)
            return
        self.script(CLOSE_ALL)
        self.resize(width, height)
        self.visit(query)

    def set_window(self, width: int, height: int, *, is_enlarged: bool = False) -> None:
        is_phone = min(width, height) < MAX_PHONE_SIDE and not is_enlarged
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": is_phone}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)

    def resize(self, width: int, height: int, *, is_enlarged: bool = False) -> None:
        """Give the window another size, and wait until the plot has followed.

        A small window is a phone's, whose viewport grows with a page that is too wide for it, or
        that of an enlarged page.
        """
        self.set_window(width, height, is_enlarged=is_enlarged)
        cookies = "document.cookie.split('; ')"  # which the page writes once it has seen the size
        known = f"['width={width}', 'height={height}'].every((each) => {cookies}.includes(each))"
        self.until(f"innerWidth === {width} && innerHeight === {height} && {known}")
        self.settle()

    def script(self, text: str, *arguments: Any) -> Any:
        return self.driver.execute_script(text, *arguments)

    def run_async(self, text: str, *arguments: Any) -> Any:
        """Run JavaScript that calls its last argument back with its result."""
        return self.driver.execute_async_script(text, *arguments)

    def until(self, condition: str) -> None:
        """Wait for a condition in JavaScript."""
        assert self.run_async(WAIT.replace("CONDITION", condition), WAIT_S), condition

    def settle(self, quiet_frames: int = QUIET_FRAMES) -> None:
        """Wait until no change waits for a response, and the URL agrees, for some frames."""
        self.run_async(SETTLE, quiet_frames)

    def query(self) -> str:
        return str(self.script("return location.search"))

    def find(self, selector: str) -> WebElement:
        element: WebElement = self.driver.find_element(By.CSS_SELECTOR, selector)
        return element

    def is_seen(self, selector: str) -> bool:
        """Whether there is something of a selector on the page that shows."""
        seen = "[...document.querySelectorAll(arguments[0])].some((e) => e.checkVisibility())"
        return bool(self.script(f"return {seen}", selector))

    def text(self, identity: str) -> str:
        return self.find(f"#{identity}").text

    def box(self, identity: str) -> str:
        box = f"input#{identity}"  # Dash may put the same id on what surrounds it
        return str(self.script("return document.querySelector(arguments[0]).value", box))

    def thumb(self, name: str, index: int = 0) -> WebElement:
        thumbs = self.driver.find_elements(By.CSS_SELECTOR, f"#control-{name} [role=slider]")
        thumb: WebElement = thumbs[index]
        return thumb

    def thumb_value(self, name: str, index: int = 0) -> float:
        return float(self.thumb(name, index).get_attribute("aria-valuenow"))

    def handle(self, key: str) -> WebElement:
        """The handle on the curve of a function, or the pill of the probe."""
        return self.find(f".handle[data-handle={key}]")

    def number(self, name: str) -> WebElement:
        """The number of a control in the formula of f."""
        return self.find(f".formula-value .live-number[data-number={name}]")

    def drag(self, name: str, *steps: int, index: int = 0) -> None:
        """Drag a thumb by so many pixels, step by step."""
        self.script("arguments[0].scrollIntoView({block: 'center'})", self.thumb(name, index))
        self.drag_element(self.thumb(name, index), *((step, 0) for step in steps))

    def drag_element(self, element: WebElement, *steps: tuple[int, int]) -> None:
        """Drag something by so many pixels to the right and down, step by step."""
        gesture = ActionChains(self.driver, duration=20).click_and_hold(element)
        for right, down in steps:
            gesture.move_by_offset(right, down)
        gesture.release().perform()
        self.settle()

    def press(self, name: str, *keys: str, index: int = 0) -> None:
        """Keys on a thumb."""
        self.press_on(self.thumb(name, index), *keys)

    def press_on(self, element: WebElement, *keys: str) -> None:
        """Keys on something that can have the focus."""
        for key in keys:
            element.send_keys(key)
        self.settle()

    def type(self, box: str, text: str, end: str = Keys.ENTER) -> None:
        """Replace the text of a box."""
        element = self.find(f"#{box}")
        element.send_keys(Keys.CONTROL, "a")
        element.send_keys(Keys.DELETE)
        element.send_keys(text + end)
        self.settle()

    def switch(self, key: str) -> None:
        """Switch a function on or off."""
        self.click(f"#switch-{key} label")

    def segment(self, name: str, value: str) -> None:
        """Click one choice of a control."""
        self.click(f"#control-{name} label:has(input[value='{value}'])")

    def open_view(self, name: str) -> None:
        """Go to another part of the page by the header."""
        self.click(f"#views label:has(input[value='{name}'])")

    def click(self, selector: str) -> None:
        """Click on something, once it can be clicked on."""
        self.until(f"!document.querySelector({selector!r}).disabled")
        # The driver does not know what stays in view over the page as it scrolls.
        self.script("arguments[0].scrollIntoView({block: 'nearest'})", self.find(selector))
        self.find(selector).click()
        self.settle()

    def visit(self, query: str) -> None:
        """Go to another state without loading the page again."""
        self.script("activationLab.goTo(arguments[0])", query)
        self.settle(VISIT_QUIET_FRAMES)

    def open_table(self) -> None:
        self.click("#value-table-details summary")
        self.until("document.querySelector('#value-table table')")

    def open_properties(self) -> None:
        self.click("[data-opens=properties-dialog]")
        self.until("document.querySelector('#properties-dialog[open] tbody tr')")

    def curves(self) -> dict[str, list[float | None]]:
        """What is drawn: the y of each visible line by the identity of its place."""
        # JSON has no nan: a gap in a line reads as None.
        lines = f"{VISIBLE_LINES}.map((line) => [line.uid, Array.from(line.y, (y) => y)])"
        return dict(self.script(f"return {lines}"))

    def picture(self) -> dict[str, Any]:
        """Everything that the plot's data and axes hold."""
        layout = f"{PLOT}._fullLayout"
        arrays = "Array.from(line.x), Array.from(line.y)"
        parts = f"[line.uid, line.mode, {arrays}, line.line, line.marker?.color]"
        ranges = ", ".join(f"{layout}.{axis}.range" for axis in ("xaxis", "yaxis", "yaxis2"))
        axes = f"[{ranges}, {layout}.shapes[0].x0]"
        return {
            "lines": self.script(f"return {VISIBLE_LINES}.map((line) => {parts})"),
            "axes": self.script(f"return {axes}"),
        }

    def foreign_requests(self) -> list[str]:
        names = self.script(
            "return performance.getEntriesByType('resource').map((entry) => entry.name)"
        )
        return [name for name in names if not name.startswith((self.address, "data:", "blob:"))]
