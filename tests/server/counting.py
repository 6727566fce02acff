"""Jobs that count, and the server of jobs in the event loop of a test.

The job "count 5 0.1" gives 5 lines, one each 0.1 s; "fail" gives one line and raises; "hang" gives
none; "lines 3 1000" gives 3 lines of some 1000 bytes at once.
"""

import asyncio
import contextlib
import json
import socket
import time
from collections.abc import AsyncIterator, Iterator

from server.job_client import JobClient
from server.job_process import LOOPBACK, JobAddress
from server.job_server import JobServer
from tests.load.client import cancel_tasks

TOKEN = "token"


def run_job(text: str) -> Iterator[bytes]:
    """Yield the lines of a job."""
    kind, *numbers = text.split()
    if kind == "hang":
        time.sleep(1000)
    elif kind == "fail":
        yield encode_line(0)
        raise ValueError("This job fails.")
    elif kind == "lines":
        for number in range(int(numbers[0])):
            yield encode_line(number, "x" * int(numbers[1]))
    else:
        for number in range(int(numbers[0])):
            time.sleep(float(numbers[1]))
            yield encode_line(number)


def encode_line(number: int, text: str = "") -> bytes:
    """Return one line of a job."""
    return json.dumps({"line": number, "text": text}).encode() + b"\n"


class Counter:
    """Runs jobs, and notes which have been started and what they have given."""

    def __init__(self) -> None:
        self.started: list[str] = []
        self.lines: dict[str, int] = {}

    def run_job(self, text: str) -> Iterator[bytes]:
        """Yield the lines of a job."""
        self.started.append(text)
        self.lines[text] = 0
        for line in run_job(text):
            self.lines[text] += 1
            yield line

    @contextlib.asynccontextmanager
    async def serve(self) -> AsyncIterator[JobAddress]:
        """Serve these jobs in the present event loop."""
        listener = socket.create_server((LOOPBACK, 0))
        task = asyncio.create_task(JobServer(self.run_job, TOKEN).serve(listener))
        try:
            yield JobAddress(listener.getsockname()[1], TOKEN)
        finally:
            await cancel_tasks(task)
            listener.close()


async def read_all(client: JobClient, text: str, address: str = "one") -> bytes:
    """Return all lines of a job, without the positions."""
    async with client.follow(text, (address, "")) as pieces:
        return b"".join([piece async for piece in pieces if not piece.startswith(b'{"before":')])


async def read_positions(client: JobClient, text: str, address: str) -> list[int]:
    """Return the positions that are told until the first line of a job comes."""
    positions = []
    async with client.follow(text, (address, "")) as pieces:
        async for piece in pieces:
            if not piece.startswith(b'{"before":'):
                break
            positions.append(int(json.loads(piece)["before"]))
    return positions
