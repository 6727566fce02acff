"""Jobs on the real server: what happens when the process that runs them, or a worker, ends."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.limits import JOBS_NICENESS
from tests.benchmark.servers import ROOT, child_ids, free_port, wait_for
from tests.load.client import build_message, open_connection
from tests.load.fleet import Server
from tests.load.streams import Stream, read_stream, read_until_whole
from tests.server.counting import encode_line

pytestmark = [
    pytest.mark.server,
    pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="processes are found in /proc"),
]
TWENTY_LINES = [encode_line(number).removesuffix(b"\n") for number in range(20)]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """Return a server with two workers."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.server.job_page"],
        cwd=ROOT,
        env=os.environ | {"PORT": str(port), "WEB_CONCURRENCY": "2"},
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/healthz")
        yield Server(port, process)
    finally:
        process.terminate()
        assert process.wait(timeout=7) == 0


def ask(server: Server, *texts: str) -> list["asyncio.Task[Stream]"]:
    """Ask for some jobs."""
    return [
        asyncio.create_task(read_stream(server.port, "/quick", text.encode())) for text in texts
    ]


def test_only_the_process_of_jobs_has_a_lower_priority(server: Server) -> None:
    own = os.getpriority(os.PRIO_PROCESS, server.process.pid)
    priorities = [os.getpriority(os.PRIO_PROCESS, each) for each in child_ids(server.process.pid)]
    assert sorted(priorities) == [own, own, own + JOBS_NICENESS]


def test_twenty_clients_get_one_job_whole(server: Server) -> None:
    async def main() -> None:
        streams = await asyncio.gather(*ask(server, *["count 20 0.01"] * 20))
        assert all(stream.is_whole for stream in streams)
        assert all(stream.job_lines() == TWENTY_LINES for stream in streams)

    asyncio.run(main())


def test_jobs_are_run_again_after_their_process_has_been_killed(server: Server) -> None:
    async def main() -> None:
        (task,) = ask(server, "count 20 0.05")
        await asyncio.sleep(0.4)
        os.kill(server.job_process_id(), signal.SIGKILL)
        broken = await task
        assert (broken.status, broken.is_whole) == (200, False)
        stream, _ = await read_until_whole(server.port, "/quick", b"count 20 0.05")
        assert stream.job_lines() == TWENTY_LINES

    asyncio.run(main())


def test_a_job_comes_whole_after_a_worker_has_been_killed(server: Server) -> None:
    async def main() -> None:
        tasks = ask(server, *["count 20 0.06"] * 8)
        await asyncio.sleep(0.4)
        os.kill(server.worker_ids()[0], signal.SIGKILL)
        streams = await asyncio.gather(*tasks)
        assert all(stream.status == 200 for stream in streams)
        stream, _ = await read_until_whole(server.port, "/quick", b"count 20 0.06")
        assert stream.job_lines() == TWENTY_LINES

    asyncio.run(main())


def test_a_job_ends_within_a_second_when_its_client_is_gone(server: Server) -> None:
    async def main() -> None:
        (task,) = ask(server, "count 1000 0.05")
        await asyncio.sleep(0.4)
        task.cancel()
        start_s = time.monotonic()
        (following,) = await asyncio.gather(*ask(server, "count 20 0.001"))
        assert following.is_whole
        assert time.monotonic() - start_s < 1

    asyncio.run(main())


def test_a_client_that_reads_nothing_delays_nobody(server: Server) -> None:
    async def main() -> None:
        _, writer = await open_connection(server.port)
        writer.write(build_message("POST", "/quick", b"lines 400 10000", {}))
        await asyncio.sleep(0.3)
        (stream,) = await asyncio.gather(*ask(server, "count 20 0.002"))
        assert stream.is_whole
        writer.close()

    asyncio.run(main())


def test_a_stream_under_way_does_not_keep_the_server_from_ending(server: Server) -> None:
    async def main() -> None:
        ask(server, "count 1000 0.05")
        await asyncio.sleep(0.3)
        children = child_ids(server.process.pid)
        server.process.terminate()
        assert await asyncio.to_thread(server.process.wait, 7) == 0
        assert not any(Path(f"/proc/{each}").exists() for each in children)

    asyncio.run(main())
