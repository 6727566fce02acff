"""What the server makes of requests that the page would never send."""

import pytest

from app import app

GOOD = {"number": 1, "query": "", "changes": {}, "whole": False, "dark": False, "height": 900}


def test_what_the_page_sends_is_answered() -> None:
    assert app.server.test_client().post("/answer", json={"asked": GOOD}).status_code == 200


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
        b"[" * 60_000,
        b"{" * 10,
        b'{"asked": NaN}',
        b"\xff\xfe",
    ],
)
def test_a_body_of_another_form_is_refused(body: bytes) -> None:
    answered = app.server.test_client().post("/answer", data=body, content_type="application/json")
    assert answered.status_code == 400


@pytest.mark.parametrize("name", GOOD)
@pytest.mark.parametrize("part", [None, [], 1.5, {"a": 1}, "x", True, 10**30])
def test_a_part_of_another_kind_is_refused(name: str, part: object) -> None:
    if type(part) is type(GOOD[name]) and part != 10**30:
        return
    answered = app.server.test_client().post("/answer", json={"asked": GOOD | {name: part}})
    assert answered.status_code == 400


@pytest.mark.parametrize("raw", [None, [], {}, "1e999", 10**400, float("nan"), True, [[[]]], "x" * 5000])
@pytest.mark.parametrize("name", ["alpha", "range", "shown", "rule", "scene", "turn", "nonsense", "count"])
def test_a_setting_of_any_kind_is_answered(name: str, raw: object) -> None:
    asked = GOOD | {"changes": {name: raw}}
    assert app.server.test_client().post("/answer", json={"asked": asked}).status_code == 200


def test_a_body_too_long_is_refused() -> None:
    asked = GOOD | {"query": "x" * 100_000}
    assert app.server.test_client().post("/answer", json={"asked": asked}).status_code in (400, 413)
