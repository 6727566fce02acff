"""The HTTP server: Granian's workers, each of which answers one request after the other.

Granian can serve WSGI applications itself, but then a request takes a thread before its body has
been read, and a few slow clients occupy all threads. The adapter here reads the body first, in the
event loop, where a slow client delays nobody.
"""

import asyncio
import contextlib
import errno
import gc
import io
import socket
import sys
from collections.abc import Callable
from typing import Any

from flask import Flask, Response
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.rsgi import HTTPProtocol, Scope  # type: ignore[attr-defined]  # it has both
from granian.server.mp import MPServer

from server.config import Config
from server.limits import (
    MAX_DISCARDED_BYTES,
    MAX_HEADER_BYTES,
    MAX_OPEN_FILES,
    MAX_WORKER_RSS_MIB,
    REQUEST_TIMEOUT_S,
    RESERVED_FILES,
)

TEXT_HEADERS = [("content-type", "text/plain")]


class WsgiAdapter:
    """Calls a Flask application from Granian's event loop, once the request has come in whole."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._max_body_bytes = int(app.config["MAX_CONTENT_LENGTH"])

    async def __call__(self, scope: Scope, protocol: HTTPProtocol) -> None:
        """Answer one request."""
        try:
            async with asyncio.timeout(REQUEST_TIMEOUT_S):
                body = await self._read_body(protocol)
        except TimeoutError:
            protocol.response_str(408, TEXT_HEADERS, "The request did not arrive in time.")
            return
        if body is None:
            protocol.response_str(413, TEXT_HEADERS, "The request is too long.")
            return
        response = Response.from_app(self._app, wsgi_environ(scope, body), buffered=True)
        protocol.response_bytes(
            response.status_code, response.headers.to_wsgi_list(), response.get_data()
        )

    async def _read_body(self, protocol: HTTPProtocol) -> bytes | None:
        """Return the body of a request, or None if it is longer than MAX_CONTENT_LENGTH.

        Up to MAX_DISCARDED_BYTES of a body that is too long are read all the same: many clients
        read the answer only after they have sent everything.
        """
        chunks, length = [], 0
        async for chunk in protocol:
            length += len(chunk)
            if length > MAX_DISCARDED_BYTES:
                return None
            if length <= self._max_body_bytes:
                chunks.append(chunk)
        return b"".join(chunks) if length <= self._max_body_bytes else None


def wsgi_environ(scope: Scope, body: bytes) -> dict[str, Any]:
    """Return a request as WSGI describes it (PEP 3333).

    WSGI wants texts in which each character stands for one byte.
    """
    server_name, _, server_port = scope.server.rpartition(":")
    environ = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": server_name,
        "SERVER_PORT": server_port,
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": scope.client.rpartition(":")[0],
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope.headers.items():
        key = name.upper().replace("-", "_")
        if key not in ("CONTENT_TYPE", "CONTENT_LENGTH"):
            key = f"HTTP_{key}"
        environ.setdefault(key, value)  # the length is known, and the first of two headers counts
    return environ


class RespawningServer(MPServer):
    """Granian, but a worker that ends is always replaced.

    Granian itself gives up when one worker ends twice within seconds.
    """

    def _respawn_workers(self, *args: Any, **kwargs: Any) -> None:
        super()._respawn_workers(*args, **kwargs)
        self.respawned_wrks.clear()


def check_port_is_free(config: Config) -> None:
    """End the program with one line of text if nothing can listen at the address and port."""
    family = socket.AF_INET6 if ":" in config.address else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((config.address, config.port))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                sys.exit(f"{config.address}, port {config.port}: {error.strerror}")
            other_port = config.port % 65535 + 1
            sys.exit(
                f"Port {config.port} is taken: stop what runs there, or choose another, "
                f"as in PORT={other_port} make run"
            )


def serve_app(config: Config, load_adapter: Callable[..., WsgiAdapter]) -> None:
    """Serve until a signal ends the program.

    `load_adapter` returns what a worker calls for each request. Workers share the memory of
    whatever was loaded before this call.
    """
    gc.collect()
    gc.freeze()  # or the garbage collector would write into that memory, and so copy it
    RespawningServer(
        "app",
        address=config.address,
        port=config.port,
        workers=config.workers,
        interface=Interfaces.RSGI,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(
            header_read_timeout=REQUEST_TIMEOUT_S * 1000, max_buffer_size=MAX_HEADER_BYTES
        ),
        backpressure=_raise_file_limit() - RESERVED_FILES,
        websockets=False,
        respawn_failed_workers=True,
        respawn_interval=0.5,
        workers_max_rss=MAX_WORKER_RSS_MIB,
        rss_sample_interval=5,
        workers_kill_timeout=REQUEST_TIMEOUT_S,
        log_level=LogLevels.error,
    ).serve(target_loader=load_adapter)


def _raise_file_limit() -> int:
    """Let a worker open as many files as the system allows, and return how many that is.

    At most MAX_OPEN_FILES.
    """
    with contextlib.suppress(ImportError, OSError, ValueError):  # Windows has no such limit
        import resource

        _, hard_limit = resource.getrlimit(resource.RLIMIT_NOFILE)
        is_unlimited = hard_limit == resource.RLIM_INFINITY
        limit = MAX_OPEN_FILES if is_unlimited else min(hard_limit, MAX_OPEN_FILES)
        resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
        return limit
    return 512
