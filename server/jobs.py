"""Jobs: long computations that give a line now and then, one at a time, shared and kept.

A job is a text: whoever asks for the same text gets the same lines.
"""

import asyncio
import contextlib
import math
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from server.fair_queue import FairQueue, Turn
from server.limits import (
    MAX_JOB_BYTES,
    MAX_JOB_S,
    MAX_KEPT_JOBS_BYTES,
    MAX_LINE_BYTES,
    MAX_LINE_S,
    MAX_WAITING_JOBS,
    POSITION_INTERVAL_S,
)
from server.line_log import LineLog

RunJob = Callable[[str], Iterator[bytes]]
"""Yields the lines of a job: JSON in one line each, with its end."""

Client = tuple[str, str]  # an address, and a name that a proxy there gives
ERROR_LINE = b'{"error": true}\n'  # the last line of a job that has failed
POSITION_MARK = b"#"  # begins the lines that are no lines of the job; no JSON begins so


class TooManyJobsError(Exception):
    """No further job can wait."""


@dataclass(eq=False)
class Job:
    """A job that waits or runs, who asked for it first, and its turn."""

    text: str
    client: Client
    turn: Turn
    log: LineLog = field(default_factory=LineLog)
    followers: int = 0


class KeptJobs:
    """The lines of finished jobs, up to MAX_KEPT_JOBS_BYTES; those asked for last stay longest."""

    def __init__(self) -> None:
        self.size_bytes = 0
        self._logs: dict[str, LineLog] = {}

    def find(self, text: str) -> LineLog | None:
        """Return the lines of a job, or None if they are not kept."""
        log = self._logs.pop(text, None)
        if log is not None:
            self._logs[text] = log  # now as the last one
        return log

    def add(self, text: str, log: LineLog) -> None:
        """Keep the lines of a job."""
        self._remove(text)  # one that was left and asked for again may run twice
        self._logs[text] = log
        self.size_bytes += sys.getsizeof(text) + log.size_bytes
        while self.size_bytes > MAX_KEPT_JOBS_BYTES:
            self._remove(next(iter(self._logs)))

    def _remove(self, text: str) -> None:
        log = self._logs.pop(text, None)
        if log is not None:
            self.size_bytes -= sys.getsizeof(text) + log.size_bytes


class JobQueue:
    """Runs jobs one after the other, clients in turn, as long as somebody follows them."""

    def __init__(self, run_job: RunJob) -> None:
        self._run_job = run_job
        self._queue = FairQueue()
        self._jobs: dict[str, Job] = {}  # that wait or run
        self._kept = KeptJobs()
        self._tasks: set[asyncio.Task[None]] = set()
        self._line_start_s = math.inf  # when the present line was begun

    def is_hung(self) -> bool:
        """Return whether a job takes so long for a line that only its process can be ended."""
        return time.monotonic() - self._line_start_s > MAX_LINE_S

    @contextlib.contextmanager
    def follow(self, text: str, client: Client) -> Iterator[LineLog]:
        """Give the lines of a job, which ends when nobody follows it any more.

        Raises TooManyJobsError if it would have to wait and cannot.
        """
        kept = self._kept.find(text)
        if kept is not None:
            yield kept
            return
        job = self._jobs.get(text) or self._start(text, client)
        job.followers += 1
        try:
            yield job.log
        finally:
            job.followers -= 1
            if job.followers == 0 and self._jobs.get(text) is job:
                self._cancel(job)

    async def tell_positions_regularly(self) -> None:
        """Tell those who wait every POSITION_INTERVAL_S that they still do."""
        while True:
            await asyncio.sleep(POSITION_INTERVAL_S)
            self._tell_positions(is_changed_only=False)

    def _start(self, text: str, client: Client) -> Job:
        if len(self._jobs) > MAX_WAITING_JOBS:
            self._make_room(client)
        job = self._jobs[text] = Job(text, client, self._queue.join(*client))
        task = asyncio.create_task(self._run(job))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        self._tell_positions()
        return job

    def _make_room(self, client: Client) -> None:
        """Cancel the newest job of the client that waits with most, for one with at least two less.

        Clients of one address compete with each other; together they are one beside the others.
        """
        waiting = [job for job in self._jobs.values() if not job.turn.done()]
        counts = Counter(job.client for job in waiting)
        totals = Counter(job.client[0] for job in waiting)
        busiest = max(counts, key=lambda each: (totals[each[0]], counts[each]))
        is_same_address = busiest[0] == client[0]
        surplus = (
            counts[busiest] - counts[client]
            if is_same_address
            else totals[busiest[0]] - totals[client[0]]
        )
        if surplus < 2:
            raise TooManyJobsError
        newest = next(job for job in reversed(waiting) if job.client == busiest)
        self._cancel(newest)
        newest.log.break_off()

    def _cancel(self, job: Job) -> None:
        """Take a job out; if it runs, it ends after the line that it computes at present."""
        del self._jobs[job.text]
        self._queue.leave(job.turn)
        self._tell_positions()

    async def _run(self, job: Job) -> None:
        """Run a job when it is its turn."""
        await asyncio.wait([job.turn])
        if job.turn.cancelled():
            return
        try:
            job.log.tell_position(_position_line(0))
            self._tell_positions()
            await self._compute_lines(job)
        finally:
            self._line_start_s = math.inf
            self._queue.end_turn()

    async def _compute_lines(self, job: Job) -> None:
        """Compute the lines of a job while somebody follows it. Only one that succeeds is kept."""
        end_s = time.monotonic() + MAX_JOB_S
        try:
            lines = self._run_job(job.text)
            while job.followers:
                self._line_start_s = time.monotonic()
                line = await asyncio.to_thread(next, lines, None)
                if line is None:
                    self._kept.add(job.text, job.log)
                    break
                size_bytes = job.log.size_bytes + len(line)
                if len(line) > MAX_LINE_BYTES or size_bytes > MAX_JOB_BYTES:
                    raise ValueError("The lines of the job are too long.")
                if time.monotonic() > end_s:
                    raise TimeoutError("The job takes too long.")
                job.log.append(line)
        except Exception:
            traceback.print_exc()
            job.log.append(ERROR_LINE)
        job.log.end()
        if self._jobs.get(job.text) is job:
            del self._jobs[job.text]

    def _tell_positions(self, is_changed_only: bool = True) -> None:
        """Tell the followers of each job that waits how many jobs come before it."""
        jobs = {job.turn: job for job in self._jobs.values()}
        for index, turn in enumerate(self._queue.waiting_turns()):
            position = _position_line(index + 1)
            log = jobs[turn].log
            if log.position != position or not is_changed_only:
                log.tell_position(position)


def _position_line(jobs_before: int) -> bytes:
    """Return the line that says how many jobs come before one, the one that runs included."""
    return POSITION_MARK + b'{"before": %d}\n' % jobs_before
