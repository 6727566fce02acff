"""Servers as the image starts them, each at a port of the loopback and, if asked, on one core."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.benchmark.servers import ROOT, child_ids, free_port, wait_for

CORES = sorted(os.sched_getaffinity(0))
# As in the Dockerfile.
IMAGE_ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1", "MALLOC_MMAP_THRESHOLD_": "131072"}


@dataclass(frozen=True)
class Server:
    """A running server."""

    port: int
    process: subprocess.Popen[bytes]

    def worker_ids(self) -> list[int]:
        """Return the ids of its worker processes."""
        return child_ids(self.process.pid)

    def memory_mib(self) -> float:
        """Return its memory in MiB, where what several processes share counts once (PSS)."""
        total_kib = 0.0
        for identity in [self.process.pid, *self.worker_ids()]:
            lines = Path(f"/proc/{identity}/smaps_rollup").read_text().splitlines()
            total_kib += sum(float(line.split()[1]) for line in lines if line.startswith("Pss:"))
        return total_kib / 1024

    def stop(self, signal_number: int = signal.SIGTERM) -> int:
        """End it and return its exit code. A server that is killed has its workers killed too."""
        orphans = self.worker_ids() if signal_number == signal.SIGKILL else []
        self.process.send_signal(signal_number)
        for each in orphans:
            with contextlib.suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)
        return self.process.wait(timeout=30)


def start_server(script: str = "app.py", workers: int = 1, core: int | None = None) -> Server:
    """Start a script of the project, as `python app.py` in the image, and wait for its health."""
    port = free_port()
    variables = {"PORT": str(port), "WEB_CONCURRENCY": str(workers), "PYTHONPATH": str(ROOT)}
    own_cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, own_cores if core is None else {core})  # a new process inherits it
    try:
        process = subprocess.Popen(
            [sys.executable, script],
            cwd=ROOT,
            env=os.environ | IMAGE_ENVIRONMENT | variables,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    finally:
        os.sched_setaffinity(0, own_cores)
    wait_for(f"http://127.0.0.1:{port}/healthz")
    return Server(port, process)


@contextlib.contextmanager
def run_server(
    script: str = "app.py", workers: int = 1, core: int | None = None
) -> Iterator[Server]:
    """Yield a server that runs until the block ends."""
    server = start_server(script, workers, core)
    try:
        yield server
    finally:
        if server.process.poll() is None:
            server.stop()
