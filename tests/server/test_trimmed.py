"""The packages of the image, trimmed as there: does everything on the page work with them alone?"""

import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib import metadata
from importlib.util import cache_from_source
from itertools import islice
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from components.api.requests import TABLE_IDS, ApiPaths
from components.export.kinds import FILE_KINDS
from server.image import trim
from server.image.write_hashes import normalize_name, read_pins
from tests.benchmark.servers import ROOT, free_port, wait_for
from tests.valid_requests import DESCRIBE, EXPORT, RACE, SWEEP, UPDATE

IMAGE = ROOT / "server" / "image"
PACKAGES = set(read_pins(IMAGE / "requirements.txt"))
if sys.version_info >= (3, 14):
    PACKAGES.remove("backports-zstd")  # which is a part of Python since
API = ApiPaths.below("/")
QUERIES = (
    "",
    "?alpha=2.5&show=gradient",
    "?scene=jump&stage=value",
    "?mode=lecture&scene=sum",
)
POSTS = (
    (API.update, UPDATE | {"changes": {"alpha": 2.5}}),
    (API.update, UPDATE | {"full": True, "dark": True}),
    (API.sweep, SWEEP),
    (API.describe, DESCRIBE | {"open_tables": list(TABLE_IDS)}),
    (API.race, RACE),
    *((API.export, EXPORT | {"kind": kind}) for kind in FILE_KINDS),
)
REFUSALS = {
    "/nowhere": 404,
    "/_dash-component-suites/dash/dcc/async-upload.js": 404,
    API.sweep: 405,
}


def link_packages(folder: Path) -> None:
    """Give each file of the image's packages a second name below a folder, where pip lays it."""
    for package in PACKAGES:
        for file in metadata.files(package) or ():
            parts = [part for part in file.parts if part != ".."]  # of programs and the like
            source, place = Path(str(file.locate())), folder.joinpath(*parts)
            if "__pycache__" not in parts:
                link_file(source, place)
            if source.suffix == ".py":
                # What is compiled already saves some seconds.
                link_file(Path(cache_from_source(source)), Path(cache_from_source(place)))


def link_file(source: Path, place: Path) -> None:
    """Give a file a second name, if there is one."""
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        place.hardlink_to(source)
    except FileNotFoundError:
        pass
    except OSError:  # on another disk
        shutil.copy2(source, place)


def list_licences(folder: Path) -> set[Path]:
    """Return the files of licences below a folder of packages."""
    return {
        file for name in ("LICEN*", "COPYING*") for file in folder.glob(f"*.dist-info/**/{name}")
    }


def copy_app(folder: Path) -> None:
    """Copy what the image copies, with a file in place of the part of plotly.js."""
    for name in ("server", "core", "components", "assets"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "app.py", folder)
    (folder / "assets" / "plotly-basic.min.js").write_text("// draws curves")


@contextlib.contextmanager
def serve(app: Path, packages: Path, log: Path) -> Iterator[str]:
    """Yield the address of the page, served with some packages alone; imports are logged."""
    port = free_port()
    environment = os.environ | {
        "PORT": str(port),
        "WEB_CONCURRENCY": "1",
        "PYTHONPATH": str(packages),
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPROFILEIMPORTTIME": "1",
    }
    command = [sys.executable, "-S", "-s", "app.py"]  # without the packages of the tests
    with (
        log.open("w") as errors,
        subprocess.Popen(command, cwd=app, env=environment, stderr=errors) as server,
    ):
        try:
            wait_for(f"http://127.0.0.1:{port}/healthz")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def ask(url: str, body: dict[str, object] | None = None, referer: str = "") -> tuple[int, str]:
    """Return the status and the text of an answer."""
    content = None if body is None else json.dumps({"request": body}).encode()
    headers = {"Content-Type": "application/json", "Referer": referer}
    try:
        with urlopen(Request(url, content, headers), timeout=30) as answer:
            is_race = url.endswith(API.race)  # whose first frame is enough
            text = b"".join(islice(answer, 3)) if is_race else answer.read()
            return answer.status, text.decode("latin-1")
    except HTTPError as error:
        with error:
            return error.code, error.read().decode("latin-1")


def find_wrong_answers(address: str) -> dict[str, tuple[int, str]]:
    """Ask for everything that the page does, and return the answers of another status."""
    wanted: dict[str, int] = {}
    answers: dict[str, tuple[int, str]] = {}
    for query in QUERIES:
        page = answers[f"/{query}"] = ask(f"{address}/{query}")
        answers[f"layout {query}"] = ask(f"{address}/_dash-layout", referer=f"{address}/{query}")
        for path in re.findall(r'(?:src|href)="(/[^"]+)"', page[1]):
            answers[path] = ask(address + path)
    for number, (path, body) in enumerate(POSTS):
        answers[f"{path} {number}"] = ask(address + path, body)
    for path, status in REFUSALS.items():
        answers[path], wanted[path] = ask(address + path), status
    answers["wrong"], wanted["wrong"] = ask(address + API.update, {}), 400
    assert len(answers) > 60  # the page has been read
    assert '"lanes":' in next(text for name, (_, text) in answers.items() if API.race in name)
    return {name: each for name, each in answers.items() if each[0] != wanted.get(name, 200)}


def list_imported(log: Path) -> set[str]:
    """Return the packages whose modules stand in a log of imports."""
    modules = set(re.findall(r"\| +(\w+)[\w.]*$", log.read_text(), re.MULTILINE))
    owners = metadata.packages_distributions()
    return {normalize_name(owner) for module in modules for owner in owners.get(module, ())}


@pytest.mark.server
def test_everything_works_with_the_trimmed_packages_and_needs_each(tmp_path: Path) -> None:
    packages, app, log = tmp_path / "packages", tmp_path / "app", tmp_path / "log"
    link_packages(packages)
    licences = list_licences(packages)
    trim.trim_packages(packages)
    assert list_licences(packages) == licences
    assert len(licences) >= len(PACKAGES)
    copy_app(app)
    with serve(app, packages, log) as address:
        wrong = find_wrong_answers(address)
    assert wrong == {}
    assert list_imported(log) == PACKAGES


def test_a_pattern_that_no_longer_matches_is_reported(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"^bin: nothing"):
        trim.trim_packages(tmp_path)
