"""A user who drags α without rest, as the page sends it: see assets/channel.js, whose numbers these are."""

import asyncio
import base64
import gzip
import json
import math
import struct
import time
from dataclasses import dataclass, field
from typing import Any, Protocol

from tests.load.client import Answer, Client

MOVES = 60  # a second
MOST, PACE = 6, 0.025
PATIENCE, LONGEST_REST = 0.3, 2.0
QUERY = "?shown=sigmoid,sigmoid_sum,softplus,relu,elu"
JSON = {"Content-Type": "application/json", "Accept-Encoding": "gzip"}


class Page(Protocol):
    """How a page asks for the curve of an α, and the first value of ELU, at x = -10, in what it is answered."""

    path: str

    def ask(self, number: int, alpha: float) -> bytes: ...

    def first_value(self, body: bytes) -> float: ...


class Ours:
    """This page."""

    path = "/answer"

    def ask(self, number: int, alpha: float) -> bytes:
        asked = {
            "number": number,
            "query": QUERY,
            "changes": {"alpha": alpha},
            "whole": False,
            "dark": False,
            "height": 900,
        }
        return json.dumps({"asked": asked}).encode()

    def first_value(self, body: bytes) -> float:
        answer = json.loads(json.loads(body))
        return first(answer["frame"]["traces"][0]["y"])


class Tutorial:
    """The same page as Dash's tutorial builds it."""

    path = "/_dash-update-component"
    values: Any = (("range", [-10, 10]), ("step", 0.2), ("offset", 0), ("count", 100))

    def ask(self, number: int, alpha: float) -> bytes:
        inputs = [
            {"id": f"control-{name}", "property": "value", "value": value}
            for name, value in (*self.values, ("alpha", alpha))
        ]
        outputs = [{"id": name, "property": "figure"} for name in ("value", "gradient")]
        body = {
            "output": "..value.figure...gradient.figure..",
            "outputs": outputs,
            "inputs": inputs,
            "changedPropIds": ["control-alpha.value"],
        }
        return json.dumps(body).encode()

    def first_value(self, body: bytes) -> float:
        return first(json.loads(body)["response"]["value"]["figure"]["data"][4]["y"])


def first(array: dict[str, str]) -> float:
    """The first number of an array as plotly writes it."""
    return float(struct.unpack("<d", base64.b64decode(array["bdata"])[:8])[0])


@dataclass
class Report:
    """What one user saw: the ages of the answers in seconds, when each came, how many were wrong, and failed."""

    ages: list[float] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    wrong: int = 0
    failed: int = 0
    settled: bool = False  # was the last value answered?

    def longest_gap(self) -> float:
        """The longest time without an answer, in seconds."""
        return max(
            (later - sooner for sooner, later in zip(self.times, self.times[1:], strict=False)), default=math.inf
        )


class User:
    """Drags for a while. Every CHECKED-th answer is compared with α (exp(-10) - 1)."""

    CHECKED = 10

    def __init__(self, port: int, page: Page, start: float = 0.0) -> None:
        self._page, self._client = page, Client(port)
        self._alpha, self._set, self._answered = start, 0.0, -1.0
        self._newest = 0
        self._number = self._flying = self._failures = 0
        self._due = self._resting = False
        self._round_trip = 0.0
        self._tasks: set[asyncio.Task[None]] = set()
        self.report = Report()

    async def drag(self, seconds: float) -> Report:
        """Move MOVES times a second, then wait for the last value's answer."""
        loop, begun = asyncio.get_running_loop(), time.monotonic()
        self.report.times.append(begun)
        for move in range(round(seconds * MOVES)):
            await asyncio.sleep(max(0.0, begun + move / MOVES - loop.time()))
            self._alpha, self._set, self._due = round((self._alpha + 0.01) % 4, 2), time.monotonic(), True
            self._pump()
        while (self._due or self._flying) and time.monotonic() < begun + seconds + 3:
            await asyncio.sleep(0.02)
        self.report.settled = self._answered == self._alpha
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._client.__aexit__()
        return self.report

    def _pump(self) -> None:
        room = min(MOST, max(1, math.ceil(self._round_trip / PACE)))
        if self._due and not self._resting and self._flying < room:
            self._due = False
            self._number += 1
            self._flying += 1
            task = asyncio.create_task(self._fly(self._number, self._alpha, self._set))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _fly(self, number: int, alpha: float, moved: float) -> None:
        begun, counted = time.monotonic(), True

        def land(failed: bool) -> None:
            nonlocal counted
            if counted:
                counted = False
                self._flying -= 1
                if failed:
                    self._fail()

        slow = asyncio.get_running_loop().call_later(max(PATIENCE, 4 * self._round_trip), land, True)
        try:
            answer = await self._client.ask("POST", self._page.path, self._page.ask(number, alpha), JSON)
            if answer.status != 200:
                raise OSError(answer.status)
        except (OSError, EOFError):
            land(failed=True)
            return
        finally:
            slow.cancel()
        self._hear(answer, number, alpha, moved, begun)
        land(failed=False)
        self._pump()

    def _hear(self, answer: Answer, number: int, alpha: float, moved: float, begun: float) -> None:
        now, took = time.monotonic(), time.monotonic() - begun
        self._round_trip = 0.8 * self._round_trip + 0.2 * took if self._round_trip else took
        self._failures = 0
        if number > self._newest:
            self._newest, self._answered = number, alpha
        self.report.ages.append(now - moved)
        self.report.times.append(now)
        if number % self.CHECKED == 0:
            body = gzip.decompress(answer.body) if "content-encoding" in answer.headers else answer.body
            self.report.wrong += not math.isclose(self._page.first_value(body), alpha * math.expm1(-10), abs_tol=1e-12)

    def _fail(self) -> None:
        self.report.failed += 1
        self._failures += 1
        self._due = self._resting = True

        def rested() -> None:
            self._resting = False
            self._pump()

        asyncio.get_running_loop().call_later(min(LONGEST_REST, 0.025 * 2**self._failures), rested)


async def drags(port: int, page: Page, users: int, seconds: float) -> list[Report]:
    """Many users at once, begun within one move of each other."""

    async def one(index: int) -> Report:
        await asyncio.sleep(index / users / MOVES)
        return await User(port, page, start=round(index * 0.37 % 4, 2)).drag(seconds)

    return list(await asyncio.gather(*map(one, range(users))))
