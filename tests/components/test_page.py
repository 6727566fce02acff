"""The page as a whole: its layout, and what its scripts start with."""

import ast

import pytest
from dash import html
from hypothesis import given

from components import ids
from components.lenses.table import lens_panels
from components.plot.figure import list_series, list_traces
from components.plot.lens_figure import find_axes
from components.story import SCENES
from components.story.navigation import view_query
from core.activations import ACTIVATIONS
from core.view import CONTROLS, SLIDERS, View
from tests.benchmark.servers import ROOT
from tests.components.readers import (
    EVERYTHING,
    PATHS,
    by_id,
    nodes,
    page_of,
    respond,
    seen,
    text,
    view_of,
)
from tests.components.strategies import VIEWS, few

STATES = [
    "",
    "?alpha=2.5&shown=elu",
    f"?shown={EVERYTHING}&scale=log&panels=gradient",
    "?shown=&theme=dark",
    "?scene=input",
    "?scene=jump&stage=answer&alpha=1",
    "?lens=mean",
    "?lens=depth&weights=one&panels=gradient",
    "?scene=five-gradients&stage=answer",
]


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


@given(view=VIEWS)
@few
def test_a_fresh_page_is_what_a_whole_answer_would_make_of_it(view: View) -> None:
    whole, answered = page_of(view_query(view)), respond(view_query(view), {}, full=True)
    found, visible = by_id(whole), by_id(seen(whole))
    for each, props in answered["props"].items():
        component = found[each]
        if "text" in props:
            assert text(component) == props["text"]
        if "parts" in props:
            assert text(component) == "".join(part["text"] for part in props["parts"])
        if "value" in props:
            assert component.value == props["value"]
        if "hidden" in props:  # what stands in something hidden is hidden too
            assert not (component.hidden and not props["hidden"])
            assert not (each in visible and props["hidden"])
        for name, is_set in props.get("classes", {}).items():
            assert (name in component.className.split()) is is_set
    assert found[ids.PAGE_DATA].data["fixedNumbers"] == answered["fixedNumbers"]


CHANGES: list[dict[str, object]] = [
    {"shown": EVERYTHING},
    {"extras": ["terms"]},
    {"lens": "mean"},
    {"lens": "depth", "weights": "one"},
    {"threshold": 0.5},
    {"alpha": 2},
    {"probe": 1},
    {"range": [-5, 5]},
    {"scene": "sum"},
    {"stage": "value"},
    {"stage": "answer", "scene": "sigmoid"},
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
        ("?nonsense=1", False),
        ("?ofset=1", True),
        ("?range=5", True),
        ("?shown=nonsense", True),
        ("?" + "&".join(f"a{index}=1" for index in range(150)), True),
        ("alpha=" + "1" * 5000, True),
        ("%", False),
        ("?=1", True),
        ("?scene=sum&stage=value", False),
        ("?scene=no-such-scene", True),
        ("?lens=mean&mu=1", False),
        ("?lens=nonsense", True),
        ("?lens=saturation&threshold=0", True),
        ("?scene=sum&stage=nonsense", True),
    ],
)
def test_a_query_that_is_broken_is_remarked_on_and_the_page_still_stands(
    query: str, noted: bool
) -> None:
    found = by_id(page_of(query))
    assert bool(text(found[ids.STATUS_NOTE])) == noted
    drawn, view = found[ids.PLOT].figure, view_of(query)
    # Where nothing is shown, empty traces hold the panels open, and always those of a lens.
    traces = [f"{key}-{part}" for key, part in list_traces(view)]
    series = [each.uid for each, *_ in list_series(view)]
    panels = [] if traces else ["y", "y2"]
    panels += [y for _, _, y in find_axes(lens_panels(view))]
    assert [each["uid"] for each in drawn["data"]] == traces + series + panels
    assert tuple(drawn["layout"]["xaxis"]["range"]) == view.range


@pytest.mark.parametrize(("dark", "colour"), [(False, "#111111"), (True, "#F5F5F5")])
def test_the_first_picture_has_the_colours_of_the_reader_s_system(dark: bool, colour: str) -> None:
    drawn = by_id(page_of("", dark))[ids.PLOT].figure
    assert drawn["layout"]["font"]["color"] == colour


@pytest.mark.parametrize("query", STATES)
def test_the_page_s_scripts_get_the_addresses_and_the_sliders(query: str) -> None:
    found = by_id(page_of(query))
    data = found[ids.PAGE_DATA].data
    assert data["paths"] == vars(PATHS)
    view = view_of(query)
    assert data["sliders"] == list(SLIDERS)
    assert {ids.control_id(name) for name in data["sliders"]} <= set(found)
    fields = {name: value for name, value in data["settings"].items() if name in CONTROLS}
    assert view.with_changes(fields) == (view, ())
    assert set(data["settings"]) == {*fields, "openBounds"}
    assert set(data["settings"]["openBounds"]) <= set(view.shown)
    assert set(SLIDERS) < set(data["settings"])
    assert view_of(data["query"]) == view_of(query)


def test_the_scripts_know_each_handle_and_each_slider_that_it_moves() -> None:
    data = by_id(page_of(""))[ids.PAGE_DATA].data
    handles = {each["key"]: (each["name"], each["axis"]) for each in data["handles"]}
    assert handles == {
        "sigmoid": ("offset", "x"),
        "sigmoid_sum": ("span", "x"),
        "elu": ("alpha", "y"),
        "leaky_relu": ("slope", "y"),
        "probe": ("probe", "x"),
    }
    for each in data["handles"]:
        assert each["name"] in data["controls"]
        assert CONTROLS[each["name"]].label in each["label"]
    assert len({each["label"] for each in data["handles"]}) == len(handles)
    # Grips that move up and down stand apart, in the left half.
    shares = [each["share"] for each in data["handles"] if each["axis"] == "y"]
    assert len(set(shares)) == len(shares) == 2
    assert all(0 < share < 0.5 for share in shares)


def test_the_scripts_know_where_the_reader_may_guess() -> None:
    guesses = by_id(page_of(""))[ids.PAGE_DATA].data["guesses"]
    expected = {each.key: each.guess for each in SCENES if each.guess}
    assert set(guesses) == set(expected)
    for number, guess in expected.items():
        name = ACTIVATIONS[guess.key].name
        assert guesses[number] == guess._asdict() | {"name": name}


@pytest.mark.parametrize(("query", "is_story"), [("", False), ("?scene=sum", True)])
def test_the_tour_is_offered_until_the_story_begins(query: str, is_story: bool) -> None:
    visible = by_id(seen(page_of(query)))
    assert (ids.TOUR in visible, ids.NEXT in visible) == (not is_story, is_story)
    names = visible[ids.VIEWS].options
    assert names == {"explore": "Explore", "story": "Story", "race": "Race"}
    assert visible[ids.VIEWS].value == ("story" if is_story else "explore")


def test_whatever_is_a_button_has_a_name() -> None:
    for each in nodes(page_of("?scene=sum&stage=answer")):
        if isinstance(each, html.Button):
            props = each.to_plotly_json()["props"]
            assert props.get("aria-label") or text(each).strip()
            assert props["type"] == "button"
