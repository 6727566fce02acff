"""Responses that go on with the lines of a job, from an adapter in the event loop of a test."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from server import outbox
from server.asgi import WsgiAdapter
from server.job_process import LOOPBACK, JobAddress
from server.job_server import TAKEN
from server.static_cache import StaticCache
from tests.server.counting import Counter, encode_line
from tests.server.exchange import NO_JOBS, Exchange, build_adapter, scope
from tests.server.job_page import create_page

FIRST_LINE = b'{"job": "count 5 0.02"}\n'
POSITION_LINE = b'{"before": 0}\n'


def run(counter: Counter, test: Callable[[WsgiAdapter], Awaitable[None]]) -> None:
    """Run a test with an adapter and a server of jobs."""

    async def main() -> None:
        async with asyncio.timeout(20), counter.serve() as address:
            await test(build_adapter(create_page(), address))

    asyncio.run(main())


def test_the_lines_of_a_job_follow_the_response() -> None:
    exchange = Exchange(b"count 5 0.02")

    async def test(adapter: WsgiAdapter) -> None:
        await adapter(scope(), exchange.receive, exchange.send)

    run(Counter(), test)
    lines = b"".join(map(encode_line, range(5)))
    assert (exchange.status, exchange.content) == (200, FIRST_LINE + POSITION_LINE + lines)
    assert [each["more_body"] for each in exchange.sent[1:]].index(False) == len(exchange.sent) - 2
    headers = dict(exchange.sent[0]["headers"])
    assert headers[b"content-type"] == b"application/x-ndjson"
    assert headers[b"x-accel-buffering"] == b"no"
    assert not {b"content-length", b"content-encoding", b"etag"} & set(headers)


def test_the_response_is_never_compressed() -> None:
    app = create_page()
    StaticCache(app, frozenset(), {}, {})
    long_text = "count " + " " * 900 + "5 0.02"
    app.config["COMPRESS_MIN_SIZE"] = 0
    response = app.test_client().post(
        "/quick", data=long_text, headers={"Accept-Encoding": "br, gzip"}
    )
    assert response.json == {"job": long_text}
    assert response.headers["Content-Encoding"] == "identity"


def test_without_a_process_that_runs_jobs_the_client_is_told_to_come_again() -> None:
    adapter, exchange = build_adapter(create_page(), NO_JOBS), Exchange(b"count 5 0.02")
    asyncio.run(asyncio.wait_for(adapter(scope(), exchange.receive, exchange.send), 10))
    assert exchange.status == 503
    assert b"retry-after" in dict(exchange.sent[0]["headers"])


def test_a_job_that_breaks_off_leaves_the_response_without_an_end() -> None:
    exchange = Exchange(b"count 5 0.02")

    async def break_off(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(TAKEN + encode_line(0))
        writer.close()

    async def main() -> None:
        server = await asyncio.start_server(break_off, LOOPBACK, 0)
        address = JobAddress(server.sockets[0].getsockname()[1], "")
        adapter = build_adapter(create_page(), address)
        await asyncio.wait_for(adapter(scope(), exchange.receive, exchange.send), 5)
        server.close()

    asyncio.run(main())
    assert exchange.status == 200
    assert all(message["more_body"] for message in exchange.sent[1:])


def test_a_client_that_is_gone_gets_no_more_and_ends_the_job() -> None:
    counter, exchange = Counter(), Exchange(b"count 100 0.02", is_gone=True)

    async def test(adapter: WsgiAdapter) -> None:
        await asyncio.wait_for(adapter(scope(), exchange.receive, exchange.send), 1)
        await asyncio.sleep(0.2)

    run(counter, test)
    assert counter.lines.get("count 100 0.02", 0) <= 2


def test_a_client_that_reads_nothing_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "SEND_TIMEOUT_S", 0.2)
    counter, unread = Counter(), Exchange(b"count 100 0.02", reads=False)

    async def test(adapter: WsgiAdapter) -> None:
        await asyncio.wait_for(adapter(scope(), unread.receive, unread.send), 5)
        await asyncio.sleep(0.2)

    run(counter, test)
    assert unread.content == b""
    assert counter.lines["count 100 0.02"] < 30
