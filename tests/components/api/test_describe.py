"""What is told at rest: the words, the table of values, and a clean default for what is no state."""

import math
from typing import Any

import pytest
from dash import html
from hypothesis import given
from hypothesis import strategies as st

from app import app
from components import ids
from components.rest import rested
from components.summary import EMPTY, UNDRAWN, summary
from components.values import table
from core.activations import ACTIVATIONS
from tests.components.drawing import few
from tests.components.reading import EVERYTHING, nodes, text, view_of
from tests.components.test_summary import spelled

JUNK = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(),
    lambda parts: st.lists(parts) | st.dictionaries(st.text(), parts),
)


def rows(query: str) -> list[list[str]]:
    """The texts of the cells, the heads first."""
    lines = [each for each in nodes(table(view_of(query))) if isinstance(each, html.Tr)]
    return [[text(cell) for cell in line.children] for line in lines]


def test_the_table_has_each_function_shown_and_its_gradient() -> None:
    head, *lines = rows("?shown=softplus,elu&alpha=2")
    assert head == ["x", "softplus", "softplus′", "ELU", "ELU′"]
    assert [spelled(line[0]) for line in lines] == list(range(-10, 11))
    for x, *numbers in ([spelled(cell) for cell in line] for line in lines):
        elu = (x, 1.0) if x > 0 else (2 * math.expm1(x), 2 * math.exp(x))
        expected = [math.log1p(math.exp(x)), 1 / (1 + math.exp(-x)), *elu]
        assert numbers == pytest.approx(expected, rel=1e-3)


@pytest.mark.parametrize(
    ("query", "columns"),
    [
        (f"?shown={EVERYTHING}", 1 + 2 * len(ACTIVATIONS)),
        (f"?shown={EVERYTHING}&panels=value", 1 + len(ACTIVATIONS)),
        ("?scene=3&moment=value", 2),
        ("?scene=3&moment=gradient", 3),
        ("?shown=relu&range=-0.123456789,19.987654321", 3),
    ],
)
def test_the_table_has_21_rows_and_as_many_columns_as_the_picture_shows(query: str, columns: int) -> None:
    found = rows(query)
    assert len(found) == 22
    assert {len(line) for line in found} == {columns}


def test_a_row_has_the_values_of_the_x_that_it_prints() -> None:
    for line in rows("?shown=identity&range=-0.123456789,19.987654321&panels=value")[1:]:
        assert spelled(line[1]) == pytest.approx(spelled(line[0]), rel=6e-4)


def test_every_head_of_the_table_says_what_it_is_the_head_of() -> None:
    heads = [each.scope for each in nodes(table(view_of(""))) if isinstance(each, html.Th)]
    assert heads == ["col"] * 9 + ["row"] * 21
    assert [text(each) for each in nodes(table(view_of(""))) if isinstance(each, html.Caption)]


@pytest.mark.parametrize(("query", "said"), [("?scene=3", UNDRAWN), ("?shown=", EMPTY)])
def test_where_nothing_is_drawn_the_table_says_so(query: str, said: str) -> None:
    assert text(table(view_of(query))) == said


def test_it_tells_the_state_in_words_and_makes_the_table_where_it_lies_open() -> None:
    said, values = rested({"query": "?alpha=2", "before": "", "open": True})
    assert said["query"] == "?alpha=2"
    assert said["texts"][ids.SUMMARY] == summary(view_of("?alpha=2"))
    assert said["changed"].startswith("ELU α 2.")
    assert values is not None
    assert rested({"query": "?alpha=2", "before": "", "open": False})[1] is None


@given(asked=JUNK | st.fixed_dictionaries({"query": JUNK, "before": JUNK, "open": JUNK}))
@few
def test_whatever_is_asked_something_true_is_told(asked: Any) -> None:
    said, _ = rested(asked)
    assert said["texts"][ids.SUMMARY] == summary(view_of(said["query"]))


def test_the_callback_answers_over_http() -> None:
    body = {
        "output": "..said.data...table.children..",
        "outputs": [{"id": "said", "property": "data"}, {"id": "table", "property": "children"}],
        "inputs": [{"id": "rest", "property": "data", "value": {"query": "?alpha=2", "before": "", "open": True}}],
        "changedPropIds": ["rest.data"],
    }
    answered = app.server.test_client().post("/_dash-update-component", json=body)
    assert answered.status_code == 200
    parts = answered.get_json()["response"]
    assert parts["said"]["data"]["query"] == "?alpha=2"
    assert parts["table"]["children"]["type"] == "Table"
