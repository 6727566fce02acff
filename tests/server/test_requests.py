"""What the server makes of requests that the page would never send."""

import json

import pytest
from flask.testing import FlaskClient

import app as program
from app import app
from components import ids
from core.view import CONTROLS
from web import LONGEST_BODY

GOOD = {"number": 1, "query": "", "changes": {}, "whole": False, "dark": False, "height": 900}
DASH = "/_dash-update-component"


@pytest.fixture
def client() -> FlaskClient:
    return app.server.test_client()


def posted(client: FlaskClient, body: object, path: str = "/answer") -> int:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return client.post(path, data=content, content_type="application/json").status_code


def test_what_the_page_sends_is_answered(client: FlaskClient) -> None:
    assert posted(client, {"asked": GOOD}) == 200


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"1",
        b"[]",
        b"{}",
        b'{"asked": null}',
        b'{"asked": {}}',
        b'{"asked": {"number": 1}, "more": 2}',
        b"[" * 30_000,
        b'{"asked":' * 3000,
        b"{" * 10,
        b'{"asked": NaN}',
        b"\xff\xfe",
        b"9" * 4000,
    ],
)
@pytest.mark.parametrize("path", ["/answer", DASH])
def test_a_body_of_another_form_is_refused(client: FlaskClient, body: bytes, path: str) -> None:
    assert posted(client, body, path) == 400


@pytest.mark.parametrize("name", GOOD)
@pytest.mark.parametrize("part", [None, [], 1.5, {"a": 1}, "x", True, 10**30])
def test_a_part_of_another_kind_is_refused(client: FlaskClient, name: str, part: object) -> None:
    if type(part) is type(GOOD[name]) and part != 10**30:
        return
    assert posted(client, {"asked": GOOD | {name: part}}) == 400


@pytest.mark.parametrize("raw", [None, [], {}, "1e999", 10**18, -1e308, True, [[[]]], "x" * 5000])
@pytest.mark.parametrize("name", ["alpha", "range", "shown", "rule", "scene", "turn", "nonsense", "count"])
def test_a_setting_of_any_kind_is_answered(client: FlaskClient, name: str, raw: object) -> None:
    assert posted(client, {"asked": GOOD | {"changes": {name: raw}}}) == 200


@pytest.mark.parametrize("raw", [10**400, float("nan"), float("inf")])
def test_a_number_that_no_json_holds_is_refused(client: FlaskClient, raw: object) -> None:
    assert posted(client, {"asked": GOOD | {"changes": {"alpha": raw}}}) == 400


def test_a_body_too_long_is_refused(client: FlaskClient) -> None:
    assert posted(client, {"asked": GOOD | {"query": "x" * LONGEST_BODY}}) == 413


def test_the_longest_that_the_controls_read_is_no_body_too_long(client: FlaskClient) -> None:
    changes = dict.fromkeys(CONTROLS, "€" * 200)
    assert posted(client, {"asked": GOOD | {"query": "€" * 2000, "changes": changes}}) == 200


def test_every_callback_of_the_server_says_what_it_takes(client: FlaskClient) -> None:
    client.get("/")
    ours = {output for output, callback in app.callback_map.items() if "callback" in callback}
    ends = {f"{ids.ANSWER}.data", f"{ids.TAKEN}.data"}  # those with an endpoint of their own
    assert set(app.callback_api_paths) <= set(program.BODIES)
    assert ours - ends <= set(program.CALLS)


def test_a_callback_with_an_endpoint_is_not_called_through_dash(client: FlaskClient) -> None:
    body = {
        "output": "answer.data",
        "outputs": {"id": "answer", "property": "data"},
        "inputs": [{"id": "request", "property": "data", "value": GOOD}],
        "changedPropIds": ["request.data"],
    }
    assert posted(client, body, DASH) == 400


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/?nonsense=1&alpha=x", 200),
        ("GET", "/healthz", 200),
        ("GET", "/nothing", 404),
        ("GET", "/answer/x", 404),
        ("GET", "/_reload-hash", 404),
        ("GET", "/_dash-component-suites/none/x.js", 404),
        ("GET", "/_dash-component-suites/dash/none.js", 404),
        ("GET", "/_dash-component-suites/dash/dcc/async-slider.js.map", 404),
        ("GET", "/assets/..%2fapp.py", 404),
        ("GET", "/assets/none.js", 404),
        ("POST", "/", 405),
        ("PUT", "/answer", 405),
        ("GET", "/answer", 405),
        ("GET", DASH, 405),
        ("TRACE", "/", 405),
        ("BREW", "/", 405),
    ],
)
def test_paths_and_methods(client: FlaskClient, method: str, path: str, status: int) -> None:
    assert client.open(path, method=method, buffered=True).status_code == status


@pytest.mark.parametrize("address", ["http://[::1/?alpha=2", "?", "\xff", "http://x/?" + "a=1&" * 3000])
def test_the_layout_is_sent_whatever_page_asks_for_it(client: FlaskClient, address: str) -> None:
    assert client.get("/_dash-layout", headers={"Referer": address}).status_code == 200


@pytest.mark.parametrize("host", ["", "<script>", "a b", "[::1", "a:99999999"])
def test_a_host_that_is_no_name_is_refused_but_health_is_told(client: FlaskClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 400
    assert client.get("/healthz", headers={"Host": host}).data == b"OK"
