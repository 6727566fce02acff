"""What goes wrong while users drag: workers and replicas that end, a rolling restart, clients that dawdle."""

import asyncio
import contextlib
import os
import signal
from collections.abc import Awaitable, Callable

from tests.load.client import cancel, connect
from tests.load.drag import Ours, Report, drags
from tests.load.fleet import Server, start

USERS = 10
Fault = Callable[[], Awaitable[None]]


async def dragged(port: int, seconds: float, fault: Fault) -> list[Report]:
    """Some users drag while a fault happens."""
    users = asyncio.create_task(drags(port, Ours(), USERS, seconds))
    await asyncio.sleep(1)
    await fault()
    return await users


async def killed_workers(server: Server, times: int) -> list[Report]:
    """A worker killed every second, each in its turn and now and then the same one twice."""

    async def fault() -> None:
        for turn in range(times):
            workers = server.workers()
            with contextlib.suppress(ProcessLookupError):
                os.kill(workers[turn // 2 % len(workers)], signal.SIGKILL)
            await asyncio.sleep(1)

    return await dragged(server.port, times + 2, fault)


async def slow_clients(server: Server, heads: int, bodies: int) -> list[Report]:
    """Clients by the hundred that send a head, or a body, a byte a second."""

    async def slow(begin: bytes, more: bytes) -> None:
        _, writer = await connect(server.port)
        writer.write(begin)
        with contextlib.suppress(OSError):
            while True:
                await asyncio.sleep(1)
                writer.write(more)
                await writer.drain()

    async def fault() -> None:
        head = b"GET / HTTP/1.1\r\nHost: a\r\n"
        body = b"POST /answer HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\n\r\n"
        dawdling = [asyncio.create_task(slow(head, b"A: b\r\n")) for _ in range(heads)]
        dawdling += [asyncio.create_task(slow(body, b" ")) for _ in range(bodies)]
        await asyncio.sleep(8)
        await cancel(*dawdling)

    return await dragged(server.port, 10, fault)


class Ring:
    """A forwarder before some replicas: each connection goes to the next of them that takes it."""

    def __init__(self, replicas: list[Server]) -> None:
        self.replicas = replicas
        self._turn = 0
        self._open: set[asyncio.Task[object]] = set()

    async def __aenter__(self) -> int:
        """Begins to listen, and tells at which port."""
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        return int(self._server.sockets[0].getsockname()[1])

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        await cancel(*self._open)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, asyncio.CancelledError):
            inner_reader, inner_writer = await self._next()
            pumps = [asyncio.create_task(pump(*ends)) for ends in ((reader, inner_writer), (inner_reader, writer))]
            self._open.update(pumps)
            await asyncio.wait(pumps)
            self._open.difference_update(pumps)
        writer.close()

    async def _next(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        for _ in range(len(self.replicas)):
            self._turn += 1
            with contextlib.suppress(OSError):
                return await connect(self.replicas[self._turn % len(self.replicas)].port)
        raise ConnectionRefusedError


async def pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Copy bytes until an end closes."""
    with contextlib.suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    writer.close()


async def rolled(ring: Ring) -> list[Report]:
    """Every replica replaced by a new one that runs before the old one is told to stop, as Swarm's start-first does."""

    async def fault() -> None:
        for old in list(ring.replicas):
            new = await asyncio.to_thread(start)
            ring.replicas[ring.replicas.index(old)] = new
            await asyncio.to_thread(old.stop)

    async with ring as port:
        return await dragged(port, 10, fault)


async def lost(ring: Ring) -> list[Report]:
    """A replica killed, and not replaced."""

    async def fault() -> None:
        await asyncio.to_thread(ring.replicas[0].stop, signal.SIGKILL)

    async with ring as port:
        return await dragged(port, 5, fault)
