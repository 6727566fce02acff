"""Clients that take more than their share: costly requests over and over, answers left unread.

They run in a process of their own, so that they do not delay the users who are measured:
`python -m tests.load.hold KIND PORT CONNECTIONS SECONDS` prints the statuses and times as JSON.
"""

import asyncio
import itertools
import json
import socket
import sys
import time
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from tests.benchmark.servers import ROOT
from tests.load.client import Client, cancel_tasks
from tests.load.drag import LabPage, Report, drag_together
from tests.load.fleet import Server
from tests.load.forge import COSTLIEST_QUERY

USERS = 5
RECEIVE_BUFFER_BYTES = 4096  # of a client that does not read
PLOTLY_PATH = "/_dash-component-suites/plotly/package_data/plotly.min.js"
Answer = tuple[int, float]  # the status of an answer, and the seconds that it took


@dataclass
class Outcome:
    """What dragging users and greedy clients saw, and how large the server became."""

    reports: list[Report] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    memory_mib: float = 0


def costliest_pages(is_repeated: bool) -> Iterator[str]:
    """Yield URLs of pages that are as costly as any; the same one, or always another."""
    for number in itertools.count():
        offset = 0 if is_repeated else number % 2000 / 100
        yield f"http://127.0.0.1/{COSTLIEST_QUERY}&offset={offset}"


async def ask_costly(
    port: int, connections: int, seconds: float, is_repeated: bool
) -> list[Answer]:
    """Ask for the costliest layout over many connections; every second request is a HEAD."""
    answers: list[Answer] = []
    pages, end_s = costliest_pages(is_repeated), time.monotonic() + seconds

    async def keep_asking(method: str) -> None:
        async with Client(port) as client:
            while (start_s := time.monotonic()) < end_s:
                headers = {"Referer": next(pages), "Accept-Encoding": "gzip"}
                response = await client.send_request(method, "/_dash-layout", headers=headers)
                answers.append((response.status, time.monotonic() - start_s))

    methods = itertools.islice(itertools.cycle(("GET", "HEAD")), connections)
    await asyncio.gather(*map(keep_asking, methods))
    return answers


async def leave_unread(port: int, connections: int, seconds: float) -> list[Answer]:
    """Ask for plotly and for layouts over many connections, and read nothing."""
    pages = costliest_pages(is_repeated=False)

    async def keep_open(path: str) -> None:
        request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nReferer: {next(pages)}\r\n\r\n"
        with socket.socket() as unread:
            unread.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BUFFER_BYTES)
            unread.connect(("127.0.0.1", port))
            unread.sendall(request.encode())
            await asyncio.sleep(seconds)

    paths = itertools.islice(itertools.cycle((PLOTLY_PATH, "/_dash-layout")), connections)
    await asyncio.gather(*map(keep_open, paths))
    return []


KINDS: dict[str, Callable[[int, int, float], Coroutine[Any, Any, list[Answer]]]] = {
    "repeated": partial(ask_costly, is_repeated=True),
    "distinct": partial(ask_costly, is_repeated=False),
    "unread": leave_unread,
}


async def drag_beside(server: Server, kind: str, connections: int, seconds: int) -> Outcome:
    """Let users drag while greedy clients of one kind are at work."""
    outcome = Outcome()
    greedy = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.load.hold", kind),
        *map(str, (server.port, connections, seconds)),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
    )

    async def watch_memory() -> None:
        while True:
            memory_mib = await asyncio.to_thread(server.memory_mib)
            outcome.memory_mib = max(outcome.memory_mib, memory_mib)
            await asyncio.sleep(1)

    watch = asyncio.create_task(watch_memory())
    outcome.reports = await drag_together(server.port, LabPage(), USERS, seconds)
    output, _ = await greedy.communicate()
    await cancel_tasks(watch)
    outcome.answers = [(status, time_s) for status, time_s in json.loads(output)]
    return outcome


if __name__ == "__main__":
    kind, *numbers = sys.argv[1:]
    port, connections, seconds = map(int, numbers)
    print(json.dumps(asyncio.run(KINDS[kind](port, connections, seconds))))
