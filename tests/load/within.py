"""Forged requests answered within this process: what each costs."""

import time
from pathlib import Path

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
    """MiB by which this process grows while the answer is made, at most."""
    Path("/proc/self/clear_refs").write_text("5")  # the greatest size is counted from here
    before = resident("VmRSS")
    answered(request)
    return (resident("VmHWM") - before) / 1024


def resident(name: str) -> float:
    """One of the sizes of this process that Linux tells, in KiB."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return float(next(line for line in lines if line.startswith(f"{name}:")).split()[1])
