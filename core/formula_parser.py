"""The grammar of formulas. Nothing is evaluated but numbers.

condition  = sum ["if" comparison "else" condition]
comparison = sum ("<" | "<=" | ">" | ">=") sum
sum        = product {("+" | "-") product}
product    = factor {("*" | "/") factor}
factor     = "-" factor | power
power      = atom [("^" | "**") factor]
atom       = number | name | function "(" condition {"," condition} ")" | "(" condition ")"
"""

import difflib
import math
import re
from collections.abc import Callable, Mapping
from typing import NamedTuple, NoReturn

from core.formula_tree import COMPARISONS, CONSTANTS, Tree

MAX_LENGTH = 200  # characters
MAX_NODES = 100  # of the tree
MAX_NAME_LENGTH = 12  # of an unknown name, as a message repeats it
MAX_DEPTH = 30  # of brackets, signs, powers and conditions in each other
# For each function, the least and the greatest number of its arguments.
ARGUMENT_COUNTS: Mapping[str, tuple[int, int]] = {
    **dict.fromkeys(("exp", "log", "log1p", "expm1", "sqrt", "abs", "sign"), (1, 1)),
    **dict.fromkeys(("sin", "cos", "tan", "tanh", "sinh", "cosh", "arctan", "erf"), (1, 1)),
    **dict.fromkeys(("sigmoid", "softplus", "relu"), (1, 1)),
    "elu": (1, 2),
    **dict.fromkeys(("max", "min"), (2, MAX_NODES)),
}
VARIABLES = ("x", "a", *CONSTANTS)
KEYWORDS = ("if", "else")
OTHER_NAMES = {"ln": "log", "atan": "arctan", "swish": "x * sigmoid(x)", "α": "a", "π": "pi"}
OTHER_SIGNS = {"−": "-", "–": "-", "×": "*", "·": "*", "÷": "/", "²": "^2", "³": "^3"} | {
    "≤": "<=",
    "≥": ">=",
    "[": "(",
    "]": ")",
    "{": "(",
    "}": ")",
}
SPACE = re.compile(r"\s*", re.ASCII)
TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?P<name>[A-Za-z_]\w*|[α-ω])"
    r"|(?P<sign>\*\*|<=|>=|[-+*/^(),<>])|(?P<end>$))",
    re.ASCII,
)


class ExpressionError(ValueError):
    """A text that is no formula.

    `message` says why, in plain words; `position` is where, counted from 0 in characters.
    """

    def __init__(self, message: str, position: int) -> None:
        super().__init__(f"{message} (character {position + 1})")
        self.message = message
        self.position = position


class _Token(NamedTuple):
    kind: str
    text: str
    position: int


def parse_tree(text: str) -> Tree:
    """Return the tree of a formula. Raises ExpressionError for anything else."""
    parser = _Parser(_split_tokens(text))
    tree = parser.read_condition()
    parser.check_end()
    return tree


def _split_tokens(text: str) -> list[_Token]:
    if len(text) > MAX_LENGTH:
        raise ExpressionError(f"A formula has at most {MAX_LENGTH} characters", MAX_LENGTH)
    tokens: list[_Token] = []
    position = 0
    while not tokens or tokens[-1].kind != "end":
        match = TOKEN.match(text, position)
        if match is None:
            start = SPACE.match(text, position).end()  # type: ignore[union-attr]
            raise ExpressionError(_describe_character(text[start]), start)
        kind = str(match.lastgroup)
        tokens.append(_Token(kind, match[kind], match.start(kind)))
        position = match.end()
    return tokens


def _describe_character(character: str) -> str:
    if character in OTHER_SIGNS:
        return f"Write {OTHER_SIGNS[character]} in place of {character}"
    if character == "=":
        return "A formula has no =: write only what f(x) is"
    return f"A formula has no {character!r}"


class _Parser:
    """Reads tokens from left to right."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._index = 0
        self._node_count = 0
        self._depth = 0

    @property
    def _next(self) -> _Token:
        return self._tokens[self._index]

    def _take(self) -> _Token:
        self._index += 1
        return self._tokens[self._index - 1]

    def _has(self, *texts: str) -> bool:
        return self._next.kind != "end" and self._next.text in texts

    def _build(self, name: str, *operands: Tree, number: float = 0.0) -> Tree:
        self._node_count += 1
        if self._node_count > MAX_NODES:
            message = f"A formula has at most {MAX_NODES} numbers, letters and operations"
            raise ExpressionError(message, self._next.position)
        return Tree(name, operands, number)

    def check_end(self) -> None:
        """Raise ExpressionError if the formula goes on where it should end."""
        token = self._next
        if token.kind == "end":
            return
        if token.text in COMPARISONS:
            message = "A comparison stands between if and else: x if x > 0 else 0"
        elif token.text == ")":
            message = "This bracket was never opened"
        elif token.text == ",":
            message = "A comma stands only between the arguments of a function"
        else:
            message = f"A sign such as * is missing before {token.text}"
        raise ExpressionError(message, token.position)

    def read_condition(self) -> Tree:
        """Read a formula up to a token that cannot belong to it."""
        value = self._read_sum()
        if not self._has("if"):
            return value
        self._take()
        left = self._read_sum()
        if not self._has(*COMPARISONS):
            self._fail("After if comes a comparison, with < <= > or >=")
        comparison = self._build(self._take().text, left, self._read_sum())
        if self._has(*COMPARISONS):
            self._fail("One comparison at a time")
        if not self._has("else"):
            self._fail("After the comparison comes else, and the other value")
        position = self._take().position
        other = self._read_deeper(self.read_condition, position)
        return self._build("if", value, comparison, other)

    def _read_sum(self) -> Tree:
        tree = self._read_product()
        while self._has("+", "-"):
            tree = self._build(self._take().text, tree, self._read_product())
        return tree

    def _read_product(self) -> Tree:
        tree = self._read_factor()
        while self._has("*", "/"):
            tree = self._build(self._take().text, tree, self._read_factor())
        return tree

    def _read_factor(self) -> Tree:
        if not self._has("-"):
            return self._read_power()
        position = self._take().position
        return self._build("negative", self._read_deeper(self._read_factor, position))

    def _read_power(self) -> Tree:
        base = self._read_atom()
        if not self._has("^", "**"):
            return base
        position = self._take().position
        return self._build("^", base, self._read_deeper(self._read_factor, position))

    def _read_atom(self) -> Tree:
        token = self._next
        if token.kind == "number":
            return self._read_number()
        if token.kind == "name" and token.text not in KEYWORDS:
            return self._read_name()
        if not self._has("("):
            is_end = token.kind == "end"
            self._fail(
                "Something is missing here"
                if is_end
                else f"Something is missing before {token.text}"
            )
        self._take()
        tree = self._read_deeper(self.read_condition, token.position)
        self._close(token)
        return tree

    def _read_number(self) -> Tree:
        token = self._take()
        number = float(token.text)
        if not math.isfinite(number):
            raise ExpressionError("This number is too large", token.position)
        return self._build("", number=number)

    def _read_name(self) -> Tree:
        token = self._take()
        if token.text in VARIABLES:
            if self._has("("):
                self._fail(f"{token.text} is no function: write {token.text} * (…)")
            return self._build(token.text)
        if token.text not in ARGUMENT_COUNTS:
            raise ExpressionError(_describe_name(token.text), token.position)
        if not self._has("("):
            self._fail(f"After {token.text} comes a bracket: {token.text}(x)")
        bracket = self._take()
        arguments = [self._read_deeper(self.read_condition, bracket.position)]
        while self._has(","):
            self._take()
            arguments.append(self._read_deeper(self.read_condition, bracket.position))
        self._close(bracket)
        least, greatest = ARGUMENT_COUNTS[token.text]
        if not least <= len(arguments) <= greatest:
            count = "one value" if greatest == 1 else f"{least} values or more"
            count = "one value or two" if token.text == "elu" else count
            raise ExpressionError(f"{token.text} takes {count}", token.position)
        return self._build(token.text, *arguments)

    def _read_deeper(self, read: Callable[[], Tree], position: int) -> Tree:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise ExpressionError(f"A formula is at most {MAX_DEPTH} levels deep", position)
        tree = read()
        self._depth -= 1
        return tree

    def _close(self, bracket: _Token) -> None:
        if self._has(")"):
            self._take()
            return
        if self._next.kind == "end":
            raise ExpressionError("This bracket is not closed", bracket.position)
        self.check_end()

    def _fail(self, message: str) -> NoReturn:
        raise ExpressionError(message, self._next.position)


def _describe_name(name: str) -> str:
    known = (*VARIABLES, *ARGUMENT_COUNTS)
    if name in OTHER_NAMES:
        return f"Write {OTHER_NAMES[name]} in place of {name}"
    short = name if len(name) <= MAX_NAME_LENGTH else f"{name[:MAX_NAME_LENGTH]}…"
    if close := difflib.get_close_matches(short.lower(), known, n=2):
        return f"There is no {short}. Is it {' or '.join(close)}?"
    return f"There is no {short}: a formula has x, a, pi, e and functions such as exp"
