"""Requests of the right form are read; every other form is refused, also over HTTP."""

from typing import Any

import pytest

from app import app
from components.api.requests import (
    ApiPaths,
    DescribeRequest,
    ExportRequest,
    RaceRequest,
    SweepRequest,
    UpdateRequest,
    read_window,
)
from components.theme import DEFAULT_WINDOW, Window
from tests.valid_requests import DESCRIBE, EXPORT, RACE, SWEEP, UPDATE

GOOD: dict[str, dict[str, Any]] = {
    "update": UPDATE,
    "sweep": SWEEP,
    "describe": DESCRIBE,
    "race": RACE,
    "export": EXPORT | {"query": "?shown=elu", "address": "https://lab.example/demo/"},
}
REQUESTS: dict[str, Any] = {
    "update": UpdateRequest,
    "sweep": SweepRequest,
    "describe": DescribeRequest,
    "race": RaceRequest,
    "export": ExportRequest,
}
OTHER_PARTS: tuple[Any, ...] = (None, [], 1.5, {"a": 1}, "x", True, 7)
BAD_KEYS: tuple[Any, ...] = (["nothing"], [1], [None], [["elu"]], [{}])
BAD_ZOOMS: tuple[Any, ...] = (
    *({"axis": [0, 1]}, {"xaxis1": [0, 1]}, {"xaxis": {}}, {"xaxis": [0]}, {"xaxis": None}),
    *({"yaxis": [0, 1, 2]}, {"yaxis": [1, 1]}, {"yaxis": [2, 1]}, {"yaxis": [0, True]}),
    *({"yaxis": [0, "1"]}, {"yaxis": [-1e301, 0]}),
)
BAD_PARTS = [
    ("update", {"number": 2**53}),
    ("update", {"number": -(2**53)}),
    *(
        (name, {side: size})
        for name in ("update", "describe")
        for side in ("width", "height")
        for size in (0, -1, 2**15)
    ),
    *(
        ("race", {"query": query})
        for query in (
            "",
            "?seed=2",
            "?scene=input&part=race",
            "?part=race&layers=13",
            "?part=race&x=1",
        )
    ),
    *(("sweep", {"name": name}) for name in ("", "nothing", "__class__")),
    *(("sweep", {"keys": keys}) for keys in BAD_KEYS),
    *(("describe", {"open_tables": [each]}) for each in ("", "plot", 1, None, ["value-table"])),
    *(("export", {"kind": kind}) for kind in ("", "pdf", "CSV", "csv ")),
    *(("export", {"zoom": zoom}) for zoom in BAD_ZOOMS),
    *(
        ("export", {"address": address})
        for address in (
            "",
            "lab",
            "javascript:x",
            "https://a\nb",
            "https://a b",
            "https://é",
            f"https://{'a' * 500}",
        )
    ),
]


@pytest.mark.parametrize("name", GOOD)
def test_what_the_page_sends_is_read(name: str) -> None:
    found = vars(REQUESTS[name].parse(GOOD[name]))
    lists = {
        part: type(GOOD[name][part])(value)
        for part, value in found.items()
        if isinstance(value, tuple)
    }
    assert found | lists == GOOD[name]


def test_the_ends_of_zoomed_axes_are_read_as_numbers() -> None:
    request = ExportRequest.parse(EXPORT | {"zoom": {"xaxis": [-3, 3.5], "yaxis2": [-5, 0]}})
    assert request.zoom == (("xaxis", (-3.0, 3.5)), ("yaxis2", (-5.0, 0.0)))


@pytest.mark.parametrize("name", GOOD)
@pytest.mark.parametrize("raw", [None, [], {}, "x", 1])
def test_what_is_no_request_is_refused(name: str, raw: object) -> None:
    with pytest.raises(ValueError, match="another form"):
        REQUESTS[name].parse(raw)


@pytest.mark.parametrize(
    ("name", "part", "value"),
    [
        (name, part, value)
        for name, good in GOOD.items()
        for part in good
        for value in OTHER_PARTS
        if type(value) is not type(good[part])
    ],
)
def test_a_part_of_another_type_is_refused(name: str, part: str, value: object) -> None:
    with pytest.raises(ValueError, match="another form"):
        REQUESTS[name].parse(GOOD[name] | {part: value})


@pytest.mark.parametrize("name", GOOD)
def test_a_missing_or_additional_part_is_refused(name: str) -> None:
    for part in GOOD[name]:
        with pytest.raises(ValueError, match="another form"):
            REQUESTS[name].parse({each: GOOD[name][each] for each in GOOD[name] if each != part})
    with pytest.raises(ValueError, match="another form"):
        REQUESTS[name].parse(GOOD[name] | {"more": 1})


@pytest.mark.parametrize(("name", "parts"), BAD_PARTS)
def test_a_value_that_no_page_sends_is_refused(name: str, parts: dict[str, Any]) -> None:
    raw = GOOD[name] | parts
    with pytest.raises(ValueError, match=r"bounds|kind|address|no such|no race"):
        REQUESTS[name].parse(raw)
    response = app.server.test_client().post(f"/api/{name}", json={"request": raw})
    assert response.status_code == 400


@pytest.mark.parametrize("name", GOOD)
@pytest.mark.parametrize(
    "body", [None, [], {}, {"request": None}, {"request": {}, "more": 1}, {"asked": {}}]
)
def test_a_body_of_another_form_is_refused_over_http(name: str, body: Any) -> None:
    assert app.server.test_client().post(f"/api/{name}", json=body).status_code == 400


@pytest.mark.parametrize(
    ("cookies", "window"),
    [
        ({}, DEFAULT_WINDOW),
        ({"scheme": "dark"}, DEFAULT_WINDOW),
        ({"width": "390", "height": "844"}, Window(390, 844)),
        ({"width": "390"}, Window(390, DEFAULT_WINDOW.height)),
        ({"height": "390.6"}, Window(DEFAULT_WINDOW.width, 390)),
        ({"width": "wide", "height": ""}, DEFAULT_WINDOW),
        ({"width": "nan", "height": "1e999"}, DEFAULT_WINDOW),
        ({"width": "9" * 5000, "height": "1_000"}, Window(32_767, DEFAULT_WINDOW.height)),
        ({"width": "99999999", "height": "1e300"}, Window(32_767, 32_767)),
        ({"width": "-390", "height": "-1e300"}, Window(1, 1)),
    ],
)
def test_the_window_of_a_browser_that_tells_anything(
    cookies: dict[str, str], window: Window
) -> None:
    assert read_window(cookies) == window
    # A browser may tell this size in a request.
    assert UpdateRequest.parse(UPDATE | vars(window)).window == window


def test_the_addresses_lie_below_the_prefix() -> None:
    paths = ApiPaths.below("/lab/")
    assert vars(paths) == {name: f"/lab/api/{name}" for name in GOOD}
