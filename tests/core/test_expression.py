"""The formulas that a reader writes, against fifty digits, central differences and properties."""

from collections.abc import Callable
from typing import Any

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mpmath import mp

from core.expression import Expression, ExpressionError, parse
from core.formula_parser import ARGUMENT_COUNTS, MAX_DEPTH, MAX_LENGTH, MAX_NODES
from core.formula_tree import OPERATORS, Tree, write_formula

A = 0.7
X = np.array([-19.9, -7.3, -3.1, -1.7, -0.6, -0.01, 0.02, 0.4, 1.3, 2.9, 3.6, 8.8, 19.7])
Number = Any  # of mpmath, which has no types


def softplus(x: Number) -> Number:
    return mpmath.log1p(mpmath.exp(x))


def sigmoid(x: Number) -> Number:
    return 1 / (1 + mpmath.exp(-x))


# Each formula with the same in mpmath, written anew.
FORMULAS: dict[str, Callable[[Number, Number], Number]] = {
    "x * tanh(softplus(x))": lambda x, a: x * mpmath.tanh(softplus(x)),
    "x * min(max(x + 3, 0), 6) / 6": lambda x, a: x * min(max(x + 3, 0), 6) / 6,
    "max(0, x) + min(0, a * (exp(x / a) - 1))": lambda x, a: x if x > 0 else a * mp.expm1(x / a),
    "relu(x)^2": lambda x, a: max(x, 0) ** 2,
    "0.5 * x * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x^3)))": lambda x, a: (
        x / 2 * (1 + mpmath.tanh(mpmath.sqrt(2 / mp.pi) * (x + mp.mpf(0.044715) * x**3)))
    ),
    "1 / (1 + exp(-x + a))": lambda x, a: sigmoid(x - a),
    "x * sigmoid(a * x)": lambda x, a: x * sigmoid(a * x),
    "log(1 + exp(x))": lambda x, a: softplus(x),
    "erf(a * x)": lambda x, a: mpmath.erf(a * x),
    "elu(x)": lambda x, a: x if x > 0 else mpmath.expm1(x),
    "elu(-x, a)": lambda x, a: -x if x < 0 else a * mpmath.expm1(-x),
    "abs(x - 1) ** 1.5": lambda x, a: abs(x - 1) ** mp.mpf(1.5),
    "sign(x) * log1p(abs(x))": lambda x, a: mpmath.sign(x) * mpmath.log1p(abs(x)),
    "arctan(x) + sin(a * x) * cos(x)": lambda x, a: mpmath.atan(x) + mp.sin(a * x) * mp.cos(x),
    "sinh(x / 9) - cosh(x / 9) + expm1(-x * x)": lambda x, a: (
        mp.sinh(x / 9) - mp.cosh(x / 9) + mp.expm1(-x * x)
    ),
    "tan(x / 20)": lambda x, a: mpmath.tan(x / 20),
    "2 ** -x / 3 - -x": lambda x, a: mp.mpf(2) ** (-x) / 3 + x,
    "abs(x)^a^2": lambda x, a: abs(x) ** (a**2),
    "x if x > a else a if x >= -a else -x * e": lambda x, a: (
        x if x > a else a if x >= -a else -x * mp.e
    ),
    "max(x, -x / 2, 1) - min(x, 2, 3)": lambda x, a: max(x, -x / 2, 1) - min(x, 2, 3),
    "a": lambda x, a: a + 0 * x,
}


@pytest.mark.parametrize("text", FORMULAS)
def test_values_and_gradients_agree_with_fifty_digits(text: str) -> None:
    expression = parse(text)
    values, gradients = expression.value(X, a=A), expression.gradient(X, a=A)
    with mp.workdps(50):
        for x, value, gradient in zip(X.tolist(), values, gradients, strict=True):
            exact = FORMULAS[text](mp.mpf(x), mp.mpf(A))
            slope = mpmath.diff(
                lambda at: FORMULAS[text](at, mp.mpf(A)), mp.mpf(x), h=mp.mpf(1e-18)
            )
            # A sum may lose some digits: 1 - exp(-x) near 0.
            size = 1 if text.startswith(("log(1", "0.5", "1 /", "sinh", "2 **")) else 0
            assert abs(value - exact) <= 4e-15 * max(abs(exact), size), x
            # exp(-u^2) has the rounding error of u^2, which is 194 at most.
            accuracy = 4e-13 if text.startswith("erf") else 1e-14
            assert abs(gradient - slope) <= accuracy * max(abs(slope), size), x


@pytest.mark.parametrize("text", FORMULAS)
def test_gradients_agree_with_central_differences(text: str) -> None:
    expression, h = parse(text), 1e-6
    difference = (expression.value(X + h, a=A) - expression.value(X - h, a=A)) / (2.0 * h)
    assert expression.gradient(X, a=A) == pytest.approx(difference, rel=1e-6, abs=1e-6)


@pytest.mark.parametrize(
    ("text", "x", "left", "right"),
    [
        ("relu(x)", 0.0, 0.0, 1.0),
        ("relu(-x)", 0.0, -1.0, 0.0),
        ("abs(x)", 0.0, -1.0, 1.0),
        ("abs(3 - x)", 3.0, -1.0, 1.0),
        ("max(x, 2 * x)", 0.0, 1.0, 2.0),
        ("min(x, 2 * x)", 0.0, 2.0, 1.0),
        ("max(-x, 2 * x)", 0.0, -1.0, 2.0),
        ("elu(x, 2.5)", 0.0, 2.5, 1.0),
        ("elu(-x, 2.5)", 0.0, -1.0, -2.5),
        ("x if x > 0 else 5 * x", 0.0, 5.0, 1.0),
        ("5 * x if x < 0 else x", 0.0, 5.0, 1.0),
        ("5 * x if x <= 0 else x", 0.0, 5.0, 1.0),
        ("x if 0 < x else 5 * x", 0.0, 5.0, 1.0),
        ("x * min(max(x + 3, 0), 6) / 6", -3.0, 0.0, -0.5),
        ("min(max(0, x), 6)", 6.0, 1.0, 0.0),
        ("x * sign(x)", 0.0, -1.0, 1.0),
        ("sign(3 - x) * (x - 3)", 3.0, 1.0, -1.0),
        ("sign(x) * log1p(abs(x))", 0.0, 1.0, 1.0),
        ("x * (2 if x < 0 else 1)", 0.0, 2.0, 1.0),
    ],
)
def test_at_a_kink_the_slope_is_that_on_the_left(
    text: str, x: float, left: float, right: float
) -> None:
    expression = parse(text)
    assert float(expression.gradient(x)) == left
    assert expression.gradient(x - 1e-9) == pytest.approx(left, abs=1e-8)
    assert expression.gradient(x + 1e-9) == pytest.approx(right, abs=1e-8)


def test_a_constant_left_of_a_kink_has_slope_0_and_a_root_of_0_has_none() -> None:
    assert parse("sqrt(relu(x))").gradient([-2.0, -1.0]).tolist() == [0.0, 0.0]
    assert np.isnan(parse("sqrt(x * x)").gradient(0.0))
    assert np.isnan(parse("sqrt(x)").gradient(0.0))
    assert parse("0 * exp(1000 - x)").gradient(0.0) == 0 or np.isnan(parse("exp(1000)").value(0.0))


@pytest.mark.parametrize(
    ("text", "finite", "gap"),
    [
        ("log(1 + exp(x))", 709.7, 710.0),
        ("1 / x", 1e-300, 0.0),
        ("log(x)", 0.1, -0.1),
        ("sqrt(x)", 0.1, -0.1),
        ("x^0.5", 0.1, -0.1),
        ("exp(exp(x))", 6.5, 6.6),
    ],
)
def test_where_a_formula_is_not_finite_there_is_a_gap(text: str, finite: float, gap: float) -> None:
    value, slope = parse(text).value([finite, gap]), parse(text).gradient([finite, gap])
    assert np.isfinite(value).tolist() == [True, False]
    assert np.isnan(slope[1])


def test_shapes_and_the_parameter() -> None:
    expression = parse("a * x + 1")
    assert expression.value(np.zeros((2, 3))).shape == (2, 3)
    assert expression.gradient(0.0).shape == ()
    assert parse("7").value(np.zeros(4)).tolist() == [7.0] * 4
    assert parse("7").gradient(np.zeros(4)).tolist() == [0.0] * 4
    assert expression.value(2.0) == 3.0
    assert expression.value(2.0, a=-1.5) == -2.0
    assert expression.gradient(2.0, a=-1.5) == -1.5
    assert expression.parameters == ("a",)
    assert parse("x").parameters == ()
    assert np.isnan(expression.value(np.nan))


@pytest.mark.parametrize(
    ("text", "position", "words"),
    [
        ("", 0, "missing"),
        ("x +", 3, "missing"),
        ("x + * 2", 4, "missing before *"),
        ("2x", 1, "*"),
        ("x (x)", 2, "no function"),
        ("(x + 1", 0, "not closed"),
        ("x + 1)", 5, "never opened"),
        ("tahn(x)", 0, "tanh"),
        ("sin x", 4, "bracket"),
        ("max(x)", 0, "2 values"),
        ("exp(x, 2)", 0, "one value"),
        ("1 if x", 6, "comparison"),
        ("1 if x > 0", 10, "else"),
        ("1 if 0 < x < 1 else 2", 11, "One comparison"),
        ("x > 0", 2, "between if and else"),
        ("x = 2", 2, "="),
        ("x² + 1", 1, "^2"),
        ("3 − x", 2, "-"),
        ("\N{CYRILLIC SMALL LETTER HA} + 1", 0, "\N{CYRILLIC SMALL LETTER HA}"),
        ("x.real", 1, "."),
        ("x; 1", 1, ";"),
        ("'x'", 0, "'"),
        ("__import__(x)", 0, "__import__"),
        ("lambda", 0, "lambda"),
        ("1e999", 0, "too large"),
        ("x" * (MAX_LENGTH + 1), MAX_LENGTH, str(MAX_LENGTH)),
        ("+".join("x" * 60), 101, str(MAX_NODES)),
        ("(" * 40 + "x" + ")" * 40, 30, str(MAX_DEPTH)),
        ("-" * 40 + "x", 30, str(MAX_DEPTH)),
        ("<script>alert(1)</script>", 0, "missing before <"),
        ("\xa0", 0, "\\xa0"),
    ],
)
def test_what_is_no_formula_is_refused_in_plain_words_with_its_place(
    text: str, position: int, words: str
) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse(text)
    assert caught.value.position == position
    assert words in caught.value.message
    assert str(caught.value) == f"{caught.value.message} (character {position + 1})"


def test_a_long_formula_prints_without_spaces() -> None:
    for text in ("+".join(["1e15"] * 40), "*".join(["max(x,a)"] * 20), "1+" * 48 + "x"):
        expression = parse(text)
        assert parse(expression.text) == expression
        assert len(expression.text) <= MAX_LENGTH


def test_powers_and_signs_bind_as_in_mathematics() -> None:
    for text, at_2 in (
        ("-x^2", -4.0),
        ("(-x)^2", 4.0),
        ("2^x^2", 16.0),
        ("2^-x", 0.25),
        ("1 - x - 3", -4.0),
        ("8 / x / 2", 2.0),
        ("1 + 2 * x", 5.0),
        ("x ** 3", 8.0),
        (".5 + 1.e0 + 1E-1", 1.6),
        ("--x", 2.0),
    ):
        assert parse(text).value(2.0) == pytest.approx(at_2), text


LEAVES = st.one_of(
    st.sampled_from([Tree("x"), Tree("a"), Tree("pi"), Tree("e")]),
    st.floats(0.0, 1e300, allow_subnormal=True).map(lambda number: Tree("", number=number)),
)
BINARY = [name for name in OPERATORS if name[0] not in "<>"]


def _branches(trees: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    def build(name: str) -> st.SearchStrategy[Tree]:
        least, greatest = ARGUMENT_COUNTS[name]
        sizes = st.lists(trees, min_size=least, max_size=min(greatest, 3))
        return sizes.map(lambda operands: Tree(name, tuple(operands)))

    def choose(parts: tuple[Tree, ...]) -> Tree:
        return Tree("if", (parts[0], Tree("<=", parts[1:3]), parts[3]))

    return st.one_of(
        st.tuples(st.sampled_from(BINARY), trees, trees).map(lambda p: Tree(p[0], p[1:])),
        trees.map(lambda operand: Tree("negative", (operand,))),
        st.sampled_from(sorted(ARGUMENT_COUNTS)).flatmap(build),
        st.tuples(trees, trees, trees, trees).map(choose),
    )


TREES = st.recursive(LEAVES, _branches, max_leaves=12)
SMALL = settings(max_examples=60, deadline=None, derandomize=True)


@given(tree=TREES)
@SMALL
def test_what_an_expression_prints_gives_the_same_expression(tree: Tree) -> None:
    text = write_formula(tree)
    if len(text) <= MAX_LENGTH:
        assert parse(text) == Expression(tree)
        assert parse(text).text == text


@given(first=TREES, second=TREES)
@SMALL
def test_the_gradient_of_a_sum_is_the_sum_of_the_gradients(first: Tree, second: Tree) -> None:
    one, two = Expression(first), Expression(second)
    both = Expression(Tree("+", (first, second))).gradient(X, A)
    with np.errstate(over="ignore"):
        expected = one.gradient(X, A) + two.gradient(X, A)
    is_known = np.isfinite(both)
    assert both[is_known] == pytest.approx(expected[is_known], rel=1e-12)


@given(text=st.text(st.sampled_from("xae10.+-*/^()<>=, ifelsmaxntahbrelu'_[]²−\n\t"), max_size=250))
@settings(max_examples=300, deadline=None, derandomize=True)
def test_any_text_gives_a_formula_or_an_expression_error(text: str) -> None:
    try:
        expression = parse(text)
    except ExpressionError as error:
        assert 0 <= error.position <= len(text)
        assert error.message
    else:
        assert expression.value(X).shape == expression.gradient(X).shape == X.shape
