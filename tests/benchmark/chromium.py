"""A Chromium without a screen."""

import contextlib
import tempfile
import time
from collections.abc import Iterator

from selenium.webdriver import Chrome
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.remote.remote_connection import RemoteConnection

COMMAND_TIMEOUT_S = 120  # longer than any script of a test
CHROMIUM_ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",  # which root needs
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1440,900",
)
IS_DRAWN = """
return !!document.querySelector(".js-plotly-plot .js-line")
    && !!document.querySelector("[id^=control-] [role=slider]")
    && (window.activationLab?.hasSweeps() ?? true);
"""
# Without a timeout, selenium 4.2 hands a value to urllib3 that only urllib3 1 understands.
RemoteConnection.set_timeout(COMMAND_TIMEOUT_S)


@contextlib.contextmanager
def open_chromium() -> Iterator[Chrome]:
    """Yield the driver of a new Chromium with an empty profile."""
    options = Options()
    with tempfile.TemporaryDirectory() as profile:
        for argument in (*CHROMIUM_ARGUMENTS, f"--user-data-dir={profile}"):
            options.add_argument(argument)
        driver = Chrome(options=options)
        try:
            yield driver
        finally:
            driver.quit()


def open_page(driver: Chrome, url: str, is_drawn: str = IS_DRAWN) -> None:
    """Load a page and wait until it is drawn and idle. Raises TimeoutError if it is never drawn."""
    driver.get(url)
    end = time.monotonic() + 60
    while not driver.execute_script(is_drawn):
        if time.monotonic() > end:
            raise TimeoutError(url)
        time.sleep(0.1)
    time.sleep(2)
