"""The page behind a real jupyter-server-proxy, with the lines of the README.

The tests' requirements leave it out, since it brings sixty packages: `make jupyter` runs this.
"""

import json
import os
import re
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest

from tests.benchmark.servers import ROOT, free_port, wait_for
from tests.server.readme import find_block
from tests.valid_requests import EXPORT, UPDATE

pytest.importorskip("jupyter_server_proxy")
pytestmark = pytest.mark.server
TOKEN = "test"
# Names as JupyterHub writes them into a path.
USERS = ("jane", "jane@uni.edu", "jane%2Btest@uni.edu")


@pytest.fixture(params=USERS)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Return where a user of JupyterHub finds the page."""
    lines = find_block("JupyterHub", "python")
    lines = re.sub(r'FOLDER = "[^"]*"', f"FOLDER = {str(ROOT)!r}", lines)
    # The project's packages need not be in .venv.
    lines = lines.replace('f"{FOLDER}/.venv/bin/python"', repr(sys.executable))
    (tmp_path / "jupyter_server_config.py").write_text(lines)
    port, base_url = free_port(), f"/user/{request.param}/"
    options = {
        "ServerApp.port": port,
        "ServerApp.base_url": base_url,
        "ServerApp.open_browser": False,
        "ServerApp.allow_root": True,
        "IdentityProvider.token": TOKEN,
    }
    command = [sys.executable, "-m", "jupyter_server"]
    command += [f"--{name}={value}" for name, value in options.items()]
    folders = {f"JUPYTER_{name}_DIR": str(tmp_path) for name in ("CONFIG", "DATA", "RUNTIME")}
    with subprocess.Popen(
        command, cwd=tmp_path, env=os.environ | folders, stderr=subprocess.DEVNULL
    ) as server:
        wait_for(f"http://127.0.0.1:{port}{base_url}api")
        yield f"http://127.0.0.1:{port}{base_url}activation-lab/"
        server.terminate()


def ask(url: str, body: dict[str, object] | None = None) -> bytes:
    """Return what a URL answers. Raises HTTPError if it refuses."""
    content = None if body is None else json.dumps({"request": body}).encode()
    headers = {"Authorization": f"token {TOKEN}", "Content-Type": "application/json"}
    request = urllib.request.Request(url, content, headers)
    with urllib.request.urlopen(request, timeout=60) as response:
        return bytes(response.read())


def test_the_page_works_below_the_path_of_a_user(address: str) -> None:
    files = re.findall(r'(?:src|href)="([^"#][^"]*)"', ask(address).decode())
    paths = [file.replace("&amp;", "&") for file in files if not file.startswith("data:")]
    assert len(paths) > 50
    assert all(ask(urljoin(address, path)) for path in paths)
    assert json.loads(ask(f"{address}_dash-layout"))
    assert json.loads(ask(f"{address}api/update", UPDATE))["number"] == UPDATE["number"]
    assert "numpy.arange" in json.loads(ask(f"{address}api/export", EXPORT))["text"]
