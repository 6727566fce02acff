"""Workers that give no sign of life any more are killed; others are not."""

import asyncio
import contextlib
import multiprocessing
import time
from multiprocessing.connection import Connection
from threading import Thread

import pytest

from server import heartbeat
from server.heartbeat import send_heartbeats, watch_workers


def work(pipe: Connection, is_hung: bool) -> None:
    """Live as a worker does."""
    asyncio.run(send_heartbeats(pipe, lambda: is_hung))


def test_a_worker_that_hangs_is_killed_and_one_that_works_is_not(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(heartbeat, "HEARTBEAT_S", 0.05)
    monkeypatch.setattr(heartbeat, "WORKER_TIMEOUT_S", 1)
    monkeypatch.setattr(heartbeat, "STARTUP_TIMEOUT_S", 1)
    reader, writer = multiprocessing.Pipe(duplex=False)
    context = multiprocessing.get_context("fork")
    hung, working = (context.Process(target=work, args=(writer, each)) for each in (True, False))
    hung.start()
    working.start()

    def watch() -> None:
        with contextlib.suppress(EOFError):
            watch_workers(reader)

    thread = Thread(target=watch)
    thread.start()
    hung.join(timeout=30)
    assert hung.exitcode == -9
    time.sleep(1.5)
    assert working.is_alive()
    working.kill()
    writer.close()
    thread.join()
    assert f"Worker {hung.pid} hangs" in capsys.readouterr().err
