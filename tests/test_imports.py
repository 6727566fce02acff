"""Imports run one way: app to the dashboard to the other components to core to numpy."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def modules(package: str) -> dict[str, Path]:
    """The Python files of a package, by dotted name."""
    files = sorted((ROOT / package).rglob("*.py"))
    return {".".join(file.relative_to(ROOT).with_suffix("").parts): file for file in files}


CORE, COMPONENTS = modules("core"), modules("components")
APP = {file.stem: file for file in sorted(ROOT.glob("*.py"))}
BELOW_DASHBOARD = [name for name in COMPONENTS if name != "components.dashboard"]


def imported(source: str, package: str) -> set[str]:
    """All that a source imports, wherever it does: of `from a import b` both a and a.b, which may be a module."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parents = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*parents, *([node.module] if node.module else [])])
            names.add(base)
            names.update(f"{base}.{alias.name}" for alias in node.names)
    return names


def imports(name: str) -> set[str]:
    file = {**CORE, **COMPONENTS, **APP}[name]
    return imported(file.read_text(encoding="utf-8"), name.rpartition(".")[0])


def uses(name: str, module: str) -> bool:
    """Whether a file imports a module or something inside it."""
    return any(each == module or each.startswith(f"{module}.") for each in imports(name))


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import numpy as np", {"numpy"}),
        ("import components.dashboard", {"components.dashboard"}),
        ("from components import dashboard, ids", {"components", "components.dashboard", "components.ids"}),
        ("from . import dashboard", {"components", "components.dashboard"}),
        ("from .dashboard import page", {"components.dashboard", "components.dashboard.page"}),
        ("def later():\n    if True:\n        import flask", {"flask"}),
        ("text = 'import flask'  # import dash", set()),
    ],
)
def test_every_way_to_import_is_seen(source: str, found: set[str]) -> None:
    assert imported(source, "components") == found


def test_the_files_that_the_rules_speak_of_are_there() -> None:
    assert {"core.activations", "core.view", "core.curves", "core.measures"} <= set(CORE)
    assert {"components.dashboard", "components.figure", "components.theme", "components.ids"} <= set(COMPONENTS)
    assert "app" in APP


@pytest.mark.parametrize("name", CORE)
def test_core_imports_numpy_and_the_standard_library(name: str) -> None:
    allowed = {"numpy", "core", *sys.stdlib_module_names}
    assert {each.partition(".")[0] for each in imports(name)} <= allowed


@pytest.mark.parametrize("name", COMPONENTS)
def test_components_never_import_the_app(name: str) -> None:
    assert not uses(name, "app")


@pytest.mark.parametrize("name", BELOW_DASHBOARD)
def test_only_the_dashboard_knows_the_web_framework(name: str) -> None:
    assert not uses(name, "flask")


@pytest.mark.parametrize("name", [*BELOW_DASHBOARD, *(name for name in APP if name != "app")])
def test_only_the_app_imports_the_dashboard(name: str) -> None:
    assert not uses(name, "components.dashboard")


def test_the_app_imports_the_dashboard() -> None:
    assert uses("app", "components.dashboard")


@pytest.mark.parametrize("name", ["components.figure", "components.theme"])
def test_figures_and_themes_need_no_dash(name: str) -> None:
    assert not uses(name, "dash")
