"""Visits of the page, as a browser makes them: first of everything, later of what may change."""

import asyncio
import re
import time

from tests.load.client import Client

GZIP = {"Accept-Encoding": "gzip"}
RENDERER_PATHS = ("/_dash-layout", "/_dash-dependencies")  # what Dash's renderer asks for


async def find_files(port: int) -> tuple[list[str], dict[str, str]]:
    """Return the paths of all that a first visit fetches, and the tags of what is revalidated."""
    async with Client(port) as client:
        page = await client.send_request("GET", "/")
        linked = re.findall(r'(?:src|href)="(/[^"]+)"', page.body.decode())
        paths = ["/", *dict.fromkeys(linked), *RENDERER_PATHS]
        tags = {}
        for path in paths:
            response = await client.send_request("GET", path, headers=GZIP)
            if "max-age" not in response.headers.get("cache-control", ""):
                tags[path] = response.headers.get("etag", "")
    return paths, tags


async def visit_repeatedly(port: int, seconds: float, visitors: int, is_cached: bool) -> float:
    """Return the page loads per second while some visitors load the page over and over.

    Each load has connections of its own. `is_cached` tells whether the files are in the visitors'
    caches.
    """
    paths, tags = await find_files(port)
    start, count = time.monotonic(), 0

    async def visit_page() -> None:
        async with Client(port) as client:
            requests = (
                client.send_request(
                    "GET",
                    path,
                    headers=GZIP | {"If-None-Match": tags[path]} if is_cached else GZIP,
                )
                for path in (tags if is_cached else paths)
            )
            statuses = {response.status for response in await asyncio.gather(*requests)}
        assert statuses <= {200, 304}, statuses

    async def keep_visiting() -> None:
        nonlocal count
        while time.monotonic() < start + seconds:
            await visit_page()
            count += 1

    await asyncio.gather(*(keep_visiting() for _ in range(visitors)))
    return count / (time.monotonic() - start)
