"""A small HTTP client for many users in one process: connections that stay open, as in browsers."""

import asyncio
import contextlib
from collections.abc import Mapping
from typing import Any, NamedTuple, Self

JSON_HEADERS = {"Content-Type": "application/json", "Accept-Encoding": "gzip"}
MAX_CONNECTIONS = 6  # that a browser opens to one host


class Response(NamedTuple):
    """The status, the headers by their names in small letters, and the body."""

    status: int
    headers: dict[str, str]
    body: bytes


class Client:
    """One browser's connections to one port of the loopback."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._slots = asyncio.Semaphore(MAX_CONNECTIONS)
        self._idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        self.close_connections()

    def close_connections(self) -> None:
        """Close the connections that no request uses."""
        for _, writer in self._idle:
            writer.close()

    async def send_request(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
        timeout_s: float = 15,
    ) -> Response:
        """Return the response to one request.

        Raises OSError, which TimeoutError is, or EOFError if there is none.
        """
        message = build_message(method, path, body, headers or {})
        async with self._slots, asyncio.timeout(timeout_s):
            connection = self._idle.pop() if self._idle else await open_connection(self._port)
            reader, writer = connection
            try:
                writer.write(message)
                response = await read_response(reader, method)
            except BaseException:
                writer.close()
                raise
            if response.headers.get("connection") == "close":
                writer.close()
            else:
                self._idle.append(connection)
            return response


def build_message(method: str, path: str, body: bytes, headers: Mapping[str, str]) -> bytes:
    """Return a request as it is sent."""
    all_headers = {"Host": "127.0.0.1", "Content-Length": str(len(body)), **headers}
    lines = "".join(f"{name}: {value}\r\n" for name, value in all_headers.items())
    return f"{method} {path} HTTP/1.1\r\n{lines}\r\n".encode("latin-1") + body


async def open_connection(port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Return a new connection to a port of the loopback."""
    return await asyncio.open_connection("127.0.0.1", port)


async def read_response(reader: asyncio.StreamReader, method: str) -> Response:
    """Return the next response of a connection."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    status_line, *lines = head.split("\r\n")
    fields = (line.partition(":") for line in lines)
    headers = {name.lower(): value.strip() for name, _, value in fields}
    status = int(status_line.split()[1])
    if status == 304 or method == "HEAD":
        return Response(status, headers, b"")
    if "content-length" in headers:
        body = await reader.readexactly(int(headers["content-length"]))
        return Response(status, headers, body)
    headers["connection"] = "close"
    return Response(status, headers, await reader.read())


async def cancel_tasks(*tasks: asyncio.Task[Any]) -> None:
    """Stop tasks and wait until they have stopped."""
    for task in tasks:
        task.cancel()
    for task in tasks:
        with contextlib.suppress(asyncio.CancelledError, OSError, EOFError):
            await task
