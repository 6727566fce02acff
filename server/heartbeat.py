"""Signs of life: a worker gives one each second, and the main process kills one that stops.

A worker whose main process is gone ends itself.
"""

import asyncio
import contextlib
import multiprocessing
import os
import sys
import time
from collections.abc import Callable
from multiprocessing.connection import Connection

from server.limits import HEARTBEAT_S, WORKER_TIMEOUT_S


async def send_heartbeats(pipe: Connection, is_hung: Callable[[], bool]) -> None:
    """Write the id of this process into a pipe every HEARTBEAT_S, except while it hangs.

    Ends the process when its parent has ended.
    """
    parent_id = os.getppid()
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
    last_times_s: dict[int, float] = {}
    while True:
        time.sleep(HEARTBEAT_S)
        now_s = time.monotonic()
        while pipe.poll():
            last_times_s[pipe.recv()] = now_s
        for worker in multiprocessing.active_children():
            if now_s - last_times_s.setdefault(worker.pid or 0, now_s) > WORKER_TIMEOUT_S:
                print(f"Worker {worker.pid} hangs; it is killed.", file=sys.stderr, flush=True)
                worker.kill()
