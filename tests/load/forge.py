"""Requests that the page would never send, from a seed: bodies, addresses, headers and methods gone wrong."""

import copy
import json
import random
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import quote

from core.activations import ACTIVATIONS
from core.view import CONTROLS

ANSWER = {
    "asked": {
        "number": 1,
        "query": "?alpha=1.5",
        "changes": {"alpha": 2, "range": [-5, 5]},
        "whole": True,
        "dark": False,
        "height": 900,
    }
}
CALL = {
    "output": "answer.data",
    "outputs": {"id": "answer", "property": "data"},
    "inputs": [{"id": "request", "property": "data", "value": ANSWER["asked"]}],
    "changedPropIds": ["request.data"],
    "state": [],
}
ODD: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 2.5, 1e308, -1e308, float("nan"), float("inf"), 2**53, 2**64, 10**4000),
    *("", "1e999", "NaN", "-0", "１２", "\x00", "\ud800", "__proto__", "x" * 5000, "..a.b...c.d..", "?" + "a=1&" * 500),
    *([], {}, [[[]]], {"id": {"type": "x"}}, [None] * 300, {"": {}}, [1, [2, [3, [4]]]], {"__class__": "x"}),
)
HUGE = (
    b"[" * 30_000,
    b'{"asked":' * 3000,
    b'{"a":[' * 4000,
    b"9" * 4000,
    b"x" * 8_000_000,
    b'"' + b"\\u0000" * 5000 + b'"',
)
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW")
PATHS = (
    "",
    "answer",
    "_dash-layout",
    "_dash-dependencies",
    "_dash-update-component",
    "_reload-hash",
    "healthz",
    "_mcp",
)
STRANGE = (
    *(
        "assets/",
        "assets/..%2fapp.py",
        "assets/%00",
        "assets/none.js",
        "_dash-component-suites/",
        "%ff%fe",
        "admin.php",
    ),
    *("_dash-component-suites/none/x.js", "_dash-component-suites/dash/x.js", "_dash-component-suites/os/path.py"),
    *(
        "_dash-component-suites/dash/dcc/async-slider.js.map",
        "_alive_x",
        "a/" * 400,
        "../../etc/passwd",
        "//x",
        "?%zz=%",
    ),
)
HOSTS = ("", "a b", "<script>", "[::1", "x" * 3000, "a:99999999", "127.0.0.1@evil", "..")
HEADERS = (
    "Referer",
    "Cookie",
    "Accept-Encoding",
    "If-None-Match",
    "Range",
    "Content-Type",
    "X-Forwarded-For",
    "Origin",
)
TEXTS = (
    "",
    "=;=",
    "scheme=dark; scheme",
    "br;q=nan",
    '"',
    "bytes=9-1",
    "http://[::1/?a",
    "text/html;" * 50,
    "\xff\xfe",
    "*",
)


class Forged(NamedTuple):
    """One request."""

    method: str
    path: str
    body: bytes
    headers: dict[str, str]


# Every function at as many samples as the controls allow: as good as any other request, yet none costs more.
MOST = f"?shown={','.join(ACTIVATIONS)}&range=-20,20&step=0.01&count=200"
DEAREST = (
    Forged("GET", "/_dash-layout", b"", {"Referer": f"http://127.0.0.1/{MOST}", "Accept-Encoding": "gzip"}),
    Forged(
        "POST",
        "/answer",
        json.dumps(
            {
                "asked": {
                    "number": 1,
                    "query": MOST,
                    "changes": {"scale": "log"},
                    "whole": True,
                    "dark": False,
                    "height": 900,
                }
            }
        ).encode(),
        {"Content-Type": "application/json", "Accept-Encoding": "gzip"},
    ),
)


def forged(seed: int, count: int) -> Iterator[Forged]:
    """So many forged requests; the same seed gives the same ones."""
    chance = random.Random(seed)
    kinds = (body, body, body, address, address, stranger)
    for _ in range(count):
        yield chance.choice(kinds)(chance)


def body(chance: random.Random) -> Forged:
    """A good body gone wrong in up to three places, or in its bytes."""
    path, good = chance.choice((("/answer", ANSWER), ("/answer", ANSWER), ("/_dash-update-component", CALL)))
    if chance.random() < 0.02:
        return Forged("POST", path, chance.choice(HUGE), {"Content-Type": "application/json"})
    wrong: Any = copy.deepcopy(good)
    for _ in range(chance.randint(0, 3)):
        wrong = mutated(chance, wrong)
    content = json.dumps(wrong).encode()
    if chance.random() < 0.2 and content:
        place = chance.randrange(len(content))
        content = content[:place] + chance.randbytes(chance.randint(0, 3)) + content[place + chance.randint(0, 9) :]
    kind = "application/json" if chance.random() < 0.9 else chance.choice(TEXTS[:-2])
    return Forged("POST", path, content, {"Content-Type": kind})


def mutated(chance: random.Random, node: Any) -> Any:
    """A value with something inside it replaced, removed or added."""
    if isinstance(node, (dict, list)) and node and chance.random() < 0.8:
        keys = list(node) if isinstance(node, dict) else range(len(node))
        key: Any = chance.choice(keys)
        what = chance.random()
        if what < 0.15:
            del node[key]
        elif what < 0.3 and isinstance(node, dict):
            node[chance.choice([*CONTROLS, "turn", "value", "x" * 300, ""])] = chance.choice(ODD)
        else:
            node[key] = mutated(chance, node[key])
        return node
    return copy.deepcopy(chance.choice(ODD))


def address(chance: random.Random) -> Forged:
    """Any parameters of a URL, of the page or of the page that asks for its layout."""
    names = chance.choices([*CONTROLS, "x", "", "%00"], k=chance.randint(1, 8))
    values = [
        chance.choice([*map(str, ODD[:-1]), quote("−1,5"), "nan,inf", "1" * 4000, ",".join("abc" * 99)]) for _ in names
    ]
    pairs = (f"{name}={quote(value.encode('utf-8', 'replace'))}" for name, value in zip(names, values, strict=True))
    query = "&".join(pairs)[:9000]
    if chance.random() < 0.5:
        return Forged("GET", f"/?{query}", b"", {"Accept-Encoding": "gzip"})
    return Forged("GET", "/_dash-layout", b"", {"Referer": f"http://127.0.0.1/?{query}", "Accept-Encoding": "gzip"})


def stranger(chance: random.Random) -> Forged:
    """Any method, path and headers."""
    headers = {name: chance.choice(TEXTS) for name in chance.sample(HEADERS, 3)}
    headers["Host"] = chance.choice(HOSTS) if chance.random() < 0.3 else "localhost"
    return Forged(chance.choice(METHODS), "/" + chance.choice(PATHS + STRANGE), b"", headers)
