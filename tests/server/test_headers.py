"""What browsers are told: what the page may do, how long a file keeps, how it is packed."""

import base64
import gzip
import hashlib
import re

import brotli
import pytest
from flask.testing import FlaskClient

from app import app, files

ANSWERS = [
    ("GET", "/", 200),
    ("GET", "/_dash-layout", 200),
    ("GET", "/healthz", 200),
    ("GET", "/assets/page.css", 200),
    ("GET", "/nothing", 404),
    ("POST", "/", 405),
    ("POST", "/answer", 400),
]


@pytest.fixture
def client() -> FlaskClient:
    return app.server.test_client()


def page(client: FlaskClient) -> str:
    return client.get("/", buffered=True).get_data(as_text=True)


def policy(client: FlaskClient) -> dict[str, list[str]]:
    parts = client.get("/", buffered=True).headers["Content-Security-Policy"].split("; ")
    return {name: sources.split() for name, _, sources in (part.partition(" ") for part in parts)}


@pytest.mark.parametrize(("method", "path", "status"), ANSWERS)
def test_every_answer_has_the_headers(client: FlaskClient, method: str, path: str, status: int) -> None:
    answer = client.open(path, method=method, buffered=True)
    assert answer.status_code == status
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "frame-ancestors" in answer.headers["Content-Security-Policy"]
    assert "Server" not in answer.headers


def test_every_script_in_the_page_is_allowed_by_its_hash_and_no_other(client: FlaskClient) -> None:
    told = policy(client)["script-src"]
    inline = re.findall(r"<script[^>]*type=\"application/javascript\"[^>]*>(.+?)</script>", page(client), re.DOTALL)
    inline += re.findall(r"<script>(.+?)</script>", page(client), re.DOTALL)
    hashes = {f"'sha256-{base64.b64encode(hashlib.sha256(each.encode()).digest()).decode()}'" for each in inline}
    assert len(hashes) > 5
    assert hashes == set(told) - {"'self'"}


def test_nothing_is_loaded_from_elsewhere(client: FlaskClient) -> None:
    sources = [source for name, several in policy(client).items() for source in several if name != "script-src"]
    assert set(sources) == {"'none'", "'self'", "'unsafe-inline'", "data:", "blob:"}
    assert not re.findall(r'(?:src|href)="(?!/)', page(client))


def test_an_address_with_a_fingerprint_is_kept_for_good_another_is_asked_for_again(client: FlaskClient) -> None:
    files.pack(app)
    addresses = re.findall(r'(?:src|href)="(/[^"]+)"', page(client))
    for address in addresses:
        kept = client.get(address, buffered=True, headers={"Accept-Encoding": "gzip"}).headers.get(
            "Cache-Control", "no-cache"
        )
        marked = re.search(r"\.v\w+m\d+\.|\?m=", address)
        assert ("max-age=31536000" in kept) == bool(marked), address


@pytest.mark.parametrize(("encoding", "unpack"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
def test_a_file_is_the_same_packed_and_unpacked(client: FlaskClient, encoding: str, unpack: object) -> None:
    files.pack(app)
    for path in ("/_dash-dependencies", "/_dash-component-suites/dash/dcc/async-slider.js", "/assets/page.css"):
        plain = client.get(path, buffered=True)
        packed = client.get(path, buffered=True, headers={"Accept-Encoding": encoding})
        content = packed.data
        if "Content-Encoding" in packed.headers:
            assert packed.headers["Content-Encoding"] == encoding
            content = unpack(packed.data)  # type: ignore[operator]
        assert content == plain.data


def test_a_second_visit_moves_no_file_again(client: FlaskClient) -> None:
    path = "/_dash-component-suites/dash/dcc/async-graph.js"
    tag = client.get(path, buffered=True, headers={"Accept-Encoding": "gzip"}).headers["ETag"]
    again = client.get(path, buffered=True, headers={"Accept-Encoding": "gzip", "If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")


def test_made_up_addresses_of_one_file_are_not_kept_each(client: FlaskClient) -> None:
    files.pack(app)
    before = len(files)
    for number in range(50):
        client.get(f"/assets/page.css?m={number}", buffered=True, headers={"Accept-Encoding": "gzip"})
        client.get(f"/?{number}", buffered=True, headers={"Accept-Encoding": "gzip"})
        made_up = f"/_dash-component-suites/dash/dcc/async-slider.v{number}m{number}.js"
        assert client.get(made_up, buffered=True, headers={"Accept-Encoding": "gzip"}).status_code == 200
    assert len(files) == before
