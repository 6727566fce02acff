"""Clients that ask for too much or do not read: costly requests over and over, answers left unread.

They run in a process of their own, so that they do not delay the users who are measured:
`python -m tests.load.overload KIND PORT CONNECTIONS SECONDS` prints the statuses and times as JSON.
"""

import asyncio
import itertools
import json
import socket
import sys
import time
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from tests.benchmark.servers import ROOT
from tests.load.client import JSON_HEADERS, Client, build_message, cancel_tasks
from tests.load.drag import LabPage, Report, drag_together
from tests.load.fleet import Server
from tests.load.forge import COSTLIEST_QUERY, ForgedRequest
from tests.valid_requests import UPDATE

USERS = 5
RECEIVE_BUFFER_BYTES = 4096  # of a client that does not read
PLOTLY_PATH = "/_dash-component-suites/plotly/package_data/plotly.min.js"
Build = Callable[[str], ForgedRequest]
Answer = tuple[int, float]  # the status of an answer, and the seconds that it took


@dataclass
class Outcome:
    """What dragging users and the other clients saw, and how large the server became."""

    reports: list[Report]
    answers: list[Answer]
    memory_mib: float


def costliest_queries(is_repeated: bool) -> Iterator[str]:
    """Yield queries of pages that are as costly as any; the same one, or always another."""
    for number in itertools.count():
        yield f"{COSTLIEST_QUERY}&offset={0 if is_repeated else number % 2000 / 100}"


def build_layout_request(query: str) -> ForgedRequest:
    """Return the request for the layout of a page."""
    headers = {"Referer": f"http://127.0.0.1/{query}", "Accept-Encoding": "gzip"}
    return ForgedRequest("GET", "/_dash-layout", b"", headers)


def build_update_request(query: str) -> ForgedRequest:
    """Return the request for the whole picture of a page."""
    body = json.dumps({"request": UPDATE | {"query": query, "full": True}}).encode()
    return ForgedRequest("POST", "/api/update", body, JSON_HEADERS)


def build_plotly_request(_: str) -> ForgedRequest:
    """Return the request for plotly, uncompressed."""
    return ForgedRequest("GET", PLOTLY_PATH, b"", {})


async def ask_costly(
    port: int, connections: int, seconds: float, *, build: Build, is_repeated: bool = False
) -> list[Answer]:
    """Ask for costly answers over many connections; every second GET is a HEAD."""
    answers: list[Answer] = []
    queries, end_s = costliest_queries(is_repeated), time.monotonic() + seconds

    async def keep_asking(is_head: bool) -> None:
        async with Client(port) as client:
            while (start_s := time.monotonic()) < end_s:
                method, path, body, headers = build(next(queries))
                method = "HEAD" if is_head and method == "GET" else method
                response = await client.send_request(method, path, body, headers)
                answers.append((response.status, time.monotonic() - start_s))

    await asyncio.gather(*(keep_asking(number % 2 == 1) for number in range(connections)))
    return answers


async def leave_unread(port: int, connections: int, seconds: float) -> list[Answer]:
    """Ask for plotly, for layouts and for updates over many connections, and read nothing."""
    queries = costliest_queries(is_repeated=False)

    async def keep_open(build: Build) -> None:
        message = build_message(*build(next(queries)))
        with socket.socket() as unread:
            unread.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BUFFER_BYTES)
            unread.connect(("127.0.0.1", port))
            unread.sendall(message)
            await asyncio.sleep(seconds)

    builds = itertools.cycle((build_plotly_request, build_layout_request, build_update_request))
    await asyncio.gather(*map(keep_open, itertools.islice(builds, connections)))
    return []


KINDS: dict[str, Callable[[int, int, float], Coroutine[Any, Any, list[Answer]]]] = {
    "the same layout": partial(ask_costly, build=build_layout_request, is_repeated=True),
    "other layouts": partial(ask_costly, build=build_layout_request),
    "whole pictures": partial(ask_costly, build=build_update_request),
    "unread answers": leave_unread,
}


async def drag_beside(server: Server, kind: str, connections: int, seconds: int) -> Outcome:
    """Let users drag while clients ask for answers of one kind."""
    arguments = (kind, server.port, connections, seconds)
    reports, memory_mib, output = await drag_beside_process(
        server, "tests.load.overload", arguments, seconds
    )
    answers = [(status, time_s) for status, time_s in json.loads(output)]
    return Outcome(reports=reports, answers=answers, memory_mib=memory_mib)


async def drag_beside_process(
    server: Server, module: str, arguments: tuple[str | int, ...], seconds: int
) -> tuple[list[Report], float, bytes]:
    """Let users drag while a module of the tests runs as a program.

    Returns what they saw, the most memory that the server took in MiB, and the program's output.
    """
    memory_mib = [0.0]
    load_process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", module),
        *map(str, arguments),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
    )

    async def watch_memory() -> None:
        while True:
            memory_mib.append(await asyncio.to_thread(server.memory_mib))
            await asyncio.sleep(1)

    watch = asyncio.create_task(watch_memory())
    reports = await drag_together(server.port, LabPage(), USERS, seconds)
    output, _ = await load_process.communicate()
    await cancel_tasks(watch)
    return reports, max(memory_mib), output


if __name__ == "__main__":
    kind, *numbers = sys.argv[1:]
    port, connections, seconds = map(int, numbers)
    print(json.dumps(asyncio.run(KINDS[kind](port, connections, seconds))))
