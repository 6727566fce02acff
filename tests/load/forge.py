"""Requests that the page would never send: bodies, addresses, headers and methods gone wrong.

A seed decides which.
"""

import copy
import json
import random
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import quote

from core.activations import ACTIVATIONS
from core.keys import LIMIT, SUM
from core.lens_fields import LENS_NAMES
from core.view import CONTROLS
from tests import valid_requests
from tests.load.client import JSON_HEADERS

UPDATE = valid_requests.UPDATE | {
    "query": "?alpha=1.5",
    "changes": {"alpha": 2, "range": [-5, 5]},
    "full": True,
}
SWEEP = valid_requests.SWEEP | {"query": "?alpha=1.5"}
DESCRIBE = valid_requests.DESCRIBE | {
    "query": "?alpha=1.5",
    "previous_query": "?alpha=1",
    "open_tables": ["value-table", "properties-table"],
}
EXPORT = valid_requests.EXPORT | {"query": "?alpha=1.5"}
DASH_CALL = {
    "output": "update-response.data",
    "outputs": {"id": "update-response", "property": "data"},
    "inputs": [{"id": "update-request", "property": "data", "value": UPDATE}],
    "changedPropIds": ["update-request.data"],
    "state": [],
}
# A right body of each path; the first is the most frequent one.
BODIES: tuple[tuple[str, Mapping[str, Any]], ...] = (
    ("/api/update", {"request": UPDATE}),
    ("/api/update", {"request": UPDATE}),
    ("/api/sweep", {"request": SWEEP}),
    ("/api/describe", {"request": DESCRIBE}),
    ("/api/export", {"request": EXPORT}),
    ("/_dash-update-component", DASH_CALL),
)
# fmt: off
ODD_VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 2.5, 1e308, -1e308, float("nan"), float("inf"), 2**53, 2**64,
    10**4000, "", "1e999", "NaN", "-0", "１２", "\x00", "\ud800", "__proto__", "x" * 5000,
    "..a.b...c.d..", "?" + "a=1&" * 500, [], {}, [[[]]], {"id": {"type": "x"}}, [None] * 300,
    {"": {}}, [1, [2, [3, [4]]]], {"__class__": "x"},
)
HUGE_BODIES = (
    b"[" * 30_000, b'{"request":' * 3000, b'{"a":[' * 4000, b"9" * 4000, b"x" * 8_000_000,
    b'"' + b"\\u0000" * 5000 + b'"',
)
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW")
PATHS = (
    "", "api/update", "api/sweep", "api/describe", "api/export", "_dash-layout",
    "_dash-dependencies", "_dash-update-component", "_reload-hash", "healthz", "_mcp",
    "assets/lab/main.mjs?m=1",
)
ODD_PATHS = (
    "assets/", "assets/lab/", "assets/..%2fapp.py", "assets/%00", "assets/none.js", "api/",
    "_dash-component-suites/", "%ff%fe", "admin.php", "_dash-component-suites/none/x.js",
    "_dash-component-suites/dash/x.js", "_dash-component-suites/os/path.py",
    "_dash-component-suites/dash/dcc/async-slider.js.map", "_alive_x", "a/" * 400,
    "../../etc/passwd", "//x", "?%zz=%",
)
ODD_HOSTS = (
    "", "a b", "<script>", "[::1", "x" * 3000, "a:99999999", "127.0.0.1@evil", "..",
)
HEADER_NAMES = (
    "Referer", "Cookie", "Accept-Encoding", "If-None-Match", "Range", "Content-Type",
    "X-Forwarded-For", "Origin",
)
ODD_CONTENT_TYPES = (
    "", "=;=", "scheme=dark; scheme", "br;q=nan", '"', "bytes=9-1", "http://[::1/?a",
    "text/html;" * 50, "width=1e999; height=-9", "width=; height=nan; scheme=",
)
ODD_HEADERS = (*ODD_CONTENT_TYPES, "\xff\xfe", "*")
# Nested, huge, long to compute, with names and attributes, look-alikes, markup, and of 8 kB.
ODD_FORMULAS = (
    "(" * 4000 + "x" + ")" * 4000, "-" * 199 + "x", "9^9^9^9^9", "9**9**9", "x^" * 99 + "x",
    "__import__('os').system('id')", "x.__class__.__mro__", "().__class__", "lambda: x", "exec(x)",
    "х + 1", "ｘ", "ex\u0301p(x)", "x\u200b+1", "１+x", "x\x00", "\ud800", "<img src=x onerror=a>",
    "</script><script>alert(1)</script>", "x" * 8000, "1e999", "1/0", "0/0*x", "[x for x in x]",
    "+".join(["erf(x)"] * 24), "erf(" * 29 + "a*x" + ")" * 29, "*".join(["max(x,a)"] * 20),
    "1 if x<0 else " * 14 + "x", "if else if", "exp(exp(exp(x)))", "abs(sin(900*x))", "x;x", "",
)
# fmt: on


class ForgedRequest(NamedTuple):
    """One request."""

    method: str
    path: str
    body: bytes
    headers: dict[str, str]


def write_body(request: Mapping[str, Any]) -> bytes:
    """Return the body of a request to an endpoint."""
    return json.dumps({"request": request}).encode()


# Every curve at as many samples as the controls allow: a valid request, and none costs more.
LONGEST_FORMULA = quote("+".join(["erf(a*x)"] * 16))
COSTLIEST_QUERY = (
    f"?shown={','.join(ACTIVATIONS)}&extras=terms,limit,input&range=-20,20&step=0.01&count=200"
    f"&formula={LONGEST_FORMULA}&formula2={LONGEST_FORMULA}"
)
COSTLIEST_UPDATE = UPDATE | {"query": COSTLIEST_QUERY, "changes": {"scale": "log"}}
COSTLIEST_SWEEP = SWEEP | {"query": "?rule=refine&count=200", "name": "span", "keys": [SUM, LIMIT]}
COSTLIEST_REQUESTS = (
    ForgedRequest(
        "GET",
        "/_dash-layout",
        b"",
        {"Referer": f"http://127.0.0.1/{COSTLIEST_QUERY}", "Accept-Encoding": "gzip"},
    ),
    *(
        ForgedRequest("POST", path, write_body(request), JSON_HEADERS)
        for path, request in (
            ("/api/update", COSTLIEST_UPDATE),
            ("/api/sweep", COSTLIEST_SWEEP),
        )
    ),
)


def forge_requests(seed: int, count: int) -> Iterator[ForgedRequest]:
    """Yield `count` forged requests; the same seed gives the same ones."""
    chance = random.Random(seed)
    forgers: tuple[Callable[[random.Random], ForgedRequest], ...] = (
        *(forge_body, forge_body, forge_body),
        *(forge_address, forge_address),
        forge_headers,
        forge_formula,
    )
    for _ in range(count):
        yield chance.choice(forgers)(chance)


def forge_body(chance: random.Random) -> ForgedRequest:
    """Return a right body gone wrong in up to three places, or in its bytes."""
    path, right = chance.choice(BODIES)
    if chance.random() < 0.02:
        body = chance.choice(HUGE_BODIES)
        return ForgedRequest("POST", path, body, {"Content-Type": "application/json"})
    wrong: Any = copy.deepcopy(right)
    for _ in range(chance.randint(0, 3)):
        wrong = mutate_value(chance, wrong)
    body = json.dumps(wrong).encode()
    if chance.random() < 0.2 and body:
        start = chance.randrange(len(body))
        end = start + chance.randint(0, 9)
        body = body[:start] + chance.randbytes(chance.randint(0, 3)) + body[end:]
    is_json = chance.random() < 0.9
    content_type = "application/json" if is_json else chance.choice(ODD_CONTENT_TYPES)
    return ForgedRequest("POST", path, body, {"Content-Type": content_type})


def mutate_value(chance: random.Random, value: Any) -> Any:
    """Return a value with something inside it replaced, removed or added."""
    if not isinstance(value, (dict, list)) or not value or chance.random() > 0.8:
        return copy.deepcopy(chance.choice(ODD_VALUES))
    key: Any = chance.choice(list(value) if isinstance(value, dict) else range(len(value)))
    action = chance.random()
    if action < 0.15:
        del value[key]
    elif action < 0.3 and isinstance(value, dict):
        name = chance.choice([*CONTROLS, "moment", "value", "x" * 300, ""])
        value[name] = chance.choice(ODD_VALUES)
    else:
        value[key] = mutate_value(chance, value[key])
    return value


def forge_address(chance: random.Random) -> ForgedRequest:
    """Return a request with any parameters of the page's URL."""
    names = chance.choices([*CONTROLS, "x", "", "%00"], k=chance.randint(1, 8))
    odd_texts = map(str, ODD_VALUES[:-1])
    texts = [*odd_texts, quote("−1,5"), "nan,inf", "1" * 4000, ",".join("abc" * 99)]
    values = [chance.choice(texts).encode("utf-8", "replace") for _ in names]
    pairs = (f"{name}={quote(value)}" for name, value in zip(names, values, strict=True))
    query = "&".join(pairs)[:9000]
    headers = {"Accept-Encoding": "gzip"}
    if chance.random() < 0.5:
        return ForgedRequest("GET", f"/?{query}", b"", headers)
    referer = f"http://127.0.0.1/?{query}"  # Dash's renderer asks for the layout of this page
    return ForgedRequest("GET", "/_dash-layout", b"", headers | {"Referer": referer})


def forge_formula(chance: random.Random) -> ForgedRequest:
    """Return a request with a text in place of a formula, in its changes or in a URL."""
    text, kind = chance.choice(ODD_FORMULAS), chance.randrange(4)
    query = f"?shown=own&lens={chance.choice(LENS_NAMES)}"
    if kind == 0:
        update = UPDATE | {"query": query, "changes": {"formula": text, "a": 0.7}}
        return ForgedRequest("POST", "/api/update", write_body(update), JSON_HEADERS)
    query += f"&formula={quote(text.encode('utf-8', 'replace'))}"
    if kind == 1:
        return ForgedRequest("GET", f"/{query}"[:9000], b"", {"Accept-Encoding": "gzip"})
    if kind == 2:
        sweep = SWEEP | {"query": query, "name": "a", "keys": ["own"]}
        return ForgedRequest("POST", "/api/sweep", write_body(sweep), JSON_HEADERS)
    export = EXPORT | {"query": query}
    return ForgedRequest("POST", "/api/export", write_body(export), JSON_HEADERS)


def forge_headers(chance: random.Random) -> ForgedRequest:
    """Return a request with any method, path and headers."""
    headers = {name: chance.choice(ODD_HEADERS) for name in chance.sample(HEADER_NAMES, 3)}
    headers["Host"] = chance.choice(ODD_HOSTS) if chance.random() < 0.3 else "localhost"
    path = chance.choice(PATHS + ODD_PATHS)
    return ForgedRequest(chance.choice(METHODS), f"/{path}", b"", headers)
