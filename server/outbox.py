"""Responses on their way to their clients."""

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from typing import Any

from werkzeug.wrappers import Response

from server.limits import MAX_UNSENT_BYTES, PIECE_BYTES, SEND_TIMEOUT_S, STALL_TIMEOUT_S

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]

# Granian would write its own name; it has no way to leave the header out.
SERVER_HEADER = (b"server", b"")
POLL_INTERVAL_S = 0.02
# What a stream has instead: it has no length, is never compressed, and is not held up by proxies.
STREAM_HEADERS = {"Content-Type": "application/x-ndjson", "X-Accel-Buffering": "no"}
HEADERS_WITHOUT_STREAM = ("Content-Length", "Content-Encoding", "ETag")


class Outbox:
    """Sends responses in pieces, each when the connection has room for it.

    A client that takes no piece for SEND_TIMEOUT_S is given up, and sooner while there is no room
    for other responses.
    """

    def __init__(self) -> None:
        # What is not sent yet; the one that has sent no piece for longest comes first.
        self._contents: dict[asyncio.Timeout, bytes] = {}

    async def send_response(self, send: Send, response: Response, is_kept: bool) -> None:
        """Send a response, or give up. `is_kept` says that its content stays in memory anyway."""
        start = _start_message(response)
        content = response.get_data()
        if len(content) <= PIECE_BYTES:  # the server takes it at once
            await send(start)
            await send({"type": "http.response.body", "body": content})
            return
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(SEND_TIMEOUT_S) as timeout:
                # Giving up a client of what is kept would free nothing.
                if not is_kept:
                    self._contents[timeout] = content
                try:
                    await send(start)
                    await self._send_pieces(send, content, timeout)
                finally:
                    self._contents.pop(timeout, None)

    async def wait_for_room(self) -> None:
        """Wait until what is not sent yet takes less than MAX_UNSENT_BYTES.

        Gives up the client that has taken no piece for longest, if that is STALL_TIMEOUT_S or when
        the wait takes that long; but none whose content others wait for too: it would free nothing.
        """
        loop = asyncio.get_running_loop()
        start_s = loop.time()
        while self.unsent_bytes() >= MAX_UNSENT_BYTES:
            counts = Counter(map(id, self._contents.values()))
            sole = (each for each, content in self._contents.items() if counts[id(content)] == 1)
            timeout = next(sole, None)
            if timeout is None:
                return
            stalled_s = SEND_TIMEOUT_S - ((timeout.when() or 0) - loop.time())
            if max(stalled_s, loop.time() - start_s) < STALL_TIMEOUT_S:
                await asyncio.sleep(POLL_INTERVAL_S)
            else:
                del self._contents[timeout]
                timeout.reschedule(0)  # the past: it ends at once

    async def _send_pieces(self, send: Send, content: bytes, timeout: asyncio.Timeout) -> None:
        loop = asyncio.get_running_loop()
        for start in range(0, len(content), PIECE_BYTES):
            end = start + PIECE_BYTES
            timeout.reschedule(loop.time() + SEND_TIMEOUT_S)
            if self._contents.pop(timeout, None) is not None:
                self._contents[timeout] = content  # now as the last one
            await send(
                {
                    "type": "http.response.body",
                    "body": content[start:end],
                    "more_body": end < len(content),
                }
            )

    def unsent_bytes(self) -> int:
        """Return how much memory the responses take: what several of them share counts once."""
        return sum({id(content): len(content) for content in self._contents.values()}.values())


async def send_stream(send: Send, response: Response, pieces: AsyncIterator[bytes]) -> None:
    """Send a response that goes on with lines, or give up. Its own content is the first line.

    Raises ConnectionError if the lines break off.
    """
    for name in HEADERS_WITHOUT_STREAM:
        response.headers.pop(name, None)
    response.headers.update(STREAM_HEADERS)

    async def send_body(body: bytes, has_more: bool = True) -> None:
        async with asyncio.timeout(SEND_TIMEOUT_S):
            await send({"type": "http.response.body", "body": body, "more_body": has_more})

    await send(_start_message(response))
    with contextlib.suppress(TimeoutError):
        await send_body(response.get_data() + b"\n")
        async for piece in pieces:
            await send_body(piece)
        await send_body(b"", has_more=False)


def _start_message(response: Response) -> Message:
    headers = [
        (name.lower().encode("latin-1"), value.encode("latin-1"))
        for name, value in response.headers.to_wsgi_list()
    ]
    return {
        "type": "http.response.start",
        "status": response.status_code,
        "headers": [*headers, SERVER_HEADER],
    }
