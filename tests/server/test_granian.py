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

import pytest

from tests.benchmark.servers import ROOT, child_ids, free_port, wait_for
from tests.load.fleet import find_workers
from tests.load.overload import PLOTLY_PATH
from tests.valid_requests import UPDATE

pytestmark = pytest.mark.server
needs_proc = pytest.mark.skipif(
    not Path("/proc/self/task").exists(), reason="workers are found in /proc"
)
BODY = json.dumps({"request": UPDATE | {"changes": {"alpha": 2}}}).encode()


@contextlib.contextmanager
def run_server(
    address: str = "127.0.0.1", **variables: str
) -> Iterator[tuple[int, subprocess.Popen[str]]]:
    """Run `python app.py`, with environment variables set; yield port and process.

    The port is free unless it is set. `address` is where the server is found.
    """
    port = int(variables.get("PORT", free_port()))
    process = subprocess.Popen(
        [sys.executable, "app.py"],
        cwd=ROOT,
        env=os.environ | {"PORT": str(port)} | variables,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        wait_for(f"http://{address}:{port}/healthz")
        yield port, process
    finally:
        process.terminate()
        process.communicate(timeout=30)


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """Return the port of a server that the tests of this module share."""
    with run_server() as (port, _):
        yield port


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


@needs_proc
def test_a_worker_that_ends_is_replaced_every_time() -> None:
    with run_server(WEB_CONCURRENCY="1") as (port, process):
        for _ in range(3):
            (worker,) = find_workers(process.pid)
            os.kill(worker, signal.SIGKILL)
            end = time.monotonic() + 30
            while find_workers(process.pid) in ([], [worker]) and time.monotonic() < end:
                time.sleep(0.05)
            wait_for(f"http://127.0.0.1:{port}/healthz")
            assert send_request(port)[0] == 200


def test_a_body_that_comes_slowly_delays_nobody(port: int) -> None:
    head = b"POST /api/update HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\n\r\n"
    with contextlib.ExitStack() as stack:
        for _ in range(64):
            slow = stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=30))
            slow.sendall(head)
        assert send_request(port)[0] == 200


def test_a_body_of_8_mb_is_refused_in_words(port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("POST", "/api/update", b"x" * 8_000_000)
    assert connection.getresponse().status == 413
    connection.close()


def test_a_body_in_chunks_is_read(port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    chunks = iter([BODY[:9], BODY[9:]])
    headers = {"Content-Type": "application/json"}
    connection.request("POST", "/api/update", chunks, headers, encode_chunked=True)
    assert connection.getresponse().status == 200
    connection.close()


@pytest.mark.parametrize("prefix", ["/demo/", "/user/jane@uni.edu/", "/user/j%C3%A4ne%20(1)/"])
def test_the_page_works_below_a_prefix_and_where_a_proxy_takes_it_away(prefix: str) -> None:
    with run_server(DASH_URL_BASE_PATHNAME=prefix) as (port, _):
        for start in (prefix, "/"):
            assert send_request(port, f"{start}api/update")[0] == 200
            expected = {"": 200, "healthz": 200, "health": 200, "none": 404}
            statuses = {end: send_request(port, start + end, method="GET")[0] for end in expected}
            assert statuses == expected


def test_no_answer_names_the_server(port: int) -> None:
    for request in (b"GET / HTTP/1.1\r\nHost: a\r\n\r\n", b"nonsense\r\n\r\n"):
        with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
            connection.sendall(request)
            head = connection.recv(65536).lower().partition(b"\r\n\r\n")[0]
        servers = [line for line in head.split(b"\r\n") if line.startswith(b"server:")]
        assert all(line.removeprefix(b"server:").strip() == b"" for line in servers)


def test_two_hosts_in_one_request_are_refused(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")
        assert connection.recv(100).startswith(b"HTTP/1.1 400 ")


def test_health_is_asked_at_the_bound_address() -> None:
    variables = {"PORT": str(free_port()), "BIND_ADDRESS": "::1"}
    command = [sys.executable, "-m", "server.health"]
    environ = os.environ | variables
    assert subprocess.run(command, cwd=ROOT, env=environ, check=False).returncode == 1
    with run_server("[::1]", **variables):
        assert subprocess.run(command, cwd=ROOT, env=environ, check=False).returncode == 0


@needs_proc
def test_half_sent_requests_and_unread_answers_do_not_keep_it_from_ending() -> None:
    with contextlib.ExitStack() as stack:
        port, process = stack.enter_context(run_server(WEB_CONCURRENCY="2"))
        for start in (
            b"GET / HTTP/1.1\r\nHost",
            b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n",
        ):
            connection = socket.create_connection(("127.0.0.1", port), timeout=30)
            stack.enter_context(connection).sendall(start)
        unread = stack.enter_context(socket.socket())
        unread.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        unread.connect(("127.0.0.1", port))
        unread.sendall(f"GET {PLOTLY_PATH} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
        time.sleep(0.5)
        process.terminate()
        assert process.wait(timeout=7) == 0


@needs_proc
def test_no_process_is_left_when_the_main_process_is_killed() -> None:
    with run_server(WEB_CONCURRENCY="2") as (_, process):
        end = time.monotonic() + 20
        while len(children := child_ids(process.pid)) < 3:  # the process that runs jobs is one
            assert time.monotonic() < end
            time.sleep(0.05)
        process.kill()
        while any(Path(f"/proc/{child}").exists() for child in children):
            assert time.monotonic() < end
            time.sleep(0.05)


def test_the_environment_configures_hosts_frames_and_log_and_not_dash() -> None:
    variables = {
        "TRUSTED_HOSTS": ".example.org",
        "FRAME_ANCESTORS": "https://courses.example.org",
        "ACCESS_LOG": "on",
        # Dash would read these.
        "DASH_REQUESTS_PATHNAME_PREFIX": "/x/",
        "DASH_APP_NAME": "x",
        "DASH_DEBUG": "1",
    }
    with run_server(**variables) as (port, process):
        hosts = ("lab.example.org:8050", "example.org", "LAB.Example.org.", "evil.example", "[::1]")
        statuses = [send_request(port, host=host)[0] for host in hosts]
        assert statuses == [200, 200, 200, 400, 400]
        assert send_request(port, "/healthz", "127.0.0.1", "GET")[0] == 200
        policy = send_request(port, "/", "lab.example.org", "GET")[1]
        assert policy.endswith("frame-ancestors 'self' https://courses.example.org")
        send_request(port, "/x%0a%1b[31m", "lab.example.org", "GET")
        process.terminate()
        log = process.communicate(timeout=30)[0]
        assert '"POST /api/update HTTP/1.1" 200' in log
        assert r'"GET /x\n\x1b[31m HTTP/1.1" 404' in log
