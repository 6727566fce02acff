"""The page as a whole: its layout, its callbacks, and what the app answers over HTTP."""

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app import app, server
from components import ids
from components.callbacks import BUTTONS
from components.controls import CHOICES, SLIDERS
from components.plot.figure import list_traces
from components.story.navigation import view_query
from core.activations import ACTIVATIONS
from core.view import CONTROLS
from tests.components.readers import (
    EVERYTHING,
    PATHS,
    by_id,
    nodes,
    numbers,
    page_of,
    respond,
    text,
    view_of,
)
from tests.valid_requests import UPDATE

ROOT = Path(__file__).parents[2]
STATES = [
    "",
    "?alpha=2.5&shown=elu",
    f"?shown={EVERYTHING}&scale=log&panels=gradient",
    "?shown=&theme=dark",
    "?scene=1",
    "?scene=15&stage=answer&alpha=1",
]


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


@pytest.mark.parametrize("query", STATES)
def test_no_two_components_have_one_id(query: str) -> None:
    found = [each.id for each in nodes(page_of(query)) if getattr(each, "id", None) is not None]
    assert len(found) == len(set(found))
    assert {"plot", *(f"control-{name}" for name in CONTROLS)} <= set(found)


def test_the_ids_of_a_page_do_not_depend_on_its_state() -> None:
    assert len({frozenset(by_id(page_of(query))) for query in STATES}) == 1


def test_every_id_that_the_page_s_code_names_is_in_the_layout() -> None:
    named = {
        node.attr
        for module in (ROOT / "components").rglob("*.py")
        for node in ast.walk(ast.parse(module.read_text("utf-8")))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "ids"
    }
    constants = {name for name in named if name.isupper()}
    assert {"PLOT", "ANSWER", "VALUE_TABLE"} <= constants
    assert {getattr(ids, name) for name in constants} <= set(by_id(page_of("")))


CHANGES: list[dict[str, object]] = [
    {"shown": EVERYTHING},
    {"alpha": 2},
    {"probe": 1},
    {"range": [-5, 5]},
    {"scene": "3"},
    {"stage": "value"},
    {"stage": "answer", "scene": "2"},
]


@pytest.mark.parametrize("changes", CHANGES)
def test_an_answer_writes_only_to_what_is_in_the_layout(changes: dict[str, object]) -> None:
    answered = respond(f"?shown={EVERYTHING}", changes)
    targets = set(answered["props"])
    assert targets
    assert targets <= set(by_id(page_of("")))


@pytest.mark.parametrize(
    ("query", "noted"),
    [
        ("", False),
        ("alpha=2.5", False),
        ("?range=-5,5", False),
        ("alpha=abc", True),
        ("alpha=99", True),
        ("?nonsense=1", True),
        ("?range=5", True),
        ("?shown=nonsense", True),
        ("?" + "&".join(f"a{index}=1" for index in range(150)), True),
        ("alpha=" + "1" * 5000, True),
        ("%", True),
        ("?scene=3&stage=value", False),
        ("?scene=17", True),
        ("?scene=3&stage=nonsense", True),
    ],
)
def test_a_query_that_is_broken_is_remarked_on_and_the_page_still_stands(
    query: str, noted: bool
) -> None:
    found = by_id(page_of(query))
    assert bool(text(found[ids.STATUS_NOTE])) == noted
    drawn, view = found[ids.PLOT].figure, view_of(query)
    # Where nothing is shown, two empty traces hold the panels open.
    assert [each["uid"] for each in drawn["data"]] == (
        [f"{key}-{part}" for key, part in list_traces(view)] or ["y", "y2"]
    )
    assert tuple(drawn["layout"]["xaxis"]["range"]) == view.range


@pytest.mark.parametrize(("dark", "surface"), [(False, "#FFFFFF"), (True, "#111111")])
def test_the_first_picture_has_the_colours_of_the_reader_s_system(dark: bool, surface: str) -> None:
    drawn = by_id(page_of("", dark))[ids.PLOT].figure
    assert drawn["layout"]["hoverlabel"]["bgcolor"] == surface


def test_four_callbacks_run_on_the_server_and_every_callback_reaches_into_the_layout() -> None:
    wires = app.server.test_client().get("/_dash-dependencies").get_json()
    on_server = [wire["output"] for wire in wires if not wire["clientside_function"]]
    responses = ("update", "sweep", "describe", "export")
    assert on_server == [f"{each}-response.data" for each in responses]
    reached = {each["id"] for wire in wires for each in (*wire["inputs"], *wire["state"])}
    heard = {each for each in reached if each.startswith("control-")}
    assert heard == {ids.control_id(name) for name in CHOICES}
    assert {each for each in by_id(page_of("")) if each.startswith("box-")} <= reached
    assert {*BUTTONS, ids.PLOT, ids.PAGE_DATA} <= reached
    assert reached <= set(by_id(page_of("")))


def test_clientside_callbacks_name_functions_of_the_bridge() -> None:
    wires = app.server.test_client().get("/_dash-dependencies").get_json()
    functions = [wire["clientside_function"] for wire in wires if wire["clientside_function"]]
    bridge = (ROOT / "assets" / "lab.js").read_text("utf-8")
    assert len(functions) == 5
    assert {each["namespace"] for each in functions} == {"lab"}
    assert all(each["function_name"] in bridge for each in functions)


@pytest.mark.parametrize("query", STATES)
def test_the_page_s_scripts_get_the_addresses_and_the_sliders(query: str) -> None:
    found = by_id(page_of(query))
    data = found[ids.PAGE_DATA].data
    assert data["paths"] == vars(PATHS)
    view = view_of(query)
    assert data["sliders"] == list(SLIDERS)
    assert {ids.control_id(name) for name in data["sliders"]} <= set(found)
    assert view.with_changes(data["settings"]) == (view, ())
    assert set(SLIDERS) < set(data["settings"])
    assert view_of(data["query"]) == view_of(query)


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
    assert '<html lang="en">' in answered.text


@pytest.mark.parametrize(
    ("query", "values"),
    [
        (
            "",
            {
                "control-alpha": 1,
                "box-alpha": "1",
                "control-shown": ["sigmoid", "softplus", "relu", "elu"],
            },
        ),
        ("?alpha=2.5", {"control-alpha": 2.5, "box-alpha": "2.5"}),
        (
            "?alpha=2.5&range=-5,5",
            {"control-range": [-5, 5], "box-range-low": "-5", "control-alpha": 2.5},
        ),
        ("?alpha=nonsense", {"control-alpha": 1}),
        (
            "?scene=15",
            {
                "control-scene": "15",
                "control-stage": "question",
                "control-alpha": 2,
                "box-probe": "0",
            },
        ),
        (
            "?scene=15&alpha=1&stage=value",
            {"control-stage": "value", "control-alpha": 1, "control-shown": ["elu"]},
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
    assert "2.5" in text(held(sent("?alpha=2.5"))[ids.card_id("elu", "formula")]["children"])


@pytest.mark.parametrize(("cookies", "colour"), [({}, "#FFFFFF"), ({"scheme": "dark"}, "#111111")])
def test_the_layout_that_is_sent_has_the_colours_of_the_reader_s_system(
    cookies: dict[str, str], colour: str
) -> None:
    drawn = held(sent("", **cookies))[ids.PLOT]["figure"]
    assert drawn["layout"]["hoverlabel"]["bgcolor"] == colour


def test_a_layout_of_one_visitor_is_not_the_next_visitor_s() -> None:
    first, second = sent("?alpha=2.5"), sent("")
    assert json.dumps(first) != json.dumps(second)
    assert held(second)["control-alpha"]["value"] == 1


def test_every_function_has_a_card_on_the_page_and_only_those_shown_are_seen() -> None:
    found = by_id(page_of("?shown=relu"))
    for key, activation in ACTIVATIONS.items():
        assert activation.name in text(found[ids.card_id(key)])
        assert bool(found[ids.card_id(key)].hidden) == (key != "relu")
