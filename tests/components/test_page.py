"""The page as a whole: its layout, its one callback on the server, and what the app answers over HTTP."""

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from dash.development.base_component import Component

from app import app, server
from components import dashboard, ids, story
from components.figure import places
from core.activations import ACTIVATIONS
from core.control import Number, Range
from core.view import CONTROLS
from tests.components.reading import EVERYTHING, asked, by_id, nodes, numbers, text, view_of

ROOT = Path(__file__).parents[2]
STATES = [
    "",
    "?alpha=2.5&shown=elu",
    f"?shown={EVERYTHING}&scale=log&panels=gradient",
    "?shown=&theme=dark",
    "?scene=1",
    "?scene=15&moment=answer&alpha=1",
]


def page(query: str, dark: bool = False) -> Component:
    return dashboard.page(query, dark)


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
    found = [each.id for each in nodes(page(query)) if getattr(each, "id", None) is not None]
    assert len(found) == len(set(found))
    assert {"plot", *(f"control-{name}" for name in CONTROLS)} <= set(found)


def test_the_ids_of_a_page_do_not_depend_on_its_state() -> None:
    assert len({frozenset(by_id(page(query))) for query in STATES}) == 1


def test_every_id_that_the_page_s_code_names_is_in_the_layout() -> None:
    named = {
        node.attr
        for module in (ROOT / "components").glob("*.py")
        for node in ast.walk(ast.parse(module.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "ids"
    }
    constants = {name for name in named if name.isupper()}
    assert {"PLOT", "ANSWER"} <= constants
    assert {getattr(ids, name) for name in constants} <= set(by_id(page("")))


CHANGES: list[dict[str, object]] = [
    {"shown": EVERYTHING},
    {"alpha": 2},
    {"probe": 1},
    {"range": [-5, 5]},
    {"scene": "3"},
    {"moment": "value"},
    {"turn": 1},
]


@pytest.mark.parametrize("changes", CHANGES)
def test_an_answer_writes_only_to_what_is_in_the_layout(changes: dict[str, object]) -> None:
    answered = asked(f"?shown={EVERYTHING}", changes)
    targets = set(answered["texts"]) | set(answered.get("hidden", {})) | set(answered["disabled"])
    targets |= {each for parts in answered["controls"].values() for each in parts}
    assert targets
    assert targets <= set(by_id(page("")))


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
        ("?scene=3&moment=value", False),
        ("?scene=17", True),
        ("?scene=3&moment=nonsense", True),
    ],
)
def test_a_query_that_is_broken_is_remarked_on_and_the_page_still_stands(query: str, noted: bool) -> None:
    found = by_id(page(query))
    assert bool(text(found[ids.NOTE])) == noted
    drawn, view = found[ids.PLOT].figure, view_of(query)
    # Where nothing is shown, two empty traces hold the panels open.
    assert [each.uid for each in drawn.data] == ([f"{key}-{part}" for key, part in places(view)] or ["y", "y2"])
    assert drawn.layout.xaxis.range == view.range


@pytest.mark.parametrize(("dark", "surface"), [(False, "#FFFFFF"), (True, "#111111")])
def test_the_first_picture_has_the_colours_of_the_reader_s_system(dark: bool, surface: str) -> None:
    drawn = by_id(page("", dark))[ids.PLOT].figure
    assert drawn.layout.hoverlabel.bgcolor == surface


def test_two_callbacks_run_on_the_server_and_every_callback_reaches_into_the_layout() -> None:
    wires = app.server.test_client().get("/_dash-dependencies").get_json()
    on_the_server = [wire["output"] for wire in wires if not wire["clientside_function"]]
    assert on_the_server == [f"{ids.ANSWER}.data", f"{ids.TAKEN}.data", f"..{ids.SAID}.data...{ids.TABLE}.children.."]
    reached = {each["id"] for wire in wires for each in (*wire["inputs"], *wire["state"])}
    sliders = {name for name, each in CONTROLS.items() if isinstance(each, (Number, Range))}
    heard = {each for each in reached if each.startswith("control-")}
    assert heard == {ids.control(name) for name in set(CONTROLS) - sliders}
    assert {each for each in by_id(page("")) if each.startswith("box-")} <= reached
    assert {ids.UNDO, ids.REDO, ids.RESET, ids.PREVIOUS, ids.NEXT, ids.PLOT, ids.START} <= reached
    assert reached <= set(by_id(page("")))


@pytest.mark.parametrize("query", STATES)
def test_the_page_s_scripts_are_told_where_to_ask_and_which_thumbs_to_hear(query: str) -> None:
    found = by_id(page(query))
    start = found[ids.START].data
    sliders = {name for name, each in CONTROLS.items() if isinstance(each, (Number, Range))}
    assert start["path"] == dashboard.ANSWER_PATH == "/answer"
    assert {each: slider["name"] for each, slider in start["sliders"].items()} == {ids.control(n): n for n in sliders}
    assert set(start["sliders"]) <= set(found)
    assert view_of(start["query"]) == view_of(query)


def test_the_callback_on_the_server_answers_over_http() -> None:
    request = {"number": 3, "query": "", "changes": {"alpha": 2.5}, "whole": False, "dark": False, "height": 900}
    answered = app.server.test_client().post(dashboard.ANSWER_PATH, json={"asked": request})
    assert answered.status_code == 200
    sent_back = answered.get_json()
    assert isinstance(sent_back, str)
    assert json.loads(sent_back) == asked("", {"alpha": 2.5}) | {"number": 3}


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
        ("", {"control-alpha": 1, "box-alpha": "1", "control-shown": ["sigmoid", "softplus", "relu", "elu"]}),
        ("?alpha=2.5", {"control-alpha": 2.5, "box-alpha": "2.5"}),
        ("?alpha=2.5&range=-5,5", {"control-range": [-5, 5], "box-range-low": "-5", "control-alpha": 2.5}),
        ("?alpha=nonsense", {"control-alpha": 1}),
        ("?scene=15", {"control-scene": "15", "control-moment": "question", "control-alpha": 2, "box-probe": "0"}),
        ("?scene=15&alpha=1&moment=value", {"control-moment": "value", "control-alpha": 1, "control-shown": ["elu"]}),
    ],
)
def test_the_layout_that_is_sent_has_the_state_of_the_url(query: str, values: dict[str, object]) -> None:
    found = held(sent(query))
    assert {each: found[each]["value"] for each in values} == values
    assert found[ids.START]["data"]["query"] == story.write(view_of(query))


def test_the_picture_that_is_sent_has_the_state_of_the_url() -> None:
    drawn = held(sent("?alpha=2.5"))[ids.PLOT]["figure"]
    (elu,) = [each for each in drawn["data"] if each["name"] == "ELU" and each["yaxis"] == "y"]
    assert round(float(numbers(elu["y"])[0]), 3) == -2.5
    assert "2.5" in text(held(sent("?alpha=2.5"))[ids.readout("elu", "formula")]["children"])


@pytest.mark.parametrize(("cookies", "colour"), [({}, "#FFFFFF"), ({"scheme": "dark"}, "#111111")])
def test_the_layout_that_is_sent_has_the_colours_of_the_reader_s_system(cookies: dict[str, str], colour: str) -> None:
    drawn = held(sent("", **cookies))[ids.PLOT]["figure"]
    assert drawn["layout"]["hoverlabel"]["bgcolor"] == colour


def test_a_layout_of_one_visitor_is_not_the_next_visitor_s() -> None:
    first, second = sent("?alpha=2.5"), sent("")
    assert json.dumps(first) != json.dumps(second)
    assert held(second)["control-alpha"]["value"] == 1


def test_every_function_has_a_card_on_the_page_and_only_those_shown_are_seen() -> None:
    found = by_id(page("?shown=relu"))
    for key, activation in ACTIVATIONS.items():
        assert activation.name in text(found[ids.card(key)])
        assert bool(found[ids.card(key)].hidden) == (key != "relu")


def test_components_import_no_more_than_what_lies_below_them() -> None:
    for module in (ROOT / "components").glob("*.py"):
        imported = {
            name
            for node in ast.walk(ast.parse(module.read_text("utf-8")))
            if isinstance(node, (ast.Import, ast.ImportFrom))
            for name in [getattr(node, "module", None) or "", *(alias.name for alias in node.names)]
        }
        assert not imported & {"app", "dashboard", "components.dashboard"}, module.name
