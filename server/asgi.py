"""The adapter between an ASGI server and the Flask application.

A server that speaks WSGI gives a thread to each request and to each answer, and so does asgiref's
`WsgiToAsgi`: a few clients that send or read slowly occupy all threads, and then nobody is
answered. The adapter here reads a request whole and sends its answer in pieces in the event loop,
where a slow client delays nobody. Between the two, quick requests are answered in the event loop,
costly ones one at a time in a thread beside it.
"""

import asyncio
import contextlib
import io
import ipaddress
import math
import sys
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from multiprocessing.connection import Connection
from typing import Any
from urllib.parse import unquote

from flask import Flask
from werkzeug.exceptions import (
    BadRequest,
    HTTPException,
    RequestEntityTooLarge,
    RequestTimeout,
    ServiceUnavailable,
)
from werkzeug.wrappers import Response

from server.app import HEADERS
from server.fair_queue import FairQueue, Turn
from server.heartbeat import send_heartbeats
from server.job_client import JobClient, JobUnavailableError
from server.job_process import JobAddress
from server.limits import (
    GIL_SWITCH_S,
    MAX_DISCARDED_BYTES,
    QUEUE_TIMEOUT_S,
    REQUEST_TIMEOUT_S,
    RETRY_AFTER_S,
    WORKER_TIMEOUT_S,
)
from server.outbox import Message, Outbox, Send, send_stream
from server.tasks import run_until

Receive = Callable[[], Awaitable[Message]]

MARKS = "activation_lab.marks"  # in the environ: a set in which the application notes
IS_KEPT = "is_kept"  # that the content of a response stays in memory anyway
# In the environ: the text of the job whose lines follow the response, where the application asks
# for one. A server without this adapter sends the response alone.
JOB = "activation_lab.job"


class WsgiAdapter:
    """An ASGI application that answers with a Flask application."""

    def __init__(
        self,
        app: Flask,
        prefix: str,
        quick_paths: Sequence[tuple[str, ...]],
        is_costly: Callable[[str, bytes], bool],
        pipe: Connection,
        job_address: JobAddress,
    ) -> None:
        """Prepare to answer with `app`, whose page is at the URL path `prefix`.

        `quick_paths` has the beginnings of the paths whose answers take some milliseconds, in
        groups that do not wait for each other; `is_costly` tells of a path and a body whether this
        one takes longer. `pipe` is for heartbeats, to the process that watches the workers;
        `job_address` is where jobs are run.
        """
        # How long a thread may hold the interpreter while the event loop waits for it.
        sys.setswitchinterval(GIL_SWITCH_S)
        self._app = app
        self._prefix = unquote(prefix)
        self._is_costly = is_costly
        self._pipe = pipe
        self._max_body_bytes = int(app.config["MAX_CONTENT_LENGTH"])
        self._quick_queues = [(paths, FairQueue()) for paths in quick_paths]
        self._costly_queue = FairQueue()
        self._costly_start_s = math.inf  # when the present costly computation has begun
        self._outbox = Outbox()
        self._jobs = JobClient(job_address)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request, or follow the start and the end of the worker."""
        if scope["type"] == "lifespan":
            await self._run_lifespan(receive, send)
        else:
            with contextlib.suppress(ConnectionError):  # the client is gone
                await self._answer_request(scope, receive, send)

    async def _run_lifespan(self, receive: Receive, send: Send) -> None:
        """Follow the start and the end of the worker, and send heartbeats in between."""
        task = asyncio.create_task(send_heartbeats(self._pipe, self._is_hung))
        await receive()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        task.cancel()
        await send({"type": "lifespan.shutdown.complete"})

    def _is_hung(self) -> bool:
        return time.monotonic() - self._costly_start_s > WORKER_TIMEOUT_S

    async def _answer_request(self, scope: Message, receive: Receive, send: Send) -> None:
        marks: set[str] = set()
        try:
            body = await self._read_body(receive)
            environ = wsgi_environ(scope, body, self._prefix) | {MARKS: marks}
            response = await self._call_app(environ, body, receive)
            if JOB in environ and response.status_code == 200:
                await self._stream_job(environ, response, receive, send)
                return
        except HTTPException as error:
            headers = HEADERS | dict(error.get_headers())
            response = Response(error.description, error.code, headers, mimetype="text/plain")
        await self._outbox.send_response(send, response, IS_KEPT in marks)

    async def _read_body(self, receive: Receive) -> bytes:
        """Return the body of a request.

        Up to MAX_DISCARDED_BYTES of a body that is too long are read all the same: many clients
        read the answer only after they have sent everything. Raises HTTPException if the body is
        too long, too slow or not whole.
        """
        pieces, length, has_more = [], 0, True
        try:
            async with asyncio.timeout(REQUEST_TIMEOUT_S):
                while has_more and length <= MAX_DISCARDED_BYTES:
                    message = await receive()
                    if message["type"] == "http.disconnect":  # or the chunks are malformed
                        raise BadRequest("The request is not whole.")
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

    async def _call_app(self, environ: dict[str, Any], body: bytes, receive: Receive) -> Response:
        """Return the application's response, when it is the request's turn.

        Raises HTTPException if a costly request waits too long, ConnectionError if its client has
        gone meanwhile: nothing is computed for it.
        """
        client = find_client(environ)
        path = environ["PATH_INFO"]
        queue = next((each for paths, each in self._quick_queues if path.startswith(paths)), None)
        if queue is not None and not self._is_costly(path, body):
            await queue.join(*client)
            try:
                return self._call(environ)
            finally:
                queue.end_turn()
        await self._wait_for_turn(self._costly_queue.join(*client), receive)
        try:
            await self._outbox.wait_for_room()
            self._costly_start_s = time.monotonic()
            return await asyncio.to_thread(self._call, environ)
        finally:
            self._costly_start_s = math.inf
            self._costly_queue.end_turn()

    async def _wait_for_turn(self, turn: Turn, receive: Receive) -> None:
        disconnect = asyncio.ensure_future(receive())
        try:
            await asyncio.wait(
                (turn, disconnect), timeout=QUEUE_TIMEOUT_S, return_when=asyncio.FIRST_COMPLETED
            )
            if disconnect.done():
                raise ConnectionError
            if not turn.done():
                raise ServiceUnavailable("The server is busy.", retry_after=RETRY_AFTER_S)
        except BaseException:
            if not turn.cancel():
                self._costly_queue.end_turn()
            raise
        finally:
            disconnect.cancel()

    def _call(self, environ: dict[str, Any]) -> Response:
        """Return the application's response. The job that it asks for is noted in the environ."""

        def call_app(copied_environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
            content = self._app(copied_environ, start_response)
            if JOB in copied_environ:
                environ[JOB] = copied_environ[JOB]
            return content

        return Response.from_app(call_app, environ, buffered=True)

    async def _stream_job(
        self, environ: dict[str, Any], response: Response, receive: Receive, send: Send
    ) -> None:
        """Send a response and the lines of its job, as long as the client is there.

        Raises HTTPException if the job cannot be run, ConnectionError if its lines break off: the
        response then has no proper end.
        """
        try:
            async with self._jobs.follow(environ[JOB], find_client(environ)) as pieces:
                await run_until(send_stream(send, response, pieces), receive())
        except JobUnavailableError:
            text = "The server is busy."
            raise ServiceUnavailable(text, retry_after=RETRY_AFTER_S) from None


def find_client(environ: dict[str, Any]) -> tuple[str, str]:
    """Return the address that a request comes from, and the name that a proxy there gives it.

    An IPv6 address is that of a network: each of its users has very many.
    """
    address = environ["REMOTE_ADDR"]
    if ":" in address:
        ipv4 = ipaddress.IPv6Address(address).ipv4_mapped  # as a server on :: sees an IPv4 address
        address = str(ipv4 or ipaddress.IPv6Network((address, 64), strict=False))
    return address, environ.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()


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
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope["headers"]:
        key = name.decode("latin-1").upper().replace("-", "_")
        key = key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"
        text = value.decode("latin-1")
        # Two headers of one name are a list; two hosts are none that is trusted.
        separator = "; " if key == "HTTP_COOKIE" else ", "
        environ[key] = f"{environ[key]}{separator}{text}" if key in environ else text
    environ["CONTENT_LENGTH"] = str(len(body))  # whatever the headers say
    environ.pop("HTTP_TRANSFER_ENCODING", None)
    return environ
