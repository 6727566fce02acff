"""Servers as the image starts them, each on a port of the loopback and, if asked, on one core."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.benchmark.stage import ROOT, free_port, wait_for

CORES = sorted(os.sched_getaffinity(0))
IMAGE = {"OPENBLAS_NUM_THREADS": "1", "MALLOC_MMAP_THRESHOLD_": "131072"}  # see the Dockerfile


@dataclass(frozen=True)
class Server:
    """A running server."""

    port: int
    process: subprocess.Popen[bytes]

    def workers(self) -> list[int]:
        """The ids of its worker processes."""
        listed = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(each) for each in listed.split()]

    def memory(self) -> float:
        """MiB of memory, a page that several processes share counted once (PSS)."""
        total = 0.0
        for each in [self.process.pid, *self.workers()]:
            lines = Path(f"/proc/{each}/smaps_rollup").read_text().splitlines()
            total += sum(float(line.split()[1]) for line in lines if line.startswith("Pss:"))
        return total / 1024

    def stop(self, kind: int = signal.SIGTERM) -> int:
        """End it and return its exit code. Workers of a killed server are killed too."""
        left = self.workers() if kind == signal.SIGKILL else []
        self.process.send_signal(kind)
        for each in left:
            with contextlib.suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)
        return self.process.wait(timeout=30)


def start(script: str = "app.py", workers: int = 1, core: int | None = None) -> Server:
    """Start a script of the project, as `python app.py` in the image, and wait until it answers."""
    port = free_port()
    environment = os.environ | IMAGE | {"PORT": str(port), "WEB_CONCURRENCY": str(workers), "PYTHONPATH": str(ROOT)}
    usual = os.sched_getaffinity(0)
    os.sched_setaffinity(0, usual if core is None else {core})  # which a new process inherits
    try:
        process = subprocess.Popen(
            [sys.executable, script], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
    finally:
        os.sched_setaffinity(0, usual)
    wait_for(f"http://127.0.0.1:{port}/healthz")
    return Server(port, process)


@contextlib.contextmanager
def serving(script: str = "app.py", workers: int = 1, core: int | None = None) -> Iterator[Server]:
    """A server that runs while this is entered."""
    server = start(script, workers, core)
    try:
        yield server
    finally:
        if server.process.poll() is None:
            server.stop()
