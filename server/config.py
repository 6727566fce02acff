"""What the environment configures: where the server listens, who may address and who may embed it.

Seven variables are not worth a further dependency such as pydantic-settings.
"""

import ipaddress
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import quote, unquote

LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"  # RFC 1123; Werkzeug refuses other hosts
HOST = rf"(?:{LABEL}\.)*{LABEL}"
TRUSTED_HOST = re.compile(rf"\.?{HOST}\.?|\[[0-9a-f:.]+\]", re.IGNORECASE)
FRAME_ANCESTOR = re.compile(
    rf"\*|(?:https?://)?(?:\*\.)?{HOST}(?::(?:\d{{1,5}}|\*))?", re.IGNORECASE
)
# The segments of a path (RFC 3986, 3.3), each with at least one character.
PREFIX = re.compile(r"/(?:(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})+/)*")
# Those of them that mean nothing else in HTML and in a cookie.
SAFE_IN_PREFIX = "%/~!$()*+=:@"


@dataclass(frozen=True)
class Config:
    """The configuration of one server.

    `address` and `port` are where it listens, `workers` is the number of its processes, `prefix`
    is the path below which the page lies, with a slash at both ends. `trusted_hosts` are the names
    under which the page may be addressed (none given: any name), `frame_ancestors` the origins
    whose pages may show this one in a frame. `has_access_log` tells whether each request is
    written to the standard output.
    """

    address: str
    port: int
    workers: int
    prefix: str
    trusted_hosts: tuple[str, ...]
    frame_ancestors: tuple[str, ...]
    has_access_log: bool

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> Self:
        """Return the configuration of an environment.

        Raises SystemExit with one line of text if a variable makes no sense.
        """
        return cls(**{variable.field: variable.read_from(environ) for variable in VARIABLES})


@dataclass(frozen=True)
class Variable:
    """An environment variable, the field of `Config` that it sets, and what it may hold.

    `parse` returns the value of a text and raises ValueError for a text that has none;
    `expected` says in an error message what the variable takes.
    """

    name: str
    field: str
    default: str
    parse: Callable[[str], Any]
    expected: str

    def read_from(self, environ: Mapping[str, str]) -> Any:
        """Return the value of this variable in an environment, or end the program."""
        text = environ.get(self.name, self.default)
        try:
            return self.parse(text)
        except ValueError:
            raise SystemExit(f"{self.name} takes {self.expected}, not {text[:40]!r}") from None


def _parse_address(text: str) -> str:
    return str(ipaddress.ip_address(text))


def _integer_parser(low: int, high: int) -> Callable[[str], int]:
    """Return a parser of decimal digits, which accepts numbers from `low` to `high`."""

    def parse_integer(text: str) -> int:
        # int() alone would also read spaces, underscores and the digits of other scripts.
        if not (text.isascii() and text.isdigit() and low <= int(text) <= high):
            raise ValueError(text)
        return int(text)

    return parse_integer


def _parse_prefix(text: str) -> str:
    """Return a path in which whatever means something else in HTML or a cookie is quoted.

    The rest stays as it is: a proxy may compare paths letter by letter.
    """
    path = unquote(text, errors="strict")
    has_odd_segment = any(
        segment in (".", "..") or not segment.isprintable() for segment in path.split("/")
    )
    if not PREFIX.fullmatch(text) or has_odd_segment or path.count("/") != text.count("/"):
        raise ValueError(text)
    return quote(text, safe=SAFE_IN_PREFIX)


def _parse_switch(text: str) -> bool:
    if text not in ("on", "off"):
        raise ValueError(text)
    return text == "on"


def normalize_host(name: str) -> str:
    """Return the usual spelling of a host's name: small letters, no final dot, short IPv6.

    Raises ValueError for an address in brackets that is none.
    """
    if name.startswith("["):
        return f"[{ipaddress.IPv6Address(name[1:-1])}]"
    return name.lower().removesuffix(".")


def _parse_hosts(text: str) -> tuple[str, ...]:
    return tuple(map(normalize_host, _list_parser(TRUSTED_HOST)(text)))


def _list_parser(pattern: re.Pattern[str]) -> Callable[[str], tuple[str, ...]]:
    """Return a parser of names between commas or spaces, which accepts those of a pattern."""

    def parse_list(text: str) -> tuple[str, ...]:
        names = tuple(text.replace(",", " ").split())
        if not all(pattern.fullmatch(name) for name in names):
            raise ValueError(text)
        return names

    return parse_list


VARIABLES = (
    Variable(
        "BIND_ADDRESS",
        "address",
        "127.0.0.1",
        _parse_address,
        "an address of this machine, as 127.0.0.1, or 0.0.0.0 for all of them",
    ),
    Variable("PORT", "port", "8050", _integer_parser(1, 65535), "a number from 1 to 65535"),
    Variable(
        "WEB_CONCURRENCY",
        "workers",
        "1",
        _integer_parser(1, 64),
        "a number of worker processes from 1 to 64",
    ),
    Variable(
        "DASH_URL_BASE_PATHNAME",
        "prefix",
        "/",
        _parse_prefix,
        "a path with a slash at both ends, as /demo/",
    ),
    Variable(
        "TRUSTED_HOSTS",
        "trusted_hosts",
        "",
        _parse_hosts,
        "names of hosts, as lab.example.org, or .example.org for all below it",
    ),
    Variable(
        "FRAME_ANCESTORS",
        "frame_ancestors",
        "",
        _list_parser(FRAME_ANCESTOR),
        "origins, as https://courses.example.org, or *",
    ),
    Variable("ACCESS_LOG", "has_access_log", "off", _parse_switch, "on or off"),
)
