"""Visits of the page, as a browser fetches it: everything at first, later only what may have changed."""

import asyncio
import re
import time

from tests.load.client import Client

ACCEPT = {"Accept-Encoding": "gzip"}
WIRES = ("/_dash-layout", "/_dash-dependencies")


async def addresses(port: int) -> tuple[list[str], dict[str, str]]:
    """All that a first visit fetches, and the tags of what a later one asks for again."""
    async with Client(port) as client:
        page = await client.ask("GET", "/")
        found = re.findall(r'(?:src|href)="(/[^"]+)"', page.body.decode())
        cold = ["/", *dict.fromkeys(found), *WIRES]
        tags = {}
        for each in cold:
            answer = await client.ask("GET", each, headers=ACCEPT)
            if "max-age" not in answer.headers.get("cache-control", ""):
                tags[each] = answer.headers.get("etag", "")
    return cold, tags


async def visits(port: int, seconds: float, visitors: int, again: bool) -> float:
    """Page loads a second while some visitors load it over and over, each on connections of their own."""
    cold, tags = await addresses(port)
    end, count = time.monotonic() + seconds, 0

    async def visitor() -> None:
        nonlocal count
        while time.monotonic() < end:
            async with Client(port) as client:
                asked = (
                    client.ask("GET", each, headers=ACCEPT | ({"If-None-Match": tags[each]} if again else {}))
                    for each in (tags if again else cold)
                )
                statuses = {answer.status for answer in await asyncio.gather(*asked)}
            assert statuses <= {200, 304}, statuses
            count += 1

    begun = time.monotonic()
    await asyncio.gather(*(visitor() for _ in range(visitors)))
    return count / (time.monotonic() - begun)
