"""Requests to the adapter, with a server and clients that a test plays."""

import asyncio
import multiprocessing
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

from flask import Flask

from server.asgi import WsgiAdapter
from server.job_process import JobAddress
from server.outbox import Message

QUICK_PATHS = (("/quick",),)


NO_JOBS = JobAddress(9, "")  # nobody answers there


def build_adapter(app: Flask, job_address: JobAddress = NO_JOBS) -> WsgiAdapter:
    """Return an adapter for which `costly` is a costly body, and /quick the beginning of a path."""
    pipe = multiprocessing.Pipe(duplex=False)[1]
    return WsgiAdapter(app, "/", QUICK_PATHS, lambda _, body: body == b"costly", pipe, job_address)


def scope(path: str = "/quick", client: str = "127.0.0.1", **others: Any) -> Message:
    """Return a request as ASGI describes it."""
    return {
        "type": "http",
        "method": "POST",
        "path": path,
        "query_string": b"a=1",
        "http_version": "1.1",
        "scheme": "http",
        "server": ("127.0.0.1", "8050"),
        "client": (client, "5000"),
        "headers": [(b"host", b"lab.example.org"), (b"content-type", b"text/plain")],
        **others,
    }


class Exchange:
    """One request: what the client sends, and what it has got."""

    def __init__(
        self, *pieces: bytes, is_gone: bool = False, reads: bool = True, pause_s: float = 0.0
    ) -> None:
        self._pieces: Iterator[bytes] = iter(pieces or (b"x",))
        self._left = len(pieces or (b"x",))
        self._is_gone = is_gone
        self._reads = reads
        self._pause_s = pause_s
        self.sent: list[Message] = []

    @property
    def status(self) -> int:
        """The status of the response; 0 if there is none."""
        return int(self.sent[0]["status"]) if self.sent else 0

    @property
    def content(self) -> bytes:
        """What has come of the body."""
        return b"".join(message["body"] for message in self.sent[1:])

    async def receive(self) -> Message:
        """Return the next piece of the body, then nothing until the client goes."""
        await asyncio.sleep(0)
        if self._left:
            self._left -= 1
            return {"type": "http.request", "body": next(self._pieces), "more_body": self._left > 0}
        if not self._is_gone:
            await asyncio.Event().wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        """Take a part of the response, or never, if the client does not read."""
        if self.sent and not self._reads:
            await asyncio.Event().wait()
        await asyncio.sleep(self._pause_s)
        self.sent.append(message)


def run(*answers: Callable[[], Awaitable[None]]) -> None:
    """Answer some requests at the same time."""

    async def main() -> None:
        async with asyncio.timeout(10):
            await asyncio.gather(*(answer() for answer in answers))

    asyncio.run(main())
