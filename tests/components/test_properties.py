"""The table of properties as a reader sees it."""

import pytest
from dash import html

from components import ids
from components.properties import make_properties_dialog, make_properties_table
from core.activations import ACTIVATIONS
from core.properties import LIBRARIES, PROPERTIES
from tests.components.readers import describe, nodes, page_of, text, view_of


def rows(query: str = "") -> dict[str, dict[str, str]]:
    """The texts of the cells by the name of the function and the head of the column."""
    lines = [
        [text(cell) for cell in each.children]
        for each in nodes(make_properties_table(view_of(query)))
        if isinstance(each, html.Tr)
    ]
    return {name: dict(zip(lines[0][1:], cells, strict=True)) for name, *cells in lines[1:]}


def test_every_function_has_a_row_in_the_order_of_the_table() -> None:
    found = list(rows())
    assert len(found) == len(PROPERTIES)
    for line, key in zip(found, PROPERTIES, strict=True):
        assert line.startswith(ACTIVATIONS[key].name)


def test_the_rows_say_what_the_functions_are() -> None:
    found = rows()
    assert found["tanh"] == {
        "range": "(−1, 1)",
        "bounded": "below and above",
        "monotone": "yes",
        "zero-centred": "yes",
        "smoothness": "C∞, smooth",
        "largest |f′|": "1",
        "PyTorch": "nn.Tanh",
        "Keras": "tanh",
        "JAX": "nn.tanh",
    }
    assert {
        name: row["largest |f′|"] for name, row in found.items() if row["monotone"] == "no"
    } == {
        "SiLU": "1.0998",
        "GELU": "1.1289",
    }
    assert found["SELU"]["largest |f′|"] == "1.7581"
    assert {found["shifted ReLU"][library] for library in LIBRARIES} == {"none"}
    assert found["identity"]["bounded"] == "no"


@pytest.mark.parametrize(
    ("query", "name", "column", "expected"),
    [
        ("", "ELU α 1.00", "smoothness", "C1, slope without a jump"),
        ("?alpha=2", "ELU α 2.00", "smoothness", "C0, has a corner"),
        ("?alpha=2", "ELU α 2.00", "largest |f′|", "2"),
        ("?alpha=0", "ELU α 0.00", "range", "[0, ∞)"),
        ("", "leaky ReLU slope 0.01", "bounded", "no"),
        ("?slope=0", "leaky ReLU slope 0.00", "bounded", "below"),
        ("?slope=1", "leaky ReLU slope 1.00", "zero-centred", "yes"),
        ("?slope=1", "leaky ReLU slope 1.00", "smoothness", "C∞, smooth"),
        ("?offset=2.5", "sigmoid offset 2.5", "largest |f′|", "0.25"),
        ("?rule=refine&span=4", "sum of sigmoids count 100, span 4.0", "range", "(0, 4)"),
    ],
)
def test_the_rows_follow_the_sliders(query: str, name: str, column: str, expected: str) -> None:
    assert rows(query)[name][column] == expected


def test_the_heads_say_what_they_are_heads_of_and_the_notes_are_there() -> None:
    table = make_properties_table(view_of(""))
    scopes = [
        each.to_plotly_json()["props"]["scope"]
        for each in nodes(table)
        if isinstance(each, html.Th)
    ]
    assert scopes == ["col"] * 10 + ["row"] * len(PROPERTIES)
    assert len([each for each in nodes(table) if isinstance(each, html.Caption)]) == 1
    for each in PROPERTIES.values():
        assert each.note in text(table)


def test_the_table_comes_when_the_dialog_is_open_and_not_with_the_page() -> None:
    asked = describe("?alpha=2", "", ids.PROPERTIES_TABLE)["tables"]
    assert text(asked[ids.PROPERTIES_TABLE]) == text(make_properties_table(view_of("?alpha=2")))
    assert asked[ids.VALUE_TABLE] is None
    assert "Lipschitz" not in text(make_properties_dialog())
    openers = [
        each
        for each in nodes(page_of(""))
        if getattr(each, "data-opens", None) == ids.PROPERTIES_DIALOG
    ]
    assert [text(each) for each in openers] == ["Table of properties"]
