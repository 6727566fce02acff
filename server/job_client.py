"""How a worker gets the lines of jobs: over one connection for all its clients of one job."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

from server.job_process import LOOPBACK, JobAddress
from server.job_server import END, TAKEN, encode_request
from server.jobs import POSITION_MARK, Client
from server.limits import JOB_TIMEOUT_S, MAX_LINE_BYTES, MAX_STREAMED_BYTES
from server.line_log import LineLog


class JobUnavailableError(Exception):
    """No job can be run at present."""


class Feed:
    """The lines of one job, as they come over one connection."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.log = LineLog()
        self.followers = 0
        # Whether the job is run, as soon as that is known.
        self.is_taken: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self.task: asyncio.Task[None] | None = None


class JobClient:
    """Follows jobs for the clients of one worker."""

    def __init__(self, address: JobAddress) -> None:
        self._address = address
        self._feeds: dict[str, Feed] = {}

    @contextlib.asynccontextmanager
    async def follow(self, text: str, client: Client) -> AsyncIterator[AsyncIterator[bytes]]:
        """Give the lines of a job to one of its clients, as many at once as there are.

        Before the first line come positions. Raises JobUnavailableError if the job is refused or
        nobody answers; the iterator raises ConnectionError if the lines break off.
        """
        feed = self._feeds.get(text) or self._open_feed(text, client)
        feed.followers += 1
        try:
            if not await asyncio.shield(feed.is_taken):
                raise JobUnavailableError
            yield feed.log.follow()
        finally:
            feed.followers -= 1
            if feed.followers == 0:
                self._close_feed(feed)

    def _open_feed(self, text: str, client: Client) -> Feed:
        feed = self._feeds[text] = Feed(text)
        feed.task = asyncio.create_task(self._run_feed(feed, client))
        return feed

    def _close_feed(self, feed: Feed) -> None:
        """Close the connection of a job. Who asks for it again gets another."""
        if self._feeds.get(feed.text) is feed:
            del self._feeds[feed.text]
        if feed.task is not None:
            feed.task.cancel()

    async def _run_feed(self, feed: Feed, client: Client) -> None:
        """Read the lines of a job. They break off unless the end is reached."""
        try:
            with contextlib.suppress(OSError, ValueError):  # there is no process, or it ends
                await self._read_lines(feed, client)
                feed.log.end()
                return
            self._break_off(feed)
        finally:
            if not feed.is_taken.done():
                feed.is_taken.set_result(False)

    async def _read_lines(self, feed: Feed, client: Client) -> None:
        """Read lines up to END. Raises ConnectionError if there is none."""
        port, limit = self._address.port, 2 * MAX_LINE_BYTES
        async with asyncio.timeout(JOB_TIMEOUT_S) as timeout:
            reader, writer = await asyncio.open_connection(LOOPBACK, port, limit=limit)
            with contextlib.closing(writer):
                writer.write(encode_request(self._address.token, feed.text, client))
                if await reader.readline() != TAKEN:
                    raise ConnectionError
                timeout.reschedule(None)
                feed.is_taken.set_result(True)
                while (line := await reader.readline()) != END:
                    self._take_line(feed, line)

    def _take_line(self, feed: Feed, line: bytes) -> None:
        """Add a line, or tell a position. Raises ConnectionError for what is no whole line."""
        if not line.endswith(b"\n"):
            raise ConnectionError
        if line.startswith(POSITION_MARK):
            feed.log.tell_position(line.removeprefix(POSITION_MARK))
            return
        feed.log.append(line)
        while sum(each.log.size_bytes for each in self._feeds.values()) > MAX_STREAMED_BYTES:
            self._break_off(max(self._feeds.values(), key=lambda each: each.log.size_bytes))

    def _break_off(self, feed: Feed) -> None:
        """Forget the lines of a job: its clients have to ask again."""
        feed.log.break_off()
        self._close_feed(feed)
