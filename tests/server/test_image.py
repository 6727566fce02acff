"""The image and its stack, as far as they can be checked without building: do the files agree?"""

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

from server.config import VARIABLES

ROOT = Path(__file__).parents[2]
STEPS = re.sub(r"\\\n\s*", " ", (ROOT / "Dockerfile").read_text()).splitlines()
STAGES = [index for index, step in enumerate(STEPS) if step.startswith("FROM ")]
LAST_STAGE = STEPS[STAGES[-1] :]
# The steps that copy from the project; the target comes last.
COPY_STEPS = [step for step in STEPS if step.startswith("COPY ") and "--from" not in step]
COPIED = [name for step in COPY_STEPS for name in step.split()[1:-1]]
BUILD_CONTEXT = (ROOT / ".dockerignore").read_text().split()
STACK = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]["lab"]
DEFAULTS = {variable.name: variable.default for variable in VARIABLES}


def last_step(kind: str) -> str:
    """Return the one step of a kind in the last stage, without its first word."""
    (step,) = (each for each in LAST_STAGE if each.startswith(f"{kind} "))
    return step.partition(" ")[2]


def stack_default(variable: str) -> str:
    """Return what a variable is in the stack unless it is set."""
    match = re.fullmatch(r"\$\{\w+:-(.*)\}", STACK["environment"][variable])
    assert match is not None
    return match[1]


def test_what_is_copied_is_all_that_the_app_needs(tmp_path: Path) -> None:
    ignored = shutil.ignore_patterns("__pycache__", "README.md", "plotly-basic.min.js")
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name, ignore=ignored)
        else:
            shutil.copy(source, tmp_path / name)
    ended = subprocess.run(
        [sys.executable, "-c", "import app; print(app.server.test_client().get('/').status_code)"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.stdout == "200\n", ended.stderr


def test_nothing_but_what_is_copied_is_sent_to_the_builder() -> None:
    assert BUILD_CONTEXT[0] == "*"
    included = [name.removeprefix("!") for name in BUILD_CONTEXT if name.startswith("!")]
    assert sorted(included) == sorted(COPIED)
    assert "**/__pycache__" in BUILD_CONTEXT


def test_the_part_of_plotly_js_is_never_committed() -> None:
    ignored = (ROOT / ".gitignore").read_text().split()
    assert any(fnmatch("assets/plotly-basic.min.js", each) for each in ignored)
    assert not any("plotly-basic" in step for step in COPY_STEPS)


def test_the_image_runs_as_a_user_without_privileges() -> None:
    assert re.fullmatch(r"[1-9]\d+:[1-9]\d+", last_step("USER"))
    kinds = [step.split()[0] for step in LAST_STAGE if step]
    assert kinds.index("USER") < kinds.index("CMD")


def test_every_base_is_of_one_release() -> None:
    bases = {STEPS[index].split()[1] for index in STAGES} - {"environment"}
    assert bases == {"python:3.13-slim"}


def test_every_package_is_pinned() -> None:
    requirements = (ROOT / "requirements.txt").read_text().splitlines()
    lines = [line.partition("#")[0].strip() for line in requirements]
    (install,) = (step for step in STEPS if "-r requirements.txt" in step)
    loose = [line for line in lines if line and "==" not in line]
    assert all(f" {re.split('[<>=]', line)[0]}==" in install for line in loose)
    assert "--only-binary :all:" in install
    assert "--no-cache-dir" in install
    node = [name for step in STEPS for name in re.findall(r"--no-cache-dir (nodejs\S+)", step)]
    assert node
    assert all("==" in name for name in node)


def test_health_is_checked_without_any_other_program() -> None:
    words = json.loads(last_step("HEALTHCHECK").partition("CMD ")[2])
    assert words[:2] == ["python", "-c"]
    compile(words[2], "health", "exec")
    assert "/healthz" in words[2]


def test_the_command_is_the_one_in_the_readme() -> None:
    assert json.loads(last_step("CMD")) == ["python", "app.py"]


def test_the_stack_agrees_with_the_image() -> None:
    assert STACK["ports"] == [f"${{PUBLISHED_PORT:-8050}}:{last_step('EXPOSE')}"]
    assert set(STACK["environment"]) <= set(DEFAULTS)
    assert "test" not in STACK["healthcheck"]
    assert (STACK["read_only"], STACK["cap_drop"]) == (True, ["ALL"])
    in_image = dict(pair.split("=", 1) for pair in re.findall(r"\S+=\S+", last_step("ENV")))
    assert stack_default("WEB_CONCURRENCY") == in_image["WEB_CONCURRENCY"]


@pytest.mark.parametrize("variable", ["DASH_URL_BASE_PATHNAME", "TRUSTED_HOSTS", "FRAME_ANCESTORS"])
def test_the_stack_and_the_program_have_the_same_defaults(variable: str) -> None:
    assert stack_default(variable) == DEFAULTS[variable]


def test_the_stack_rolls_its_updates() -> None:
    deploy: dict[str, Any] = STACK["deploy"]
    assert deploy["update_config"]["order"] == "start-first"
    assert deploy["resources"]["limits"]["memory"]
    assert deploy["replicas"] == "${REPLICAS:-1}"
