"""The page in words: the summary, the table of values, and a clean default for a broken query."""

import math

import pytest
from dash import html

from app import app
from components import ids
from components.lenses.table import LENSES
from components.words.readings import missing_text
from components.words.summary import summarize_view
from components.words.value_table import make_value_table
from core.activations import ACTIVATIONS
from tests.components.readers import EVERYTHING, describe, nodes, props_named, text, view_of
from tests.components.words.test_summary import spelled
from tests.valid_requests import DESCRIBE


def rows(query: str) -> list[list[str]]:
    """The texts of the cells, the heads first."""
    lines = [each for each in nodes(make_value_table(view_of(query))) if isinstance(each, html.Tr)]
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
        ("?scene=sum&stage=value", 2),
        ("?scene=sum&stage=gradient", 3),
        ("?shown=sigmoid_sum&extras=terms,limit", 3),
        ("?shown=sigmoid,elu&extras=losses&panels=value", 5),
        ("?shown=elu&extras=losses", 3),
        ("?shown=relu&range=-0.123456789,19.987654321", 3),
    ],
)
def test_the_table_has_21_rows_and_as_many_columns_as_the_picture_shows(
    query: str, columns: int
) -> None:
    found = rows(query)
    assert len(found) == 22
    assert {len(line) for line in found} == {columns}


def test_the_table_has_the_losses_with_their_slopes() -> None:
    head, *lines = rows("?shown=sigmoid&extras=losses&offset=3")
    names = ["sigmoid", "cross-entropy", "squared error"]
    assert head == ["x", *(f"{name}{prime}" for name in names for prime in ("", "′"))]
    for x, *numbers in ([spelled(cell) for cell in line] for line in lines):
        p, miss = 1 / (1 + math.exp(3 - x)), 1 / (1 + math.exp(x - 3))
        losses = [-math.log(p), -miss, miss**2 / 2, -miss * p * miss]
        assert numbers == pytest.approx([p, p * miss, *losses], rel=1e-3)


def test_the_table_of_the_first_scene_has_the_articles_input() -> None:
    _, *lines = rows("?scene=input&stage=answer")
    for x, y, slope in ([spelled(cell) for cell in line] for line in lines):
        assert y == pytest.approx(100 * (x + 10) / 19.8, rel=1e-3)
        assert slope == pytest.approx(100 / 19.8, rel=1e-3)


def test_a_row_has_the_values_of_the_x_that_it_prints() -> None:
    for line in rows("?shown=identity&range=-0.123456789,19.987654321&panels=value")[1:]:
        assert spelled(line[1]) == pytest.approx(spelled(line[0]), rel=6e-4)


def test_every_head_of_the_table_says_what_it_is_the_head_of() -> None:
    heads = [
        each.to_plotly_json()["props"]["scope"]
        for each in nodes(make_value_table(view_of("")))
        if isinstance(each, html.Th)
    ]
    assert heads == ["col"] * 11 + ["row"] * 21
    assert [
        text(each)
        for each in nodes(make_value_table(view_of("")))
        if isinstance(each, html.Caption)
    ]


@pytest.mark.parametrize("lens", [each for each in LENSES if LENSES[each].measures])
def test_a_second_table_has_what_the_lens_measures_of_each_function(lens: str) -> None:
    view = view_of(f"?shown=sigmoid,relu&lens={lens}")
    has_slopes = view.has_gradients
    tables = [each for each in nodes(make_value_table(view)) if isinstance(each, html.Table)]
    first, second = tables
    columns = len([each for each in nodes(first) if isinstance(each, html.Th)]) - 21
    assert columns == 1 + (2 if has_slopes else 1) * 2
    head, *lines = [
        [text(cell) for cell in line.children]
        for line in nodes(second)
        if isinstance(line, html.Tr)
    ]
    measures = LENSES[lens].measures
    assert head == ["function", *(each.name for each in measures)]
    assert [line[0] for line in lines] == ["sigmoid", "ReLU"]
    for key, (_, *cells) in zip(("sigmoid", "relu"), lines, strict=True):
        for measure, cell in zip(measures, cells, strict=True):
            assert cell.endswith(measure.unit)
            expected = pytest.approx(measure.compute(view, key), rel=1e-3, abs=1e-300)
            assert spelled(cell.removesuffix(measure.unit)) == expected
    for query in (
        "?lens={}&panels=value",
        "?lens={}&shown=",
        "?scene=five-gradients&stage=value&lens={}",
    ):
        found = nodes(make_value_table(view_of(query.format(lens))))
        assert len([each for each in found if isinstance(each, html.Table)]) < 2


@pytest.mark.parametrize("query", ["?scene=sum", "?shown="])
def test_where_nothing_is_drawn_the_table_says_so(query: str) -> None:
    assert missing_text(view_of(query))
    assert text(make_value_table(view_of(query))) == missing_text(view_of(query))


def test_it_puts_the_state_into_words_and_makes_the_table_while_it_is_open() -> None:
    described = describe("?alpha=2", "", ids.VALUE_TABLE)
    assert described["query"] == "?alpha=2"
    assert props_named(described, "text")[ids.SUMMARY] == summarize_view(view_of("?alpha=2"))
    assert described["changes"].startswith("ELU α 2.")
    assert described["tables"][ids.VALUE_TABLE] is not None
    assert described["tables"][ids.PROPERTIES_TABLE] is None
    assert set(describe("?alpha=2")["tables"].values()) == {None}


def test_a_screen_reader_gets_the_formulas_with_the_new_numbers() -> None:
    said = props_named(describe("?shown=elu,relu&alpha=2.5", "?shown=elu,relu"), "text")
    assert "otherwise 2.5 times" in said[ids.function_id("elu", "spoken")]
    assert "prime" in said[ids.function_id("relu", "spoken")]
    assert ids.function_id("sigmoid", "spoken") not in said
    asked = props_named(describe("?scene=elu&stage=value"), "text")
    assert "prime" not in asked[ids.function_id("elu", "spoken")]


def test_the_settings_for_paper_are_those_that_change_something() -> None:
    said = props_named(describe("?alpha=2&probe=3"), "text")[ids.PRINT_SETTINGS]
    assert {"ELU α 2", "Probe x 3", "Range of x −10 to 10"} <= set(said.split(", "))
    assert "Leaky slope" not in said
    assert "Mean μ of x" not in said
    with_lens = props_named(describe("?lens=mean&mu=-1"), "text")[ids.PRINT_SETTINGS]
    assert {"Mean μ of x −1", "Deviation σ of x 1"} <= set(with_lens.split(", "))
    by_layer = props_named(describe("?lens=depth&weights=one"), "text")[ids.PRINT_SETTINGS]
    said_of_weights = {"Weight variance one for all", "Weight variance of all 2"}
    assert said_of_weights <= set(by_layer.split(", "))


@pytest.mark.parametrize(
    "query", ["", "x" * 5000, "?alpha=1e999", "?scene=99", "%", "?alpha=2&moment=x"]
)
@pytest.mark.parametrize("previous", ["", "nonsense=1", "?scene=sum&stage=answer"])
def test_whatever_the_query_the_words_are_true(query: str, previous: str) -> None:
    described = describe(query, previous)
    summary = summarize_view(view_of(described["query"]))
    assert props_named(described, "text")[ids.SUMMARY] == summary


def test_the_endpoint_answers_over_http() -> None:
    request = DESCRIBE | {"query": "?alpha=2", "open_tables": [ids.VALUE_TABLE]}
    response = app.server.test_client().post("/api/describe", json={"request": request})
    assert response.status_code == 200
    assert response.get_json()["query"] == "?alpha=2"
    assert response.get_json()["tables"][ids.VALUE_TABLE]["type"] == "Div"
