"""The README's lines for each platform: can they be read, and do they agree with the project?"""

import re
import subprocess
import tomllib
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml
from flask.testing import FlaskClient

from server.config import Config
from tests.benchmark.servers import ROOT
from tests.server.readme import find_block, find_section
from tests.server.test_image import STACK, last_step
from tests.server.test_kubernetes import STOP_S

HOSTING = find_section("Host it")
IMAGE_PORT = int(last_step("EXPOSE"))
STACK_DEFAULTS = dict(re.findall(r"\$\{(\w+):-([^}]*)\}", (ROOT / "compose.yaml").read_text()))
# Those have no row in the table: they are told where they are needed.
OTHER_STACK_DEFAULTS = {"IMAGE": "activation-lab", "REPLICAS": "1"}
SHOWN_VARIABLES = [
    (name, value)
    for form in (r"\b([A-Z_]{4,})=([^\s`]+)", r"variable `([A-Z_]+)` with the value `([^`]+)`")
    for name, value in re.findall(form, HOSTING)
    if name not in OTHER_STACK_DEFAULTS
]


def test_the_table_has_the_variables_of_the_stack_and_their_defaults() -> None:
    rows = re.findall(r"^\| `(\w+)` \| .* \| (?:`(.*)` )?\|$", HOSTING, re.MULTILINE)
    assert dict(rows) | OTHER_STACK_DEFAULTS == STACK_DEFAULTS


@pytest.mark.parametrize(("name", "value"), SHOWN_VARIABLES)
def test_a_variable_that_is_shown_has_a_value_that_is_accepted(name: str, value: str) -> None:
    assert Config.from_environment({name: value}) != Config.from_environment({})


def test_every_health_path_that_is_shown_is_answered(client: FlaskClient) -> None:
    paths = set(re.findall(r"/health\w*", HOSTING))
    assert {client.get(path).text for path in paths} == {"OK"}
    # Google Cloud Run keeps some paths that end in z.
    assert re.findall(r"/health\w*", find_section("Google Cloud Run")) == ["/health"]


def test_the_proxy_hands_on_the_path_that_the_page_is_told() -> None:
    title = "Behind a proxy, on a subpath"
    (prefix,) = re.findall(r"DASH_URL_BASE_PATHNAME=([^`]+)", find_section(title))
    assert f"location {prefix} {{" in find_block(title, "nginx")
    assert f"127.0.0.1:{STACK_DEFAULTS['PUBLISHED_PORT']};" in find_block(title, "nginx")


def test_the_image_of_the_manifest_is_replaced_by_the_registrys() -> None:
    (pattern,) = re.findall(r"sed \"s\|(.*)\|image: \$IMAGE\|\"", find_block("Kubernetes"))
    manifest = (ROOT / "server" / "kubernetes.yaml").read_text()
    images = [line for line in manifest.splitlines() if re.search(r"^\s+image:", line)]
    assert [re.sub(pattern, "", line).strip() for line in images] == [""]
    assert STACK["image"] == "${IMAGE:-activation-lab}"


def test_a_space_finds_the_port_of_the_image() -> None:
    front_matter, _ = yaml.safe_load_all(find_block("Hugging Face Spaces", "yaml"))
    assert (front_matter["sdk"], front_matter["app_port"]) == ("docker", IMAGE_PORT)


def test_fly_finds_the_server_and_gives_it_the_time_to_end() -> None:
    settings = tomllib.loads(find_block("Fly.io", "toml"))
    (check,) = settings["http_service"]["checks"]
    assert settings["http_service"]["internal_port"] == IMAGE_PORT
    assert settings["kill_signal"] == "SIGTERM"
    assert settings["kill_timeout"] > STOP_S
    names = {"interval": "interval", "timeout": "timeout", "start_period": "grace_period"}
    stack: dict[str, Any] = STACK["healthcheck"]
    assert {name: check[fly] for name, fly in names.items()} == {
        each: stack[each] for each in names
    }


def test_render_builds_the_image_and_asks_for_its_health() -> None:
    (service,) = yaml.safe_load(find_block("Render", "yaml"))["services"]
    assert (service["type"], service["runtime"]) == ("web", "docker")
    assert service["healthCheckPath"].startswith("/health")


@pytest.mark.parametrize("base_url", ["/", "/user/jane/", "/user/jane@uni.edu/", "/user/m%C3%A4x/"])
def test_jupyter_starts_the_page_below_the_path_of_a_user(base_url: str) -> None:
    servers: dict[str, Any] = {}
    config = SimpleNamespace(ServerProxy=SimpleNamespace(servers=servers))
    exec(find_block("JupyterHub", "python"), {"c": config})
    ((name, server),) = servers.items()
    rendered = {
        variable: text.format(port=50123, base_url=base_url)
        for variable, text in server["environment"].items()
    }
    read = Config.from_environment(rendered)
    assert (read.port, read.workers, read.address) == (50123, 1, "127.0.0.1")
    assert read.prefix == f"{base_url}{name}/"
    interpreter, script = (Path(each).name for each in server["command"])
    assert (interpreter, (ROOT / script).name) == ("python", "app.py")
    assert f"/{name}/`" in find_section("JupyterHub")
    assert f"?urlpath={name}/`" in find_section("Binder")


def test_binder_gets_an_environment_for_the_page(tmp_path: Path) -> None:
    folder = tmp_path / "binder"
    folder.mkdir()
    subprocess.run(["sh", "-e", "-c", find_block("Binder", "sh")], cwd=tmp_path, check=True)
    python = (folder / "runtime.txt").read_text().strip()
    assert f"FROM {python.replace('-', ':')}-slim" in (ROOT / "Dockerfile").read_text()
    assert (folder / "requirements.txt").read_text() == "jupyter-server-proxy\n"
    subprocess.run(["sh", "-n", str(folder / "postBuild")], check=True)
    steps = (folder / "postBuild").read_text()
    assert steps.startswith("#!/bin/sh -e\n")
    assert {"requirements.txt", "binder/jupyter_server_config.py"} < set(steps.split())
