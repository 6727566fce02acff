"""The adapter between an ASGI server and the Flask application.

A server that speaks WSGI gives a thread to each request and to each answer, and so does asgiref's
`WsgiToAsgi`: a few clients that send or read slowly occupy all threads, and then nobody is
answered. The adapter here reads a request whole and sends its answer in pieces in the event loop,
where a slow client delays nobody; between the two, the application answers one request at a time.
"""

import asyncio
import contextlib
import io
import sys
from collections.abc import Awaitable, Callable, Sequence
from multiprocessing.connection import Connection
from typing import Any
from urllib.parse import unquote

from flask import Flask
from werkzeug.exceptions import (
    HTTPException,
    RequestEntityTooLarge,
    RequestTimeout,
    ServiceUnavailable,
)
from werkzeug.wrappers import Response

from server.app import HEADERS
from server.fair_queue import FairQueue, Turn
from server.heartbeat import send_heartbeats
from server.limits import MAX_DISCARDED_BYTES, QUEUE_TIMEOUT_S, REQUEST_TIMEOUT_S, WORKER_TIMEOUT_S
from server.outbox import Message, Outbox, Send

Receive = Callable[[], Awaitable[Message]]


class WsgiAdapter:
    """An ASGI application that answers with a Flask application."""

    def __init__(
        self,
        app: Flask,
        prefix: str,
        quick_paths: Sequence[tuple[str, ...]],
        heartbeats: Connection,
    ) -> None:
        """Prepare to answer with `app`, whose page is at the URL path `prefix`.

        `quick_paths` has the beginnings of the paths whose answers take a millisecond, in groups
        that do not wait for each other. `heartbeats` is the pipe to the process that watches the
        workers.
        """
        self._app = app
        self._prefix = unquote(prefix)
        self._heartbeats = heartbeats
        self._max_body_bytes = int(app.config["MAX_CONTENT_LENGTH"])
        self._quick_queues = [(paths, FairQueue()) for paths in quick_paths]
        self._costly_queue = FairQueue()
        self._outbox = Outbox()

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request, or accompany the life of the worker."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        else:
            with contextlib.suppress(ConnectionError):  # the client is gone
                await self._answer_request(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        heartbeats = asyncio.create_task(send_heartbeats(self._heartbeats, self._is_hung))
        await receive()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        heartbeats.cancel()
        await send({"type": "lifespan.shutdown.complete"})

    def _is_hung(self) -> bool:
        return self._costly_queue.turn_time_s() > WORKER_TIMEOUT_S

    async def _answer_request(self, scope: Message, receive: Receive, send: Send) -> None:
        try:
            environ = wsgi_environ(scope, await self._read_body(receive), self._prefix)
            response = await self._call_app(environ, receive)
        except HTTPException as error:
            response = Response(error.description, error.code, HEADERS, mimetype="text/plain")
        await self._outbox.send(send, response)

    async def _read_body(self, receive: Receive) -> bytes:
        """Return the body of a request.

        Up to MAX_DISCARDED_BYTES of a body that is too long are read all the same: many clients
        read the answer only after they have sent everything. Raises HTTPException if the body is
        too long or too slow, ConnectionError if the client is gone.
        """
        pieces, length, has_more = [], 0, True
        try:
            async with asyncio.timeout(REQUEST_TIMEOUT_S):
                while has_more and length <= MAX_DISCARDED_BYTES:
                    message = await receive()
                    if message["type"] == "http.disconnect":
                        raise ConnectionError
                    piece = message.get("body", b"")
                    length += len(piece)
                    if length <= self._max_body_bytes:
                        pieces.append(piece)
                    has_more = message.get("more_body", False)
        except TimeoutError:
            raise RequestTimeout("The request did not arrive in time.") from None
        if length > self._max_body_bytes:
            raise RequestEntityTooLarge("The request is too long.")
        return b"".join(pieces)

    async def _call_app(self, environ: dict[str, Any], receive: Receive) -> Response:
        """Return the application's response, when it is the request's turn.

        Raises HTTPException if that takes too long, ConnectionError if the client has gone
        meanwhile: nothing is computed for it.
        """
        queue = self._find_queue(environ["PATH_INFO"])
        turn = queue.join(environ["REMOTE_ADDR"])
        try:
            if queue is not self._costly_queue:
                await turn
                return self._call(environ)
            await self._wait_for_turn(turn, receive)
            await self._outbox.wait_for_room()
            # Quick requests go on meanwhile, in the event loop.
            return await asyncio.to_thread(self._call, environ)
        finally:
            if turn.done() and not turn.cancelled():
                queue.end_turn()

    def _find_queue(self, path: str) -> FairQueue:
        queues = (queue for paths, queue in self._quick_queues if path.startswith(paths))
        return next(queues, self._costly_queue)

    async def _wait_for_turn(self, turn: Turn, receive: Receive) -> None:
        disconnect = asyncio.ensure_future(receive())
        await asyncio.wait(
            (turn, disconnect), timeout=QUEUE_TIMEOUT_S, return_when=asyncio.FIRST_COMPLETED
        )
        has_turn, is_gone = turn.done(), disconnect.done()
        turn.cancel()
        disconnect.cancel()
        if is_gone:
            raise ConnectionError
        if not has_turn:
            raise ServiceUnavailable("The server is busy.")

    def _call(self, environ: dict[str, Any]) -> Response:
        return Response.from_app(self._app, environ, buffered=True)


def wsgi_environ(scope: Message, body: bytes, prefix: str) -> dict[str, Any]:
    """Return a request as WSGI describes it (PEP 3333).

    WSGI wants texts in which each character stands for one byte. `prefix` begins the path, unless a
    proxy has taken it away.
    """
    path = scope["path"]
    if f"{path}/".startswith(prefix):
        path = "/" + path.removeprefix(prefix.removesuffix("/")).removeprefix("/")
    server_name, server_port = scope["server"]
    environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": prefix.removesuffix("/").encode().decode("latin-1"),
        "PATH_INFO": path.encode().decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": server_name,
        "SERVER_PORT": str(server_port),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": scope["client"][0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope["headers"]:
        key = name.decode("latin-1").upper().replace("-", "_")
        key = key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"
        text = value.decode("latin-1")
        # Two headers of one name are a list; two hosts are none that is trusted.
        environ[key] = f"{environ[key]}, {text}" if key in environ else text
    environ["CONTENT_LENGTH"] = str(len(body))  # whatever the headers say
    environ.pop("HTTP_TRANSFER_ENCODING", None)
    return environ
