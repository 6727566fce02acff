"""The README's pictures are there."""

import struct

import pytest

from tests.benchmark.servers import ROOT
from tests.pictures.__main__ import README_PICTURES, SIZES, list_views


@pytest.mark.parametrize("name", README_PICTURES)
def test_a_picture_of_the_readme_has_the_size_of_its_window(name: str) -> None:
    image = README_PICTURES[name].read_bytes()
    assert len(image) > 20_000
    assert struct.unpack(">II", image[16:24]) == SIZES["desktop"]


def test_the_pictures_of_the_readme_are_taken_and_shown() -> None:
    assert set(README_PICTURES) <= {name for name, _, _ in list_views()}
    text = (ROOT / "README.md").read_text()
    assert all(f"tests/{path.name}" in text for path in README_PICTURES.values())
