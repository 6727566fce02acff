"""Clients that read slowly, or not at all: what they hold is bounded, and nobody waits for them."""

import asyncio
import time

import pytest
from flask import Response

from server import outbox
from server.asgi import WsgiAdapter
from server.outbox import Outbox
from tests.server.exchange import Exchange, run, scope


def test_a_client_that_does_not_read_is_given_up(
    adapter: WsgiAdapter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "SEND_TIMEOUT_S", 0.05)
    exchange = Exchange(b"x" * 100, reads=False)
    start_s = time.monotonic()
    run(lambda: adapter(scope(), exchange.receive, exchange.send))
    assert time.monotonic() - start_s < 5


def test_where_memory_is_short_a_client_that_does_not_read_is_given_up_sooner(
    adapter: WsgiAdapter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "MAX_UNSENT_BYTES", 50_000)
    monkeypatch.setattr(outbox, "STALL_TIMEOUT_S", 0.05)
    unread, following = Exchange(b"x" * 100, reads=False), Exchange()
    run(
        lambda: adapter(scope("/costly"), unread.receive, unread.send),
        lambda: adapter(scope("/costly"), following.receive, following.send),
    )
    assert (unread.content, following.status) == (b"", 200)


def test_a_client_that_reads_slowly_but_steadily_does_not_hold_up_the_others(
    adapter: WsgiAdapter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "MAX_UNSENT_BYTES", 50_000)
    monkeypatch.setattr(outbox, "STALL_TIMEOUT_S", 0.5)
    slow, following = Exchange(b"x" * 900, pause_s=0.2), Exchange()

    async def follow() -> None:
        while not slow.sent:  # on a busy machine it may begin late
            await asyncio.sleep(0.01)
        await adapter(scope("/costly"), following.receive, following.send)

    run(lambda: adapter(scope("/costly"), slow.receive, slow.send), follow)
    assert following.status == 200
    assert 0 < len(slow.content) < 900_000


def test_what_is_kept_anyway_takes_no_room() -> None:
    box, content = Outbox(), b"x" * 100_000

    async def main() -> None:
        for is_kept, unsent_bytes in ((True, 0), (False, len(content))):
            send = box.send_response(Exchange(reads=False).send, Response(content), is_kept)
            task = asyncio.create_task(send)
            await asyncio.sleep(0.05)
            assert box.unsent_bytes() == unsent_bytes
            task.cancel()
            await asyncio.wait([task])
        assert box.unsent_bytes() == 0

    asyncio.run(main())
