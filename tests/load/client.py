"""A small HTTP client for many users in one process: connections that stay open, as a browser holds them."""

import asyncio
import contextlib
from collections.abc import Mapping
from typing import NamedTuple, Self

MOST = 6  # connections that a browser opens to one host


class Answer(NamedTuple):
    """The status, the headers, in small letters, and the body."""

    status: int
    headers: dict[str, str]
    body: bytes


class Client:
    """One browser's connections to one port of the loopback. Raises OSError or EOFError where no answer comes."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._room = asyncio.Semaphore(MOST)
        self._free: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        for _, writer in self._free:
            writer.close()

    async def ask(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None, wait: float = 15
    ) -> Answer:
        """The answer to one request."""
        sent = {"Host": "127.0.0.1", "Content-Length": str(len(body)), **(headers or {})}
        head = "".join(f"{name}: {value}\r\n" for name, value in sent.items())
        message = f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode("latin-1") + body
        async with self._room, asyncio.timeout(wait):
            reader, writer = self._free.pop() if self._free else await connect(self._port)
            try:
                writer.write(message)
                answer = await read(reader, method)
            except BaseException:
                writer.close()
                raise
            if answer.headers.get("connection") == "close":
                writer.close()
            else:
                self._free.append((reader, writer))
            return answer


async def connect(port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A new connection."""
    return await asyncio.open_connection("127.0.0.1", port)


async def read(reader: asyncio.StreamReader, method: str = "GET") -> Answer:
    """One answer, from where its first line begins."""
    first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    status = int(first.split()[1])
    if status == 304 or method == "HEAD":
        return Answer(status, headers, b"")
    if "content-length" in headers:
        return Answer(status, headers, await reader.readexactly(int(headers["content-length"])))
    headers["connection"] = "close"
    return Answer(status, headers, await reader.read())


async def cancel(*tasks: asyncio.Task[object]) -> None:
    """Stop tasks and wait until they have stopped."""
    for task in tasks:
        task.cancel()
    for task in tasks:
        with contextlib.suppress(asyncio.CancelledError, OSError, EOFError):
            await task
