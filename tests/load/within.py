"""Forged requests answered within this process: what each costs."""

import time
import tracemalloc

from app import app
from tests.load.forge import Forged


def answered(request: Forged) -> int:
    """The status of the answer."""
    headers = {name: value.encode().decode("latin-1") for name, value in request.headers.items()}
    path, _, query = request.path.partition("?")
    with app.server.test_client().open(
        path, method=request.method, query_string=query, data=request.body, headers=headers, buffered=True
    ) as response:
        return int(response.status_code)


def spent(request: Forged) -> float:
    """Milliseconds of the processor that the answer takes."""
    begun = time.process_time()
    answered(request)
    return 1000 * (time.process_time() - begun)


def taken(request: Forged) -> float:
    """MiB of memory that the answer takes while it is made."""
    tracemalloc.start()
    try:
        answered(request)
        return tracemalloc.get_traced_memory()[1] / 2**20
    finally:
        tracemalloc.stop()
