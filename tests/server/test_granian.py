"""The server as a user, and the image, starts it: signals, workers, slow clients, hosts, prefix."""

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from wsgiref.validate import validator

import pytest

from server.granian import wsgi_environ
from tests.benchmark.servers import ROOT, free_port, wait_for
from tests.valid_requests import UPDATE

pytestmark = pytest.mark.server
BODY = json.dumps({"request": UPDATE | {"changes": {"alpha": 2}}}).encode()


@contextlib.contextmanager
def run_server(
    health_path: str = "healthz", **variables: str
) -> Iterator[tuple[int, subprocess.Popen[str]]]:
    """Run `python app.py` at a free port, with environment variables set; yield port, process."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "app.py"],
        cwd=ROOT,
        env=os.environ | {"PORT": str(port)} | variables,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/{health_path}")
        yield port, process
    finally:
        process.terminate()
        process.communicate(timeout=30)


def send_request(
    port: int, path: str = "/api/update", host: str = "localhost", method: str = "POST"
) -> tuple[int, str]:
    """Return the status of an answer, and the policy that came with it."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    body = BODY if method == "POST" else None
    connection.request(method, path, body, {"Host": host, "Content-Type": "application/json"})
    response = connection.getresponse()
    response.read()
    connection.close()
    return response.status, response.getheader("Content-Security-Policy", "")


def worker_ids(process: subprocess.Popen[str]) -> list[int]:
    """Return the ids of a server's worker processes."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
    return [int(each) for each in children.split()]


def test_a_request_under_way_is_answered_before_the_server_ends() -> None:
    head = (
        "POST /api/update HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(BODY)}\r\n\r\n"
    ).encode()
    with (
        run_server() as (port, process),
        socket.create_connection(("127.0.0.1", port), timeout=30) as connection,
    ):
        connection.sendall(head + BODY[:10])
        time.sleep(0.5)  # until the server has begun to read
        process.terminate()
        time.sleep(0.5)
        connection.sendall(BODY[10:])
        assert connection.recv(65536).startswith(b"HTTP/1.1 200 ")
        connection.close()
        assert process.wait(timeout=30) == 0


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="workers are found in /proc")
def test_a_worker_that_ends_is_replaced_every_time() -> None:
    with run_server(WEB_CONCURRENCY="1") as (port, process):
        for _ in range(3):
            (worker,) = worker_ids(process)
            os.kill(worker, signal.SIGKILL)
            end = time.monotonic() + 30
            while worker_ids(process) in ([], [worker]) and time.monotonic() < end:
                time.sleep(0.05)
            wait_for(f"http://127.0.0.1:{port}/healthz")
            assert send_request(port)[0] == 200


def test_a_body_that_comes_slowly_delays_nobody() -> None:
    head = b"POST /api/update HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\n\r\n"
    with run_server() as (port, _), contextlib.ExitStack() as stack:
        for _ in range(64):
            slow = stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=30))
            slow.sendall(head)
        assert send_request(port)[0] == 200
        assert slow.recv(100).startswith(b"HTTP/1.1 408 ")


def test_a_body_of_8_mb_is_refused_in_words() -> None:
    with run_server() as (port, _):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request("POST", "/api/update", b"x" * 8_000_000)
        assert connection.getresponse().status == 413
        connection.close()


def test_below_a_prefix_the_page_works_and_the_health_is_at_both_paths() -> None:
    with run_server(health_path="demo/healthz", DASH_URL_BASE_PATHNAME="/demo/") as (port, _):
        assert send_request(port, "/demo/api/update")[0] == 200
        expected = {"/demo/": 200, "/healthz": 200, "/": 404, "/demo/none": 404}
        assert {path: send_request(port, path, method="GET")[0] for path in expected} == expected


def test_only_trusted_hosts_address_the_page_and_only_frame_ancestors_embed_it() -> None:
    with run_server(
        TRUSTED_HOSTS=".example.org", FRAME_ANCESTORS="https://courses.example.org"
    ) as (port, _):
        hosts = ("lab.example.org:8050", "example.org", "evil.example", "127.0.0.1")
        statuses = [send_request(port, host=host)[0] for host in hosts]
        assert statuses == [200, 200, 400, 400]
        assert send_request(port, "/healthz", "127.0.0.1", "GET")[0] == 200
        policy = send_request(port, "/", "lab.example.org", "GET")[1]
        assert policy.endswith("frame-ancestors 'self' https://courses.example.org")


@pytest.mark.parametrize(
    ("listening", "name", "port"),
    [("127.0.0.1:8050", "127.0.0.1", "8050"), ("[::1]:80", "[::1]", "80")],
)
def test_a_request_is_described_as_wsgi_demands(listening: str, name: str, port: str) -> None:
    scope: Any = SimpleNamespace(
        method="GET",
        path="/ä",
        query_string="a=1",
        server=listening,
        client="127.0.0.1:5000",
        scheme="http",
        headers={"host": "lab.example.org", "content-type": "text/plain", "x-a": "1"},
    )
    environ = wsgi_environ(scope, b"body")
    assert (environ["SERVER_NAME"], environ["SERVER_PORT"]) == (name, port)
    assert environ["PATH_INFO"] == "/\xc3\xa4"
    assert (environ["CONTENT_TYPE"], environ["CONTENT_LENGTH"]) == ("text/plain", "4")
    assert (environ["HTTP_HOST"], environ["HTTP_X_A"]) == ("lab.example.org", "1")

    def answer_nothing(_: object, start_response: Any) -> list[bytes]:
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [b""]

    # Raises AssertionError where the description breaks a rule of PEP 3333.
    content: Any = validator(answer_nothing)(environ, lambda *_: lambda _: None)
    assert b"".join(content) == b""
    content.close()
