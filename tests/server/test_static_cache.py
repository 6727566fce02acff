"""How files are sent: how long a browser keeps them, how they are compressed, what is stored."""

import gzip
import re
from collections.abc import Callable

import brotli
import flask_compress.flask_compress
import pytest
import werkzeug.wrappers.response
from flask.testing import FlaskClient

from app import app
from server import static_cache
from server.static_cache import StaticCache, precompress
from tests.valid_requests import UPDATE

GZIP = {"Accept-Encoding": "gzip"}
FILES = (
    "/_dash-dependencies",
    "/_dash-component-suites/dash/dcc/async-slider.js",
    "/assets/lab.js",
)


def asset_address(client: FlaskClient, path: str) -> str:
    """Return the address of an asset as the page has it, fingerprint included."""
    page = client.get("/", buffered=True).get_data(as_text=True)
    match = re.search(rf'"({re.escape(path)}\?m=[^"]+)"', page)
    assert match is not None
    return match[1]


def test_an_address_with_a_fingerprint_is_kept_for_a_year_and_another_is_revalidated(
    client: FlaskClient,
) -> None:
    precompress(app)
    page = client.get("/", buffered=True).get_data(as_text=True)
    addresses = re.findall(r'(?:src|href)="(/[^"]+)"', page)
    assert len(addresses) > 20
    for address in addresses:
        cache_control = client.get(address, buffered=True, headers=GZIP).headers["Cache-Control"]
        has_fingerprint = bool(re.search(r"\.v\w+m\d+\.|\?m=", address))
        assert ("max-age=31536000" in cache_control) == has_fingerprint, address
        assert has_fingerprint or cache_control == "no-cache"


SCRIPT, MODULE = "/assets/lab.js", "/assets/lab/main.mjs"


# A module of another version is refused: see test_modules.py.
@pytest.mark.parametrize(
    ("path", "query"),
    [
        *((SCRIPT, query) for query in ("", "?m=", "?m=1", "?m={m}x", "?n={m}")),
        *((MODULE, query) for query in ("", "?n={m}")),
    ],
)
def test_an_asset_with_another_fingerprint_is_revalidated(
    client: FlaskClient, path: str, query: str
) -> None:
    fingerprint = asset_address(client, path).partition("?m=")[2]
    address = path + query.format(m=fingerprint)
    for _ in range(2):  # the second answer comes from the cache
        response = client.get(address, buffered=True, headers=GZIP)
        assert response.headers["Cache-Control"] == "no-cache"
    tag = response.headers["ETag"]
    again = client.get(address, buffered=True, headers=GZIP | {"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Cache-Control"] == "no-cache"


def test_a_browser_asks_each_time_whether_its_page_is_the_present_one(client: FlaskClient) -> None:
    wide = client.get("/", buffered=True, headers=GZIP)
    phone = client.get("/", buffered=True, headers=GZIP | {"User-Agent": "Mobi"})
    assert wide.get_data() != phone.get_data()
    for response in (wide, phone):
        assert {"no-cache", "no-store"} & set(response.headers["Cache-Control"].split(", "))


@pytest.mark.parametrize(
    ("encoding", "decompress"), [("br", brotli.decompress), ("gzip", gzip.decompress)]
)
@pytest.mark.parametrize("path", FILES)
def test_a_file_is_the_same_compressed_and_uncompressed(
    client: FlaskClient, encoding: str, decompress: Callable[[bytes], bytes], path: str
) -> None:
    precompress(app)
    uncompressed = client.get(path, buffered=True)
    compressed = client.get(path, buffered=True, headers={"Accept-Encoding": encoding})
    content = compressed.data
    if "Content-Encoding" in compressed.headers:
        assert compressed.headers["Content-Encoding"] == encoding
        content = decompress(content)
    assert content == uncompressed.data


def test_a_second_visit_moves_no_file_again(client: FlaskClient) -> None:
    path = "/_dash-component-suites/dash/dcc/async-graph.js"
    tag = client.get(path, buffered=True, headers=GZIP).headers["ETag"]
    again = client.get(path, buffered=True, headers=GZIP | {"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")


def test_invented_addresses_of_one_file_are_stored_once(client: FlaskClient) -> None:
    precompress(app)
    cache: StaticCache = app.server.extensions["static_cache"]
    count = len(cache)
    for number in range(50):
        client.get(f"/assets/lab.js?m={number}", buffered=True, headers=GZIP)
        invented = f"/_dash-component-suites/dash/dcc/async-slider.v{number}m{number}.js"
        assert client.get(invented, buffered=True, headers=GZIP).status_code == 200
    assert len(cache) == count


@pytest.mark.parametrize(
    ("path", "header"), [("/?alpha={}", "X-Other"), ("/_dash-layout", "Referer")]
)
def test_pages_and_layouts_are_kept_but_not_more_than_there_is_room_for(
    client: FlaskClient, path: str, header: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(static_cache, "MAX_PAGES_BYTES", 300_000)
    cache: StaticCache = app.server.extensions["static_cache"]

    def ask(number: int) -> bytes:
        alpha = 1 + number / 1000
        headers = GZIP | {header: f"http://a/?alpha={alpha}"}
        response = client.get(path.format(alpha), buffered=True, headers=headers)
        return bytes(response.data)

    asked = [ask(number) for number in range(40)]
    kept = [content for _, content in cache._stored_pages.values()]
    assert asked[-1] in kept
    assert asked[0] not in kept
    assert sum(map(len, kept)) <= 300_000
    assert ask(39) == asked[-1]


@pytest.mark.parametrize("path", ["/", "/?scene=softplus", "/_dash-layout", "/assets/lab.js"])
def test_no_other_method_is_stored_in_place_of_a_page(client: FlaskClient, path: str) -> None:
    cache: StaticCache = app.server.extensions["static_cache"]
    for method in ("OPTIONS", "POST", "TRACE"):
        for encoding in ("br", "gzip", "x" * 5000):
            count = len(cache)
            headers = {"Accept-Encoding": encoding}
            assert client.open(path, method=method, headers=headers).status_code in (200, 405)
            assert len(cache) == count
    assert len(client.get(path, headers={"Accept-Encoding": "br"}, buffered=True).data) > 500


def test_what_is_kept_has_the_date_of_the_answer(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for date in ("Thu, 01 Jan 2026 00:00:00 GMT", "Fri, 02 Jan 2026 00:00:00 GMT"):
        monkeypatch.setattr(werkzeug.wrappers.response, "http_date", lambda date=date: date)
        response = client.get("/assets/lab.js", headers=GZIP, buffered=True)
    assert response.headers["Date"] == "Fri, 02 Jan 2026 00:00:00 GMT"


@pytest.mark.parametrize("header", ["br;q=abc", "br;q=", "gzip;q=1.5.5, *;q=x", ";;,=", "br;q=nan"])
def test_a_malformed_header_compresses_no_file_again(
    client: FlaskClient, header: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    precompress(app)

    def fail(*_: object) -> bytes:
        raise AssertionError("the file was compressed again")

    monkeypatch.setattr(flask_compress.flask_compress, "_compress_data", fail)
    for path in FILES:
        response = client.get(path, buffered=True, headers={"Accept-Encoding": header})
        assert response.status_code == 200


def test_answers_that_depend_on_more_than_their_address_are_not_stored(client: FlaskClient) -> None:
    for _ in range(2):  # the second comes from the cache
        layout = client.get("/_dash-layout", headers=GZIP)
        assert layout.headers["Cache-Control"] == "no-store"
    answer = client.post("/api/update", json={"request": UPDATE})
    assert answer.headers["Cache-Control"] == "no-store"
