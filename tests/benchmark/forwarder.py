"""A TCP forwarder on the loopback that adds a round trip and, if asked, limits the rate.

Run as `forwarder.py TARGET_PORT MILLISECONDS MEGABITS`, with its own port in PORT.
"""

import asyncio
import contextlib
import os
import sys

CHUNK_BYTES = 16384
BYTES_PER_MEGABIT = 125_000


async def copy_bytes(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, delay: float, rate: float
) -> None:
    """Copy bytes, each `delay` seconds late and at most `rate` of them a second; 0 is no limit."""
    loop = asyncio.get_running_loop()
    queue: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()

    async def deliver_chunks() -> None:
        sent_until = 0.0
        while True:
            due, chunk = await queue.get()
            sent_until = max(due, sent_until) + (len(chunk) / rate if rate else 0.0)
            await asyncio.sleep(max(0.0, sent_until - loop.time()))
            if not chunk:
                break
            writer.write(chunk)
            await writer.drain()
        with contextlib.suppress(OSError):
            writer.write_eof()

    delivery = asyncio.create_task(deliver_chunks())
    with contextlib.suppress(OSError):
        while chunk := await reader.read(CHUNK_BYTES):
            queue.put_nowait((loop.time() + delay, chunk))
    queue.put_nowait((loop.time() + delay, b""))
    with contextlib.suppress(OSError):
        await delivery


async def forward_port(port: int, target: int, round_trip: float, rate: float) -> None:
    """Forward `port` to `target`.

    `round_trip` seconds are added; `rate` is the number of bytes that come back per second.
    """

    async def forward_connection(
        reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        await asyncio.sleep(round_trip)  # the time that opening a connection takes
        target_reader, target_writer = await asyncio.open_connection("127.0.0.1", target)
        await asyncio.gather(
            copy_bytes(reader, target_writer, round_trip / 2, 0.0),
            copy_bytes(target_reader, writer, round_trip / 2, rate),
        )
        for each in (writer, target_writer):
            each.close()

    server = await asyncio.start_server(forward_connection, "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    target_port, milliseconds, megabits = sys.argv[1:4]
    asyncio.run(
        forward_port(
            int(os.environ["PORT"]),
            int(target_port),
            int(milliseconds) / 1000,
            float(megabits) * BYTES_PER_MEGABIT,
        )
    )
