"""A real Chromium on the real page, and what a test does with it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from dash.testing.browser import Browser
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

from tests.benchmark.chromium import CHROMIUM_ARGUMENTS
from tests.benchmark.servers import free_port, wait_for

ROOT = Path(__file__).parents[2]
QUIET_FRAMES = 4
VISIT_QUIET_FRAMES = 2  # a visit is under way at once, what a key or a button starts is not
SCRIPT_TIMEOUT_S = 60
WAIT_S = 30
PLOT = "document.querySelector('#plot .js-plotly-plot')"
RESET_COMMANDS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("Emulation.clearDeviceMetricsOverride", {}),
    ("Emulation.setEmulatedMedia", {"media": "", "features": []}),
    ("Emulation.setTouchEmulationEnabled", {"enabled": False}),
    ("Browser.resetPermissions", {}),
    ("Network.clearBrowserCookies", {}),
)
# Calls back once the page has been settled, and the plot as wide as its place, for a number of
# frames. Frames, not milliseconds: on a busy machine they last longer, and so does the reaction to
# a key, a button or a choice.
SETTLE = """
const [quietFrames, done] = arguments;
const { isSettled, query } = window.activationLab;
const plot = document.querySelector("#plot .js-plotly-plot");
const isWide = () => Math.abs(plot._fullLayout.width - plot.clientWidth) < 1;
let left = quietFrames;
const look = () => {
  const isQuiet = isSettled() && location.search === query() && isWide();
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


def pytest_setup_options() -> Options:
    """Chromium as a test wants it: silent, and able to run as root."""
    options = Options()
    for argument in (*CHROMIUM_ARGUMENTS, "--force-prefers-reduced-motion"):
        options.add_argument(argument)
    return options


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """Where the page is served for all tests, as the README serves it."""
    port = free_port()
    command, environment = [sys.executable, "app.py"], os.environ | {"PORT": str(port)}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL) as server:
        wait_for(f"http://127.0.0.1:{port}/healthz")
        yield f"http://127.0.0.1:{port}/"
        server.terminate()


def as_seen(text: str) -> str:
    """A text as the driver reads it off the page."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


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

    def show(self, query: str = "", width: int = 1440, height: int = 900) -> None:
        """Like `open`, but in the page that the test before has loaded, if it used only `show`.

        For tests that neither ask what a load does nor leave anything in the page but its state.
        """
        if not self.is_reusable:
            self.open(query, width, height)
            self.is_reusable = True
            return
        self.script(CLOSE_ALL)
        self.resize(width, height)
        self.visit(query)

    def set_window(self, width: int, height: int) -> None:
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)

    def resize(self, width: int, height: int) -> None:
        """Give the window another size, and wait until the plot has followed."""
        self.set_window(width, height)
        self.until(f"innerWidth === {width}")
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

    def text(self, identity: str) -> str:
        return self.find(f"#{identity}").text

    def box(self, identity: str) -> str:
        return str(self.script("return document.getElementById(arguments[0]).value", identity))

    def thumb(self, name: str, index: int = 0) -> WebElement:
        thumbs = self.driver.find_elements(By.CSS_SELECTOR, f"#control-{name} [role=slider]")
        thumb: WebElement = thumbs[index]
        return thumb

    def thumb_value(self, name: str, index: int = 0) -> float:
        return float(self.thumb(name, index).get_attribute("aria-valuenow"))

    def drag(self, name: str, *steps: int, index: int = 0) -> None:
        """Drag a thumb by so many pixels, step by step."""
        self.script("arguments[0].scrollIntoView({block: 'center'})", self.thumb(name, index))
        gesture = ActionChains(self.driver, duration=20).click_and_hold(self.thumb(name, index))
        for step in steps:
            gesture.move_by_offset(step, 0)
        gesture.release().perform()
        self.settle()

    def press(self, name: str, *keys: str, index: int = 0) -> None:
        """Keys on a thumb."""
        for key in keys:
            self.thumb(name, index).send_keys(key)
        self.settle()

    def type(self, box: str, text: str, end: str = Keys.ENTER) -> None:
        """Replace the text of a box."""
        element = self.find(f"#{box}")
        element.send_keys(Keys.CONTROL, "a")
        element.send_keys(Keys.DELETE)
        element.send_keys(text + end)
        self.settle()

    def switch(self, name: str, label: str) -> None:
        """Click one switch of a control by its label."""
        label_of = f"//div[@id='control-{name}']//label[normalize-space()='{label}']"
        self.driver.find_element(By.XPATH, label_of).click()
        self.settle()

    def click(self, selector: str) -> None:
        """Click on something, once it can be clicked on."""
        self.until(f"!document.querySelector({selector!r}).disabled")
        self.find(selector).click()
        self.settle()

    def visit(self, query: str) -> None:
        """Go to another state without loading the page again."""
        self.script("activationLab.goTo(arguments[0])", query)
        self.settle(VISIT_QUIET_FRAMES)

    def open_table(self) -> None:
        self.find("#value-table-details summary").click()
        self.until("document.querySelector('#value-table table')")

    def curves(self) -> dict[str, list[float | None]]:
        """What is drawn: the y of each visible line by the identity of its place."""
        lines = f"{PLOT}._fullData.filter((line) => line.visible === true)"
        # JSON has no nan: a gap in a line reads as None.
        return dict(
            self.script(f"return {lines}.map((line) => [line.uid, Array.from(line.y, (y) => y)])")
        )

    def picture(self) -> dict[str, Any]:
        """Everything that the plot's data and axes hold."""
        layout = f"{PLOT}._fullLayout"
        lines = f"{PLOT}._fullData.filter((line) => line.visible === true)"
        arrays = "Array.from(line.x), Array.from(line.y)"
        parts = f"[line.uid, line.mode, {arrays}, line.line, line.marker?.color]"
        ranges = ", ".join(f"{layout}.{axis}.range" for axis in ("xaxis", "yaxis", "yaxis2"))
        axes = f"[{ranges}, {layout}.shapes[0].x0]"
        return {
            "lines": self.script(f"return {lines}.map((line) => {parts})"),
            "axes": self.script(f"return {axes}"),
        }

    def foreign_requests(self) -> list[str]:
        names = self.script(
            "return performance.getEntriesByType('resource').map((entry) => entry.name)"
        )
        return [name for name in names if not name.startswith((self.address, "data:", "blob:"))]


@pytest.fixture(scope="session")
def dash_br(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Browser]:
    """One Chromium for all tests of a process: dash.testing's own fixture starts one for each test.

    It keeps that fixture's name: dash.testing takes a screenshot of a failed test by it.
    """
    option = request.config.getoption
    with Browser(
        browser=option("webdriver"),
        headless=option("headless"),
        options=request.config.hook.pytest_setup_options(),
        download_path=str(tmp_path_factory.mktemp("download")),
        percy_run=False,
        pause=option("pause"),
    ) as browser:
        browser.driver.set_script_timeout(SCRIPT_TIMEOUT_S)
        yield browser


@pytest.fixture
def page(dash_br: Browser, address: str) -> Iterator[Page]:
    """The page. Afterwards the console must be empty, and no other host asked.

    All tests share a tab, since a new one starts a process; what a test can leave in it is reset.
    """
    driver = dash_br.driver
    driver.execute_cdp_cmd("Emulation.setFocusEmulationEnabled", {"enabled": True})
    opened = Page(dash_br, address)
    try:
        yield opened
        logged, foreign = driver.get_log("browser"), opened.foreign_requests()
    finally:
        if not opened.is_reusable:
            # Without the page, but with its process and what that has compiled.
            driver.get(address + "healthz")
        for command, parameters in RESET_COMMANDS:
            driver.execute_cdp_cmd(command, parameters)
    assert logged == []
    assert foreign == []
