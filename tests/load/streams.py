"""Responses that go on with lines, as a browser reads them."""

import asyncio
import contextlib
import time
from dataclasses import dataclass, field

from tests.load.client import JSON_HEADERS, build_message, open_connection

RETRY_PAUSE_S = 0.1


@dataclass
class Stream:
    """A response: its status, its lines, when each came, and whether it has come to its end."""

    status: int = 0
    lines: list[bytes] = field(default_factory=list)
    times_s: list[float] = field(default_factory=list)
    is_whole: bool = False

    def job_lines(self) -> list[bytes]:
        """Return the lines after the first that are no positions."""
        return [line for line in self.lines[1:] if not line.startswith(b'{"before":')]

    def first_time_s(self) -> float:
        """Return when the first line of the job came."""
        pairs = zip(self.lines[1:], self.times_s[1:], strict=True)
        return next(time_s for line, time_s in pairs if not line.startswith(b'{"before":'))


async def read_stream(
    port: int, path: str, body: bytes, stream: Stream | None = None, timeout_s: float = 60
) -> Stream:
    """Ask for a stream and return it as far as it comes."""
    stream = stream or Stream()
    with contextlib.suppress(OSError, EOFError):
        async with asyncio.timeout(timeout_s):
            reader, writer = await open_connection(port)
            with contextlib.closing(writer):
                writer.write(build_message("POST", path, body, JSON_HEADERS))
                head = await reader.readuntil(b"\r\n\r\n")
                stream.status = int(head.split()[1])
                if stream.status == 200:
                    await _read_chunks(reader, stream)
    return stream


async def _read_chunks(reader: asyncio.StreamReader, stream: Stream) -> None:
    """Read a body in chunks (RFC 9112, 7.1). Raises EOFError if it breaks off."""
    rest = b""
    while length := int(await reader.readuntil(b"\r\n"), 16):
        rest += (await reader.readexactly(length + 2))[:-2]
        *lines, rest = rest.split(b"\n")
        stream.lines += lines
        stream.times_s += [time.monotonic()] * len(lines)
    stream.is_whole = True


async def read_until_whole(port: int, path: str, body: bytes) -> tuple[Stream, int]:
    """Ask for a stream until it comes whole; return it, and how often it was asked for."""
    for count in range(1, 100):
        stream = await read_stream(port, path, body)
        if stream.is_whole:
            return stream, count
        await asyncio.sleep(RETRY_PAUSE_S)
    raise TimeoutError(path)
