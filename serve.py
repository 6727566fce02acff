"""The server: Granian's workers, each of which answers one request after the other, once it has come in whole."""

import asyncio
import contextlib
import errno
import gc
import io
import socket
import sys
from collections.abc import Callable
from typing import Any

from flask import Flask
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.mp import MPServer

from settings import Settings

PATIENCE = 10  # s within which the head of a request, and then its body, has to come
LONGEST_HEAD = 32_768  # bytes
HEARD_OUT = 2**24  # bytes of a body
MOST_FILES = 8192  # that a worker may have open, connections included
SPARE = 64  # of them that are none
MOST_MEMORY = 150  # MiB of a worker, what it shares included; another takes over from one that has more

Head = list[tuple[str, str]]
PLAIN: Head = [("content-type", "text/plain")]


class Shell:
    """Calls a Flask application from Granian's event loop. A body that comes slowly keeps no other request waiting."""

    def __init__(self, web: Flask) -> None:
        self._web = web
        self._longest = int(web.config["MAX_CONTENT_LENGTH"])

    async def __call__(self, scope: Any, protocol: Any) -> None:
        """Answer one request."""
        try:
            async with asyncio.timeout(PATIENCE):
                body = await self._body(protocol)
        except TimeoutError:
            protocol.response_str(408, PLAIN, "The request did not come in time.")
            return
        if body is None:
            protocol.response_str(413, PLAIN, "The request is too long.")
            return
        protocol.response_bytes(*self._answer(environment(scope, body)))

    async def _body(self, protocol: Any) -> bytes | None:
        """The body of a request, or None where it is too long: most of that is heard out, or no answer would be."""
        parts, length = [], 0
        async for part in protocol:
            length += len(part)
            if length > HEARD_OUT:
                return None
            if length <= self._longest:
                parts.append(part)
        return b"".join(parts) if length <= self._longest else None

    def _answer(self, asked: dict[str, Any]) -> tuple[int, Head, bytes]:
        begun: list[Any] = []

        def start(status: str, head: Head, _: object = None) -> Callable[[bytes], object]:
            begun[:] = int(status[:3]), head
            return begun.append  # which Flask never calls

        content = self._web(asked, start)
        try:
            return begun[0], begun[1], b"".join(content)
        finally:
            getattr(content, "close", int)()


def environment(scope: Any, body: bytes) -> dict[str, Any]:
    """A request as WSGI wants it (PEP 3333): its texts hold one byte a character."""
    asked = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": scope.client.rpartition(":")[0],
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stdout,
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope.headers.items():
        key = name.upper().replace("-", "_")
        asked.setdefault(key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}", value)
    return asked


class Lasting(MPServer):
    """Granian, which gives up when one of its workers ends twice within seconds. This one begins another each time."""

    def _respawn_workers(self, *arguments: Any, **options: Any) -> None:
        super()._respawn_workers(*arguments, **options)
        self.respawned_wrks.clear()


def claim(settings: Settings) -> None:
    """End the program with one line where nothing can listen at the address and port."""
    with socket.socket(socket.AF_INET6 if ":" in settings.address else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.address, settings.port))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                sys.exit(f"{settings.address}, port {settings.port}: {error.strerror}")
            hint = f"stop what runs there, or choose another, as in PORT={settings.port % 65535 + 1} make run"
            sys.exit(f"Port {settings.port} is taken: {hint}")


def serve(settings: Settings, load: Callable[..., Shell]) -> None:
    """Serve until a signal ends it. `load` gives a worker its shell; what the program loaded before, workers share."""
    gc.collect()
    gc.freeze()  # what is there stays; looking through it would copy it into each worker
    Lasting(
        "app",
        address=settings.address,
        port=settings.port,
        workers=settings.workers,
        interface=Interfaces.RSGI,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=PATIENCE * 1000, max_buffer_size=LONGEST_HEAD),
        backpressure=_files() - SPARE,
        websockets=False,
        respawn_failed_workers=True,
        respawn_interval=0.5,
        workers_max_rss=MOST_MEMORY,
        rss_sample_interval=5,
        workers_kill_timeout=PATIENCE,
        log_level=LogLevels.error,
    ).serve(target_loader=load)


def _files() -> int:
    """How many files a worker may have open: as many as the system allows, up to MOST_FILES."""
    with contextlib.suppress(ImportError, OSError, ValueError):  # Windows has no such limit
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        most = MOST_FILES if most == resource.RLIM_INFINITY else min(most, MOST_FILES)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
        return most
    return 512
