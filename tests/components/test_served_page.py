"""The page as the app serves it: over HTTP, and with its callbacks."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from app import app, server
from components import ids
from components.callbacks import BUTTONS
from components.controls import CHOICES
from components.story.navigation import view_query
from components.theme import Window
from core.activations import ACTIVATIONS
from tests.benchmark.servers import ROOT
from tests.components.readers import (
    PATHS,
    by_id,
    numbers,
    page_of,
    respond,
    view_of,
)
from tests.valid_requests import UPDATE


def sent(query: str, **cookies: str) -> Any:
    """The layout as the app sends it to a browser on that URL."""
    client = app.server.test_client()
    for name, value in cookies.items():
        client.set_cookie(name, value)
    answered = client.get("/_dash-layout", headers={"Referer": f"http://localhost/{query}"})
    assert answered.status_code == 200
    return answered.get_json()


def components(layout: Any) -> Iterator[dict[str, Any]]:
    """The properties of every component in a layout that was sent."""
    if isinstance(layout, dict):
        if "props" in layout:
            yield layout["props"]
        for part in layout.values():
            yield from components(part)
    elif isinstance(layout, list):
        for part in layout:
            yield from components(part)


def held(layout: Any) -> dict[str, dict[str, Any]]:
    return {each["id"]: each for each in components(layout) if "id" in each}


def test_five_callbacks_run_on_the_server_and_every_callback_reaches_into_the_layout() -> None:
    wires = app.server.test_client().get("/_dash-dependencies").get_json()
    on_server = [wire["output"] for wire in wires if not wire["clientside_function"]]
    responses = ("update", "sweep", "describe", "race", "export")
    assert on_server == [f"{each}-response.data" for each in responses]
    reached = {each["id"] for wire in wires for each in (*wire["inputs"], *wire["state"])}
    heard = {each for each in reached if each.startswith(("control-", "switch-"))}
    choices = {ids.control_id(name) for name in CHOICES}
    assert heard == choices | {ids.switch_id(key) for key in ACTIVATIONS}
    assert {each for each in by_id(page_of("")) if each.startswith("box-")} <= reached
    assert {*BUTTONS, ids.VIEWS, ids.PAGE_DATA} <= reached
    assert ids.PLOT not in reached  # its clicks are read in the browser
    assert reached <= set(by_id(page_of("")))


def test_clientside_callbacks_name_functions_of_the_bridge() -> None:
    wires = app.server.test_client().get("/_dash-dependencies").get_json()
    functions = [wire["clientside_function"] for wire in wires if wire["clientside_function"]]
    bridge = (ROOT / "assets" / "lab.js").read_text("utf-8")
    assert len(functions) == 6
    assert {each["namespace"] for each in functions} == {"lab"}
    assert all(each["function_name"] in bridge for each in functions)


def test_the_update_endpoint_answers_over_http() -> None:
    request = UPDATE | {"number": 7, "changes": {"alpha": 2.5}}
    response = app.server.test_client().post(PATHS.update, json={"request": request})
    assert response.status_code == 200
    assert response.get_json() == respond("", {"alpha": 2.5})


def test_dash_s_own_route_for_callbacks_is_refused() -> None:
    client = app.server.test_client()
    for method in ("GET", "POST", "PUT"):
        assert client.open("/_dash-update-component", method=method, json={}).status_code in (
            404,
            405,
        )


def test_the_server_can_be_called_and_is_well() -> None:
    assert callable(server)
    answered = app.server.test_client().get("/healthz")
    assert (answered.status_code, answered.text) == (200, "OK")


def test_the_page_is_served_with_its_colours_in_it() -> None:
    answered = app.server.test_client().get("/")
    assert answered.status_code == 200
    assert "--surface:" in answered.text
    assert '<html lang="en" data-theme="auto"' in answered.text


@pytest.mark.parametrize(
    ("query", "values"),
    [
        (
            "",
            {
                "control-alpha": 1,
                "box-alpha": "1",
                "switch-sigmoid_sum": ["sigmoid_sum"],
                "switch-tanh": [],
                "control-extras": [],
                "views": "explore",
            },
        ),
        ("?alpha=2.5", {"control-alpha": 2.5, "box-alpha": "2.5"}),
        (
            "?alpha=2.5&range=-5,5",
            {"control-range": [-5, 5], "box-range-low": "-5", "control-alpha": 2.5},
        ),
        ("?alpha=nonsense", {"control-alpha": 1}),
        (
            "?scene=jump",
            {
                "control-scene": "jump",
                "control-stage": "question",
                "views": "story",
                "control-alpha": 2,
                "box-probe": "0",
            },
        ),
        (
            "?scene=jump&alpha=1&stage=value",
            {"control-stage": "value", "control-alpha": 1, "switch-elu": ["elu"]},
        ),
    ],
)
def test_the_layout_that_is_sent_has_the_state_of_the_url(
    query: str, values: dict[str, object]
) -> None:
    found = held(sent(query))
    assert {each: found[each]["value"] for each in values} == values
    assert found[ids.PAGE_DATA]["data"]["query"] == view_query(view_of(query))


def test_the_picture_that_is_sent_has_the_state_of_the_url() -> None:
    drawn = held(sent("?alpha=2.5"))[ids.PLOT]["figure"]
    (elu,) = [each for each in drawn["data"] if each["name"] == "ELU" and each["yaxis"] == "y"]
    assert round(float(numbers(elu["y"])[0]), 3) == -2.5
    formulas = held(sent("?alpha=2.5"))[ids.PAGE_DATA]["data"]["formulas"]
    for panel in ("value", "gradient"):
        formula = formulas[ids.function_id("elu", f"formula-{panel}")]
        assert re.search(r'data-number="alpha"[^>]*>2\.50<', formula)


@pytest.mark.parametrize(("cookies", "colour"), [({}, "#111111"), ({"scheme": "dark"}, "#F5F5F5")])
def test_the_layout_that_is_sent_has_the_colours_of_the_reader_s_system(
    cookies: dict[str, str], colour: str
) -> None:
    drawn = held(sent("", **cookies))[ids.PLOT]["figure"]
    assert drawn["layout"]["font"]["color"] == colour


def test_a_layout_of_one_visitor_is_not_the_next_visitor_s() -> None:
    first, second = sent("?alpha=2.5"), sent("")
    assert json.dumps(first) != json.dumps(second)
    assert held(second)["control-alpha"]["value"] == 1


@pytest.mark.parametrize(
    ("cookies", "size"),
    [
        ({}, (1440, 900)),
        ({"width": "390", "height": "844"}, (390, 844)),
        ({"width": "wide", "height": "0"}, (1440, 900)),
    ],
)
def test_the_layout_that_is_sent_fits_the_window_of_the_reader(
    cookies: dict[str, str], size: tuple[int, int]
) -> None:
    found = held(sent("", **cookies))
    data, layout = found[ids.PAGE_DATA]["data"], found[ids.PLOT]["figure"]["layout"]
    assert (data["width"], data["height"]) == size
    expected = picture_in("", Window(*size))["layout"]
    assert layout["annotations"] == expected["annotations"]  # names fit a phone's plot


def picture_in(query: str, window: Window) -> dict[str, Any]:
    """The figure for a window of a size, as it is sent."""
    answered = respond(query, {}, full=True, window=window)
    figure: dict[str, Any] = json.loads(json.dumps(answered["figure"]))
    return figure
