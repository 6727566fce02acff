"""Writes the requirements of the image anew: `python -m server.image.write_hashes`.

Which packages they name stays, and is edited by hand. Their versions become those of the project's
requirements, their hashes those of the wheels for the Python of the image.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent
ROOT = FOLDER.parents[1]
PIN = re.compile(r"^([\w.-]+)(?:\[.+\])?==([\w.]+)", re.MULTILINE)
PYTHON_VERSION = "3.13"
ARCHITECTURES = ("x86_64", "aarch64")
LIBRARIES = ("manylinux2014", "manylinux_2_17", "manylinux_2_27", "manylinux_2_28")
# Those for the image, each with the requirements that its versions are from.
SOURCES = {"requirements.txt": "requirements.txt", "node.txt": "tests/requirements.txt"}


def normalize_name(text: str) -> str:
    """Return the usual spelling of the name of a package."""
    return re.sub(r"[-_.]+", "-", text).lower()


def read_pins(file: Path) -> dict[str, str]:
    """Return the requirements in a file, as `name==version`, by the names of their packages."""
    lines = PIN.findall(file.read_text("utf-8"))
    return {normalize_name(name): f"{name}=={version}" for name, version in lines}


def find_hashes(pins: list[str], architecture: str) -> dict[str, str]:
    """Return the hash of each package's wheel. Raises CalledProcessError if one has none."""
    platforms = [f"--platform={library}_{architecture}" for library in LIBRARIES]
    # Nothing is installed, but pip asks for a target where the platform is another one.
    options = ["--quiet", "--dry-run", "--report=-", "--target=none", "--ignore-installed"]
    options += ["--no-deps", "--only-binary=:all:", f"--python-version={PYTHON_VERSION}"]
    command = [sys.executable, "-m", "pip", "install", *options, *platforms, *pins]
    report = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
    hashes = {}
    for wheel in report["install"]:
        archive = wheel["download_info"]["archive_info"]
        hashes[normalize_name(wheel["metadata"]["name"])] = archive["hashes"]["sha256"]
    return hashes


def write_requirements(file: Path, pins: dict[str, str]) -> None:
    """Write the requirements in a file anew, below its first comment."""
    names = list(read_pins(file))
    found = [find_hashes([pins[name] for name in names], each) for each in ARCHITECTURES]
    lines = [line for line in file.read_text("utf-8").splitlines() if line.startswith("#")]
    for name in names:
        hashes = sorted({f"--hash=sha256:{each[name]}" for each in found})
        lines.append(" \\\n    ".join([pins[name], *hashes]))
    file.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    for name, source in SOURCES.items():
        write_requirements(FOLDER / name, read_pins(ROOT / source))
