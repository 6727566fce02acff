"""Jobs: run once for all who ask, kept, in turn, and only as long as somebody wants them."""

import asyncio
import subprocess
import sys
from collections.abc import Awaitable, Callable
from itertools import groupby

import pytest

from server import job_client, jobs
from server.job_client import JobClient, JobUnavailableError
from server.job_process import LOOPBACK, JobAddress
from server.job_server import MEMORY_FILE, encode_request
from server.jobs import ERROR_LINE, JobQueue, KeptJobs
from server.line_log import LineLog
from tests.benchmark.servers import ROOT
from tests.load.client import cancel_tasks
from tests.server.counting import TOKEN, Counter, encode_line, read_all, read_positions

FIVE_LINES = b"".join(map(encode_line, range(5)))


@pytest.fixture
def counter() -> Counter:
    """Return what runs the jobs of a test."""
    return Counter()


def run(counter: Counter, test: Callable[[JobAddress], Awaitable[None]]) -> None:
    """Run a test with a server of jobs."""

    async def main() -> None:
        async with asyncio.timeout(20), counter.serve() as address:
            await test(address)

    asyncio.run(main())


async def start(client: JobClient, text: str, address: str = "one") -> "asyncio.Task[bytes]":
    """Ask for a job, and wait until it waits or runs."""
    task = asyncio.create_task(read_all(client, text, address))
    await asyncio.sleep(0.05)
    return task


def test_a_job_that_many_ask_for_runs_once_and_all_get_it_whole(counter: Counter) -> None:
    async def test(address: JobAddress) -> None:
        clients = JobClient(address), JobClient(address)  # as in two workers
        early = [read_all(clients[turn % 2], "count 5 0.05") for turn in range(20)]
        late = await start(clients[0], "count 5 0.05")
        assert set(await asyncio.gather(*early)) | {await late} == {FIVE_LINES}

    run(counter, test)
    assert counter.started == ["count 5 0.05"]


def test_a_finished_job_is_sent_again_without_being_run(counter: Counter) -> None:
    async def test(address: JobAddress) -> None:
        answers = [await read_all(JobClient(address), "count 5 0.01") for _ in range(2)]
        assert answers == [FIVE_LINES, FIVE_LINES]

    run(counter, test)
    assert counter.started == ["count 5 0.01"]


def test_a_running_job_ends_when_nobody_wants_it_any_more(counter: Counter) -> None:
    async def test(address: JobAddress) -> None:
        client = JobClient(address)
        first, second = [await start(client, "count 100 0.05") for _ in range(2)]
        await cancel_tasks(first)
        await asyncio.sleep(0.3)
        lines = counter.lines["count 100 0.05"]
        assert lines > 3  # the other one still wants it
        await cancel_tasks(second)
        assert await asyncio.wait_for(read_all(client, "count 5 0.01"), 1) == FIVE_LINES
        assert counter.lines["count 100 0.05"] <= lines + 2

    run(counter, test)


def test_a_job_that_is_left_while_it_waits_never_runs(counter: Counter) -> None:
    async def test(address: JobAddress) -> None:
        client = JobClient(address)
        running = await start(client, "count 5 0.05")
        await cancel_tasks(await start(client, "count 5 0.06"))
        await running
        assert await read_all(client, "count 5 0.01") == FIVE_LINES

    run(counter, test)
    assert counter.started == ["count 5 0.05", "count 5 0.01"]


def test_who_waits_is_told_how_many_come_before_and_clients_take_turns(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "POSITION_INTERVAL_S", 0.2)

    async def test(address: JobAddress) -> None:
        client = JobClient(address)
        running = await start(client, "count 5 0.06")
        waiting = [
            asyncio.create_task(read_positions(client, text, client_address))
            for text, client_address in (("count 2 0.04", "one"), ("count 3 0.04", "one"))
        ]
        await asyncio.sleep(0.02)
        other = asyncio.create_task(read_positions(client, "count 4 0.04", "two"))
        told = await asyncio.gather(*waiting, other)
        await running
        changes = [[number for number, _ in groupby(each)] for each in told]
        assert changes == [[1, 0], [2, 3, 2, 1, 0], [2, 1, 0]]

    run(counter, test)
    ran = ["count 5 0.06", "count 2 0.04", "count 4 0.04", "count 3 0.04"]
    assert counter.started == ran


def test_where_too_many_wait_the_client_that_waits_with_most_makes_room(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "MAX_WAITING_JOBS", 3)

    async def test(address: JobAddress) -> None:
        client = JobClient(address)
        await start(client, "count 100 0.05")
        waiting = [await start(client, f"count 1 0.0{number}") for number in (1, 2, 3)]
        with pytest.raises(JobUnavailableError):
            await read_all(client, "count 1 0.04")
        other = await start(client, "count 1 0.05", "two")
        with pytest.raises(ConnectionError):
            await waiting[-1]
        second = await start(client, "count 1 0.06", "two")
        assert not (waiting[0].done() or waiting[1].done() or other.done())
        with pytest.raises(JobUnavailableError):
            await second
        await cancel_tasks(*waiting[:2], other)

    run(counter, test)


def test_a_job_that_fails_says_so_and_is_not_kept(
    counter: Counter, capfd: pytest.CaptureFixture[str]
) -> None:
    async def test(address: JobAddress) -> None:
        client = JobClient(address)
        for _ in range(2):
            assert await read_all(client, "fail") == encode_line(0) + ERROR_LINE
        assert await read_all(client, "count 5 0.01") == FIVE_LINES

    run(counter, test)
    assert counter.started == ["fail", "fail", "count 5 0.01"]
    assert "ValueError: This job fails." in capfd.readouterr().err


@pytest.mark.parametrize(
    ("limit", "value", "text"),
    [
        ("MAX_JOB_S", 0.1, "count 9 0.06"),
        ("MAX_JOB_BYTES", 50_000, "lines 9 20000"),
        ("MAX_LINE_BYTES", 10_000, "lines 9 20000"),
    ],
)
def test_a_job_beyond_a_limit_is_ended(
    counter: Counter, monkeypatch: pytest.MonkeyPatch, limit: str, value: float, text: str
) -> None:
    monkeypatch.setattr(jobs, limit, value)

    async def test(address: JobAddress) -> None:
        assert (await read_all(JobClient(address), text)).endswith(ERROR_LINE)
        assert counter.lines[text] < 9

    run(counter, test)


def test_finished_jobs_are_kept_up_to_a_limit_and_the_oldest_go_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(jobs, "MAX_KEPT_JOBS_BYTES", 50_000)
    kept = KeptJobs()
    for text in ("a", "b", "c", "d"):
        log = LineLog()
        log.append(b"x" * 13_000)
        kept.add(text, log)
        kept.find("a")
        assert kept.size_bytes <= 50_000
    assert [kept.find(text) is not None for text in "abcd"] == [True, False, True, True]
    kept.add("a", LineLog())  # once more
    kept.add("c", LineLog())
    kept.add("d", LineLog())
    assert kept.size_bytes < 10_000
    too_long = LineLog()
    too_long.append(b"x" * 60_000)
    kept.add("e", too_long)
    assert (kept.find("e"), kept.size_bytes) == (None, 0)


def test_who_does_not_know_the_token_gets_nothing(counter: Counter) -> None:
    async def test(address: JobAddress) -> None:
        for line in (
            encode_request("wrong", "count 5 0.01", ("one", "")),
            b"\n",
            b"[" * 100_000 + b"\n",
            f"{TOKEN} [1, 2".encode() + b"\n",
            b"x" * 1_000_000 + b"\n",
        ):
            reader, writer = await asyncio.open_connection(LOOPBACK, address.port)
            writer.write(line)
            with pytest.raises((EOFError, OSError)):
                await reader.readexactly(1)
            writer.close()
        with pytest.raises(JobUnavailableError):
            await read_all(JobClient(JobAddress(address.port, "wrong")), "count 5 0.01")

    run(counter, test)
    assert counter.started == []


def test_a_worker_holds_a_limited_amount_of_lines(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(job_client, "MAX_STREAMED_BYTES", 200_000)

    async def test(address: JobAddress) -> None:
        client = JobClient(address)
        async with client.follow("lines 150 1000", ("one", "")) as unread:
            await anext(unread)  # and no more of them
            await asyncio.sleep(0.1)
            assert len(await read_all(client, "lines 100 1000")) > 100_000
            with pytest.raises(ConnectionError):
                assert [piece async for piece in unread] == []

    run(counter, test)


def test_a_job_that_gives_no_line_for_too_long_counts_as_hung(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "MAX_LINE_S", 0.1)
    queue = JobQueue(counter.run_job)

    async def main() -> None:
        with queue.follow("count 1 0.3", ("one", "")) as log:
            await asyncio.sleep(0.2)
            assert queue.is_hung()
            assert [piece async for piece in log.follow()][-1] == encode_line(0)
            assert not queue.is_hung()

    asyncio.run(main())


def test_a_process_that_takes_too_much_memory_ends_itself() -> None:
    script = (
        "import asyncio; from server import job_server; job_server.MAX_JOBS_RSS_MIB = 1; "
        "asyncio.run(job_server._watch_memory())"
    )
    command = [sys.executable, "-c", script]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if MEMORY_FILE.exists():
        assert (ended.returncode, "too much memory" in ended.stderr) == (1, True)
