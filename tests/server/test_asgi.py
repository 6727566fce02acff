"""The adapter, with a server and clients that a test plays."""

import asyncio
import threading
from typing import Any
from wsgiref.validate import validator

import pytest
from flask import Flask, request

from server import asgi
from server.asgi import WsgiAdapter, find_client, wsgi_environ
from server.limits import PIECE_BYTES
from server.outbox import Message
from tests.server.exchange import Exchange, build_adapter, run, scope


def test_a_body_in_pieces_is_read_and_a_long_response_is_sent_in_pieces(
    adapter: WsgiAdapter,
) -> None:
    exchange = Exchange(b"ab" * 20, b"", b"c")
    run(lambda: adapter(scope(), exchange.receive, exchange.send))
    assert (exchange.status, exchange.content) == (200, (b"ab" * 20 + b"c") * 1000)
    assert max(len(message["body"]) for message in exchange.sent[1:]) <= PIECE_BYTES
    assert [message["more_body"] for message in exchange.sent[1:]].index(False) > 0


def test_a_body_too_long_is_refused(adapter: WsgiAdapter, calls: list[str]) -> None:
    exchange = Exchange(b"x" * 600, b"x" * 600)
    run(lambda: adapter(scope(), exchange.receive, exchange.send))
    assert (exchange.status, calls) == (413, [])


def test_a_body_that_does_not_come_is_refused(
    adapter: WsgiAdapter, calls: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asgi, "REQUEST_TIMEOUT_S", 0.05)

    async def receive() -> Message:
        await asyncio.Event().wait()
        return {}

    exchange = Exchange()
    run(lambda: adapter(scope(), receive, exchange.send))
    assert (exchange.status, calls) == (408, [])


@pytest.mark.parametrize("path", ["/quick", "/costly"])
def test_clients_have_their_turns_one_after_the_other(
    adapter: WsgiAdapter, calls: list[str], path: str
) -> None:
    clients = ["one"] * 5 + ["two", "three"]
    exchanges = [Exchange() for _ in clients]
    run(
        *(
            lambda c=client, e=each: adapter(scope(path, c), e.receive, e.send)
            for client, each in zip(clients, exchanges, strict=True)
        )
    )
    assert {each.status for each in exchanges} == {200}
    order = [call.split()[0] for call in calls]
    assert sorted(order) == sorted(clients)
    assert {"two", "three"} <= set(order[:4])


def test_nothing_is_computed_for_a_client_that_is_gone(
    adapter: WsgiAdapter, calls: list[str]
) -> None:
    first, gone, last = Exchange(), Exchange(is_gone=True), Exchange()
    run(
        lambda: adapter(scope("/costly", "first"), first.receive, first.send),
        lambda: adapter(scope("/costly", "gone"), gone.receive, gone.send),
        lambda: adapter(scope("/costly", "last"), last.receive, last.send),
    )
    assert (first.status, gone.status, last.status) == (200, 0, 200)
    assert sorted(calls) == ["first costly", "last costly"]


def test_a_request_that_waits_too_long_is_refused(
    adapter: WsgiAdapter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asgi, "QUEUE_TIMEOUT_S", 0.0)
    exchanges = [Exchange() for _ in range(3)]
    run(*(lambda e=each: adapter(scope("/costly"), e.receive, e.send) for each in exchanges))
    assert [each.status for each in exchanges] == [200, 503, 503]


def test_a_body_that_breaks_off_is_refused(adapter: WsgiAdapter, calls: list[str]) -> None:
    exchange = Exchange()

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    run(lambda: adapter(scope(), receive, exchange.send))
    assert (exchange.status, calls) == (400, [])


def test_a_cancelled_wait_keeps_no_turn(adapter: WsgiAdapter) -> None:
    async def main() -> None:
        first, cancelled, last = Exchange(), Exchange(), Exchange()
        tasks = [
            asyncio.create_task(adapter(scope("/costly"), each.receive, each.send))
            for each in (first, cancelled, last)
        ]
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        tasks[1].cancel()
        await asyncio.wait(tasks, timeout=10)
        assert (first.status, cancelled.status, last.status) == (200, 0, 200)

    asyncio.run(main())


def test_a_costly_body_on_a_quick_path_does_not_hold_up_quick_ones() -> None:
    app, has_quick = Flask(__name__), threading.Event()
    app.config["MAX_CONTENT_LENGTH"] = 1000

    @app.post("/quick")
    def answer() -> str:
        if request.get_data() == b"quick":
            has_quick.set()
        return str(has_quick.wait(5))  # False if the quick request waits for this one

    adapter = build_adapter(app)
    costly, quick = Exchange(b"costly"), Exchange(b"quick")
    run(
        lambda: adapter(scope("/quick", "one"), costly.receive, costly.send),
        lambda: adapter(scope("/quick", "two"), quick.receive, quick.send),
    )
    assert (costly.content, quick.content) == (b"True", b"True")


@pytest.mark.parametrize(
    ("address", "forwarded", "client"),
    [
        ("10.0.0.1", None, ("10.0.0.1", "")),
        ("10.0.0.1", "1.1.1.1, 2.2.2.2", ("10.0.0.1", "2.2.2.2")),
        ("2001:db8::1:2", None, ("2001:db8::/64", "")),
        ("::ffff:10.0.0.1", None, ("10.0.0.1", "")),
    ],
)
def test_a_client_is_told_by_its_address_and_by_what_a_proxy_says(
    address: str, forwarded: str | None, client: tuple[str, str]
) -> None:
    environ = {"REMOTE_ADDR": address}
    if forwarded is not None:
        environ["HTTP_X_FORWARDED_FOR"] = forwarded
    assert find_client(environ) == client


@pytest.mark.parametrize(
    ("prefix", "path", "script_name", "path_info"),
    [
        ("/", "/\u00e4", "", "/\xc3\xa4"),
        ("/", "//a", "", "//a"),
        ("/lab/", "/lab/a", "/lab", "/a"),
        ("/lab/", "/lab/", "/lab", "/"),
        ("/lab/", "/lab", "/lab", "/"),
        ("/lab/", "/a", "/lab", "/a"),
        ("/lab/", "/labs", "/lab", "/labs"),
        ("/lab/", "/lab/lab/", "/lab", "/lab/"),
        ("/\u00e4/", "/\u00e4/\u00e4", "/\xc3\xa4", "/\xc3\xa4"),
    ],
)
def test_a_request_is_described_as_wsgi_demands(
    prefix: str, path: str, script_name: str, path_info: str
) -> None:
    environ = wsgi_environ(scope(path), b"body", prefix)
    assert (environ["SCRIPT_NAME"], environ["PATH_INFO"]) == (script_name, path_info)
    assert (environ["SERVER_NAME"], environ["SERVER_PORT"]) == ("127.0.0.1", "8050")
    assert (environ["CONTENT_TYPE"], environ["CONTENT_LENGTH"]) == ("text/plain", "4")
    assert environ["HTTP_HOST"] == "lab.example.org"

    def answer_nothing(_: object, start_response: Any) -> list[bytes]:
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [b""]

    # Raises AssertionError where the description breaks a rule of PEP 3333.
    content: Any = validator(answer_nothing)(environ, lambda *_: lambda _: None)
    assert b"".join(content) == b""
    content.close()


def test_two_headers_of_one_name_are_one_list() -> None:
    headers = [(b"host", b"a"), (b"host", b"b"), (b"content-length", b"7")]
    environ = wsgi_environ(scope(headers=headers), b"body", "/")
    assert environ["HTTP_HOST"] == "a, b"
    assert environ["CONTENT_LENGTH"] == "4"
