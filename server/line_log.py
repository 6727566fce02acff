"""Lines that come one after the other, for any number of followers."""

import asyncio
import sys
from collections.abc import AsyncIterator

from server.limits import PIECE_BYTES

EMPTY_BYTES = 2000  # that a log without lines takes
POINTER_BYTES = 8


class LineLog:
    """The lines so far; each follower gets all of them, also those from before it came.

    Before the first line, followers get positions instead: only the newest one, and none is kept.
    """

    def __init__(self) -> None:
        self.size_bytes = EMPTY_BYTES
        self.position = b""
        self._lines: list[bytes] = []
        self._position_count = 0
        self._is_ended = False
        self._is_broken = False
        self._changed = asyncio.Event()

    def append(self, line: bytes) -> None:
        """Add a line."""
        self._lines.append(line)
        self.size_bytes += sys.getsizeof(line) + POINTER_BYTES
        self._notify()

    def tell_position(self, position: bytes) -> None:
        """Send a position, as a line, to whoever has got no line yet."""
        self.position = position
        self._position_count += 1
        self._notify()

    def end(self) -> None:
        """Say that no line follows."""
        self._is_ended = True
        self._notify()

    def break_off(self) -> None:
        """Forget the lines: followers who have not got all of them get no more."""
        self._is_broken = True
        self._lines.clear()
        self.size_bytes = EMPTY_BYTES
        self._notify()

    async def follow(self) -> AsyncIterator[bytes]:
        """Yield the lines as they come, as many at once as there are and as fit into a piece.

        Raises ConnectionError if they break off.
        """
        index, position_count = 0, 0
        while True:
            changed = self._changed
            if self._is_broken:
                raise ConnectionError
            if index < len(self._lines):
                start, length = index, 0
                while index < len(self._lines) and (index == start or length < PIECE_BYTES):
                    length += len(self._lines[index])
                    index += 1
                yield b"".join(self._lines[start:index])
            elif self._is_ended:
                return
            elif index == 0 and position_count < self._position_count:
                position_count = self._position_count
                yield self.position
            else:
                await changed.wait()

    def _notify(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()
