"""Signs of life: a worker gives one each second, and the main process kills one that stops.

A worker whose main process is gone ends itself. The process that runs jobs is one of the workers.
"""

import asyncio
import contextlib
import multiprocessing
import os
import sys
import time
from collections.abc import Callable
from multiprocessing.connection import Connection

from server.limits import HEARTBEAT_S, STARTUP_TIMEOUT_S, WORKER_TIMEOUT_S


async def send_heartbeats(pipe: Connection, is_hung: Callable[[], bool]) -> None:
    """Write the id of this process into a pipe every HEARTBEAT_S, unless `is_hung()`.

    Ends the process when its parent has ended.
    """
    parent_id = os.getppid()
    with contextlib.suppress(AttributeError, OSError):  # Windows cannot
        os.set_blocking(pipe.fileno(), False)
    while os.getppid() == parent_id:
        if not is_hung():
            with contextlib.suppress(OSError):  # the pipe is full
                pipe.send(os.getpid())
        await asyncio.sleep(HEARTBEAT_S)
    os._exit(1)  # nobody is left to stop this worker


def watch_workers(pipe: Connection) -> None:
    """Read heartbeats from a pipe, and kill each worker that has sent none for WORKER_TIMEOUT_S.

    Raises EOFError when the pipe is closed.
    """
    deadlines_s: dict[int | None, float] = {}
    last_round_s = time.monotonic()
    while True:
        time.sleep(HEARTBEAT_S)
        now_s = time.monotonic()
        if now_s - last_round_s > WORKER_TIMEOUT_S / 2:
            deadlines_s.clear()  # this process has been stopped, and perhaps the workers too
        last_round_s = now_s
        while pipe.poll():
            deadlines_s[pipe.recv()] = now_s + WORKER_TIMEOUT_S
        workers = {worker.pid: worker for worker in multiprocessing.active_children()}
        deadlines_s = {
            identity: deadlines_s.get(identity, now_s + STARTUP_TIMEOUT_S) for identity in workers
        }
        for identity, worker in workers.items():
            if now_s > deadlines_s[identity]:
                print(f"Worker {identity} hangs; it is killed.", file=sys.stderr, flush=True)
                worker.kill()
