"""What the server makes of requests that the page would never send."""

import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from app import app
from components.api.requests import TABLE_IDS
from core.view import CONTROLS
from server.limits import MAX_BODY_BYTES
from tests.valid_requests import DESCRIBE, EXPORT, RACE, SWEEP, UPDATE

REQUESTS: dict[str, dict[str, Any]] = {
    "/api/update": UPDATE,
    "/api/sweep": SWEEP,
    "/api/describe": DESCRIBE | {"open_tables": list(TABLE_IDS)},
    "/api/race": RACE,
    "/api/export": EXPORT,
}
DASH_PATH = "/_dash-update-component"
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW")
ODD_VALUES: tuple[object, ...] = (None, [], 1.5, {"a": 1}, "x", True, 10**30)


def post_body(client: FlaskClient, body: object, path: str = "/api/update") -> int:
    """Post bytes, or a value as JSON, and return the status of the answer."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return client.post(path, data=content, content_type="application/json").status_code


def odd_parts() -> list[tuple[str, str, object]]:
    """Return each part of each request with values of types that it never has."""
    return [
        (path, name, odd)
        for path, request in REQUESTS.items()
        for name, value in request.items()
        for odd in ODD_VALUES
        if type(odd) is not type(value) or odd == 10**30
    ]


@pytest.mark.parametrize("path", REQUESTS)
def test_what_the_page_sends_is_answered(client: FlaskClient, path: str) -> None:
    response = client.post(path, json={"request": REQUESTS[path]})
    assert response.status_code == 200
    assert isinstance(response.get_json(), dict)  # no JSON inside JSON


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"1",
        b"[]",
        b"{}",
        b'{"request": null}',
        b'{"request": {}}',
        b'{"request": {"number": 1}, "more": 2}',
        b"[" * 30_000,
        b'{"request":' * 3000,
        b"{" * 10,
        b'{"request": NaN}',
        b"\xff\xfe",
        b"9" * 4000,
    ],
)
@pytest.mark.parametrize("path", REQUESTS)
def test_a_body_of_another_form_is_refused(client: FlaskClient, body: bytes, path: str) -> None:
    assert post_body(client, body, path) == 400


@pytest.mark.parametrize("path", REQUESTS)
def test_a_request_with_more_in_its_body_is_refused(client: FlaskClient, path: str) -> None:
    assert post_body(client, {"request": REQUESTS[path], "more": 1}, path) == 400
    assert post_body(client, {"request": REQUESTS[path] | {"more": 1}}, path) == 400


@pytest.mark.parametrize("content_type", ["", "text/plain", "multipart/form-data"])
@pytest.mark.parametrize("path", REQUESTS)
def test_a_body_that_is_not_declared_as_json_is_refused(
    client: FlaskClient, path: str, content_type: str
) -> None:
    body = json.dumps({"request": REQUESTS[path]})
    assert client.post(path, data=body, content_type=content_type).status_code == 400


@pytest.mark.parametrize(("path", "name", "part"), odd_parts())
def test_a_part_of_another_kind_is_refused(
    client: FlaskClient, path: str, name: str, part: object
) -> None:
    assert post_body(client, {"request": REQUESTS[path] | {name: part}}, path) == 400


@pytest.mark.parametrize("raw", [None, [], {}, "1e999", 10**18, -1e308, True, [[[]]], "x" * 5000])
@pytest.mark.parametrize(
    "name", ["alpha", "range", "shown", "rule", "scene", "stage", "nonsense", "count"]
)
def test_a_setting_of_any_kind_is_answered(client: FlaskClient, name: str, raw: object) -> None:
    assert post_body(client, {"request": UPDATE | {"changes": {name: raw}}}) == 200


@pytest.mark.parametrize("raw", [10**400, float("nan"), float("inf")])
def test_a_number_that_no_json_holds_is_refused(client: FlaskClient, raw: object) -> None:
    assert post_body(client, {"request": UPDATE | {"changes": {"alpha": raw}}}) == 400


@pytest.mark.parametrize("path", REQUESTS)
def test_a_body_too_long_is_refused(client: FlaskClient, path: str) -> None:
    body = {"request": REQUESTS[path] | {"query": "x" * MAX_BODY_BYTES}}
    assert post_body(client, body, path) == 413


def test_the_longest_texts_that_are_read_make_no_body_too_long(client: FlaskClient) -> None:
    changes = dict.fromkeys(CONTROLS, "€" * 200)
    query = "€" * 2000
    assert post_body(client, {"request": UPDATE | {"query": query, "changes": changes}}) == 200
    describe = REQUESTS["/api/describe"] | {"query": query, "previous_query": query}
    assert post_body(client, {"request": describe}, "/api/describe") == 200


def test_every_callback_of_the_server_has_a_path_whose_bodies_are_validated(
    client: FlaskClient,
) -> None:
    callbacks = [each for each in app.callback_map.values() if "callback" in each]
    assert set(app.callback_api_paths) == set(REQUESTS)
    assert len(callbacks) == len(REQUESTS)
    assert {post_body(client, {"request": None}, path) for path in REQUESTS} == {400}


@pytest.mark.parametrize("path", ["/assets", "/assets//lab.js", "/api//update", "/healthz/"])
def test_no_path_is_redirected(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("method", METHODS)
def test_the_path_that_dash_calls_callbacks_by_is_refused(client: FlaskClient, method: str) -> None:
    body = {
        "output": "update-response.data",
        "outputs": {"id": "update-response", "property": "data"},
        "inputs": [{"id": "update-request", "property": "data", "value": UPDATE}],
        "changedPropIds": ["update-request.data"],
    }
    assert "update-response.data" in app.callback_map
    for sent in ({"json": body}, {"data": b"{"}, {}):
        assert client.open(DASH_PATH, method=method, **sent).status_code in (404, 405)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/?nonsense=1&alpha=x", 200),
        ("GET", "/healthz", 200),
        ("GET", "/nothing", 404),
        ("GET", "/api/update/x", 404),
        ("GET", "/_reload-hash", 404),
        ("GET", "/_dash-component-suites/none/x.js", 404),
        ("GET", "/_dash-component-suites/dash/none.js", 404),
        ("GET", "/_dash-component-suites/dash/dcc/async-slider.js.map", 404),
        ("GET", "/assets/..%2fapp.py", 404),
        ("GET", "/assets/none.js", 404),
        ("GET", "/assets/lab/none.mjs", 404),
        ("POST", "/", 405),
        ("PUT", "/api/update", 405),
        ("GET", "/api/update", 405),
        ("GET", "/api/describe", 405),
        ("GET", "/api/export", 405),
        ("TRACE", "/", 405),
        ("BREW", "/", 405),
    ],
)
def test_paths_and_methods(client: FlaskClient, method: str, path: str, status: int) -> None:
    assert client.open(path, method=method, buffered=True).status_code == status


@pytest.mark.parametrize(
    "address", ["http://[::1/?alpha=2", "?", "\xff", "http://x/?" + "a=1&" * 3000]
)
def test_the_layout_is_sent_whatever_page_asks_for_it(client: FlaskClient, address: str) -> None:
    assert client.get("/_dash-layout", headers={"Referer": address}).status_code == 200


@pytest.mark.parametrize("host", ["", "<script>", "a b", "[::1", "a:99999999"])
def test_a_host_that_is_no_name_is_refused_except_for_the_health(
    client: FlaskClient, host: str
) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 400
    assert client.get("/healthz", headers={"Host": host}).data == b"OK"
