"""Tasks that end with others."""

import asyncio
from collections.abc import Awaitable, Coroutine
from typing import Any


async def run_until(work: Coroutine[Any, Any, None], end: Awaitable[Any]) -> None:
    """Run some work, but no longer than something else takes. Raises what the work raises."""
    task, end_task = asyncio.create_task(work), asyncio.ensure_future(end)
    try:
        await asyncio.wait((task, end_task), return_when=asyncio.FIRST_COMPLETED)
    finally:
        end_task.cancel()  # which asyncio.gather() could not wait for: Granian's is no real future
        task.cancel()
        (outcome,) = await asyncio.gather(task, return_exceptions=True)
    if isinstance(outcome, Exception):
        raise outcome
