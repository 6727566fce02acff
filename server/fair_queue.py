"""The order in which requests are answered: one at a time, clients in turn."""

import asyncio
import time
from collections import deque

Turn = asyncio.Future[None]


class FairQueue:
    """Gives each request its turn, after those of clients that had none for longer.

    Many connections of one client thus delay the others little.
    """

    def __init__(self) -> None:
        self._is_busy = False
        self._start_s = 0.0  # of the present turn
        self._waiting: dict[str, deque[Turn]] = {}  # by client; the next one comes first

    def join(self, client: str) -> Turn:
        """Return a future that is done once it is a request's turn. Who gives up cancels it."""
        turn: Turn = asyncio.get_running_loop().create_future()
        if self._is_busy:
            self._waiting.setdefault(client, deque()).append(turn)
        else:
            self._is_busy = True
            self._begin(turn)
        return turn

    def end_turn(self) -> None:
        """Give the next request its turn, when those that have just arrived have joined."""
        asyncio.get_running_loop().call_soon(self._start_turn)

    def turn_time_s(self) -> float:
        """Return how long the present turn has taken; 0 if there is none."""
        return time.monotonic() - self._start_s if self._is_busy else 0.0

    def _start_turn(self) -> None:
        while self._waiting:
            client, turns = next(iter(self._waiting.items()))
            del self._waiting[client]
            turn = turns.popleft()
            if turns:
                self._waiting[client] = turns  # behind the others
            if not turn.cancelled():
                self._begin(turn)
                return
        self._is_busy = False

    def _begin(self, turn: Turn) -> None:
        self._start_s = time.monotonic()
        turn.set_result(None)
