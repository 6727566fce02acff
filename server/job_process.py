"""The process that runs jobs, as the main process sees it."""

import multiprocessing
import secrets
import socket
import time
from multiprocessing import get_context
from multiprocessing.connection import Connection
from threading import Lock, Thread
from types import TracebackType
from typing import NamedTuple, Self

from server.job_server import run_job_process
from server.jobs import RunJob
from server.limits import RESPAWN_INTERVAL_S

LOOPBACK = "127.0.0.1"


class JobAddress(NamedTuple):
    """The port of the loopback where jobs are run, and the token that allows to ask for them."""

    port: int
    token: str


class JobProcess:
    """A process that runs jobs while this is entered, started anew whenever it ends.

    The main process holds the socket: the address stays the same, and requests wait for a start.
    """

    def __init__(self, run_job: RunJob, pipe: Connection) -> None:
        """Prepare to run jobs. `pipe` is for heartbeats."""
        # As Granian starts its workers.
        is_forked = multiprocessing.get_start_method() == "fork"
        self._context = get_context("fork") if is_forked else get_context("spawn")
        self._listener = socket.create_server((LOOPBACK, 0))
        self.address = JobAddress(self._listener.getsockname()[1], secrets.token_hex())
        self._arguments = (self._listener, self.address.token, run_job, pipe)
        self._lock = Lock()
        self._is_stopped = False

    def __enter__(self) -> Self:
        self._start()
        Thread(target=self._keep_running, daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._lock:
            self._is_stopped = True
            self._process.kill()
        self._process.join()
        self._listener.close()

    def _start(self) -> None:
        self._process = self._context.Process(
            target=run_job_process, args=self._arguments, daemon=True
        )
        self._process.start()

    def _keep_running(self) -> None:
        while True:
            self._process.join()
            time.sleep(RESPAWN_INTERVAL_S)
            with self._lock:
                if self._is_stopped:
                    return
                self._start()
