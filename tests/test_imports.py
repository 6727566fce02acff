"""Imports run one way, without cycles: core, components, app.py; in the browser modules too."""

import ast
import re
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from tests.benchmark.servers import ROOT

MAX_FLOORS = 7  # of the modules of `components`
LAB = ROOT / "assets" / "lab"
MODULES_WITHOUT_IMPORTS = ("store.mjs", "transport.mjs")


def find_modules(package: str) -> dict[str, Path]:
    """Return the Python files of a package, by dotted name."""
    files = sorted((ROOT / package).rglob("*.py"))
    return {".".join(file.relative_to(ROOT).with_suffix("").parts): file for file in files}


CORE, COMPONENTS, SERVER = map(find_modules, ("core", "components", "server"))
PYTHON = {**CORE, **COMPONENTS, **SERVER, "app": ROOT / "app.py"}
SCRIPTS = {file.name: file for file in sorted(LAB.glob("*.mjs"))}


def names_imported(source: str, package: str) -> set[str]:
    """Return all that a source imports: of `from a import b` both a and a.b, perhaps a module."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parts = package.split(".")
            parents = parts[: len(parts) - node.level + 1] if node.level else []
            base = ".".join([*parents, *([node.module] if node.module else [])])
            names.add(base)
            names.update(f"{base}.{alias.name}" for alias in node.names)
    return names


@cache
def imports_of(name: str) -> frozenset[str]:
    source = PYTHON[name].read_text(encoding="utf-8")
    return frozenset(names_imported(source, name.rpartition(".")[0]))


def does_use(name: str, module: str) -> bool:
    """Return whether a file imports a module or something inside it."""
    return any(each == module or each.startswith(f"{module}.") for each in imports_of(name))


def script_imports(source: str) -> set[str]:
    """Return the modules that a JavaScript module imports, statically or not."""
    return set(re.findall(r"""\b(?:from|import)\s*\(?\s*["']\./([\w.]+)["']""", source))


def count_floors(graph: Mapping[str, set[str]]) -> int:
    """Return the number of modules on the longest chain of imports. Fails on a cycle."""

    def height(name: str, above: tuple[str, ...]) -> int:
        assert name not in above, f"import cycle: {' -> '.join((*above, name))}"
        return 1 + max((height(each, (*above, name)) for each in graph[name]), default=0)

    return max(height(name, ()) for name in graph)


def module_graph(modules: Mapping[str, Path]) -> dict[str, set[str]]:
    return {name: {each for each in modules if each in imports_of(name)} for name in modules}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import numpy as np", {"numpy"}),
        ("import components.layout", {"components.layout"}),
        (
            "from components import ids, layout",
            {"components", "components.ids", "components.layout"},
        ),
        ("from . import layout", {"components", "components.layout"}),
        ("from .layout import page", {"components.layout", "components.layout.page"}),
        ("def later():\n    if True:\n        import flask", {"flask"}),
        ("text = 'import flask'  # import dash", set()),
    ],
)
def test_every_way_to_import_is_found(source: str, found: set[str]) -> None:
    assert names_imported(source, "components") == found


def test_the_files_that_the_rules_name_exist() -> None:
    assert {"core.activations", "core.view", "core.curves", "core.statistics"} <= set(CORE)
    assert {"components.layout", "components.plot.figure", "components.theme"} <= set(COMPONENTS)
    assert {"server.app", "server.config", "server.granian"} <= set(SERVER)
    assert {"main.mjs", *MODULES_WITHOUT_IMPORTS} <= set(SCRIPTS)


@pytest.mark.parametrize("name", CORE)
def test_core_imports_numpy_and_the_standard_library(name: str) -> None:
    allowed = {"numpy", "core", *sys.stdlib_module_names}
    assert {each.partition(".")[0] for each in imports_of(name)} <= allowed


@pytest.mark.parametrize("name", COMPONENTS)
def test_components_import_neither_the_app_nor_the_server(name: str) -> None:
    assert not does_use(name, "app")
    assert not does_use(name, "server")


@pytest.mark.parametrize("name", [name for name in COMPONENTS if name != "components.layout"])
def test_only_the_layout_knows_flask(name: str) -> None:
    assert not does_use(name, "flask")


@pytest.mark.parametrize("name", [name for name in COMPONENTS if ".lenses." in name])
def test_a_lens_knows_neither_plotly_nor_the_page(name: str) -> None:
    assert not any(does_use(name, each) for each in ("components.plot", "dash", "plotly"))


TOP = ("components.layout", "components.callbacks")


@pytest.mark.parametrize("name", [name for name in PYTHON if name not in ("app", *TOP)])
def test_only_the_app_imports_the_layout_and_the_callbacks(name: str) -> None:
    assert not any(does_use(name, each) for each in TOP)


def test_the_app_imports_the_layout_and_the_callbacks() -> None:
    assert all(does_use("app", each) for each in TOP)


@pytest.mark.parametrize("name", SERVER)
def test_the_server_takes_only_bounds_from_core_and_nothing_from_components(name: str) -> None:
    assert not does_use(name, "components")
    own = {each for each in imports_of(name) if each.startswith("core.")}
    names = {each.rpartition(".")[2] for each in own if each not in CORE}
    assert names <= {"MAX_TEXT_LENGTH", "MAX_QUERY_LENGTH", "CONTROLS"}


@pytest.mark.parametrize("name", ["components.plot.figure", "components.theme"])
def test_figures_and_themes_need_no_dash(name: str) -> None:
    assert not does_use(name, "dash")


@pytest.mark.parametrize(
    "modules", [CORE, COMPONENTS, SERVER], ids=["core", "components", "server"]
)
def test_no_python_module_imports_itself_through_others(modules: dict[str, Path]) -> None:
    assert count_floors(module_graph(modules)) > 0


def test_components_are_at_most_seven_imports_high() -> None:
    graph = module_graph(
        {name: file for name, file in COMPONENTS.items() if file.stem != "__init__"}
    )
    assert count_floors(graph) <= MAX_FLOORS


def test_a_cycle_is_found() -> None:
    with pytest.raises(AssertionError, match="import cycle: a -> b -> a"):
        count_floors({"a": {"b"}, "b": {"a"}})


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('import { goTo } from "./store.mjs";', {"store.mjs"}),
        ('import "./print.mjs";', {"print.mjs"}),
        ('const main = await import("./main.mjs");', {"main.mjs"}),
        ("// imports nothing", set()),
    ],
)
def test_every_way_to_import_a_script_is_found(source: str, found: set[str]) -> None:
    assert script_imports(source) == found


def test_scripts_import_each_other_without_a_cycle() -> None:
    graph = {
        name: script_imports(file.read_text(encoding="utf-8")) for name, file in SCRIPTS.items()
    }
    assert count_floors(graph) > 1


@pytest.mark.parametrize("name", MODULES_WITHOUT_IMPORTS)
def test_the_modules_of_state_and_requests_import_nothing(name: str) -> None:
    assert script_imports(SCRIPTS[name].read_text(encoding="utf-8")) == set()


def test_nothing_imports_the_main_script() -> None:
    users = [
        name for name, file in SCRIPTS.items() if "main.mjs" in script_imports(file.read_text())
    ]
    assert users == []
