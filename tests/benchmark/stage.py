"""The three pages, each on a server of its own, and forwarders that put them at a distance."""

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from selenium.webdriver import Chrome
from selenium.webdriver.chrome.options import Options

ROOT = Path(__file__).parents[2]
QUIET = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1440,900",
)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def wait_for(url: str, seconds: float = 30) -> None:
    """Wait until a URL answers."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=5):
            return
        time.sleep(0.05)
    raise TimeoutError(url)


class Stage:
    """Serves ours, the bare page and the tutorial's while it is entered."""

    def __enter__(self) -> Self:
        self.processes: list[subprocess.Popen[bytes]] = []
        self.ours, self.server = self.serve("app.py")
        self.bare, _ = self.serve("tests/benchmark/bare.py")
        self.tutorial, _ = self.serve("tests/benchmark/tutorial.py")
        for url in (self.ours, self.bare, self.tutorial):
            wait_for(url)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in self.processes:
            process.terminate()  # so that a server ends its workers, too
            process.wait()

    def serve(self, script: str, *arguments: str) -> tuple[str, subprocess.Popen[bytes]]:
        """Start one of the project's scripts at a free port."""
        port = free_port()
        environment = os.environ | {"PORT": str(port), "PYTHONPATH": str(ROOT)}
        command = [sys.executable, script, *arguments]
        silent = subprocess.DEVNULL
        self.processes.append(subprocess.Popen(command, cwd=ROOT, env=environment, stdout=silent, stderr=silent))
        return f"http://127.0.0.1:{port}/", self.processes[-1]

    def forwarded(self, milliseconds: int, megabits: float = 0, target: str = "") -> str:
        """One of the pages, ours unless told, with a round trip added and its rate limited."""
        end, port = (target or self.ours).removesuffix("/").rpartition(":")[2], free_port()
        self.serve("tests/benchmark/forwarder.py", str(port), end, str(milliseconds), str(megabits))
        wait_for(f"http://127.0.0.1:{port}/healthz")
        return f"http://127.0.0.1:{port}/"


@dataclass(frozen=True)
class Window:
    """A browser window."""

    driver: Chrome

    def open(self, url: str) -> None:
        """Load a page and wait until it is drawn and at rest."""
        self.driver.get(url)
        end = time.monotonic() + 60
        ready = (
            "return !!document.querySelector('.js-plotly-plot .js-line') && !!document.querySelector('[role=slider]')"
        )
        while not self.driver.execute_script(ready) and time.monotonic() < end:
            time.sleep(0.1)
        time.sleep(2)


@contextlib.contextmanager
def chromium() -> Iterator[Window]:
    """A new Chromium with an empty profile."""
    options = Options()
    with tempfile.TemporaryDirectory() as profile:
        for argument in (*QUIET, f"--user-data-dir={profile}"):
            options.add_argument(argument)
        driver = Chrome(options=options)
        try:
            yield Window(driver)
        finally:
            driver.quit()
