"""The order in which requests are answered: one at a time, clients in turn."""

import asyncio
from collections import deque

Turn = asyncio.Future[None]


class FairQueue:
    """Gives each request its turn, after those of clients that had none for longer.

    Many connections of one client thus delay the others little. A client is told by its address
    and, among those of one address, by a name that it may choose itself: a proxy tells its clients
    by such names, and one who invents many only divides its own share.
    """

    def __init__(self) -> None:
        self._is_busy = False
        # By address, then by name; at each level the next one comes first.
        self._waiting: dict[str, dict[str, deque[Turn]]] = {}

    def join(self, address: str, name: str = "") -> Turn:
        """Return a future that is done once it is a request's turn. Who gives up cancels it."""
        turn: Turn = asyncio.get_running_loop().create_future()
        if self._is_busy:
            names = self._waiting.setdefault(address, {})
            names.setdefault(name, deque()).append(turn)
        else:
            self._is_busy = True
            turn.set_result(None)
        return turn

    def end_turn(self) -> None:
        """Give the next request its turn, when those that have just arrived have joined."""
        asyncio.get_running_loop().call_soon(self._start_turn)

    def _start_turn(self) -> None:
        while self._waiting:
            turn = self._take_next()
            if not turn.cancelled():
                turn.set_result(None)
                return
        self._is_busy = False

    def _take_next(self) -> Turn:
        """Remove and return the next turn, and put its client behind the others."""
        address, names = next(iter(self._waiting.items()))
        name, turns = next(iter(names.items()))
        turn = turns.popleft()
        del names[name]
        if turns:
            names[name] = turns
        del self._waiting[address]
        if names:
            self._waiting[address] = names
        return turn
