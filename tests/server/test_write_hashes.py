"""The script that writes the requirements of the image anew, with a pip that is made up."""

from pathlib import Path

import pytest

from server.image import write_hashes


def test_a_requirement_gets_the_version_of_the_project_and_one_hash_per_wheel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def find_hashes(pins: list[str], architecture: str) -> dict[str, str]:
        assert pins == ["Flask-Compress==1.25", "dash==4.4.1"]
        return {"flask-compress": "f" * 64, "dash": {"x86_64": "b", "aarch64": "a"}[architecture]}

    monkeypatch.setattr(write_hashes, "find_hashes", find_hashes)
    source, file = tmp_path / "source.txt", tmp_path / "file.txt"
    source.write_text(
        "dash[compress]==4.4.1 ; python_version > '3'\nFlask-Compress==1.25\n# a==1\n"
    )
    file.write_text("# Why.\nflask_compress==1.0 \\\n    --hash=sha256:0\ndash==3.0\n")
    write_hashes.write_requirements(file, write_hashes.read_pins(source))
    assert file.read_text() == (
        f"# Why.\nFlask-Compress==1.25 \\\n    --hash=sha256:{'f' * 64}\n"
        "dash==4.4.1 \\\n    --hash=sha256:a \\\n    --hash=sha256:b\n"
    )
