"""The order in which requests are answered: one at a time, clients in turn."""

import asyncio
from collections import deque
from collections.abc import Iterator

Turn = asyncio.Future[None]
# By address, then by name; at each level the next one comes first.
Waiting = dict[str, dict[str, deque[Turn]]]


class FairQueue:
    """Gives each request its turn, after those of clients that had none for longer.

    Many connections of one client thus delay the others little. A client is told by its address
    and, among those of one address, by a name that it may choose itself: a proxy tells its clients
    by such names, and one who invents many only divides its own share.
    """

    def __init__(self) -> None:
        self._is_busy = False
        self._waiting: Waiting = {}

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

    def waiting_turns(self) -> Iterator[Turn]:
        """Yield the turns that wait, in the order in which they come if no other joins."""
        waiting = {
            address: {name: turns.copy() for name, turns in names.items()}
            for address, names in self._waiting.items()
        }
        while waiting:
            turn = _take_next(waiting)
            if not turn.cancelled():
                yield turn

    def leave(self, turn: Turn) -> None:
        """Cancel a turn, and forget it at once: a queue that moves slowly may be left often."""
        turn.cancel()
        for address, names in list(self._waiting.items()):
            for name, turns in list(names.items()):
                if turn in turns:
                    turns.remove(turn)
                if not turns:
                    del names[name]
            if not names:
                del self._waiting[address]

    def _start_turn(self) -> None:
        while self._waiting:
            turn = _take_next(self._waiting)
            if not turn.cancelled():
                turn.set_result(None)
                return
        self._is_busy = False


def _take_next(waiting: Waiting) -> Turn:
    """Remove and return the next turn, and put its client behind the others."""
    address, names = next(iter(waiting.items()))
    name, turns = next(iter(names.items()))
    turn = turns.popleft()
    del names[name]
    if turns:
        names[name] = turns
    del waiting[address]
    if names:
        waiting[address] = names
    return turn
