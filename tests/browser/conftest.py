"""A real Chromium on the real page, and what a test does with it."""

import os
import subprocess
import sys
import time
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
from selenium.webdriver.support.wait import WebDriverWait

from tests.benchmark.stage import QUIET, free_port, wait_for

ROOT = Path(__file__).parents[2]
QUIET_FOR = 0.15  # seconds
PLOT = "document.querySelector('#plot .js-plotly-plot')"


def pytest_setup_options() -> Options:
    """Chromium as a test wants it: silent, and able to run as root."""
    options = Options()
    for argument in (*QUIET, "--force-prefers-reduced-motion"):
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

    def open(self, query: str = "", width: int = 1440, height: int = 900) -> None:
        """Load a URL of the page in a window of a size, and wait until it is drawn and quiet."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        self.driver.get(self.address + query)
        self.until("document.querySelector('[role=slider]') && window.dash_clientside?.lab?.page")
        self.settle()

    def script(self, text: str, *arguments: Any) -> Any:
        return self.driver.execute_script(text, *arguments)

    def until(self, condition: str, seconds: float = 15) -> None:
        """Wait for a condition in JavaScript."""
        WebDriverWait(self.driver, seconds, 0.03).until(lambda _: self.script(f"return !!({condition})"), condition)

    def settle(self) -> None:
        """Wait until nothing is asked that was not answered, and the URL says so, for a while.

        For what a key, a button or a switch has set off may not have been heard of yet.
        """
        quiet = "!dash_clientside.lab.unsettled() && location.search === dash_clientside.lab.query()"
        end, since = time.monotonic() + 15, None
        while since is None or time.monotonic() - since < QUIET_FOR:
            now = time.monotonic()
            assert now < end, "the page does not come to rest"
            since = (since or now) if self.script(f"return {quiet}") else None
            time.sleep(0.02)

    def query(self) -> str:
        return str(self.script("return location.search"))

    def find(self, selector: str) -> WebElement:
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def text(self, identity: str) -> str:
        return self.find(f"#{identity}").text

    def box(self, identity: str) -> str:
        return str(self.script("return document.getElementById(arguments[0]).value", identity))

    def thumb(self, name: str, index: int = 0) -> WebElement:
        return self.driver.find_elements(By.CSS_SELECTOR, f"#control-{name} [role=slider]")[index]

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
        self.script("dash_clientside.lab.visit(arguments[0])", query)
        self.settle()

    def open_table(self) -> None:
        self.find("#values summary").click()
        self.until("document.querySelector('#table table')")

    def curves(self) -> dict[str, list[float | None]]:
        """What is drawn: the y of each visible line by the identity of its place."""
        lines = f"{PLOT}._fullData.filter((line) => line.visible === true)"
        # JSON has no nan: a gap in a line reads as None.
        return dict(self.script(f"return {lines}.map((line) => [line.uid, Array.from(line.y, (y) => y)])"))

    def picture(self) -> dict[str, Any]:
        """Everything that the plot's data and axes hold."""
        layout = f"{PLOT}._fullLayout"
        lines = f"{PLOT}._fullData.filter((line) => line.visible === true)"
        parts = "[line.uid, line.mode, Array.from(line.x), Array.from(line.y), line.line, line.marker?.color]"
        axes = f"[{layout}.xaxis.range, {layout}.yaxis.range, {layout}.yaxis2.range, {layout}.shapes[0].x0]"
        return {"lines": self.script(f"return {lines}.map((line) => {parts})"), "axes": self.script(f"return {axes}")}

    def foreign_requests(self) -> list[str]:
        names = self.script("return performance.getEntriesByType('resource').map((entry) => entry.name)")
        return [name for name in names if not name.startswith((self.address, "data:", "blob:"))]


@pytest.fixture
def page(dash_br: Browser, address: str) -> Iterator[Page]:
    """The page, which after each test must have left the console empty and asked no other host for anything."""
    opened = Page(dash_br, address)
    yield opened
    assert opened.driver.get_log("browser") == []
    assert opened.foreign_requests() == []
