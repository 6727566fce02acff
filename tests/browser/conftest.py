"""A real Chromium for the tests of this folder, and the page in it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from dash.testing.browser import Browser
from selenium.webdriver.chrome.options import Options

from tests.benchmark.chromium import CHROMIUM_ARGUMENTS
from tests.benchmark.servers import ROOT, free_port, wait_for
from tests.browser.page import Page

SCRIPT_TIMEOUT_S = 60
PREFIX = "/user/jane@uni.edu/"  # of the page's path, as JupyterHub has it
# Whether a test has put something of its own into the page.
IS_CHANGED = "return !fetch.toString().includes('[native code]')"
# A stream that the server breaks off, which the page asks for again.
BROKEN_STREAM = "api/race - Failed to load resource: net::ERR_INCOMPLETE_CHUNKED_ENCODING"
RESET_COMMANDS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("Emulation.setEmulatedMedia", {"media": "", "features": []}),
    ("Emulation.setTouchEmulationEnabled", {"enabled": False}),
    ("Browser.resetPermissions", {}),
)


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
    command = [sys.executable, "app.py"]
    variables = {"PORT": str(port), "DASH_URL_BASE_PATHNAME": PREFIX}
    environment = os.environ | variables | {"FRAME_ANCESTORS": "http://localhost:*"}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL) as server:
        wait_for(f"http://127.0.0.1:{port}/healthz")
        yield f"http://127.0.0.1:{port}{PREFIX}"
        server.terminate()


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
        if driver.execute_script(IS_CHANGED):
            opened.is_reusable = False
    finally:
        if not opened.is_reusable:
            # Without the page, but with its process and what that has compiled.
            driver.get(address + "healthz")
            driver.execute_cdp_cmd("Network.clearBrowserCookies", {})
        for command, parameters in RESET_COMMANDS:
            driver.execute_cdp_cmd(command, parameters)
    assert [each for each in logged if not each["message"].endswith(BROKEN_STREAM)] == []
    assert foreign == []


@pytest.fixture
def phone(page: Page) -> Page:
    """The page on a screen that is touched."""
    touch = {"enabled": True, "maxTouchPoints": 1}
    page.driver.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", touch)
    return page
