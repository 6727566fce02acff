"""The Flask application below Dash: its limits, its headers, and the requests that it refuses.

The headers are set here rather than by Flask-Talisman, which redirects to https by default and
sends no Cross-Origin-Opener-Policy.
"""

import contextlib
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import orjson
from dash import Dash
from dash.development.base_component import Component
from dash.exceptions import DependencyException
from flask import Flask, Response, abort, request
from flask.json.provider import DefaultJSONProvider
from werkzeug.sansio.utils import host_is_trusted

from server.config import Config, normalize_host
from server.limits import MAX_BODY_BYTES

Validator = Callable[[Any], object]
"""A check of the part of a body that a handler takes; raises ValueError if it has another form."""

HEALTH_PATHS = ("/healthz", "/health")  # some platforms keep paths that end in z for themselves
PAGE_POLICY = {
    "default-src": "'none'",
    "style-src": "'self' 'unsafe-inline'",  # plotly and Dash set styles in what they draw
    "img-src": "'self' data: blob:",  # an exported picture is drawn from such an address
    "connect-src": "'self'",
    "font-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
}
HEADERS = {
    # For every answer that is not the page.
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # Dash's request for the layout needs the page's own URL
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",  # unless the cache of files knows better
}


class OrjsonProvider(DefaultJSONProvider):
    """JSON as its standard has it: no NaN, no number beyond a double, no unlimited nesting.

    Writes NumPy arrays and Dash components.
    """

    def loads(self, s: str | bytes, **_: Any) -> Any:
        """Return the value of a JSON text; raises ValueError if it is none."""
        return orjson.loads(s)

    def dumps(self, obj: Any, **_: Any) -> str:
        """Return the JSON text of a value."""
        return _encode_json(obj).decode()

    def response(self, *args: Any, **kwargs: Any) -> Response:
        """Return an answer that holds a value as JSON."""
        return Response(
            _encode_json(self._prepare_response_obj(args, kwargs)), mimetype=self.mimetype
        )


def _encode_json(value: object) -> bytes:
    return orjson.dumps(value, default=_component_to_json, option=orjson.OPT_SERIALIZE_NUMPY)


def _component_to_json(value: object) -> Any:
    if isinstance(value, Component):
        return value.to_plotly_json()
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def create_flask_app(config: Config) -> Flask:
    """Return the application for Dash to be built on."""
    app = Flask(__name__, static_folder=None)
    app.json = OrjsonProvider(app)
    app.url_map.merge_slashes = False  # or a path with two of them is redirected, host and all
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY_BYTES
    for path in HEALTH_PATHS:
        app.add_url_rule(path, path, lambda: Response("OK", mimetype="text/plain"))
    # Dash raises these where it knows no such file, or where the image leaves it out.
    for error in (DependencyException, FileNotFoundError):
        app.register_error_handler(
            error, lambda _: Response("There is no such file.", 404, mimetype="text/plain")
        )

    @app.before_request
    def check_host() -> None:
        """Refuse other names than the trusted ones, except for questions about the health."""
        host = request.environ.get("HTTP_HOST", "")
        if request.path not in HEALTH_PATHS and not _has_trusted_name(host, config.trusted_hosts):
            abort(400, "The page is not served under this name.")

    return app


def _has_trusted_name(host: str, trusted_hosts: Sequence[str]) -> bool:
    """Return whether a Host header is well formed and, where names are given, has one of those.

    Werkzeug compares neither IPv6 addresses nor names with capitals or a final dot.
    """
    if not host_is_trusted(host):
        return False
    try:
        name = normalize_host(re.sub(r":\d+$", "", host))
    except ValueError:
        return False
    return not trusted_hosts or any(
        name == trusted or (trusted.startswith(".") and f".{name}".endswith(trusted))
        for trusted in trusted_hosts
    )


@contextlib.contextmanager
def hide_dash_variables() -> Iterator[None]:
    """Hide the environment variables from Dash that it would read: `Config` alone configures."""
    hidden = {name: text for name, text in os.environ.items() if name.startswith("DASH_")}
    for name in hidden:
        del os.environ[name]
    try:
        yield
    finally:
        os.environ.update(hidden)


def protect_app(
    app: Dash, config: Config, validators: Mapping[str, Validator], script_hashes: Sequence[str]
) -> None:
    """Refuse requests that the page would never send, and tell browsers what the page may do.

    `validators` has a check for each path that takes a body, `script_hashes` the hashes of inline
    scripts besides those of Dash. Every callback of the page has to be registered before.
    """
    flask_app: Flask = app.server
    policy = _page_policy([*app.csp_hashes(), *script_hashes], config.frame_ancestors)
    refused_endpoints = {
        "/<path:path>",  # where Dash would answer any path with the page
        "/_reload-hash",  # for developers of Dash pages
        "/_dash-update-component",  # every callback has a path of its own
    }

    @flask_app.before_request
    def validate_request() -> None:
        """Refuse unknown paths, and bodies of another form, which Dash would answer with 500."""
        validator = validators.get(request.path)
        if request.endpoint in refused_endpoints or request.path.endswith(".map"):
            abort(404 if validator is None else 405)
        if validator is not None and request.method == "POST":
            try:
                validator(_requested_value(request.get_json(silent=True)))
            except ValueError:
                abort(400, "The page sends no such request.")

    @flask_app.after_request
    def set_security_headers(response: Response) -> Response:
        """Set the headers that every answer has, errors included."""
        for name, text in HEADERS.items():
            response.headers.setdefault(name, text)
        if response.mimetype == "text/html":
            response.headers["Content-Security-Policy"] = policy
        return response


def _requested_value(body: object) -> object:
    """Return the one value of a body `{"request": value}`; raises ValueError for other bodies."""
    if not isinstance(body, dict) or body.keys() != {"request"}:
        raise ValueError("the body is not exactly one request")
    return body["request"]


def _page_policy(script_hashes: Sequence[str], frame_ancestors: Sequence[str]) -> str:
    scripts = " ".join(["'self'", *dict.fromkeys(script_hashes)])
    ancestors = " ".join(["'self'", *frame_ancestors])
    policy = PAGE_POLICY | {"script-src": scripts, "frame-ancestors": ancestors}
    return "; ".join(f"{directive} {sources}" for directive, sources in policy.items())
