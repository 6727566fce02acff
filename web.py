"""The Flask application below Dash: its limits, its headers, and what it refuses."""

from collections.abc import Mapping
from typing import Any

import orjson
from dash import Dash
from dash.exceptions import DependencyException
from flask import Flask, Response, abort, request
from flask.json.provider import DefaultJSONProvider
from werkzeug.sansio.utils import host_is_trusted

from core.control import LONGEST_TEXT
from core.view import CONTROLS, LONGEST_QUERY
from files import SOURCE_MAP
from guard import Form, called
from settings import Settings

HEALTH = "healthz"
A_YEAR = 31_536_000
ESCAPED = 6  # bytes that a character takes at most in JSON
# The text of a URL, a raw value of each control and of a turn, and what stands around them.
LONGEST_BODY = ESCAPED * (LONGEST_QUERY + (len(CONTROLS) + 1) * LONGEST_TEXT) + 2000
POLICY = {
    "default-src": "'none'",
    "style-src": "'self' 'unsafe-inline'",  # plotly and Dash style what they draw
    "img-src": "'self' data: blob:",  # a picture to take away is drawn from such an address
    "connect-src": "'self'",
    "font-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
}
NO_PAGE = "default-src 'none'; frame-ancestors 'none'"  # of what is no page
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # the layout is asked for with the page's own URL
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Json(DefaultJSONProvider):
    """JSON by the book, and quicker: no NaN, no number that a double cannot hold, no nesting without end."""

    def loads(self, s: str | bytes, **_: Any) -> Any:
        return orjson.loads(s)

    def dumps(self, obj: Any, **_: Any) -> str:
        return orjson.dumps(obj).decode()

    def response(self, *args: Any, **kwargs: Any) -> Response:
        return Response(orjson.dumps(self._prepare_response_obj(args, kwargs)), mimetype=self.mimetype)


def create(settings: Settings) -> Flask:
    """The application for Dash to be built on."""
    web = Flask("app", static_folder=None)
    web.json = Json(web)
    web.config.update(SEND_FILE_MAX_AGE_DEFAULT=A_YEAR, MAX_CONTENT_LENGTH=LONGEST_BODY)
    for root in {"/", settings.prefix}:
        web.add_url_rule(root + HEALTH, root + HEALTH, lambda: Response("OK", mimetype="text/plain"))
    for absent in (DependencyException, FileNotFoundError):  # Dash knows no such file, or the image leaves it out
        web.register_error_handler(absent, lambda _: Response("There is no such file.", 404, mimetype="text/plain"))

    @web.before_request
    def addressed() -> None:
        """Whoever asks how the server is may call it by any name."""
        health = request.path in ("/" + HEALTH, settings.prefix + HEALTH)
        if not health and not host_is_trusted(request.environ.get("HTTP_HOST"), settings.trusted):
            abort(400, "The page is not served under this name.")

    return web


def protect(app: Dash, settings: Settings, bodies: Mapping[str, Form], calls: Mapping[str, Form]) -> None:
    """Refuse what the page would never ask, and tell browsers what the page may do.

    `bodies` says by path what form the body of a request has; `calls`, by output, what values a callback takes that is
    called through Dash's own route. Every callback of the page has to be registered before.
    """
    root = settings.prefix
    web: Flask = app.server
    forms: dict[str, Form] = {**bodies, f"{root}_dash-update-component": lambda body: called(app, calls, body)}
    absent = {f"{root}<path:path>", f"{root}_reload-hash"}  # where Dash would answer with the page, or for developers
    policy = _policy(app, settings)

    @web.before_request
    def refused() -> None:
        form = forms.get(request.path)
        if request.endpoint in absent or request.path.endswith(SOURCE_MAP):
            abort(404 if form is None else 405)
        if form is not None and request.method == "POST" and not form(request.get_json(silent=True)):
            abort(400, "The page sends no such request.")

    @web.after_request
    def told(response: Response) -> Response:
        response.headers.update(HEADERS)
        response.headers["Content-Security-Policy"] = policy if response.mimetype == "text/html" else NO_PAGE
        return response


def _policy(app: Dash, settings: Settings) -> str:
    scripts = " ".join(["'self'", *dict.fromkeys(app.csp_hashes())])
    ancestors = " ".join(["'self'", *settings.embedders])
    policy = POLICY | {"script-src": scripts, "frame-ancestors": ancestors}
    return "; ".join(f"{name} {sources}" for name, sources in policy.items())
