"""A user who drags α without a pause, as the page sends it: see assets/lab/transport.mjs.

The numbers of that file are repeated here.
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
from tests.load.client import JSON_HEADERS, Client, Response
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
    rest_s = 0.2

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
    """Moves α step by step for a while, and sends requests as the page would."""

    def __init__(self, port: int, page: Page, start: float = 0.0) -> None:
        self._page, self._client = page, Client(port)
        self._alpha, self._moved_at, self._answered_alpha = start, 0.0, -1.0
        self._number = self._newest_number = 0
        self._in_flight = self._failures = 0
        self._is_unsent = self._is_backing_off = self._is_resting = False
        self._tasks: set[asyncio.Task[None]] = set()
        self.report = Report()

    async def drag_slider(self, seconds: float) -> Report:
        """Make MOVES_PER_S moves a second, then wait up to 3 s for the last value's response."""
        loop, start = asyncio.get_running_loop(), time.monotonic()
        self.report.times.append(start)
        for move in range(round(seconds * MOVES_PER_S)):
            await asyncio.sleep(max(0.0, start + move / MOVES_PER_S - loop.time()))
            self._alpha = round((self._alpha + 0.01) % 4, 2)
            self._moved_at, self._is_unsent = time.monotonic(), True
            self._send_next()
        while (self._is_unsent or self._in_flight) and time.monotonic() < start + seconds + 3:
            await asyncio.sleep(0.02)
        self.report.is_last_answered = self._answered_alpha == self._alpha
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._client.close_connections()
        return self.report

    def _send_next(self) -> None:
        """Send the present value, unless it was sent or it is not yet time."""
        is_waiting = self._is_backing_off or self._is_resting or self._in_flight > 0
        if self._is_unsent and not is_waiting:
            self._is_unsent = False
            self._number += 1
            self._in_flight += 1
            task = asyncio.create_task(self._send_one(self._number, self._alpha, self._moved_at))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _send_one(self, number: int, alpha: float, moved_at: float) -> None:
        is_counted = True

        def free_slot(has_failed: bool) -> None:
            nonlocal is_counted
            if is_counted:
                is_counted = False
                self._in_flight -= 1
                if has_failed:
                    self._back_off()

        timer = asyncio.get_running_loop().call_later(SLOW_AFTER_S, free_slot, True)
        try:
            body = self._page.build_body(number, alpha)
            response = await self._client.send_request("POST", self._page.path, body, JSON_HEADERS)
            if response.status != 200:
                raise OSError(response.status)
        except (OSError, EOFError):
            free_slot(has_failed=True)
            return
        finally:
            timer.cancel()
        self._failures = 0
        self._record_response(response, number, alpha, moved_at)
        free_slot(has_failed=False)
        self._is_resting = True
        asyncio.get_running_loop().call_later(self._page.rest_s, self._end_rest)

    def _end_rest(self) -> None:
        self._is_resting = False
        self._send_next()

    def _record_response(
        self, response: Response, number: int, alpha: float, moved_at: float
    ) -> None:
        now = time.monotonic()
        if number > self._newest_number:
            self._newest_number, self._answered_alpha = number, alpha
        self.report.ages.append(now - moved_at)
        self.report.times.append(now)
        if number % CHECK_EVERY == 0:
            is_compressed = "content-encoding" in response.headers
            body = gzip.decompress(response.body) if is_compressed else response.body
            value, expected = self._page.read_first_value(body), alpha * math.expm1(-10)
            self.report.wrong_count += not math.isclose(value, expected, abs_tol=1e-12)

    def _back_off(self) -> None:
        """Count a failure, and send the present value again after a while."""
        self.report.failed_count += 1
        self._failures += 1
        self._is_unsent = self._is_backing_off = True

        def try_again() -> None:
            self._is_backing_off = False
            self._send_next()

        delay = min(MAX_BACKOFF_S, FIRST_BACKOFF_S * 2**self._failures)
        asyncio.get_running_loop().call_later(delay, try_again)


async def drag_together(port: int, page: Page, users: int, seconds: float) -> list[Report]:
    """Let many users drag at once, started one after the other within the time of one request."""

    async def start_user(index: int) -> Report:
        await asyncio.sleep(index / users * (1 / MOVES_PER_S + page.rest_s))
        user = User(port, page, start=round(index * 0.37 % 4, 2))
        return await user.drag_slider(seconds)

    return list(await asyncio.gather(*map(start_user, range(users))))
