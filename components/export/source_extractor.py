"""The source of functions, with all of the project that they use, as a text that runs without the project."""

import ast
import importlib
import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

OURS = ("core", "components")
# What is written to be fast, and the module in which it is written to be read.
PLAINER = {("core.sum", "_weighted_sum"): "core.plain"}


@dataclass
class _Excerpt:
    """What was found so far: names looked at, imports of other packages, and definitions, each after what it uses."""

    names: set[str] = field(default_factory=set)
    imports: set[str] = field(default_factory=set)
    definitions: list[str] = field(default_factory=list)

    def add(self, module: str, name: str) -> None:
        """Take in what a name of a module stands for, and all that this uses. A built-in name is nobody's."""
        module = PLAINER.get((module, name), module)
        statement = _statements(module).get(name)
        if statement is None or name in self.names:
            return
        self.names.add(name)
        if isinstance(statement, ast.Import):
            self.imports.add(ast.unparse(statement))
        elif isinstance(statement, ast.ImportFrom) and statement.module:
            if statement.module.partition(".")[0] in OURS:
                self.names.discard(name)
                self.add(statement.module, name)
            else:
                self.imports.add(f"from {statement.module} import {name}")
        else:
            text = _untyped(_text(module, statement))
            for used in _used(text):
                self.add(module, used)
            self.definitions.append(text)


def standalone(functions: Iterable[Callable[..., Any]]) -> tuple[list[str], str]:
    """The imports and the definitions that some functions of the project's modules need, themselves included."""
    excerpt = _Excerpt()
    for function in functions:
        excerpt.add(function.__module__, function.__name__)
    return sorted(excerpt.imports), "\n\n\n".join(excerpt.definitions)


@lru_cache
def _statements(module: str) -> dict[str, ast.stmt]:
    """What stands at the top of a module, by the name that it defines."""
    found: dict[str, ast.stmt] = {}
    for statement in ast.parse(_source(module)).body:
        if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
            found[statement.name] = statement
        elif isinstance(statement, (ast.Import, ast.ImportFrom)):
            found |= {alias.asname or alias.name: statement for alias in statement.names}
        elif isinstance(statement, (ast.Assign, ast.AnnAssign)):
            found |= {
                each.id: statement for each in ast.walk(statement) if isinstance(each, ast.Name) and _stored(each)
            }
    return found


@lru_cache
def _source(module: str) -> str:
    return inspect.getsource(importlib.import_module(module))


def _text(module: str, statement: ast.stmt) -> str:
    """The lines of a statement, with its decorators and the comment behind it."""
    first = min([statement.lineno, *(each.lineno for each in getattr(statement, "decorator_list", []))])
    return "\n".join(_source(module).splitlines()[first - 1 : statement.end_lineno])


def _used(text: str) -> list[str]:
    """The names that a definition takes from outside itself, in the order in which it does."""
    nodes = list(ast.walk(ast.parse(text)))
    own = {each.arg for each in nodes if isinstance(each, ast.arg)}
    own |= {each.id for each in nodes if isinstance(each, ast.Name) and _stored(each)}
    return [each.id for each in nodes if isinstance(each, ast.Name) and each.id not in own]


def _stored(name: ast.Name) -> bool:
    return isinstance(name.ctx, ast.Store)


def _untyped(text: str) -> str:
    """A definition without its annotations, which would need more imports than what it computes. A class keeps its."""
    tree, lines = ast.parse(text), text.split("\n")
    cuts: list[tuple[int, int, int | None, str]] = []  # line, start and end of an annotation, how a default follows
    for node in ast.walk(tree):
        if isinstance(node, ast.arg) and node.annotation:
            cuts.append((node.lineno, node.col_offset + len(node.arg), node.annotation.end_col_offset, "="))
        elif isinstance(node, ast.AnnAssign) and not isinstance(tree.body[0], ast.ClassDef):
            cuts.append((node.lineno, node.target.end_col_offset or 0, node.annotation.end_col_offset, " = "))
        elif isinstance(node, ast.FunctionDef) and node.returns:
            start = lines[node.returns.lineno - 1].rindex(" ->", 0, node.returns.col_offset)
            cuts.append((node.returns.lineno, start, node.returns.end_col_offset, ""))
    for row, start, end, follows in sorted(cuts, reverse=True):
        rest = lines[row - 1][end:]
        lines[row - 1] = lines[row - 1][:start] + (follows + rest[3:] if rest.startswith(" = ") else rest)
    return "\n".join(lines)
