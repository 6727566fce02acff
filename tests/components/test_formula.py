"""The formulas of the table: they are right, and they are typeset, spoken and written."""

import math
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from dash import html
from dash.development.base_component import Component

from components.formula import speak_tex, typeset, write_tex
from components.tex import parse_tex
from core.activations import ACTIVATIONS
from core.keys import SUM
from core.own_functions import OWN_FUNCTIONS
from core.sigmoid_sum import sum_offsets

FORMULAS = {
    f"{key}{prime}": formula
    for key, each in ACTIVATIONS.items()
    if key not in OWN_FUNCTIONS
    for prime, formula in (("", each.formula), ("′", each.gradient_formula))
}
VALUES = {"offset": -0.7, "alpha": 1.6, "slope": 0.25, "sharpness": 3.2}
VALUES |= {"count": 3.0, "weight": 0.5}
TEXTS = {name: f"{value:g}".replace("-", "−") for name, value in VALUES.items()}
NOTATION = [  # of a plain line, and what Python has for it
    ("−", "-"),
    ("²", "**2"),
    (r"(.+) if (.+), else (.+)", r"(\1) if (\2) else (\3)"),
    (r"(?<=[\w)]) (?=[\w(])(?!if |else )(?<!if )(?<!else )", " * "),  # side by side: a product
]


def sigmoid(x: float) -> float:
    return 1.0 / (1.0 + math.exp(-x))


NAMES: dict[str, Any] = {
    "exp": math.exp,
    "log": math.log,
    "tanh": math.tanh,
    "max": max,
    "σ": sigmoid,
    "Φ": lambda x: 0.5 * math.erfc(-x / math.sqrt(2.0)),
    "φ": lambda x: math.exp(-0.5 * x * x) / math.sqrt(2.0 * math.pi),
}


def evaluate(written: str, x: float, f: Callable[[float], float]) -> float:
    """The value of a formula's plain line at x; `f` is the function itself."""
    for pattern, replacement in NOTATION:
        written = re.sub(pattern, replacement, written)
    return float(eval(written, {"__builtins__": {}, **NAMES, "f": f, "x": x}))


def make_parts() -> dict[str, Component]:
    return {name: html.Span(text, className="live-number") for name, text in TEXTS.items()}


def find_leaves(
    component: Any, above: tuple[Component, ...] = ()
) -> Iterator[tuple[Component, ...]]:
    """The components with a text, each after all that hold it."""
    path = (*above, component)
    if isinstance(component.children, str):
        yield path
        return
    children = component.children
    for child in children if isinstance(children, list) else [children]:
        yield from find_leaves(child, path)


def shown_text(component: Component) -> str:
    return "".join(str(path[-1].children) for path in find_leaves(component))


def is_hidden(component: Component) -> bool:
    return getattr(component, "aria-hidden", None) == "true"


@pytest.mark.parametrize("x", [-3.0, -1.3, -0.2, 0.4, 2.5])
@pytest.mark.parametrize("key", [key for key in ACTIVATIONS if key not in (SUM, *OWN_FUNCTIONS)])
def test_the_formulas_are_those_of_the_function_and_its_gradient(key: str, x: float) -> None:
    activation = ACTIVATIONS[key]
    parameters = {name: VALUES[name] for name in activation.parameters}
    accuracy = 1e-4 if key == "selu" else 1e-12  # its formula has rounded numbers

    def value(at: float) -> float:
        return float(activation.value(at, **parameters))

    for formula, expected in (
        (activation.formula, activation.value(x, **parameters)),
        (activation.gradient_formula, activation.gradient(x, **parameters)),
    ):
        found = evaluate(write_tex(formula, TEXTS), x, value)
        assert found == pytest.approx(float(expected), rel=accuracy, abs=1e-15)


@pytest.mark.parametrize("x", [-2.0, 0.3, 4.0])
def test_the_formulas_of_the_sum_are_those_of_three_sigmoids(x: float) -> None:
    activation = ACTIVATIONS[SUM]
    first, spacing, count, weight = sum_offsets("refine", 3, 1.5, 10.0)
    texts = {"count": str(count), "weight": f"{weight:g}"}
    assert write_tex(activation.formula, texts) == "0.5 Σ[i = 1 … 3] σ(x − o_i)"
    assert write_tex(activation.gradient_formula, texts) == "0.5 Σ[i = 1 … 3] σ′(x − o_i)"
    values = [sigmoid(x - (first + spacing * i)) for i in range(3)]
    parameters: dict[str, float | str] = {"count": 3, "span": 1.5, "rule": "refine"}
    assert float(activation.value(x, **parameters)) == pytest.approx(0.5 * sum(values))
    assert float(activation.gradient(x, **parameters)) == pytest.approx(
        0.5 * sum(value * (1.0 - value) for value in values)
    )


@pytest.mark.parametrize("formula", FORMULAS.values(), ids=FORMULAS)
def test_only_the_parts_of_a_formula_are_read_from_its_letters(formula: str) -> None:
    parts = make_parts()
    found = typeset(formula, parts)
    assert getattr(found, "className", "") == "maths"
    for *above, leaf in find_leaves(found):
        assert is_hidden(leaf) != any(leaf is part for part in parts.values())
        assert not any(map(is_hidden, above))


@pytest.mark.parametrize("formula", FORMULAS.values(), ids=FORMULAS)
def test_every_part_of_a_formula_is_in_each_rendering(formula: str) -> None:
    texts = {name: f"{name}-text" for name in TEXTS}
    names = [name for name in re.findall(r"\\([a-z]+)", formula) if name in texts]
    for said in (speak_tex(formula, texts), write_tex(formula, texts)):
        assert sorted(re.findall(r"([a-z]+)-text", said)) == sorted(names)
    found = [path[-1] for path in find_leaves(typeset(formula, make_parts()))]
    live = [each.children for each in found if getattr(each, "className", "") == "live-number"]
    assert sorted(live) == sorted(TEXTS[name] for name in names)


@pytest.mark.parametrize("formula", FORMULAS.values(), ids=FORMULAS)
def test_a_spoken_formula_has_no_symbols(formula: str) -> None:
    assert re.fullmatch(r"[A-Za-z0-9 .,()]+", speak_tex(formula, TEXTS))


@pytest.mark.parametrize(
    ("tex", "spoken"),
    [
        (
            r"\frac{1}{1 + e^{\offset - x}}",
            "1 over, 1 plus e to the power minus 0.7 minus x, end of fraction",
        ),
        (
            r"\frac{e^{\offset - x}}{(1 + e^{\offset - x})^2}",
            "e to the power minus 0.7 minus x, end of power, over, "
            "the square of (1 plus e to the power minus 0.7 minus x), end of fraction",
        ),
        (
            r"\cases{x & x > 0 \\ \alpha (e^x - 1) & \else}",
            "x if x is greater than 0, otherwise 1.6 times (e to the power x, minus 1)",
        ),
        (
            r"\weight \sum_{i=1}^{\count} \sigma'(x - o_i)",
            "0.5 times sum over i from 1 to 3 of sigma prime of (x minus o i)",
        ),
        (r"1 - \tanh^2 x", "1 minus tanh squared of x"),
        (r"\max(-1, x)", "max of minus 1 and x"),
        (r"\sigma(x) (1 + x)", "sigma of x, times (1 plus x)"),
        (
            r"e^{x + 1} - e^x + 1",
            "e to the power x plus 1, end of power, minus e to the power x, plus 1",
        ),
        (r"\frac{x + 1}{2} \cdot x^2", "((x plus 1) over, 2, end of fraction) times x squared"),
        (r"(x + 1)^2 - 1", "the square of (x plus 1), minus 1"),
    ],
)
def test_what_a_screen_reader_says(tex: str, spoken: str) -> None:
    assert speak_tex(tex, TEXTS) == spoken


@pytest.mark.parametrize(
    ("tex", "written"),
    [
        (r"\frac{1}{1 + e^{\offset - x}}", "1 / (1 + exp(−0.7 − x))"),
        (r"\cases{x & x > 0 \\ \alpha (e^x - 1) & \else}", "x if x > 0, else 1.6 (exp(x) − 1)"),
        (r"\cases{1 & x < 0 \\ 2 & x = 0 \\ 3 & x > 0}", "1 if x < 0, 2 if x = 0, 3 if x > 0"),
        (r"\log(1 + e^x)", "log(1 + exp(x))"),
        (r"1 - \tanh^2 x", "1 − tanh(x)²"),
        (r"x^{a + b} + o_{i + 1} - x^b", "x^(a + b) + o_(i + 1) − x^b"),
        (r"\frac{\frac{1}{x}}{-\exp(x)}", "(1 / x) / −exp(x)"),
        (r"-x \cdot \log x", "−x · log(x)"),
    ],
)
def test_a_formula_on_a_plain_line(tex: str, written: str) -> None:
    assert write_tex(tex, TEXTS) == written


@pytest.mark.parametrize(
    ("tex", "shown"),
    [
        (r"1 - \tanh^2 x", "1−tanh2x"),
        (r"\max(0, x)", "max(0,x)"),
        (r"\sigma'(x - o_i)", "σ′(x−oi)"),
        (r"\sum_{i=1}^{\count} x", "3∑i=1x"),
        (r"\cases{-1 & x < 0 \\ x & \else}", "−1if x<0xelse"),
        (r"\cases{1 & x < 0 \\ 2 & x > 0}", "1if x<02if x>0"),
    ],
)
def test_the_letters_of_a_typeset_formula(tex: str, shown: str) -> None:
    assert shown_text(typeset(tex, make_parts())) == shown


@pytest.mark.parametrize(
    "tex",
    [
        "",
        "x +",
        "+ x",
        "x + + 1",
        "x * 2",
        "é",
        "1.",
        "(x",
        "x)",
        "{x}",
        "x^2^3",
        "x^(2)",
        "x^",
        "x, 1",
        "x & 1",
        r"x \\ 1",
        r"\5",
        r"\log",
        r"\max(0,)",
        r"\else",
        r"\frac12",
        r"\frac{1}",
        r"\frac{1}{}",
        r"\sum x",
        r"\sum_{i}^{3} x",
        r"\sum_{i=1} x",
        r"\cases{x}",
        r"\cases{x & \else \\ 1 & x > 0}",
        r"\cases{x & x > 0 \\}",
        r"\begin{cases}",
    ],
)
def test_what_is_not_in_the_subset_is_refused(tex: str) -> None:
    with pytest.raises(ValueError, match="a formula has"):
        parse_tex(tex)


def test_a_command_without_a_part_is_refused() -> None:
    tex = r"\unknown x"
    message = r"unknown command \\unknown"
    with pytest.raises(ValueError, match=message):
        typeset(tex, make_parts())
    for render in (speak_tex, write_tex):
        with pytest.raises(ValueError, match=message):
            render(tex, TEXTS)
