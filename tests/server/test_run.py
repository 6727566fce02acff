"""`python app.py` as a user starts it."""

import os
import socket
import subprocess
import sys

import pytest

from tests.benchmark.servers import ROOT

pytestmark = pytest.mark.server


def run_app(port: str) -> subprocess.CompletedProcess[str]:
    """Run the program at a port, until it ends."""
    return subprocess.run(
        [sys.executable, "app.py"],
        cwd=ROOT,
        env=os.environ | {"PORT": port},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_taken_port_is_reported_in_one_line() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ended = run_app(str(port))
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert len(ended.stderr.splitlines()) == 1
    assert f"Port {port} is taken" in ended.stderr


@pytest.mark.parametrize("port", ["", "abc", "65536"])
def test_a_port_that_is_no_port_is_reported_in_one_line(port: str) -> None:
    ended = run_app(port)
    assert ended.returncode == 1
    assert len(ended.stderr.splitlines()) == 1
    assert "1 to 65535" in ended.stderr
