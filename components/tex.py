r"""A small subset of TeX, and its parser.

The subset: one-letter variables, `\pi`, numbers, `+ - = < > \le \ge \cdot`, brackets,
`\frac{a}{b}`, `a^b`, `a_b`, `\sigma'`, `\sum_{i=1}^{n}`, `\cases{a & x > 0 \\ b & \else}`, and the
functions of FUNCTIONS and LETTERS. Any other command is a part, such as a parameter.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

FUNCTIONS = {
    rf"\{name}": name
    for name in ("exp", "log", "max", "min", "abs", "sign", "sin", "cos", "tan", "tanh", "sinh")
} | {
    r"\cosh": "cosh",
    r"\arctan": "arctan",
    r"\erf": "erf",
    r"\softplus": "softplus",
    r"\relu": "ReLU",
    r"\elu": "ELU",
    r"\sqrt": "√",
}
# Functions if a bracket follows.
LETTERS = {"f": "f", r"\sigma": "σ", r"\Phi": "Φ", r"\varphi": "φ"}
OPERATORS = {"+": "+", "-": "−", "=": "=", "<": "<", ">": ">", r"\cdot": "·"} | {
    r"\le": "≤",
    r"\ge": "≥",
}
VARIABLES = {r"\pi": "π"}
TOKEN = re.compile(r"\\\\|\\(?:again)?a2|\\[A-Za-z]+|\d+(?:\.\d+)?|[A-Za-z]|[-+=<>,()'^_{}&]")
ROW_ENDS = ("", "}", ")", ",", "&", r"\\")  # the first is the end of the formula


@dataclass(frozen=True)
class Node:
    """A piece of a formula.

    The kinds "variable", "number", "function" and "operator" have a `text`; that of a "part" is the
    name of its command. The others have `children`: a "row" its terms and operators, "cases" a
    value and a condition in turn and at the end perhaps a value without one, a "call" its function
    and its "arguments" or, without brackets, its "argument".
    """

    kind: str
    text: str = ""
    children: tuple["Node", ...] = ()


@lru_cache(maxsize=256)
def parse_tex(tex: str) -> Node:
    """Return the tree of a formula. Raises ValueError for what is not in the subset."""
    parser = _Parser(tex)
    node = parser.row()
    parser.take("")
    return node


class _Parser:
    """Reads the tokens of a formula from left to right."""

    def __init__(self, tex: str) -> None:
        if rest := TOKEN.sub("", tex).strip():
            raise ValueError(f"a formula has the unknown character {rest[0]!r}: {tex}")
        self._tex = tex
        self._tokens = [*TOKEN.findall(tex), ""]

    def take(self, expected: str | None = None) -> str:
        """Return the next token, and go on. Raises ValueError if another is expected."""
        if expected not in (None, self._tokens[0]):
            raise ValueError(f"a formula has {self._tokens[0]!r}, not {expected!r}: {self._tex}")
        return self._tokens.pop(0) if self._tokens[0] else ""

    def row(self) -> Node:
        """Read terms and operators up to a token that ends them."""
        items: list[Node] = []
        while not items or self._tokens[0] not in ROW_ENDS or items[-1].kind == "operator":
            is_after_term = bool(items) and items[-1].kind != "operator"
            if is_after_term and self._tokens[0] in OPERATORS:
                items.append(Node("operator", OPERATORS[self.take()]))
            elif self._tokens[0] == "-":
                self.take()
                items.append(Node("negative", children=(self._term(),)))
            else:
                items.append(self._term())
        return items[0] if len(items) == 1 else Node("row", children=tuple(items))

    def _term(self) -> Node:
        """Read a piece with its prime, index and power and, if it is a function, its arguments."""
        name = self._tokens[0]
        node = self._atom()
        for mark, kind in (("'", "prime"), ("_", "index"), ("^", "power")):
            if self._tokens[0] == mark:
                self.take()
                script = () if mark == "'" else (self._script(),)
                node = Node(kind, children=(node, *script))
        if self._tokens[0] == "(" and name in FUNCTIONS | LETTERS:
            return Node("call", children=(node, Node("arguments", children=self._arguments())))
        if name in FUNCTIONS:
            return Node("call", children=(node, Node("argument", children=(self._term(),))))
        return node

    def _atom(self) -> Node:
        token = self.take()
        if token in FUNCTIONS | LETTERS:
            text = (FUNCTIONS | LETTERS)[token]
            is_slanted = token in LETTERS and text.islower()  # as in TeX
            return Node("variable" if is_slanted else "function", text)
        if token == "(":
            return Node("group", children=(self._up_to(")"),))
        if token == r"\frac":
            return Node("fraction", children=(self._braced(), self._braced()))
        if token == r"\sum":
            return self._sum()
        if token == r"\cases":
            return self._cases()
        if token in VARIABLES:
            return Node("variable", VARIABLES[token])
        if token[:1].isalnum():
            return Node("variable" if token.isalpha() else "number", token)
        if token[1:].isalnum() and token not in (r"\else", *OPERATORS):
            return Node("part", token[1:])
        raise ValueError(f"a formula has {token!r} where a term is expected: {self._tex}")

    def _up_to(self, end: str) -> Node:
        node = self.row()
        self.take(end)
        return node

    def _braced(self) -> Node:
        self.take("{")
        return self._up_to("}")

    def _script(self) -> Node:
        return self._braced() if self._tokens[0] in ("{", "(") else self._atom()

    def _arguments(self) -> tuple[Node, ...]:
        self.take("(")
        arguments = [self.row()]
        while self._tokens[0] == ",":
            self.take()
            arguments.append(self.row())
        self.take(")")
        return tuple(arguments)

    def _sum(self) -> Node:
        """Read the bounds of a sum."""
        for token in ("_", "{"):
            self.take(token)
        variable = self._atom()
        self.take("=")
        first = self._up_to("}")
        self.take("^")
        return Node("sum", children=(variable, first, self._script()))

    def _cases(self) -> Node:
        """Read rows of a value and its condition; only the last may have none."""
        self.take("{")
        cells: list[Node] = []
        while True:
            cells.append(self._up_to("&"))
            if self._tokens[0] == r"\else":
                self.take()
                break
            cells.append(self.row())
            if self._tokens[0] == "}":
                break
            self.take(r"\\")
        self.take("}")
        return Node("cases", children=tuple(cells))
