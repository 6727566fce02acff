"""Activation Lab: builds the Dash app, exposes `server`, runs with `python app.py`."""

import os
import sys

from dash import Dash
from flask import Flask, Request, Response, abort, request
from waitress.server import create_server

from components import dashboard, theme
from components.answer import answerable
from components.takeaway import takeable

INDEX = """<!DOCTYPE html>
<html lang="en">
<head>
{%metas%}
<title>{%title%}</title>
{%favicon%}
<style>STYLE</style>
EARLY
{%css%}
</head>
<body>
{%app_entry%}
<footer>{%config%}{%scripts%}{%renderer%}</footer>
</body>
</html>
""".replace("STYLE", theme.style_sheet())

A_YEAR = 31_536_000
SUITES = "_dash-component-suites/"
# What Dash would only ask for after its own scripts have run.
EARLY = ("plotly/package_data/plotly.min.js", "dash/dcc/async-graph.js", "dash/dcc/async-slider.js")


class Compressed(dict[str, bytes]):
    """Compressed files by their key, kept for good; the key of what changes is empty, and nothing is kept under it."""

    def set(self, key: str, content: bytes) -> None:
        if not key.endswith(";"):
            self[key] = content


def file_key(asked: Request) -> str:
    """The key of a response that is the same for everyone while the server runs, or nothing."""
    return asked.full_path if SUITES in asked.path or "/assets/" in asked.path else ""


web = Flask(__name__)
web.config.update(
    SEND_FILE_MAX_AGE_DEFAULT=A_YEAR,  # of assets, whose addresses carry a fingerprint
    MAX_CONTENT_LENGTH=65_536,  # no request of the page comes near
    COMPRESS_MIN_SIZE=8000,  # below, compressing takes longer than sending
    COMPRESS_CACHE_BACKEND=Compressed,
    COMPRESS_CACHE_KEY=file_key,
)
app = Dash(
    __name__,
    server=web,  # type: ignore[arg-type]  # Dash takes a Flask, though its annotation does not say so
    title="Activation Lab",
    update_title="",  # or the tab flickers on every move
    index_string=INDEX,
    meta_tags=[{"name": "viewport", "content": "width=device-width, initial-scale=1"}],
    health_endpoint="healthz",
    compress=True,
    enable_mcp=False,
)
early = (f'<link rel="preload" as="script" href="{app.get_relative_path("/" + SUITES + path)}">' for path in EARLY)
app.index_string = INDEX.replace("EARLY", "".join(early))
app.layout = dashboard.layout
app.setup_apis()
server = app.server


# Whether a body is one that the page would send, by where it is sent.
FORMS = {dashboard.ANSWER_PATH: answerable, dashboard.TAKE_PATH: takeable}


@web.before_request
def checked() -> None:
    """Refuse what the page would never ask, before anything reads it."""
    if request.path in FORMS and request.method == "POST":
        try:
            body = request.get_json(silent=True)
        except RecursionError:
            body = None
        if not FORMS[request.path](body):
            abort(400)


@web.after_request
def tagged(response: Response) -> Response:
    """Name the version of each page, so that a second visit moves only what has changed."""
    if request.method == "GET" and response.status_code == 200 and not response.is_streamed:
        response.add_etag()
    return response


def main() -> None:
    """Serve the page on this machine, at the port of the environment variable PORT, or else 8050."""
    asked = os.environ.get("PORT", "8050")
    if not (asked.isascii() and asked.isdigit() and 0 < int(asked[:6]) < 65536):
        sys.exit(f"PORT takes a number from 1 to 65535, not {asked[:20]!r}")
    port = int(asked)
    try:
        listening = create_server(server, host="127.0.0.1", port=port, threads=8)
    except OSError:
        sys.exit(f"Port {port} is taken: stop what runs there, or choose another, as in PORT={port + 1} make run")
    print(f"Activation Lab on http://127.0.0.1:{port}", flush=True)
    listening.run()


if __name__ == "__main__":
    main()
