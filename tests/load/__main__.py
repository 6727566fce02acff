"""`make load`: what one small machine carries, what a request costs, what faults do to users."""

import asyncio
import json
import os
import statistics
import sys
import time

from app import app
from server.static_cache import precompress
from tests.benchmark.table import missed_bounds, print_row
from tests.load.client import JSON_HEADERS, Client
from tests.load.drag import LabPage, Page, Report, TutorialPage, drag_together
from tests.load.faults import (
    LoadBalancer,
    kill_workers,
    lose_replica,
    open_slow_clients,
    roll_replicas,
)
from tests.load.fleet import CORES, run_server, start_server
from tests.load.forge import COSTLIEST_REQUESTS, ForgedRequest, forge_requests
from tests.load.in_process import cpu_time_ms, memory_growth_mib
from tests.load.overload import PLOTLY_PATH, drag_beside
from tests.load.pages import visit_repeatedly
from tests.load.races import drag_beside_races, kill_worker_during_race, send_forged_races
from tests.valid_requests import UPDATE

MAX_AGE_MS = 100.0  # that 95 of 100 answered values may have
SERVER_CORE, CLIENT_CORE = CORES[0], CORES[-1]
FORGED_REQUESTS = 10_000
MOVES_PER_HOUR = 3600 * 60
MAX_MEMORY_MIB = 120  # of a server with two workers
COSTLY_CONNECTIONS, MAX_COSTLY_S = 50, 5
UNREAD_CONNECTIONS, MAX_UNREAD_MEMORY_MIB = 500, 200
RACE_WATCHERS, MAX_FIRST_LINE_S, MAX_RACE_MEMORY_MIB = 300, 3, 200


def age_percentile_ms(reports: list[Report]) -> float:
    """Return the age that 95 of 100 answered values stay below."""
    ages = sorted(age for report in reports for age in report.ages)
    return 1000 * ages[int(0.95 * len(ages))] if ages else float("inf")


def count_users(port: int, page: Page, start: int, factor: float) -> int:
    """Return how many users one server carries.

    Their number grows until their answers are late three times in a row.
    """

    def is_carried(users: int) -> bool:
        runs = (asyncio.run(drag_together(port, page, users, 3)) for _ in range(3))
        return any(age_percentile_ms(reports) < MAX_AGE_MS for reports in runs)

    asyncio.run(drag_together(port, page, 1, 1))  # to warm up
    users, carried = start, 0
    while is_carried(users):
        users, carried = max(users + 1, round(users * factor)), users
    return carried


def measure_capacity() -> None:
    """Count the users that one core carries, for the tutorial's page and this one."""
    os.sched_setaffinity(0, {CLIENT_CORE})
    with run_server("tests/benchmark/tutorial.py", core=SERVER_CORE) as server:
        users = count_users(server.port, TutorialPage(), 1, 1.0)
        tutorial_users = print_row("tutorial's page: dragging users a core", [users], "")
    with run_server(core=SERVER_CORE) as server:
        users = count_users(server.port, LabPage(), 20, 1.25)
        lab_users = print_row("dragging users a core", [users], "")
        ratio = lab_users / max(tutorial_users, 1)
        print_row("the same, in tutorial's pages", [ratio], "x", 100, is_lower_bound=True)
        for is_cached in (False, True):
            rates = [asyncio.run(visit_repeatedly(server.port, 4, 8, is_cached)) for _ in range(2)]
            print_row(f"page loads, {'warm' if is_cached else 'cold'}, a core", rates, "/s")
    os.sched_setaffinity(0, CORES)


async def move_sliders(port: int, moves: int) -> None:
    """Make some moves of every slider in turn, as fast as they are answered."""
    turns = iter(range(moves))

    async def keep_moving() -> None:
        async with Client(port) as client:
            for turn in turns:
                body = build_move(turn)
                response = await client.send_request("POST", "/api/update", body, JSON_HEADERS)
                assert response.status == 200, response

    await asyncio.gather(*(keep_moving() for _ in range(8)))


def build_move(turn: int) -> bytes:
    """Return the body of one move; every second another slider moves."""
    sliders = (
        ("alpha", turn % 400 / 100),
        ("offset", turn % 200 / 10 - 10),
        ("count", turn % 200 + 1),
        ("span", turn % 199 / 10 + 0.1),
    )
    name, number = sliders[turn // 60 % len(sliders)]
    moved = {"query": "?shown=sigmoid,sigmoid_sum,elu", "changes": {name: round(number, 2)}}
    return json.dumps({"request": UPDATE | moved}).encode()


def measure_growth() -> None:
    """Measure the memory before and after the moves of an hour, sped up."""
    with run_server(workers=2) as server:
        before = server.memory_mib()
        label = "memory of the server with two workers"
        print_row(f"{label}, at first", [before], "MiB", MAX_MEMORY_MIB)
        asyncio.run(move_sliders(server.port, MOVES_PER_HOUR // 6))  # to warm up
        before = server.memory_mib()
        asyncio.run(move_sliders(server.port, MOVES_PER_HOUR))
        after = server.memory_mib()
        print_row("an hour's moves: growth of memory", [100 * (after / before - 1)], "%", 5)
        print_row(f"{label}, after them", [after], "MiB", MAX_MEMORY_MIB)


async def attack_server(port: int) -> tuple[list[Report], list[int], list[float]]:
    """Send forged requests while users drag.

    Returns the users' reports, the statuses of the answers, and the milliseconds that each took.
    """
    requests, statuses, times = forge_requests(5, FORGED_REQUESTS), [], []
    users = asyncio.create_task(drag_together(port, LabPage(), 5, 15))

    async def send_forged() -> None:
        async with Client(port) as client:
            for request in requests:
                start = time.monotonic()
                response = await client.send_request(*request)
                statuses.append(response.status)
                times.append(1000 * (time.monotonic() - start))

    await asyncio.gather(*(send_forged() for _ in range(2)))
    return await users, statuses, times


def measure_attack() -> None:
    """Measure forged requests over the network, and the costliest of them in this process."""
    with run_server(workers=2) as server:
        reports, statuses, times = asyncio.run(attack_server(server.port))
    label = "forged requests"
    print_row(label, [len(statuses)], "", FORGED_REQUESTS, is_lower_bound=True)
    print_row(f"{label} answered 5xx", [sum(status >= 500 for status in statuses)], "", 0)
    slow = sorted(times)[int(0.99 * len(times))]
    print_row(f"{label}: 99 of 100 answers within", [slow], "ms", MAX_AGE_MS)
    age = age_percentile_ms(reports)
    print_row("users who drag meanwhile: 95 of 100 answers within", [age], "ms", MAX_AGE_MS)
    precompress(app)
    measure_malformed_encoding()
    # Memory comes first: later answers use again what earlier ones have taken.
    growths = [memory_growth_mib(each) for each in [*COSTLIEST_REQUESTS, *forge_requests(7, 300)]]
    print_row("memory of the costliest request", [max(growths)], "MiB", 32)
    costliest = sorted(forge_requests(6, 2000), key=cpu_time_ms)[-20:]
    # The least of three counts, since other programs use the processor too.
    times = [
        min(cpu_time_ms(request) for _ in range(3)) for request in (*COSTLIEST_REQUESTS, *costliest)
    ]
    print_row("processor time of the costliest request", [max(times)], "ms", 50)


def measure_overload() -> None:
    """Let users drag beside clients that ask for too much, and beside some that do not read."""
    for kind in ("the same layout", "other layouts", "whole pictures"):
        with run_server(workers=2) as server:
            outcome = asyncio.run(drag_beside(server, kind, COSTLY_CONNECTIONS, 8))
        label = f"{COSTLY_CONNECTIONS} ask for {kind}"
        age = age_percentile_ms(outcome.reports)
        print_row(f"{label}: 95 of 100 drags within", [age], "ms", MAX_AGE_MS)
        slowest = max(time_s for _, time_s in outcome.answers)
        print_row(f"{label}: the slowest answer", [slowest], "s", MAX_COSTLY_S)
        failed = sum(status != 200 for status, _ in outcome.answers)
        print_row(f"{label}: other answers than 200", [failed], "", 0)
    with run_server(workers=2) as server:
        outcome = asyncio.run(drag_beside(server, "unread answers", UNREAD_CONNECTIONS, 12))
    label = f"{UNREAD_CONNECTIONS} read nothing"
    age = age_percentile_ms(outcome.reports)
    print_row(f"{label}: 95 of 100 drags within", [age], "ms", MAX_AGE_MS)
    print_row(f"{label}: memory", [outcome.memory_mib], "MiB", MAX_UNREAD_MEMORY_MIB)


def measure_races() -> None:
    """Let hundreds watch one race while users drag, kill a worker, and send forged set-ups."""
    with run_server(workers=2) as server:
        outcome = asyncio.run(drag_beside_races(server, RACE_WATCHERS, 12))
        label = f"{RACE_WATCHERS} ask for one race at once"
        count = len(outcome.first_line_s)
        print_row(f"{label}: who get it", [count], "", RACE_WATCHERS, is_lower_bound=True)
        longest = max(outcome.first_line_s)
        print_row(f"{label}: longest until the first line", [longest], "s", MAX_FIRST_LINE_S)
        print_row(f"{label}: races run", [outcome.jobs_before], "", 1)
        age = age_percentile_ms(outcome.reports)
        print_row(f"{label}: 95 of 100 drags within", [age], "ms", MAX_AGE_MS)
        print_row(f"{label}: memory", [outcome.memory_mib], "MiB", MAX_RACE_MEMORY_MIB)
    with run_server(workers=2) as server:
        streams, asked = asyncio.run(kill_worker_during_race(server, 20))
        whole = streams[0].job_lines()
        other = sum(stream.job_lines() != whole for stream in streams)
        label = "a worker killed during a race"
        print_row(f"{label}: races that differ after asking again", [other], "", 0)
        print_row(f"{label}: who had to ask again", [asked - len(streams)], "")
        statuses = asyncio.run(send_forged_races(server.port))
        accepted = sum(status != 400 for status in statuses)
        print_row("forged set-ups of a race: other answers than 400", [accepted], "", 0)


def measure_malformed_encoding() -> None:
    """Compare a file asked for with a malformed Accept-Encoding and with a right one."""
    times = [
        statistics.median(
            cpu_time_ms(ForgedRequest("GET", PLOTLY_PATH, b"", {"Accept-Encoding": encoding}))
            for _ in range(20)
        )
        for encoding in ("br", "br;q=abc")
    ]
    label = "plotly for a malformed Accept-Encoding, in right ones"
    print_row(label, [times[1] / times[0]], "x", 2)


def print_reports(label: str, reports: list[Report]) -> None:
    """Print what a fault meant to the users: wrong curves, lost values, the longest wait."""
    wrong = sum(report.wrong_count for report in reports)
    print_row(f"{label}: wrong curves", [wrong], "", 0)
    lost = sum(not report.is_last_answered for report in reports)
    print_row(f"{label}: users left without their last value", [lost], "", 0)
    longest = max(report.longest_gap() for report in reports)
    print_row(f"{label}: a user's longest wait", [longest], "s", 1)


def measure_faults() -> None:
    """Cause each fault while users drag."""
    with run_server(workers=2) as server:
        print_reports("a worker killed a second", asyncio.run(kill_workers(server, 10)))
    with run_server(workers=2) as server:
        print_reports("600 slow clients", asyncio.run(open_slow_clients(server, 300, 300)))
    for label, fault in (("a rolling update", roll_replicas), ("a replica lost", lose_replica)):
        balancer = LoadBalancer([start_server(), start_server()])
        print_reports(label, asyncio.run(fault(balancer)))
        for replica in balancer.replicas:
            if replica.process.poll() is None:
                replica.stop()


def main() -> None:
    """Measure everything; end with 1 if a bound does not hold."""
    start = time.monotonic()
    for measure in (
        measure_capacity,
        measure_attack,
        measure_overload,
        measure_races,
        measure_faults,
        measure_growth,
    ):
        measure()
    print(f"{time.monotonic() - start:.0f} s; missed: {', '.join(missed_bounds) or 'nothing'}")
    sys.exit(bool(missed_bounds))


if __name__ == "__main__":
    main()
