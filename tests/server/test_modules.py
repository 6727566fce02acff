"""The JavaScript modules: each by the address of its present version, and each run once."""

import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from app import ASSETS, create_app
from server.config import Config
from server.modules import ModuleSet

FILES = sorted((ASSETS / "lab").glob("*.mjs"))
PREFIXES = ["/", "/demo/"]


class TagList(HTMLParser):
    """The tags of a page in their order, each with its attributes and the text that follows."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None], list[str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember a tag."""
        self.tags.append((tag, dict(attrs), []))

    def handle_data(self, data: str) -> None:
        """Remember a text with the tag before it."""
        if self.tags:
            self.tags[-1][2].append(data)


def read_tags(prefix: str) -> list[tuple[str, dict[str, str | None], list[str]]]:
    """Return the tags of the page below a prefix."""
    app = create_app(Config.from_environment({"DASH_URL_BASE_PATHNAME": prefix}))
    return TagList(app.server.test_client().get("/").get_data(as_text=True)).tags


def expected_address(path: Path, prefix: str) -> str:
    """Return the address of a module with the fingerprint of its content."""
    fingerprint = hashlib.sha256(path.read_bytes()).hexdigest()[:16]
    return f"{prefix}assets/lab/{path.name}?m={fingerprint}"


@pytest.mark.parametrize("prefix", PREFIXES)
def test_the_import_map_sends_every_module_to_its_present_version(prefix: str) -> None:
    tags = read_tags(prefix)
    (text,) = ("".join(texts) for _, attributes, texts in tags if is_import_map(attributes))
    imports = json.loads(text)["imports"]
    assert imports == {
        f"{prefix}assets/lab/{path.name}": expected_address(path, prefix) for path in FILES
    }


@pytest.mark.parametrize("prefix", PREFIXES)
def test_every_module_is_preloaded_and_only_the_main_one_is_run(prefix: str) -> None:
    tags = read_tags(prefix)
    addresses = [expected_address(path, prefix) for path in FILES]
    preloaded = [each["href"] for _, each, _ in tags if each.get("rel") == "modulepreload"]
    assert preloaded == addresses
    run = [each["src"] for tag, each, _ in tags if tag == "script" and ".mjs" in str(each)]
    assert run == [expected_address(ASSETS / "lab" / "main.mjs", prefix)]


def test_the_import_map_comes_before_any_module() -> None:
    attributes = [each for _, each, _ in read_tags("/")]
    maps = [place for place, each in enumerate(attributes) if is_import_map(each)]
    modules = [place for place, each in enumerate(attributes) if ".mjs" in str(each)]
    assert maps < modules[:1]


def is_import_map(attributes: dict[str, str | None]) -> bool:
    """Whether a tag with these attributes is the import map."""
    return attributes.get("type") == "importmap"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_address_in_the_page_is_the_file_and_is_kept_for_a_year(
    client: FlaskClient, path: Path
) -> None:
    response = client.get(expected_address(path, "/"), buffered=True)
    assert response.data == path.read_bytes()
    assert response.mimetype == "text/javascript"
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_module_imports_others_of_the_folder_by_plain_names(path: Path) -> None:
    pattern = r"""^(?:import|(?:import|export|\}).* from) ["'](.+?)["']"""
    names = re.findall(pattern, path.read_text(), re.MULTILINE)
    others = {f"./{each.name}" for each in FILES}
    assert set(names) <= others


def test_a_changed_module_has_another_address_and_the_map_another_hash(tmp_path: Path) -> None:
    states: list[dict[str, Any]] = []
    for text in ("export const a = 1;", "export const a = 2;", "export const a = 1;"):
        (tmp_path / "main.mjs").write_text(text)
        modules = ModuleSet(tmp_path, "/assets/lab/")
        states.append(vars(modules) | {"tags": modules.script_tags()})
    first, second, third = states
    assert first == third
    assert first["fingerprints"] != second["fingerprints"]
    assert first["script_hash"] != second["script_hash"]
    assert first["tags"] != second["tags"]


@pytest.mark.parametrize(
    ("query", "status"), [("?m=0123456789abcdef", 404), ("?m=", 404), ("", 200)]
)
def test_a_module_of_another_version_is_refused(
    client: FlaskClient, query: str, status: int
) -> None:
    response = client.get(f"/assets/lab/main.mjs{query}", buffered=True)
    assert response.status_code == status
    assert "immutable" not in response.headers.get("Cache-Control", "")
