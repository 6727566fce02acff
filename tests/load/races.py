"""Many who ask for one race at once, a worker killed meanwhile, and requests for no race.

The many run in a process of their own, so that they do not delay the users who are measured:
`python -m tests.load.races PORT CLIENTS SECONDS` prints what they got as JSON.
"""

import asyncio
import json
import os
import signal
import sys
import time
from dataclasses import dataclass
from typing import Any

from tests.load.client import JSON_HEADERS, Client
from tests.load.drag import Report
from tests.load.fleet import Server
from tests.load.forge import ODD_VALUES
from tests.load.overload import drag_beside_process
from tests.load.streams import Stream, read_stream, read_until_whole
from tests.valid_requests import RACE

RACE_PATH = "/api/race"
SHORT_RACE = "?part=race&lanes=relu&layers=2"
OTHER_RACE_AFTER_S = 2
FORGED_SETUPS = (
    *("?", "?seed=1", "?scene=input&part=race", "?part=race&layers=13", "?part=race&width=1e9"),
    *("?part=race&lanes=nothing", "?part=race&lanes=", "?part=race&gain=xavier"),
    *("?part=race&rates=one&rate=1e6", "?part=race&seed=nan", "?part=race&steps=1000000"),
    *(
        "?part=race&optimizer=lbfgs",
        "?part=race&data=../../etc/passwd",
        "?part=race&" + "a=1&" * 600,
    ),
)


@dataclass
class Outcome:
    """What dragging users and those who watch a race saw, and how large the server became.

    `first_line_s` has the time until the first line for each who watches; `jobs_before` is how many
    races came before another one that was asked for meanwhile.
    """

    reports: list[Report]
    first_line_s: list[float]
    jobs_before: int
    memory_mib: float


def build_race_body(query: str) -> bytes:
    """Return the request for the race of a URL's query."""
    return json.dumps({"request": RACE | {"query": query}}).encode()


async def watch_race(port: int, clients: int, seconds: float) -> list[float]:
    """Ask for one race many times at once; return when each had its first line, in seconds."""
    body, start_s = build_race_body("?part=race&seed=2"), time.monotonic()
    streams = await asyncio.gather(
        *(read_stream(port, RACE_PATH, body, timeout_s=seconds) for _ in range(clients))
    )
    return [stream.first_time_s() - start_s for stream in streams if stream.job_lines()]


async def drag_beside_races(server: Server, clients: int, seconds: int) -> Outcome:
    """Let users drag while many watch one race."""

    async def ask_for_another() -> int:
        await asyncio.sleep(OTHER_RACE_AFTER_S)
        body = build_race_body("?part=race&seed=3")
        stream = await read_stream(server.port, RACE_PATH, body, timeout_s=2)
        return int(json.loads(stream.lines[1])["before"])

    ask = asyncio.create_task(ask_for_another())
    arguments = (server.port, clients, seconds)
    reports, memory_mib, output = await drag_beside_process(
        server, "tests.load.races", arguments, seconds
    )
    return Outcome(reports, json.loads(output), await ask, memory_mib)


async def kill_worker_during_race(server: Server, clients: int) -> tuple[list[Stream], int]:
    """Let some clients ask for a race until they have it whole, and kill a worker meanwhile.

    Returns what they have got, and how often they have asked.
    """
    body = build_race_body(SHORT_RACE)
    tasks = [
        asyncio.create_task(read_until_whole(server.port, RACE_PATH, body)) for _ in range(clients)
    ]
    await asyncio.sleep(0.5)
    os.kill(server.worker_ids()[0], signal.SIGKILL)
    answers = await asyncio.gather(*tasks)
    return [stream for stream, _ in answers], sum(count for _, count in answers)


async def send_forged_races(port: int) -> list[int]:
    """Return the statuses of requests that have another form, or a set-up that no race has."""
    odd: list[Any] = [value for value in ODD_VALUES if not isinstance(value, str)]
    bodies: list[Any] = [{"request": RACE | {name: value}} for name in RACE for value in odd]
    bodies += [{"request": RACE | {"more": 1}}, {"request": RACE, "more": 1}, {}, [], *odd]
    bodies += [{"request": {"query": query}} for query in FORGED_SETUPS]
    async with Client(port) as client:
        responses = [
            await client.send_request("POST", RACE_PATH, json.dumps(body).encode(), JSON_HEADERS)
            for body in bodies
        ]
    return [response.status for response in responses]


if __name__ == "__main__":
    port, clients, seconds = map(int, sys.argv[1:])
    print(json.dumps(asyncio.run(watch_race(port, clients, seconds))))
