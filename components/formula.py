"""Formulas: typeset for the page, spoken, and written as one plain line.

They are written in the TeX of `components/tex.py`. For each of their parts a rendering is told what
stands for it, such as a live number. What is typeset is hidden from screen readers, all but the
parts; they hear what is spoken.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import chain, pairwise
from typing import TypeVar

from dash import html
from dash.development.base_component import Component

from components.tex import Node, parse_tex
from components.widgets import HIDDEN

T = TypeVar("T")

COMPOUND = ("row", "fraction", "cases")  # the kinds that need brackets where a number needs none
BRACKETS = (
    "group",
    "arguments",
    "argument",
    "sum",
)  # the kinds that need none round what they hold
SPOKEN_SYMBOLS = {"+": "plus", "−": "minus", "=": "equals", "·": "times"} | {
    "<": "is less than",
    "≤": "is at most",
    "≥": "is at least",
    "√": "the square root",
    "abs": "the absolute value",
    "π": "pi",
    ">": "is greater than",
    "σ": "sigma",
    "Φ": "capital phi",
    "φ": "phi",
}
SPOKEN = {
    "negative": "minus {}",
    "group": "({})",
    "prime": "{} prime",
    "power": "{} to the power {}",
    "index": "{} {}",
    "call": "{} of {}",
    "argument": "{}",
    "fraction": "{} over, {}, end of fraction",
    "sum": "sum over {} from {} to {} of",
}
WRITTEN = {
    "negative": "−{}",
    "group": "({})",
    "prime": "{}′",
    "power": "{}^{}",
    "index": "{}_{}",
    "call": "{}{}",
    "argument": "({})",
    "fraction": "{} / {}",
    "sum": "Σ[{} = {} … {}]",
}


EULER, TWO = Node("variable", "e"), Node("number", "2")


def typeset(tex: str, parts: Mapping[str, Component]) -> Component:
    """Return a formula as components; `parts` has the one that stands for each other command.

    Where a command occurs twice, so does its component. Raises ValueError for an unknown command.
    """
    return html.Span(_typeset(parse_tex(tex), parts), className="maths")


def speak_tex(tex: str, texts: Mapping[str, str]) -> str:
    """Return what a screen reader says for a formula, in English words."""
    return _speak(parse_tex(tex), texts)


def write_tex(tex: str, texts: Mapping[str, str]) -> str:
    """Return a formula as one plain line."""
    return _write(parse_tex(tex), texts)


def _look_up(parts: Mapping[str, T], name: str) -> T:
    if name not in parts:
        raise ValueError(f"a formula has the unknown command \\{name}")
    return parts[name]


def _typeset(node: Node, parts: Mapping[str, Component]) -> list[Component]:
    """Return a piece as components that follow one another on a line."""
    if node.kind == "part":
        return [_look_up(parts, node.text)]
    if node.kind == "variable":
        return [html.I(node.text, **HIDDEN)]
    if node.text:
        return [_hide(node.text, node.kind)]
    pieces = [_typeset(each, parts) for each in node.children]
    if node.kind in TYPESETTERS:
        return TYPESETTERS[node.kind](*pieces)
    return list(chain.from_iterable(pieces))


def _hide(text: str, kind: str) -> Component:
    """Return a text that screen readers skip."""
    return html.Span(text, className=kind, **HIDDEN)


def _typeset_arguments(*arguments: list[Component]) -> list[Component]:
    line = [_hide("(", "bracket"), *arguments[0]]
    for each in arguments[1:]:
        line += [_hide(",", "comma"), *each]
    return [*line, _hide(")", "bracket")]


def _typeset_fraction(numerator: list[Component], denominator: list[Component]) -> list[Component]:
    halves = [
        html.Span(numerator, className="numerator"),
        html.Span(denominator, className="denominator"),
    ]
    return [html.Span(halves, className="fraction")]


def _typeset_sum(
    variable: list[Component], first: list[Component], last: list[Component]
) -> list[Component]:
    lines = [
        html.Span(last, className="upper"),
        _hide("∑", "sigma"),
        html.Span([*variable, _hide("=", "operator"), *first], className="lower"),
    ]
    return [html.Span(lines, className="sum")]


def _typeset_cases(*cells: list[Component]) -> list[Component]:
    """Return rows of a value and a condition, for a grid of two columns."""
    grid = []
    for index, cell in enumerate(cells):
        is_condition = index % 2 == 1
        line = [_hide("if ", "word"), *cell] if is_condition else cell
        grid.append(html.Span(line, className="condition" if is_condition else "case"))
    if len(cells) % 2:
        grid.append(html.Span(_hide("else", "word"), className="condition"))
    return [html.Span(grid, className="cases")]


TYPESETTERS: dict[str, Callable[..., list[Component]]] = {
    "negative": lambda term: [_hide("−", "sign"), *term],
    "prime": lambda base: [*base, _hide("′", "prime")],
    "power": lambda base, exponent: [*base, html.Sup(exponent)],
    "index": lambda base, index: [*base, html.Sub(index)],
    "group": _typeset_arguments,
    "arguments": _typeset_arguments,
    "fraction": _typeset_fraction,
    "sum": _typeset_sum,
    "cases": _typeset_cases,
}


def _speak(node: Node, texts: Mapping[str, str]) -> str:
    if node.kind == "part":
        return _look_up(texts, node.text).replace("−", "minus ")
    if node.text:
        return SPOKEN_SYMBOLS.get(node.text, node.text)
    spoken = [_speak(each, texts) for each in node.children]
    bracketed = list(map(_bracket, node.children, spoken))
    if node.kind == "row":
        return _speak_row(node.children, bracketed)
    if node.kind == "arguments":
        return " and ".join(bracketed)
    if node.kind == "cases":
        return _join_cases(spoken, "otherwise")
    if node.kind == "power" and node.children[1] == TWO:
        is_group = node.children[0].kind == "group"
        return f"the square of {spoken[0]}" if is_group else f"{bracketed[0]} squared"
    if node.kind in ("power", "fraction"):  # the end of the second is said
        start = bracketed[0] + ("" if node.kind == "power" else _closing(node.children[0]))
        return SPOKEN[node.kind].format(start, spoken[1])
    return SPOKEN[node.kind].format(*(spoken if node.kind in BRACKETS else bracketed))


def _speak_row(items: Sequence[Node], spoken: Sequence[str]) -> str:
    """Return terms and operators as words, with the products between terms."""
    words = spoken[0]
    for (left, right), word in zip(pairwise(items), spoken[1:], strict=True):
        is_product = "operator" not in (left.kind, right.kind) and left.kind != "sum"
        words += f"{_closing(left)} {'times ' if is_product else ''}{word}"
    return words


def _closing(node: Node) -> str:
    """Return what ends a piece in speech, where something follows."""
    if node.kind in ("row", "negative"):
        return _closing(node.children[-1])
    if node.kind == "power" and node.children[1] != TWO:
        return ", end of power," if node.children[1].kind in COMPOUND else ","
    is_square_of_group = node.kind == "power" and node.children[0].kind == "group"
    return "," if node.kind == "call" or is_square_of_group else ""


def _write(node: Node, texts: Mapping[str, str]) -> str:
    if node.kind == "part":
        return _look_up(texts, node.text)
    if node.text:
        return node.text
    written = [_write(each, texts) for each in node.children]
    bracketed = list(map(_bracket, node.children, written))
    if node.kind == "row":
        return " ".join(bracketed)
    if node.kind == "arguments":
        return f"({', '.join(written)})"
    if node.kind == "cases":
        return _join_cases(written, "else")
    if node.kind == "power" and node.children[0] == EULER:
        return f"exp({written[1]})"
    if node.kind == "power" and node.children[1] == TWO:
        return f"{bracketed[0]}²"
    if node.kind == "call" and node.children[0].kind == "power":  # tanh² x is the square of tanh x
        function, exponent = node.children[0].children
        call = Node("call", children=(function, node.children[1]))
        return _write(Node("power", children=(call, exponent)), texts)
    return WRITTEN[node.kind].format(*(written if node.kind in BRACKETS else bracketed))


def _bracket(node: Node, text: str) -> str:
    return f"({text})" if node.kind in COMPOUND else text


def _join_cases(cells: Sequence[str], otherwise: str) -> str:
    """Return values and their conditions as one line."""
    cases = [f"{cells[i]} if {cells[i + 1]}" for i in range(0, len(cells) - 1, 2)]
    if len(cells) % 2:
        cases.append(f"{otherwise} {cells[-1]}")
    return ", ".join(cases)
