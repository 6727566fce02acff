"""The query, the values and the note of a response."""

import pytest

from components import ids
from components.api.requests import UpdateRequest
from components.api.update import build_update
from components.controls import control_values
from tests.components.readers import props_named, respond, view_of
from tests.valid_requests import UPDATE


@pytest.mark.parametrize(
    ("query", "changes", "canonical"),
    [
        ("", {}, ""),
        ("alpha=1.50", {}, "?alpha=1.5"),
        ("?alpha=1.0&step=0.20", {}, ""),
        ("?alpha=3", {"alpha": 1}, ""),
        ("", {"alpha": "2,5"}, "?alpha=2.5"),
        ("?shown=elu,sigmoid", {}, "?shown=sigmoid,elu"),
        ("?alpha=2.5", {"offset": "−3"}, "?offset=-3&alpha=2.5"),
        ("?nonsense=1", {}, ""),
        ("?range=5,-5", {}, "?range=-5,5"),
        ("", {"alpha": 99}, "?alpha=4"),
        ("?scene=jump&alpha=2", {}, "?scene=jump"),
        ("?scene=jump&alpha=1", {}, "?alpha=1&scene=jump"),
        ("?scene=jump&stage=value", {"probe": 0.5}, "?probe=0.5&scene=jump&stage=value"),
        ("?scene=nonsense&alpha=2", {}, "?alpha=2"),
        ("?lens=gradient&threshold=0.010", {}, ""),
        ("", {"lens": "mean", "mu": "−0,5"}, "?lens=mean&mu=-0.5"),
        ("?lens=saturation", {"threshold": 0}, "?lens=saturation&threshold=0.0001"),
        ("?lens=sum&shown=elu", {}, "?lens=sum&shown=elu"),
        ("?scene=ten-layers&lens=depth", {}, "?scene=ten-layers"),
        ("?scene=ten-layers", {"lens": "gradient"}, "?lens=gradient&scene=ten-layers"),
    ],
)
def test_the_query_is_canonical(query: str, changes: dict[str, object], canonical: str) -> None:
    assert respond(query, changes)["query"] == canonical


PREVIOUS = "?range=-5,5&step=0.5&alpha=2.5&count=7&rule=refine&theme=dark"


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("alpha", "abc"),
        ("alpha", ""),
        ("alpha", None),
        ("alpha", "nan"),
        ("alpha", "1e999"),
        ("step", [1]),
        ("range", ["x", "3"]),
        ("range", "3"),
        ("count", "seven"),
        ("rule", "nonsense"),
        ("extras", 3),
        ("lens", "nonsense"),
        ("lens", ["mean"]),
        ("focus", "limit"),
        ("threshold", "small"),
        ("layer_measure", "loss"),
        ("weights", 1),
        ("theme", 3),
        ("shown", None),
        ("panels", []),
        ("panels", "nonsense"),
        ("scene", "no-such-scene"),
        ("scene", 3),
        ("stage", "nonsense"),
    ],
)
def test_a_text_of_no_use_keeps_the_value_before_and_is_remarked_on(
    name: str, typed: object
) -> None:
    answered, view = respond(PREVIOUS, {name: typed}), view_of(PREVIOUS)
    assert answered["query"] == PREVIOUS
    assert answered["note"]
    values = control_values(view, name)
    assert {each: props_named(answered, "value")[each] for each in values} == values


@pytest.mark.parametrize("changes", [{"alpha": 2.5}, {"alpha": "2,5"}, {"shown": []}, {}])
def test_nothing_is_remarked_on_where_all_is_well(changes: dict[str, object]) -> None:
    assert respond(PREVIOUS, changes)["note"] == ""


def test_the_box_beside_a_slider_shows_the_value_that_was_taken() -> None:
    values = props_named(respond("", {"alpha": "99"}), "value")
    assert values == {ids.control_id("alpha"): 4, ids.box_id("alpha"): "4"}


@pytest.mark.parametrize("number", [1, 7, 123456789])
@pytest.mark.parametrize("full", [False, True])
def test_the_number_of_the_request_is_in_its_response(number: int, full: bool) -> None:
    parts = {"number": number, "changes": {"alpha": 2}, "full": full}
    assert build_update(UpdateRequest.parse(UPDATE | parts))["number"] == number
