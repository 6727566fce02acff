"""The pages to compare, each on a server of its own, and forwarders that add a distance."""

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Self

ROOT = Path(__file__).parents[2]


def free_port() -> int:
    """Return a port of the loopback at which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def child_ids(identity: int) -> list[int]:
    """Return the ids of the processes that a process has started, on Linux."""
    children = Path(f"/proc/{identity}/task/{identity}/children").read_text()
    return [int(each) for each in children.split()]


def wait_for(url: str, seconds: float = 30) -> None:
    """Wait until a URL is answered. Raises TimeoutError if that takes too long."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=5):
            return
        time.sleep(0.05)
    raise TimeoutError(url)


class PageServers:
    """Serves this page, the bare page, the tutorial's and Bokeh's while it is entered."""

    def __enter__(self) -> Self:
        self._processes: list[subprocess.Popen[bytes]] = []
        self.lab, self.lab_process = self._start_script("app.py")
        self.bare, _ = self._start_script("tests/benchmark/bare.py")
        self.tutorial, _ = self._start_script("tests/benchmark/tutorial.py")
        self.bokeh, _ = self._start_script("tests/benchmark/bokeh_page.py")
        try:
            for url in (self.lab, self.bare, self.tutorial, self.bokeh):
                wait_for(url)
        except TimeoutError:
            self._end_processes()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end_processes()

    def _end_processes(self) -> None:
        for process in self._processes:
            process.terminate()  # a server that is killed could not end its workers
            process.wait()

    def start_forwarder(self, target: str, milliseconds: int, megabits: float = 0) -> str:
        """Return a new address of a page, with a round trip added and its rate limited.

        `megabits` is the number of megabits per second that come back; 0 is no limit.
        """
        target_port = target.removesuffix("/").rpartition(":")[2]
        url, self._forwarder = self._start_script(
            "tests/benchmark/forwarder.py", target_port, str(milliseconds), str(megabits)
        )
        wait_for(url)
        return url

    def stop_forwarder(self) -> None:
        """End the newest forwarder: nothing answers at its address any more."""
        self._forwarder.kill()
        self._forwarder.wait()

    def _start_script(self, script: str, *arguments: str) -> tuple[str, subprocess.Popen[bytes]]:
        """Start a script of the project at a free port; return its address and its process."""
        port = free_port()
        process = subprocess.Popen(
            [sys.executable, script, *arguments],
            cwd=ROOT,
            env=os.environ | {"PORT": str(port), "PYTHONPATH": str(ROOT)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._processes.append(process)
        return f"http://127.0.0.1:{port}/", process
