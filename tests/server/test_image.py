"""The image and its stack, as far as they can be checked without a builder: the files agree with each other."""

import json
import re
import shutil
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import yaml

from settings import VARIABLES

ROOT = Path(__file__).parents[2]
STEPS = re.sub(r"\\\n\s*", " ", (ROOT / "Dockerfile").read_text()).splitlines()
STAGES = [index for index, step in enumerate(STEPS) if step.startswith("FROM ")]
LAST = STEPS[STAGES[-1] :]
# What is copied from the project: every COPY without --from, its target last.
COPIED = [name for step in STEPS if step.startswith("COPY ") and "--from" not in step for name in step.split()[1:-1]]
LISTED = (ROOT / ".dockerignore").read_text().split()
STACK = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]["lab"]


def step(kind: str) -> str:
    """The one step of a kind in the last stage, without its first word."""
    (found,) = (each for each in LAST if each.startswith(f"{kind} "))
    return found.partition(" ")[2]


def test_what_is_copied_is_all_that_the_app_needs(tmp_path: Path) -> None:
    for name in COPIED:
        source = ROOT / name
        hidden = shutil.ignore_patterns("__pycache__", "plotly-basic.min.js")
        if source.is_dir():
            shutil.copytree(source, tmp_path / name, ignore=hidden)
        else:
            shutil.copy(source, tmp_path / name)
    asked = "import app; print(app.server.test_client().get('/').status_code)"
    ended = subprocess.run([sys.executable, "-c", asked], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ended.stdout == "200\n", ended.stderr


def test_nothing_but_what_is_copied_is_sent_to_the_builder() -> None:
    assert LISTED[0] == "*"
    assert sorted(name.removeprefix("!") for name in LISTED if name.startswith("!")) == sorted(COPIED)
    assert "**/__pycache__" in LISTED


def test_the_part_of_plotly_js_is_never_committed() -> None:
    ignored = (ROOT / ".gitignore").read_text().split()
    assert any(fnmatch("assets/plotly-basic.min.js", each) for each in ignored)
    assert not any("plotly-basic" in step for step in STEPS if step.startswith("COPY ") and "--from" not in step)


def test_the_image_runs_as_nobody_in_particular() -> None:
    assert re.fullmatch(r"[1-9]\d+:[1-9]\d+", step("USER"))
    assert [each.split()[0] for each in LAST].index("USER") < [each.split()[0] for each in LAST].index("CMD")


def test_every_base_is_of_one_release() -> None:
    bases = {STEPS[index].split()[1] for index in STAGES} - {"environment"}
    assert bases == {"python:3.13-slim"}


def test_every_package_is_pinned() -> None:
    lines = [line.partition("#")[0].strip() for line in (ROOT / "requirements.txt").read_text().splitlines()]
    (install,) = (step for step in STEPS if "-r requirements.txt" in step)
    loose = [line for line in lines if line and "==" not in line]
    assert all(f" {re.split('[<>=]', line)[0]}==" in install for line in loose)
    assert "--only-binary :all:" in install
    assert "--no-cache-dir" in install
    assert all("==" in each for step in STEPS for each in re.findall(r"install --no-cache-dir (nodejs\S+)", step))


def test_health_is_asked_without_any_other_program() -> None:
    words = json.loads(step("HEALTHCHECK").partition("CMD ")[2])
    assert words[:2] == ["python", "-c"]
    compile(words[2], "health", "exec")
    assert "/healthz" in words[2]


def test_the_command_is_the_one_that_the_readme_tells() -> None:
    assert json.loads(step("CMD")) == ["python", "app.py"]


def test_the_stack_agrees_with_the_image() -> None:
    assert STACK["ports"] == [f"${{PUBLISHED_PORT:-8050}}:{step('EXPOSE')}"]
    assert set(STACK["environment"]) <= {variable for variable, *_ in VARIABLES}
    assert "test" not in STACK["healthcheck"]
    assert (STACK["read_only"], STACK["cap_drop"]) == (True, ["ALL"])
    set_in_image = dict(pair.split("=", 1) for pair in re.findall(r"\S+=\S+", step("ENV")))
    assert default("WEB_CONCURRENCY") == set_in_image["WEB_CONCURRENCY"]


@pytest.mark.parametrize("variable", ["DASH_URL_BASE_PATHNAME", "TRUSTED_HOSTS", "FRAME_ANCESTORS"])
def test_the_stack_and_the_program_have_the_same_defaults(variable: str) -> None:
    assert default(variable) == {name: usual for name, usual, *_ in VARIABLES}[variable]


def test_the_stack_rolls_its_updates() -> None:
    deploy: dict[str, Any] = STACK["deploy"]
    assert deploy["update_config"]["order"] == "start-first"
    assert deploy["resources"]["limits"]["memory"]
    assert deploy["replicas"] == "${REPLICAS:-1}"


def default(variable: str) -> str:
    """What a variable is in the stack unless it is set."""
    return str(re.fullmatch(r"\$\{\w+:-(.*)\}", STACK["environment"][variable])[1])  # type: ignore[index]
