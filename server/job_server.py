"""The process that runs jobs, and how the workers ask it for them.

A worker connects over the loopback and sends one line: a token, since other programs on the machine
may connect too, then the job and who asks for it. It gets TAKEN or REFUSED, then the lines of the
job, then END; before the first line, and marked, how many jobs come before. A worker that closes
the connection no longer wants the job.
"""

import asyncio
import contextlib
import json
import os
import secrets
import signal
import socket
import sys
from multiprocessing.connection import Connection
from pathlib import Path

from server.heartbeat import send_heartbeats
from server.jobs import Client, JobQueue, RunJob, TooManyJobsError
from server.limits import (
    GIL_SWITCH_S,
    HEARTBEAT_S,
    JOBS_NICENESS,
    MAX_JOBS_RSS_MIB,
    MAX_LINE_BYTES,
    REQUEST_TIMEOUT_S,
)
from server.line_log import LineLog
from server.tasks import run_until

TAKEN, REFUSED, END = b"taken\n", b"refused\n", b"\n"
MEMORY_FILE = Path("/proc/self/statm")  # on Linux


class JobServer:
    """Sends the lines of jobs to whoever knows the token."""

    def __init__(self, run_job: RunJob, token: str) -> None:
        self.jobs = JobQueue(run_job)
        self._token = token.encode()

    async def serve(self, listener: socket.socket) -> None:
        """Answer connections until this is cancelled."""
        server = await asyncio.start_server(self._answer, sock=listener, limit=MAX_LINE_BYTES)
        async with server:
            await self.jobs.tell_positions_regularly()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # The request may be too long, late or none; the worker, or the job, may be gone.
        with contextlib.suppress(OSError, ValueError), contextlib.closing(writer):
            async with asyncio.timeout(REQUEST_TIMEOUT_S):
                token, _, request = (await reader.readline()).partition(b" ")
            if not secrets.compare_digest(token, self._token):
                return
            text, (address, name) = json.loads(request)
            try:
                with self.jobs.follow(text, (address, name)) as log:
                    writer.write(TAKEN)
                    await run_until(send_lines(log, writer), wait_for_close(reader))
            except TooManyJobsError:
                writer.write(REFUSED)


def encode_request(token: str, text: str, client: Client) -> bytes:
    """Return the line that asks for a job."""
    return f"{token} {json.dumps([text, client])}\n".encode()


async def send_lines(log: LineLog, writer: asyncio.StreamWriter) -> None:
    """Send the lines of a job. Raises ConnectionError if they break off."""
    async for piece in log.follow():
        writer.write(piece)
        await writer.drain()
    writer.write(END)
    await writer.drain()


async def wait_for_close(reader: asyncio.StreamReader) -> None:
    """Wait until the other side closes a connection."""
    with contextlib.suppress(OSError):
        await reader.read()


def run_job_process(listener: socket.socket, token: str, run_job: RunJob, pipe: Connection) -> None:
    """Serve jobs in a process of its own, until that is killed or its parent ends."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    # Ctrl+C reaches every process of a terminal; the parent ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(JOBS_NICENESS)
    with contextlib.suppress(OSError):  # where memory is short, Linux ends this process first
        Path("/proc/self/oom_score_adj").write_text("1000")
    sys.setswitchinterval(GIL_SWITCH_S)
    asyncio.run(_serve_jobs(listener, JobServer(run_job, token), pipe))


async def _serve_jobs(listener: socket.socket, server: JobServer, pipe: Connection) -> None:
    await asyncio.gather(
        server.serve(listener), send_heartbeats(pipe, server.jobs.is_hung), _watch_memory()
    )


async def _watch_memory() -> None:
    """End this process when it takes more than MAX_JOBS_RSS_MIB, where the system tells."""
    while MEMORY_FILE.exists():
        pages = int(MEMORY_FILE.read_text().split()[1])
        if pages * os.sysconf("SC_PAGE_SIZE") > MAX_JOBS_RSS_MIB * 2**20:
            print("The process that runs jobs takes too much memory.", file=sys.stderr, flush=True)
            os._exit(1)
        await asyncio.sleep(HEARTBEAT_S)
