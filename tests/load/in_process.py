"""Requests answered within this process: what each costs."""

import time
from pathlib import Path

from app import app
from tests.load.forge import ForgedRequest


def request_status(request: ForgedRequest) -> int:
    """Return the status of the answer to a request."""
    headers = {name: value.encode().decode("latin-1") for name, value in request.headers.items()}
    path, _, query = request.path.partition("?")
    with app.server.test_client().open(
        path,
        method=request.method,
        query_string=query,
        data=request.body,
        headers=headers,
        buffered=True,
    ) as response:
        return int(response.status_code)


def cpu_time_ms(request: ForgedRequest) -> float:
    """Return the milliseconds of processor time that an answer takes."""
    start = time.process_time()
    request_status(request)
    return 1000 * (time.process_time() - start)


def memory_growth_mib(request: ForgedRequest) -> float:
    """Return by how many MiB this process grows, at most, while an answer is made."""
    Path("/proc/self/clear_refs").write_text("5")  # Linux records the greatest size from here on
    before = memory_kib("VmRSS")
    request_status(request)
    return (memory_kib("VmHWM") - before) / 1024


def memory_kib(name: str) -> float:
    """Return one of the sizes of this process, by the name that Linux gives it."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return float(next(line for line in lines if line.startswith(f"{name}:")).split()[1])
