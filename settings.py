"""What the environment may set: where the server listens, who may address it, who may show it in a frame."""

import ipaddress
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

HOST = r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
TRUSTED = re.compile(rf"\.?{HOST}|\[[0-9a-f:]+\]", re.IGNORECASE)
EMBEDDER = re.compile(rf"\*|(?:https?://)?(?:\*\.)?{HOST}(?::(?:\d{{1,5}}|\*))?", re.IGNORECASE)
PREFIX = re.compile(r"/(?:[A-Za-z0-9_~.-]+/)*")


@dataclass(frozen=True)
class Settings:
    """The settings: an address and a port from 1 to 65535 to listen on, the number of worker processes, the path below
    which the page lies, the names under which it may be addressed (none: any), the origins whose pages may frame it."""

    address: str
    port: int
    workers: int
    prefix: str
    trusted: tuple[str, ...]
    embedders: tuple[str, ...]


def read(environment: Mapping[str, str]) -> Settings:
    """The settings of an environment. Ends the program with one line where a variable makes no sense."""
    return Settings(*(_setting(environment, *variable) for variable in VARIABLES))


def _setting(environment: Mapping[str, str], name: str, usual: str, read: Callable[[str], Any], takes: str) -> Any:
    text = environment.get(name, usual)
    try:
        return read(text)
    except ValueError:
        raise SystemExit(f"{name} takes {takes}, not {text[:40]!r}") from None


def _whole(low: int, high: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit() and low <= int(text[:6]) <= high):
            raise ValueError(text)
        return int(text[:6])

    return read


def _names(form: re.Pattern[str]) -> Callable[[str], tuple[str, ...]]:
    def read(text: str) -> tuple[str, ...]:
        names = tuple(text.replace(",", " ").split())
        if not all(form.fullmatch(name) for name in names):
            raise ValueError(text)
        return names

    return read


def _prefix(text: str) -> str:
    if not PREFIX.fullmatch(text):
        raise ValueError(text)
    return text


def _address(text: str) -> str:
    return str(ipaddress.ip_address(text))


# In the order of the fields of Settings: the variable, its default, how it is read, what it takes.
VARIABLES: tuple[tuple[str, str, Callable[[str], Any], str], ...] = (
    ("BIND_ADDRESS", "127.0.0.1", _address, "an address of this machine, as 127.0.0.1, or 0.0.0.0 for all of them"),
    ("PORT", "8050", _whole(1, 65535), "a number from 1 to 65535"),
    ("WEB_CONCURRENCY", "1", _whole(1, 64), "a number of worker processes from 1 to 64"),
    ("DASH_URL_BASE_PATHNAME", "/", _prefix, "a path with a slash at both ends, as /demo/"),
    ("TRUSTED_HOSTS", "", _names(TRUSTED), "names of hosts, as lab.example.org, or .example.org for all below it"),
    ("FRAME_ANCESTORS", "", _names(EMBEDDER), "origins, as https://courses.example.org, or *"),
)
