"""The requests that the page sends: their addresses and their form.

`parse` takes the parsed JSON of a request. It raises ValueError for anything that the page would
not send, so that handlers only meet requests of the right form.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Self

from components import ids
from components.export.kinds import FILE_KINDS
from components.story.navigation import read_query, view_query
from components.theme import DEFAULT_WINDOW, Window
from core.control import parse_number
from core.curves import PARAMETERS_OF_CURVE
from core.typing import Zoom
from core.view import CONTROLS

MAX_REQUEST_NUMBER = 2**53  # JavaScript counts no further
MAX_WINDOW_PX = 32_767  # the width and the height of a window
WINDOW_TYPES = {"width": int, "height": int}
MAX_END = 1e300  # of an axis that a reader has zoomed: their distance is finite
AXIS_PATTERN = re.compile("[xy]axis[2-9]?", re.ASCII)
TABLE_IDS = (ids.VALUE_TABLE, ids.PROPERTIES_TABLE)
# A page's address without its query, as a browser gives it. It stands in exported files, so it
# holds neither spaces nor line breaks.
ADDRESS_PATTERN = re.compile(r"https?://[!-~]{1,400}", re.ASCII)


@dataclass(frozen=True)
class ApiPaths:
    """The addresses of the kinds of request, prefix included."""

    update: str
    sweep: str
    describe: str
    race: str
    export: str

    @classmethod
    def below(cls, prefix: str) -> Self:
        """Return the addresses below a prefix that ends in a slash."""
        return cls(*(f"{prefix}api/{field.name}" for field in fields(cls)))


@dataclass(frozen=True, kw_only=True)
class WindowRequest:
    """A request whose response depends on the size of the window, in pixels.

    Raises ValueError if they are out of bounds.
    """

    width: int
    height: int

    def __post_init__(self) -> None:
        """Check the size."""
        if not all(0 < size <= MAX_WINDOW_PX for size in (self.width, self.height)):
            raise ValueError("the size of the window is out of bounds")

    @property
    def window(self) -> Window:
        """The size of the reader's window."""
        return Window(self.width, self.height)


@dataclass(frozen=True)
class UpdateRequest(WindowRequest):
    """A request for the page after some changes.

    `number` counts the requests of a page; `query` is the last state that the page knows;
    `changes` the raw settings that it asks for since; `full` asks for a whole picture; `dark` tells
    whether the reader's system is dark.
    """

    number: int
    query: str
    changes: Mapping[str, Any]
    full: bool
    dark: bool

    @classmethod
    def parse(cls, raw: object) -> Self:
        """Return the request. Raises ValueError if it has another form."""
        types = {"number": int, "query": str, "changes": dict, "full": bool, "dark": bool}
        request = cls(**_check_types(raw, types | WINDOW_TYPES))
        if abs(request.number) >= MAX_REQUEST_NUMBER:
            raise ValueError("the number is out of bounds")
        return request


@dataclass(frozen=True)
class SweepRequest:
    """A request for the curves of one slider, before it is moved.

    `query` is the state of the page, `name` the field of the slider, `keys` the curves wanted.
    """

    query: str
    name: str
    keys: tuple[str, ...]

    @classmethod
    def parse(cls, raw: object) -> Self:
        """Return the request. Raises ValueError if it has another form."""
        checked = _check_types(raw, {"query": str, "name": str, "keys": list})
        keys = checked["keys"]
        if checked["name"] not in CONTROLS:
            raise ValueError("there is no such control")
        if not all(isinstance(key, str) and key in PARAMETERS_OF_CURVE for key in keys):
            raise ValueError("there is no such curve")
        return cls(checked["query"], checked["name"], tuple(dict.fromkeys(keys)))


@dataclass(frozen=True)
class DescribeRequest(WindowRequest):
    """A request for the page in words.

    `query` is its state, `previous_query` the state of which it was told last; `open_tables` are
    the ids of the tables that it shows.
    """

    query: str
    previous_query: str
    open_tables: tuple[str, ...]

    @classmethod
    def parse(cls, raw: object) -> Self:
        """Return the request. Raises ValueError if it has another form."""
        types: dict[str, type] = {"query": str, "previous_query": str, "open_tables": list}
        checked = _check_types(raw, types | WINDOW_TYPES)
        tables = tuple(checked["open_tables"])
        if not all(isinstance(each, str) and each in TABLE_IDS for each in tables):
            raise ValueError("there is no such table")
        return cls(**checked | {"open_tables": tables})


@dataclass(frozen=True)
class RaceRequest:
    """A request for a race. `query` names it: see `build_race_state`.

    Elsewhere the page cleans what it is asked for; here it would train what nobody has asked for,
    or the same under many names.
    """

    query: str

    @classmethod
    def parse(cls, raw: object) -> Self:
        """Return the request. Raises ValueError if it has another form, or names no race."""
        request = cls(**_check_types(raw, {"query": str}))
        view, _ = read_query(request.query)
        if not view.is_race or view_query(view) != request.query:
            raise ValueError("the query names no race")
        return request


@dataclass(frozen=True)
class ExportRequest:
    """A request for a file.

    `query` is the state of the page, `kind` a key of `FILE_KINDS`, `address` the page's address
    without its query; `zoom` has the ends of each axis that the reader has zoomed.
    """

    query: str
    kind: str
    address: str
    zoom: Zoom

    @classmethod
    def parse(cls, raw: object) -> Self:
        """Return the request. Raises ValueError if it has another form."""
        types = {"query": str, "kind": str, "address": str, "zoom": dict}
        checked = _check_types(raw, types)
        request = cls(**checked | {"zoom": _parse_zoom(checked["zoom"])})
        if request.kind not in FILE_KINDS:
            raise ValueError("there is no such kind of file")
        if ADDRESS_PATTERN.fullmatch(request.address) is None:
            raise ValueError("the address is not that of a page")
        return request


def read_window(cookies: Mapping[str, str]) -> Window:
    """Return the size of the window that a browser has told; what is unusable has its default."""
    sizes = {name: parse_number(cookies.get(name)) for name in WINDOW_TYPES}
    default = vars(DEFAULT_WINDOW)
    return Window(
        **{
            name: int(min(max(size or default[name], 1), MAX_WINDOW_PX))
            for name, size in sizes.items()
        }
    )


def _parse_zoom(raw: Mapping[str, object]) -> Zoom:
    """Return the ends of some axes. Raises ValueError for what is no axis or no range."""
    zoom = []
    for axis, ends in raw.items():
        if AXIS_PATTERN.fullmatch(axis) is None or not isinstance(ends, list):
            raise ValueError("there is no such axis")
        numbers = [each for each in ends if type(each) in (int, float) and abs(each) <= MAX_END]
        if len(ends) != 2 or len(numbers) != 2 or numbers[0] >= numbers[1]:
            raise ValueError("the ends of an axis are out of bounds")
        zoom.append((axis, (float(numbers[0]), float(numbers[1]))))
    return tuple(zoom)


def _check_types(raw: object, types: Mapping[str, type]) -> dict[str, Any]:
    """Return a dictionary whose values have exactly some types. Raises ValueError for another."""
    if not isinstance(raw, dict) or {name: type(value) for name, value in raw.items()} != types:
        raise ValueError("the request has another form")
    return raw
