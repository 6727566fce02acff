"""The source of some functions with everything of the project that they use, as a text that runs
without the project."""

import ast
import importlib
import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

OWN_PACKAGES = ("core", "components")
# A fast form of a function, and the module with the form that is easy to read.
READABLE_FORMS = {("core.sigmoid_sum", "_weighted_sum"): "core.sigmoid_sum_reference"}


@dataclass
class _Excerpt:
    """The names visited so far, imports of other packages, and definitions in order of use."""

    names: set[str] = field(default_factory=set)
    imports: set[str] = field(default_factory=set)
    definitions: list[str] = field(default_factory=list)

    def add_name(self, module: str, name: str) -> None:
        """Add what a name of a module stands for, and all that this uses. Skip built-in names."""
        module = READABLE_FORMS.get((module, name), module)
        statement = _top_level_statements(module).get(name)
        if statement is None or name in self.names:
            return
        if isinstance(statement, ast.ImportFrom) and statement.module:
            if statement.module.partition(".")[0] in OWN_PACKAGES:
                self.add_name(statement.module, name)
            else:
                self.imports.add(f"from {statement.module} import {name}")
            return
        self.names.add(name)
        if isinstance(statement, ast.Import):
            self.imports.add(ast.unparse(statement))
            return
        text = _source_lines(module, statement)
        for used in _names_used(text):
            self.add_name(module, used)
        self.definitions.append(text)


def extract_source(functions: Iterable[Callable[..., Any]]) -> tuple[list[str], str]:
    """Return the imports and the definitions that some functions need, themselves included."""
    excerpt = _Excerpt()
    for function in functions:
        excerpt.add_name(function.__module__, function.__name__)
    return sorted(excerpt.imports), "\n\n\n".join(excerpt.definitions)


@lru_cache
def _top_level_statements(module: str) -> dict[str, ast.stmt]:
    """Return the statements at the top level of a module, by the names that they define."""
    statements: dict[str, ast.stmt] = {}
    for statement in ast.parse(_module_source(module)).body:
        if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
            names = [statement.name]
        elif isinstance(statement, (ast.Import, ast.ImportFrom)):
            names = [alias.asname or alias.name for alias in statement.names]
        elif isinstance(statement, (ast.Assign, ast.AnnAssign)):
            nodes = ast.walk(statement)
            names = [each.id for each in nodes if isinstance(each, ast.Name) and _is_stored(each)]
        else:
            names = []
        statements |= dict.fromkeys(names, statement)
    return statements


@lru_cache
def _module_source(module: str) -> str:
    return inspect.getsource(importlib.import_module(module))


def _source_lines(module: str, statement: ast.stmt) -> str:
    """Return the lines of a statement, with its decorators and the comment at its end."""
    decorators = getattr(statement, "decorator_list", [])
    first = min([statement.lineno, *(each.lineno for each in decorators)])
    return "\n".join(_module_source(module).splitlines()[first - 1 : statement.end_lineno])


def _names_used(text: str) -> list[str]:
    """Return the names that a definition takes from outside itself, in order of use."""
    nodes = list(ast.walk(ast.parse(text)))
    own = {each.arg for each in nodes if isinstance(each, ast.arg)}
    own |= {each.id for each in nodes if isinstance(each, ast.Name) and _is_stored(each)}
    return [each.id for each in nodes if isinstance(each, ast.Name) and each.id not in own]


def _is_stored(name: ast.Name) -> bool:
    return isinstance(name.ctx, ast.Store)
