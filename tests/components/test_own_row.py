"""The row of a formula: its box, its fault, its starters, and where it has no value."""

import re
from typing import Any

import pytest

from components import ids
from components.controls import control_values, curve_settings, hidden_controls
from components.own_row import STARTERS, find_fault, gaps_text
from components.own_tex import write_own_tex
from components.words.formulas import own_formula_html, plain_formula, spoken_formula
from core.expression import parse
from core.view import View
from tests.components.readers import by_id, page_of, respond, seen, text


def view_of(formula: str, **other: Any) -> View:
    view, notes = View().with_changes({"shown": ["own"], "formula": formula} | other)
    assert notes == ()
    return view


@pytest.mark.parametrize("starter", STARTERS, ids=[each.name for each in STARTERS])
def test_each_formula_to_start_from_is_the_function_of_that_name(starter: Any) -> None:
    """At -1: Mish, hard swish, CELU, squared ReLU, GELU's tanh form, the sigmoid."""
    published = {
        "Mish": -0.303401,
        "hard swish": -1 / 3,
        "CELU": -0.632121,
        "squared ReLU": 0.0,
        "GELU by tanh": -0.158808,
        "sigmoid as written": 0.268941,
    }
    expression = parse(starter.formula)
    assert float(expression.value(-1.0, starter.a)) == pytest.approx(
        published[starter.name], abs=1e-6
    )


def test_a_fault_is_told_with_its_place_marked() -> None:
    assert find_fault("x * tanh(x)") == []
    assert find_fault("x * tahn(x)") == [
        {"text": "There is no tahn. Is it tan or tanh?\nx * ", "strong": False},
        {"text": "t", "strong": True},
        {"text": "ahn(x)", "strong": False},
    ]
    end = find_fault("x +")
    assert [each["text"] for each in end] == ["Something is missing here.\nx +", "␣"]
    assert find_fault(7)[0]["text"].startswith("Something is missing")


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("tanh(x)", ""),
        (
            "x * tanh(log(1 + exp(x)))",
            "Not finite from x = 709.8 on: exp(x) is beyond the largest float64. "
            "The functions of the table take exp of negative numbers only.",
        ),
        ("1 / x", "Not finite at x = 0: 1 / x divides by 0."),
        ("sqrt(x)", "Not finite up to x = 0: sqrt(x) has no value or no slope."),
        (
            "sqrt(x) + log(3 - x)",
            "Not finite up to x = 0 and from x = 3 on: log(3 - x) has no value or no slope and "
            "sqrt(x) has no value or no slope.",
        ),
        ("1 / 0", "Not finite anywhere: 1 / 0 divides by 0."),
        ("1 / (x - 1 / 3)", "Not finite at x = 0.3333: 1 / (x - 1 / 3) divides by 0."),
        (
            "tan(x)",
            "Not finite at x = −17.28 and at x = −14.14 and elsewhere: "
            "f grows there without bounds.",
        ),
    ],
)
def test_a_row_says_where_a_formula_is_not_finite_and_why(formula: str, said: str) -> None:
    assert gaps_text(view_of(formula), "own") == said


def test_the_slider_of_a_is_there_where_a_is_used() -> None:
    assert {"formula", "a"} <= set(hidden_controls(View()))
    assert hidden_controls(view_of("2 * x")) & {"formula", "a"} == {"a"}
    assert not hidden_controls(view_of("a * x")) & {"formula", "a"}
    assert control_values(view_of("a * x"), "formula") == {"box-formula": "a * x"}
    assert curve_settings(view_of("a * x"))["formula"] == "a * x"


def test_a_second_chip_comes_with_the_first_formula() -> None:
    def chips(query: str) -> set[str]:
        return {
            each for each in by_id(seen(page_of(query))) if re.fullmatch("function-own2?", each)
        }

    assert chips("") == {"function-own"}
    assert chips("?shown=own") == {"function-own", "function-own2"}
    assert chips("?shown=own2") == {"function-own", "function-own2"}
    (option,) = by_id(page_of(""))["switch-own"].options
    assert text(option["label"]) == "your ownƒ your own…"  # one of them is seen


@pytest.mark.parametrize(
    ("formula", "tex"),
    [
        ("x * tanh(log(1 + exp(x)))", r"x \tanh(\log(1 + e^{x}))"),
        ("x * min(x + 3, 6) / 6", r"\frac{x \min(x + 3, 6)}{6}"),
        ("relu(x)^2 * 3", r"(\relu(x))^{2} \cdot 3"),
        ("a * x * a", r"\a x \a"),
        ("exp(x / a) - exp(x)", r"\exp(\frac{x}{\a}) - e^{x}"),
        ("-x^2", "-x^{2}"),
        ("x * -2", "x (-2)"),
        ("1e-7 * x", "10^{-7} x"),
        ("x if x >= pi else 2 if x < 1 else 3", r"\cases{x & x \ge \pi \\ 2 & x < 1 \\ 3 & \else}"),
        ("log1p(x) + expm1(x)", r"\log(1 + x) + (e^{x} - 1)"),
    ],
)
def test_a_formula_is_typeset_as_the_others_are(formula: str, tex: str) -> None:
    assert write_own_tex(parse(formula).tree, r"\a") == tex
    html = own_formula_html(view_of(formula))[ids.function_id("own", "formula-value")]
    assert html.count("live-number") == len(re.findall(r"\\a\b", tex))
    assert spoken_formula(view_of(formula), "own", True).startswith("f of x is ")
    assert plain_formula(view_of(formula), "own") == parse(formula).text


def test_the_answer_to_a_typed_formula_has_all_that_depends_on_it() -> None:
    answered = respond("?shown=own", {"formula": "a * relu(x)"})
    assert "formula=a+*+relu(x)" in answered["query"]
    props = answered["props"]
    assert "ReLU" in props["function-own-formula-value"]["html"]
    assert props["function-own-fault"]["parts"] == []
    assert props["box-formula"]["value"] == "a * relu(x)"
    assert props["row-a"]["hidden"] is False
    assert answered["figure"]


def test_a_fault_leaves_the_curve_the_text_and_the_url_as_they_are() -> None:
    answered = respond("?shown=own&formula=2*x", {"formula": "2 * <b>x", "a": 2})
    assert "formula=2*x" in answered["query"]
    assert "a=2" in answered["query"]
    assert answered["note"] == ""
    assert "box-formula" not in answered["props"]
    parts = answered["props"]["function-own-fault"]["parts"]
    assert "".join(each["text"] for each in parts) == "Something is missing before <.\n2 * <b>x"
    assert respond("?shown=own", {"alpha": 2})["props"].get("function-own-fault") is None
    # Another whole picture leaves the typed text and its fault; a visit does not.
    looks = respond("?shown=own", {"scale": "log"})["props"]
    assert not {"box-formula", "function-own-fault"} & looks.keys()
    visit = respond("?shown=own", {}, full=True)["props"]
    assert visit["function-own-fault"]["parts"] == []
    assert visit["box-formula"]["value"] == "x * tanh(softplus(x))"


def test_a_formula_of_a_url_that_is_none_is_told() -> None:
    answered = respond("?shown=own&formula=foo(x)", {}, full=True)
    assert answered["note"].startswith("Your formula: There is no foo")
    assert "formula" not in answered["query"]


def test_markup_in_a_formula_is_text() -> None:
    formula = "1 if x < 2 else 3"
    html = own_formula_html(view_of(formula))[ids.function_id("own", "formula-value")]
    assert "&lt;" in html
    assert not re.search("<(?!/?(?:span|i|sup|sub)\\b)", html)
