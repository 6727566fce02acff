"""The README's picture is there."""

import struct

from tests.pictures.__main__ import PICTURE, WINDOW


def test_the_picture_of_the_readme_has_the_size_of_its_window() -> None:
    image = PICTURE.read_bytes()
    assert len(image) > 20_000
    assert struct.unpack(">II", image[16:24]) == (WINDOW["width"], WINDOW["height"])
