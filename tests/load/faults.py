"""What may go wrong while users drag: workers that end, lost replicas, updates, slow clients."""

import asyncio
import contextlib
import os
import signal
from collections.abc import Awaitable, Callable

from tests.load.client import cancel_tasks, open_connection
from tests.load.drag import LabPage, Report, drag_together
from tests.load.fleet import Server, start_server

USERS = 10
Fault = Callable[[], Awaitable[None]]


async def drag_during(port: int, seconds: float, cause_fault: Fault) -> list[Report]:
    """Let some users drag while a fault happens."""
    users = asyncio.create_task(drag_together(port, LabPage(), USERS, seconds))
    await asyncio.sleep(1)
    await cause_fault()
    return await users


async def kill_workers(server: Server, times: int) -> list[Report]:
    """Kill a worker every second: one after the other, and sometimes the same one twice."""

    async def cause_fault() -> None:
        for turn in range(times):
            workers = server.worker_ids()
            with contextlib.suppress(ProcessLookupError):
                os.kill(workers[turn // 2 % len(workers)], signal.SIGKILL)
            await asyncio.sleep(1)

    return await drag_during(server.port, times + 2, cause_fault)


async def open_slow_clients(server: Server, heads: int, bodies: int) -> list[Report]:
    """Open hundreds of connections that send a head, or a body, a few bytes a second."""

    async def send_slowly(begin: bytes, more: bytes) -> None:
        _, writer = await open_connection(server.port)
        writer.write(begin)
        with contextlib.suppress(OSError):
            while True:
                await asyncio.sleep(1)
                writer.write(more)
                await writer.drain()

    async def cause_fault() -> None:
        head = b"GET / HTTP/1.1\r\nHost: a\r\n"
        body = b"POST /api/update HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\n\r\n"
        tasks = [asyncio.create_task(send_slowly(head, b"A: b\r\n")) for _ in range(heads)]
        tasks += [asyncio.create_task(send_slowly(body, b" ")) for _ in range(bodies)]
        await asyncio.sleep(8)
        await cancel_tasks(*tasks)

    return await drag_during(server.port, 10, cause_fault)


class LoadBalancer:
    """Forwards each connection to the next of some replicas that accepts it."""

    def __init__(self, replicas: list[Server]) -> None:
        self.replicas = replicas
        self._turn = 0
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> int:
        """Start listening, and return the port."""
        self._server = await asyncio.start_server(self._forward, "127.0.0.1", 0)
        return int(self._server.sockets[0].getsockname()[1])

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        await cancel_tasks(*self._tasks)

    async def _forward(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, asyncio.CancelledError):
            replica_reader, replica_writer = await self._open_replica()
            tasks = {
                asyncio.create_task(copy_bytes(reader, replica_writer)),
                asyncio.create_task(copy_bytes(replica_reader, writer)),
            }
            self._tasks |= tasks
            await asyncio.wait(tasks)
            self._tasks -= tasks
        writer.close()

    async def _open_replica(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        for _ in range(len(self.replicas)):
            self._turn += 1
            replica = self.replicas[self._turn % len(self.replicas)]
            with contextlib.suppress(OSError):
                return await open_connection(replica.port)
        raise ConnectionRefusedError


async def copy_bytes(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Copy bytes until one end closes."""
    with contextlib.suppress(OSError):
        while chunk := await reader.read(65536):
            writer.write(chunk)
            await writer.drain()
    writer.close()


async def roll_replicas(balancer: LoadBalancer) -> list[Report]:
    """Replace each replica by one that runs before the old one stops, as Swarm's start-first."""

    async def cause_fault() -> None:
        for old in list(balancer.replicas):
            new = await asyncio.to_thread(start_server)
            balancer.replicas[balancer.replicas.index(old)] = new
            await asyncio.to_thread(old.stop)

    async with balancer as port:
        return await drag_during(port, 10, cause_fault)


async def lose_replica(balancer: LoadBalancer) -> list[Report]:
    """Kill a replica and do not replace it."""

    async def cause_fault() -> None:
        await asyncio.to_thread(balancer.replicas[0].stop, signal.SIGKILL)

    async with balancer as port:
        return await drag_during(port, 5, cause_fault)
