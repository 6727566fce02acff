"""`make load`: what one small machine carries, what a stranger's request costs, and what is seen of faults."""

import asyncio
import os
import sys
import time

from app import app, files
from tests.benchmark.table import missed, row
from tests.load.client import Client
from tests.load.drag import Ours, Page, Report, Tutorial, drags
from tests.load.faults import Ring, killed_workers, lost, rolled, slow_clients
from tests.load.fleet import CORES, serving, start
from tests.load.forge import DEAREST, forged
from tests.load.pages import visits
from tests.load.within import spent, taken

SOON = 100.0  # ms, within which 95 of 100 answers come
SERVING, ASKING = CORES[0], CORES[-1]
FORGED = 10_000
HOUR = 3600 * 60  # moves


def late(reports: list[Report]) -> float:
    """The age in ms that 95 of 100 answers stay under."""
    ages = sorted(age for report in reports for age in report.ages)
    return 1000 * ages[int(0.95 * len(ages))] if ages else float("inf")


def carried(port: int, page: Page, few: int, step: float) -> int:
    """How many users one server carries: more and more of them, until three times in a row their answers come late."""
    asyncio.run(drags(port, page, 1, 1))  # to warm up
    users, most = few, 0
    while any(late(asyncio.run(drags(port, page, users, 3))) < SOON for _ in range(3)):
        users, most = max(users + 1, round(users * step)), users
    return most


def capacity() -> None:
    """Dragging users that one core carries, against the tutorial's page on the same core."""
    with serving("tests/benchmark/tutorial.py", core=SERVING) as tutorial:
        taught = row("tutorial's page: dragging users a core", [carried(tutorial.port, Tutorial(), 1, 1.0)], "")
    with serving(core=SERVING) as ours:
        users = row("dragging users a core", [carried(ours.port, Ours(), 20, 1.25)], "")
        row("the same, in tutorial's pages", [users / max(taught, 1)], "x", 10, at_least=True)
        for again in (False, True):
            loads = [asyncio.run(visits(ours.port, 4, 8, again)) for _ in range(2)]
            row(f"page loads, {'warm' if again else 'cold'}, a core", loads, "/s")


async def hour(port: int, moves: int) -> None:
    """So many moves of every slider in turn, as fast as they are answered."""
    turns = iter(range(moves))

    async def user() -> None:
        async with Client(port) as client:
            for turn in turns:
                answer = await client.ask("POST", "/answer", slid(turn), {"Content-Type": "application/json"})
                assert answer.status == 200, answer

    await asyncio.gather(*(user() for _ in range(8)))


def slid(turn: int) -> bytes:
    """The body of one move, of another slider every second."""
    sliders = (
        (b"alpha", turn % 400 / 100),
        (b"offset", turn % 200 / 10 - 10),
        (b"count", turn % 200 + 1),
        (b"span", turn % 199 / 10 + 0.1),
    )
    name, value = sliders[turn // 60 % len(sliders)]
    change = b'{"%s":%.2f}' % (name, value)
    return (
        b'{"asked":{"number":1,"query":"?shown=sigmoid,sigmoid_sum,elu","changes":%s,"whole":false,"dark":false,"height":900}}'
        % change
    )


def growth() -> None:
    """An hour's moves of one user, sped up, after a sixth of them to warm up."""
    with serving(workers=2) as server:
        row("memory of the server with two workers, at first", [server.memory()], "MiB", 120)
        asyncio.run(hour(server.port, HOUR // 6))
        before = server.memory()
        asyncio.run(hour(server.port, HOUR))
        row("an hour's moves: growth of memory", [100 * (server.memory() / before - 1)], "%", 5)
        row("memory of the server then", [server.memory()], "MiB", 120)


async def attacked(port: int) -> tuple[list[Report], list[int], list[float]]:
    """Users that drag while forged requests come: their reports, the statuses, and how long each took, in ms."""
    requests, statuses, times = forged(5, FORGED), [], []
    users = asyncio.create_task(drags(port, Ours(), 5, 15))

    async def stranger() -> None:
        async with Client(port) as client:
            for each in requests:
                begun = time.monotonic()
                answer = await client.ask(*each)
                statuses.append(answer.status)
                times.append(1000 * (time.monotonic() - begun))

    await asyncio.gather(*(stranger() for _ in range(2)))
    return await users, statuses, times


def attack() -> None:
    """Forged requests over the wire, and what the dearest of them costs in the server's process."""
    with serving(workers=2) as server:
        reports, statuses, times = asyncio.run(attacked(server.port))
    row("forged requests", [len(statuses)], "", FORGED, at_least=True)
    row("forged requests answered 5xx", [sum(status >= 500 for status in statuses)], "", 0)
    row("forged requests: 99 of 100 answers within", [sorted(times)[int(0.99 * len(times))]], "ms", SOON)
    row("users who drag meanwhile: 95 of 100 answers within", [late(reports)], "ms", SOON)
    files.pack(app)
    # Memory first: what an answer has taken, a later one finds.
    row("memory of the dearest request", [max(map(taken, [*DEAREST, *forged(7, 300)]))], "MiB", 32)
    dearest = [*DEAREST, *sorted(forged(6, 2000), key=spent)[-20:]]
    times = [min(spent(each) for _ in range(3)) for each in dearest]  # the least: others use the processor, too
    row("processor time of the dearest request", [max(times)], "ms", 50)


def unharmed(label: str, reports: list[Report]) -> None:
    """What a fault meant to the users: curves that were wrong, the longest wait of any, states that were lost."""
    row(f"{label}: wrong curves", [sum(report.wrong for report in reports)], "", 0)
    row(f"{label}: users left without their last value", [sum(not report.settled for report in reports)], "", 0)
    row(f"{label}: a user's longest wait", [max(report.longest_gap() for report in reports)], "s", 1)


def faults() -> None:
    """Each fault while users drag."""
    with serving(workers=2) as server:
        unharmed("a worker killed a second", asyncio.run(killed_workers(server, 10)))
    with serving(workers=2) as server:
        unharmed("600 slow clients", asyncio.run(slow_clients(server, 300, 300)))
    for label, fault in (("a rolling restart", rolled), ("a replica lost", lost)):
        ring = Ring([start(), start()])
        unharmed(label, asyncio.run(fault(ring)))
        for replica in ring.replicas:
            if replica.process.poll() is None:
                replica.stop()


def main() -> None:
    begun = time.monotonic()
    os.sched_setaffinity(0, {ASKING})
    for part in (capacity, attack, faults, growth):
        part()
    print(f"{time.monotonic() - begun:.0f} s; missed: {', '.join(missed) or 'nothing'}")
    sys.exit(bool(missed))


if __name__ == "__main__":
    main()
