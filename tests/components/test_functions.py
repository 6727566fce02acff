"""The rows of the functions: numbers checked in closed form, and what a scene hides and shows."""

import math
import re
from typing import Any

import pytest
from hypothesis import given

from components import ids
from components.functions import (
    fixed_numbers,
    hidden_parts,
    make_functions,
    row_classes,
    row_texts,
    spoken_texts,
)
from components.story.scene import Scene
from core.activations import ACTIVATIONS
from core.view import View
from tests.components.exact import Exact
from tests.components.readers import (
    CURVE_SCENES,
    CURVE_TITLES,
    by_id,
    nodes,
    seen,
    text,
    view_of,
)
from tests.components.strategies import VIEWS, few

ARTICLE = ("sigmoid", "sigmoid_sum", "softplus", "relu", "elu")
SUM_ROW = ids.function_id("sigmoid_sum")
READINGS = ("value", "gradient")


def said_number(said: str) -> float:
    """The one number of a text, also in scientific notation."""
    plain = (
        said.replace("−", "-")
        .replace(" × 10", "e")
        .translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-"))
    )
    return float(plain)


@pytest.mark.parametrize("probe", [-2.0, 1.5])
@pytest.mark.parametrize(
    ("key", "raw"),
    [
        ("identity", {}),
        ("sigmoid", {}),
        ("sigmoid", {"offset": 1}),
        ("softplus", {}),
        ("relu", {}),
        ("elu", {}),
        ("elu", {"alpha": 3}),
        ("tanh", {}),
        ("leaky_relu", {"slope": 0.2}),
        ("shifted_relu", {}),
        ("silu", {}),
        ("gelu", {}),
        ("sigmoid_sum", {"rule": "extend", "count": 2}),
    ],
)
def test_a_row_reads_the_function_and_its_gradient_at_the_probe(
    key: str, raw: dict[str, object], probe: float
) -> None:
    view = View.from_raw(raw | {"probe": probe})
    row = row_texts(view, [key])
    for part, compute in (("value", Exact(view).value), ("gradient", Exact(view).slope)):
        number = said_number(row[ids.function_id(key, part)])
        expected = float(compute(key, probe))
        assert math.isclose(number, expected, rel_tol=6e-4, abs_tol=1e-12)


def test_who_still_learns_at_minus_two() -> None:
    row = row_texts(View(), ARTICLE)
    slopes = [said_number(row[ids.function_id(key, "gradient")]) for key in ARTICLE]
    assert [round(slope, 3) for slope in slopes] == [0.105, 0.126, 0.119, 0, 0.135]


@pytest.mark.parametrize(("probe", "said"), [(-2.0, "−2"), (0.0, "0"), (4.595, "4.595")])
def test_the_columns_of_numbers_say_at_which_x_they_are(probe: float, said: str) -> None:
    texts = row_texts(View(probe=probe), [])
    plain = {each: text.replace("\N{HAIR SPACE}", "") for each, text in texts.items()}
    assert plain == {ids.head_id("value"): f"f({said})", ids.head_id("gradient"): f"f′({said})"}


@pytest.mark.parametrize(
    ("raw", "quadrature", "truncation"),
    [
        ({}, 0.1677, math.log(2)),
        ({"rule": "refine", "span": 9.8, "count": 5}, 0.0430, math.log(2)),
        ({"rule": "refine", "span": 9.8, "count": 10}, 0.0102, math.log(2)),
    ],
)
def test_the_row_of_the_sum_says_how_far_it_is_from_its_limit_and_that_from_softplus(
    raw: dict[str, object], quadrature: float, truncation: float
) -> None:
    said = row_texts(View.from_raw(raw | {"extras": "limit"}), ["sigmoid_sum"])[f"{SUM_ROW}-errors"]
    first, second = (float(each) for each in re.findall(r"\d+\.\d+", said))
    assert math.isclose(first, quadrature, rel_tol=6e-3)
    assert math.isclose(second, truncation, rel_tol=6e-3)


@pytest.mark.parametrize(
    ("raw", "weight", "offsets"),
    [
        ({}, "0.1", "oᵢ = 0 … 9.8"),
        ({"count": 50}, "0.2", "oᵢ = 0 … 9.8"),
        ({"range": [-5, 6], "count": 12}, "0.5", "oᵢ = 0 … 5.8"),
        ({"rule": "refine", "count": 4, "span": 8}, "2", "oᵢ = 1 … 7"),
        ({"rule": "refine", "count": 1, "span": 8}, "8", "oᵢ = 4"),
        ({"rule": "extend", "count": 5}, "1", "oᵢ = 0.5 … 4.5"),
    ],
)
def test_the_row_of_the_sum_has_the_weight_of_each_sigmoid_and_where_they_stand(
    raw: dict[str, object], weight: str, offsets: str
) -> None:
    texts = row_texts(View.from_raw(raw), ["sigmoid_sum"])
    assert texts[f"{SUM_ROW}-weight-value"] == texts[f"{SUM_ROW}-weight-gradient"] == weight
    assert texts[f"{SUM_ROW}-offsets"] == offsets


def rows(query: str) -> dict[str, Any]:
    """The rows and chips that a reader sees, by function, in their order."""
    found = by_id(seen(make_functions(view_of(query))))
    keys = {ids.function_id(key): key for key in ACTIVATIONS}
    return {keys[each]: row for each, row in found.items() if each in keys}


def rows_on(query: str) -> list[str]:
    return [key for key, row in rows(query).items() if "is-on" in row.className.split()]


@pytest.mark.parametrize(
    ("query", "on"),
    [
        ("", [*ARTICLE]),
        ("?shown=", []),
        ("?shown=tanh", ["tanh"]),
        ("?shown=identity,elu", ["elu", "identity"]),
        (f"?shown={','.join(ACTIVATIONS)}", [*ARTICLE, "identity", *[*ACTIVATIONS][6:]]),
    ],
)
def test_every_function_has_a_row_or_a_chip_and_the_articles_five_come_first(
    query: str, on: list[str]
) -> None:
    assert rows_on(query) == on
    assert list(rows(query))[:5] == list(ARTICLE)
    assert set(rows(query)) == set(ACTIVATIONS) - ({"own2"} if "own" not in on else set())
    for key, row in rows(query).items():
        labels = [each["label"] for each in by_id(row)[ids.switch_id(key)].options]
        assert ACTIVATIONS[key].name in text(labels)


def section_classes(query: str) -> list[str]:
    """The classes of the section that holds all rows."""
    section = by_id(make_functions(view_of(query)))[ids.control_id("shown")]
    return str(section.className).split()


def test_a_link_without_switches_has_only_what_it_shows() -> None:
    query = "?shown=relu,elu&hide=shown"
    assert list(rows(query)) == rows_on(query) == ["relu", "elu"]
    assert "is-fixed" in section_classes(query)
    assert not rows("?shown=&hide=shown")
    assert "is-fixed" not in section_classes("")


@pytest.mark.parametrize(
    ("query", "density"),
    [("", "is-dense"), ("?shown=elu,relu", None), ("?shown=elu", "is-single"), ("?shown=", None)],
)
def test_one_row_is_single_and_more_than_two_are_dense(query: str, density: str | None) -> None:
    found = {"is-dense", "is-single"} & set(section_classes(query))
    assert found == ({density} if density else set())


@pytest.mark.parametrize("scene", CURVE_SCENES, ids=CURVE_TITLES)
@pytest.mark.parametrize(
    ("stage", "revealed"),
    [("question", ()), ("value", ("value",)), ("gradient", READINGS), ("answer", READINGS)],
)
def test_a_scene_has_its_own_functions_and_hides_what_its_stage_has_not_reached(
    stage: str, revealed: tuple[str, ...], scene: Scene
) -> None:
    query = f"?scene={scene.key}&stage={stage}"
    found, shown = rows(query), scene.view.shown
    has_slopes = stage == "answer" and scene.view.has_gradients
    assert set(found) == set(shown)
    for key, row in found.items():
        parts = set(by_id(row))
        for panel in READINGS:
            assert (ids.function_id(key, panel) in parts) == (panel in revealed)
        assert ids.function_id(key, "formula-value") in parts
        assert (ids.function_id(key, "formula-gradient") in parts) == has_slopes
        spoken = text(by_id(row)[ids.function_id(key, "spoken")])
        assert ("prime" in spoken) == has_slopes
        note = text(by_id(row)[ids.function_id(key, "lens")])
        assert "gradient" in revealed or not note
    heads = by_id(seen(make_functions(view_of(query))))
    for panel in READINGS:
        assert (ids.head_id(panel) in heads) == (bool(shown) and panel in revealed)


@pytest.mark.parametrize(
    ("query", "is_seen"),
    [
        ("", False),
        ("?extras=limit", True),
        ("?extras=terms", False),
        ("?scene=more-sigmoids", False),
        ("?scene=more-sigmoids&stage=value", True),
        ("?scene=more-sigmoids&stage=value&extras=terms", False),
        ("?scene=more-sigmoids&stage=gradient", False),
        ("?scene=more-sigmoids&stage=gradient&panels=value", True),
        ("?lens=sum&extras=limit", False),
        ("?lens=mean&extras=limit", True),
        ("?lens=sum&extras=limit&panels=value", True),
    ],
)
def test_the_errors_of_the_sum_are_seen_beside_t(query: str, is_seen: bool) -> None:
    assert (f"{SUM_ROW}-errors" in by_id(rows(query)["sigmoid_sum"])) is is_seen


@given(view=VIEWS)
@few
def test_the_rows_of_a_page_are_what_an_answer_would_make_of_them(view: View) -> None:
    tree = make_functions(view)
    found = by_id(tree)
    for each, said in (row_texts(view, view.shown) | spoken_texts(view)).items():
        assert text(found[each]) == said
    for each, is_hidden in hidden_parts(view).items():
        assert found[each].hidden is is_hidden
    for each, flags in row_classes(view).items():
        classes = set(found[each].className.split())
        assert {name for name, is_set in flags.items() if is_set} == classes & set(flags)


@pytest.mark.parametrize(
    ("query", "fixed", "free"),
    [
        ("", {"span", "slope"}, {"offset", "alpha", "count"}),
        ("?hide=alpha", {"alpha"}, {"offset"}),
        ("?scene=elu", {"offset"}, {"alpha"}),
        ("?scene=five-gradients", {"offset", "count"}, {"probe", "alpha"}),
        ("?scene=past-the-span", {"count"}, {"span"}),
    ],
)
def test_numbers_in_formulas_are_fixed_where_their_sliders_are_not_seen(
    query: str, fixed: set[str], free: set[str]
) -> None:
    found = set(fixed_numbers(view_of(query)))
    assert fixed <= found
    assert not free & found
    numbers = [
        each.to_plotly_json()["props"].get("data-number")
        for each in nodes(make_functions(view_of(query)))
    ]
    assert {"offset", "alpha", "count", "slope"} <= set(numbers)
