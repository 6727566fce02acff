"""The table of the kinds of file that a reader can save."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class FileKind:
    """A kind of file: the label of its button, and the extension of its name."""

    label: str
    extension: str
    is_picture: bool = False


FILE_KINDS: Mapping[str, FileKind] = MappingProxyType(
    {
        "png": FileKind("PNG picture", ".png", is_picture=True),
        "svg": FileKind("SVG picture", ".svg", is_picture=True),
        "csv": FileKind("CSV table", ".csv"),
        "code": FileKind("NumPy code", ".py"),
    }
)
