"""The server as a user, and the image, starts it: signals, workers that end, hosts, frames, a prefix."""

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

from tests.benchmark.stage import ROOT, free_port, wait_for

ASKED = {"number": 1, "query": "", "changes": {"alpha": 2}, "whole": False, "dark": False, "height": 900}
BODY = json.dumps({"asked": ASKED}).encode()


@contextlib.contextmanager
def serving(health: str = "healthz", **variables: str) -> Iterator[tuple[int, subprocess.Popen[str]]]:
    """`python app.py` at a free port, with variables of the environment set."""
    port = free_port()
    environment = os.environ | {"PORT": str(port)} | variables
    silent = subprocess.PIPE
    process = subprocess.Popen([sys.executable, "app.py"], cwd=ROOT, env=environment, stdout=silent, text=True)
    try:
        wait_for(f"http://127.0.0.1:{port}/{health}")
        yield port, process
    finally:
        process.terminate()
        process.communicate(timeout=30)


def asked(port: int, path: str = "/answer", host: str = "localhost", method: str = "POST") -> tuple[int, str]:
    """The status of an answer, and the policy that came with it."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    body = BODY if method == "POST" else None
    connection.request(method, path, body, {"Host": host, "Content-Type": "application/json"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, answer.getheader("Content-Security-Policy", "")


def workers(process: subprocess.Popen[str]) -> list[int]:
    return [int(each) for each in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]


def test_a_request_under_way_is_answered_before_the_server_ends() -> None:
    head = b"POST /answer HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(
        BODY
    )
    with serving() as (port, process), socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(head + BODY[:10])
        time.sleep(0.5)  # until the server has begun to read
        process.terminate()
        time.sleep(0.5)
        connection.sendall(BODY[10:])
        assert connection.recv(65536).startswith(b"HTTP/1.1 200 ")
        connection.close()
        assert process.wait(timeout=30) == 0


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="the workers are found by Linux's /proc")
def test_a_worker_that_ends_is_replaced_and_again() -> None:
    with serving(WEB_CONCURRENCY="1") as (port, process):
        for _ in range(3):
            (worker,) = workers(process)
            os.kill(worker, signal.SIGKILL)
            end = time.monotonic() + 30
            while workers(process) in ([], [worker]) and time.monotonic() < end:
                time.sleep(0.05)
            wait_for(f"http://127.0.0.1:{port}/healthz")
            assert asked(port)[0] == 200


def test_a_body_that_comes_slowly_keeps_nobody_waiting() -> None:
    head = b"POST /answer HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\n\r\n"
    with serving() as (port, _), contextlib.ExitStack() as stack:
        for _ in range(64):
            slow = stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=30))
            slow.sendall(head)
        assert asked(port)[0] == 200
        assert slow.recv(100).startswith(b"HTTP/1.1 408 ")


def test_a_body_of_8_mb_is_refused_in_words() -> None:
    with serving() as (port, _):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request("POST", "/answer", b"x" * 8_000_000)
        assert connection.getresponse().status == 413
        connection.close()


def test_below_a_prefix_the_page_works_and_health_is_told_in_both_places() -> None:
    with serving(health="demo/healthz", DASH_URL_BASE_PATHNAME="/demo/") as (port, _):
        assert asked(port, "/demo/answer")[0] == 200
        statuses = {path: asked(port, path, method="GET")[0] for path in ("/demo/", "/healthz", "/", "/demo/none")}
        assert statuses == {"/demo/": 200, "/healthz": 200, "/": 404, "/demo/none": 404}


def test_only_the_hosts_that_are_named_address_the_page_and_only_the_pages_that_are_named_frame_it() -> None:
    with serving(TRUSTED_HOSTS=".example.org", FRAME_ANCESTORS="https://courses.example.org") as (port, _):
        hosts = ("lab.example.org:8050", "example.org", "evil.example", "127.0.0.1")
        assert [asked(port, host=host)[0] for host in hosts] == [200, 200, 400, 400]
        assert asked(port, "/healthz", "127.0.0.1", "GET")[0] == 200
        told = asked(port, "/", "lab.example.org", "GET")[1]
        assert told.endswith("frame-ancestors 'self' https://courses.example.org")
