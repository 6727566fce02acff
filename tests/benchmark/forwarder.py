"""A TCP forwarder on the loopback that adds a round trip and, if asked, limits the rate of what comes back."""

import asyncio
import contextlib
import sys

CHUNK = 16384


async def pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, delay: float, rate: float) -> None:
    """Copy bytes, each `delay` seconds late and no more than `rate` of them a second; 0 is no limit."""
    loop = asyncio.get_running_loop()
    queue: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()

    async def deliver() -> None:
        free = 0.0
        while True:
            due, data = await queue.get()
            free = max(due, free) + (len(data) / rate if rate else 0.0)
            await asyncio.sleep(max(0.0, free - loop.time()))
            if not data:
                break
            writer.write(data)
            await writer.drain()
        with contextlib.suppress(OSError):
            writer.write_eof()

    delivery = asyncio.create_task(deliver())
    with contextlib.suppress(OSError):
        while data := await reader.read(CHUNK):
            queue.put_nowait((loop.time() + delay, data))
    queue.put_nowait((loop.time() + delay, b""))
    with contextlib.suppress(OSError):
        await delivery


async def serve(port: int, target: int, round_trip: float, rate: float) -> None:
    """Forward `port` to `target`, with `round_trip` seconds added and `rate` bytes a second downwards."""

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(round_trip)  # what opening a connection takes
        inner_reader, inner_writer = await asyncio.open_connection("127.0.0.1", target)
        await asyncio.gather(
            pump(reader, inner_writer, round_trip / 2, 0.0), pump(inner_reader, writer, round_trip / 2, rate)
        )
        for end in (writer, inner_writer):
            end.close()

    server = await asyncio.start_server(connected, "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    listen, target, round_trip_ms, megabits = (float(argument) for argument in sys.argv[1:5])
    asyncio.run(serve(int(listen), int(target), round_trip_ms / 1000, megabits * 125_000))
