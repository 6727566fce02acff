"""A user who drags α without a pause.

The numbers of assets/lab/transport.mjs and main.mjs are repeated here.
"""

import asyncio
import base64
import gzip
import json
import math
import struct
import time
from dataclasses import dataclass, field
from typing import Protocol

from tests.article import QUERY
from tests.load.client import JSON_HEADERS, Client, Response, cancel_tasks
from tests.valid_requests import UPDATE

MOVES_PER_S = 60
SLOW_AFTER_S = 1.5  # before a request counts as failed and is sent once more
FIRST_BACKOFF_S = 0.025
MAX_BACKOFF_S = 2.0
CHECK_EVERY = 10  # every tenth response is compared with what ELU is


class Page(Protocol):
    """How a page asks for the curve of an α."""

    path: str
    rest_s: float  # from a response to the next request

    def build_body(self, number: int, alpha: float) -> bytes:
        """Return the body of a request."""

    def read_first_value(self, body: bytes) -> float:
        """Return the value of ELU at x = -10 in a response."""


class LabPage:
    """This page."""

    path = "/api/update"
    rest_s = 0.4

    def build_body(self, number: int, alpha: float) -> bytes:
        """Return the body of a request."""
        request = UPDATE | {"number": number, "query": QUERY, "changes": {"alpha": alpha}}
        return json.dumps({"request": request}).encode()

    def read_first_value(self, body: bytes) -> float:
        """Return the value of ELU at x = -10 in a response."""
        return decode_first(json.loads(body)["frame"]["traces"][0]["y"])


class TutorialPage:
    """The same page as Dash's tutorial builds it."""

    path = "/_dash-update-component"
    rest_s = 0.0

    def build_body(self, number: int, alpha: float) -> bytes:
        """Return the body of a request."""
        values = {"range": [-10, 10], "step": 0.2, "offset": 0, "count": 100, "alpha": alpha}
        body = {
            "output": "..value.figure...gradient.figure..",
            "outputs": [{"id": name, "property": "figure"} for name in ("value", "gradient")],
            "inputs": [
                {"id": f"control-{name}", "property": "value", "value": value}
                for name, value in values.items()
            ],
            "changedPropIds": ["control-alpha.value"],
        }
        return json.dumps(body).encode()

    def read_first_value(self, body: bytes) -> float:
        """Return the value of ELU at x = -10 in a response."""
        return decode_first(json.loads(body)["response"]["value"]["figure"]["data"][4]["y"])


def decode_first(array: dict[str, str]) -> float:
    """Return the first number of an array as plotly encodes it."""
    return float(struct.unpack("<d", base64.b64decode(array["bdata"])[:8])[0])


@dataclass
class Report:
    """What one user saw.

    The ages of the answered values in seconds, when each response came, and how many were wrong or
    failed; and whether the last value was answered.
    """

    ages: list[float] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    wrong_count: int = 0
    failed_count: int = 0
    is_last_answered: bool = False

    def longest_gap(self) -> float:
        """Return the longest time without a response, in seconds."""
        pairs = zip(self.times, self.times[1:], strict=False)
        return max((later - earlier for earlier, later in pairs), default=math.inf)


class User:
    """Moves α step by step for a while, and sends requests as the page would.

    A move is computed from the time and not made at its time: the hand costs no processor time.
    """

    def __init__(self, port: int, page: Page, start: float = 0.0) -> None:
        self._page, self._client, self._start_alpha = page, Client(port), start
        self._start_s, self._last_move, self._answered_move = 0.0, 0, -1
        self._number = 0
        self._tasks: set[asyncio.Task[bool]] = set()
        self.report = Report()

    async def drag_slider(self, seconds: float) -> Report:
        """Make MOVES_PER_S moves a second, then wait up to 3 s for the last value's response."""
        self._start_s, self._last_move = time.monotonic(), round(seconds * MOVES_PER_S)
        self.report.times.append(self._start_s)
        end_s, sent_move, failures = self._start_s + seconds, -1, 0
        while self._answered_move < self._last_move and time.monotonic() < end_s + 3:
            move = self._find_move()
            if move == sent_move:
                await asyncio.sleep(1 / MOVES_PER_S)
            elif await self._await_response(move):
                sent_move, failures = move, 0
                until_end_s = max(0.0, end_s - time.monotonic())
                await asyncio.sleep(min(self._page.rest_s, until_end_s))
            else:
                failures += 1
                self.report.failed_count += 1
                await asyncio.sleep(min(MAX_BACKOFF_S, FIRST_BACKOFF_S * 2**failures))
        self.report.is_last_answered = self._answered_move == self._last_move
        await cancel_tasks(*self._tasks)
        self._client.close_connections()
        return self.report

    def _find_move(self) -> int:
        """Return the number of the newest move."""
        return min(self._last_move, int((time.monotonic() - self._start_s) * MOVES_PER_S))

    async def _await_response(self, move: int) -> bool:
        """Send the value after a move; return whether its response came in time."""
        task = asyncio.create_task(self._send_move(move))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        done, _ = await asyncio.wait({task}, timeout=SLOW_AFTER_S)
        return bool(done) and task.result()

    async def _send_move(self, move: int) -> bool:
        alpha = round((self._start_alpha + 0.01 * move) % 4, 2)
        self._number += 1
        body = self._page.build_body(self._number, alpha)
        try:
            response = await self._client.send_request("POST", self._page.path, body, JSON_HEADERS)
        except (OSError, EOFError):
            return False
        if response.status == 200:
            self._record_response(response, move, alpha)
        return response.status == 200

    def _record_response(self, response: Response, move: int, alpha: float) -> None:
        now = time.monotonic()
        self._answered_move = max(self._answered_move, move)
        self.report.ages.append(now - self._start_s - move / MOVES_PER_S)
        self.report.times.append(now)
        if len(self.report.times) % CHECK_EVERY == 0:
            is_compressed = "content-encoding" in response.headers
            body = gzip.decompress(response.body) if is_compressed else response.body
            value, expected = self._page.read_first_value(body), alpha * math.expm1(-10)
            self.report.wrong_count += not math.isclose(value, expected, abs_tol=1e-12)


async def drag_together(port: int, page: Page, users: int, seconds: float) -> list[Report]:
    """Let many users drag at once, started one after the other within the time of one request."""

    async def start_user(index: int) -> Report:
        await asyncio.sleep(index / users * (1 / MOVES_PER_S + page.rest_s))
        user = User(port, page, start=round(index * 0.37 % 4, 2))
        return await user.drag_slider(seconds)

    return list(await asyncio.gather(*map(start_user, range(users))))
