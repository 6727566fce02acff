"""Servers as the image starts them, each at a port of the loopback and, if asked, on one core."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from server.limits import JOBS_NICENESS
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
        return find_workers(self.process.pid)

    def job_process_id(self) -> int:
        """Return the id of the process that runs jobs."""
        return find_job_process(self.process.pid)

    def memory_mib(self) -> float:
        """Return its memory in MiB, where what several processes share counts once (PSS)."""
        return sum(map(process_memory_mib, [self.process.pid, *child_ids(self.process.pid)]))

    def stop(self, signal_number: int = signal.SIGTERM) -> int:
        """End it and return its exit code. A server that is killed has its workers killed too."""
        orphans = child_ids(self.process.pid) if signal_number == signal.SIGKILL else []
        self.process.send_signal(signal_number)
        for each in orphans:
            with contextlib.suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)
        return self.process.wait(timeout=30)


def find_workers(identity: int) -> list[int]:
    """Return the ids of the workers of a server's main process."""
    return [each for each in child_ids(identity) if not is_job_process(each)]


def find_job_process(identity: int) -> int:
    """Return the id of the process in which a server's main process has jobs run."""
    (job_process,) = (each for each in child_ids(identity) if is_job_process(each))
    return job_process


def is_job_process(identity: int) -> bool:
    """Return whether a process has the lower priority, as the one that runs jobs has."""
    return os.getpriority(os.PRIO_PROCESS, identity) == JOBS_NICENESS


def process_memory_mib(identity: int) -> float:
    """Return the memory of a process in MiB, with its part of what it shares (PSS)."""
    lines = Path(f"/proc/{identity}/smaps_rollup").read_text().splitlines()
    return sum(float(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


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
