"""The image and its stack, as far as they can be checked without building: do the files agree?"""

import json
import re
import shutil
import subprocess
import sys
from fnmatch import fnmatch
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import yaml
from plotly.offline import get_plotlyjs_version

from server.config import VARIABLES
from server.image.write_hashes import PYTHON_VERSION, SOURCES, read_pins
from tests.benchmark.servers import ROOT

STEPS = re.sub(r"\s*\\\n\s*", " ", (ROOT / "Dockerfile").read_text()).splitlines()
STAGES = [index for index, step in enumerate(STEPS) if step.startswith("FROM ")]
LAST_STAGE = STEPS[STAGES[-1] :]
# The steps that copy from the project; the target comes last.
COPY_STEPS = [step for step in STEPS if step.startswith("COPY ") and "--from" not in step]
COPIED = sorted({name.partition("/")[0] for step in COPY_STEPS for name in step.split()[1:-1]})
INSTALL_STEPS = [step for step in STEPS if " pip install " in step]
IMAGE = ROOT / "server" / "image"
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
    assert sorted(included) == COPIED
    assert "**/__pycache__" in BUILD_CONTEXT


def test_the_part_of_plotly_js_is_never_committed() -> None:
    ignored = (ROOT / ".gitignore").read_text().split()
    assert any(fnmatch("assets/plotly-basic.min.js", each) for each in ignored)
    assert not any("plotly-basic" in step for step in COPY_STEPS)


def test_the_image_runs_as_a_user_without_privileges() -> None:
    assert re.fullmatch(r"[1-9]\d+:[1-9]\d+", last_step("USER"))
    kinds = [step.split()[0] for step in LAST_STAGE if step]
    assert kinds.index("USER") < kinds.index("CMD")


def test_every_stage_stands_on_one_base_that_cannot_change() -> None:
    words = [STEPS[index].split() for index in STAGES]
    bases = {each[1] for each in words} - {each[3] for each in words[:-1]}
    (base,) = bases
    assert re.fullmatch(r"python:3\.13-slim@sha256:[0-9a-f]{64}", base)
    assert base.startswith(f"python:{PYTHON_VERSION}-")  # that the hashes are for


def test_packages_are_installed_by_their_hashes_and_nothing_else_is() -> None:
    installed = [step.partition(" pip install ")[2].partition(" && ")[0] for step in INSTALL_STEPS]
    options = "--only-binary :all: --no-deps --require-hashes"
    assert all(options in step and "--no-cache-dir" in step for step in installed)
    files = [name for step in installed for name in re.findall(r"-r /image/(\S+)", step)]
    assert sorted(files) == sorted(SOURCES)
    assert not any("==" in step for step in installed)


@pytest.mark.parametrize("file", sorted(set(SOURCES.values())))
def test_every_package_of_the_project_is_pinned(file: str) -> None:
    lines = [line.partition("#")[0].strip() for line in (ROOT / file).read_text().splitlines()]
    pins = [line for line in lines if line and not line.startswith("-r ")]
    assert len(pins) == len(read_pins(ROOT / file))


@pytest.mark.parametrize(("file", "source"), SOURCES.items())
def test_the_image_has_the_versions_of_the_project_each_with_its_hashes(
    file: str, source: str
) -> None:
    pinned = read_pins(ROOT / source)
    assert read_pins(IMAGE / file).items() <= pinned.items()
    lines = [line for line in (IMAGE / file).read_text().splitlines() if not line.startswith("#")]
    package = r"[\w.-]+==[\w.]+( \\\n    --hash=sha256:[0-9a-f]{64}){1,2}\n"
    assert re.fullmatch(f"({package})+", "\n".join([*lines, ""]))


def test_packages_are_trimmed_before_they_are_kept() -> None:
    (install,) = (step for step in INSTALL_STEPS if "--target /packages " in step)
    assert " && python /image/trim.py /packages && " in install
    assert "COPY --from=page /packages /packages" in LAST_STAGE
    assert "PYTHONPATH=/packages" in last_step("ENV").split()


def test_the_part_of_plotly_js_is_checked_and_of_the_version_of_plotly() -> None:
    (step,) = (step for step in STEPS if "npm pack" in step)
    commands = step.split(" && ")
    name = "plotly.js-basic-dist-min"
    (pack,) = (index for index, each in enumerate(commands) if "npm pack" in each)
    assert commands[pack].endswith(f"npm pack {name}@{get_plotlyjs_version()}")
    assert commands[pack + 1] == "sha256sum --check /image/plotly.sha256"
    archive = f"{name}-{get_plotlyjs_version()}.tgz"
    assert re.fullmatch(rf"[0-9a-f]{{64}}  {archive}\n", (IMAGE / "plotly.sha256").read_text())
    assert commands[pack + 2].startswith(f"tar -xzf {archive} ")


def test_health_is_checked_by_the_module_of_the_server() -> None:
    words = json.loads(last_step("HEALTHCHECK").partition("CMD ")[2])
    assert words == ["python", "-m", "server.health"]
    assert find_spec("server.health") is not None


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
