"""Activation Lab: `create_app` builds the page; `python app.py` serves it."""

import mimetypes
import os
import re
from multiprocessing.connection import Connection
from pathlib import Path
from string import Template
from typing import Any

import flask
from dash import Dash
from flask import Flask

from components.api.requests import ApiPaths, read_window
from components.api.update import is_costly_update
from components.callbacks import ENDPOINTS, register_callbacks
from components.first_page import OLD_BROWSER_NOTE, build_first_page, page_attributes
from components.head import SITE, head_tags
from components.layout import build_layout, read_visit
from components.race.film import run_race
from components.theme import style_sheet
from server.app import HEALTH_PATHS, create_flask_app, hide_dash_variables, protect_app
from server.asgi import JOB, WsgiAdapter
from server.config import Config
from server.granian import check_port_is_free, serve_app
from server.job_process import JobAddress
from server.modules import ModuleSet
from server.static_cache import (
    ASSETS_PATH,
    COMPONENT_SUITES,
    NO_STORE,
    REVALIDATED,
    CachedPage,
    StaticCache,
    asset_dates,
    precompress,
)

ASSETS = Path(__file__).parent / "assets"
ROOT = '<div id="react-entry-point"></div>'  # where Dash draws
MODULES = "lab"  # the folder in it that holds the JavaScript modules
ROUTES = ApiPaths.below("/")
CONSTANT_PATHS = ("/_dash-dependencies", "/_favicon.ico")  # whose answers are always the same
# The beginnings of the paths that are answered at once, in groups that do not wait for each other.
QUICK_PATHS = (
    HEALTH_PATHS,
    (ROUTES.update,),
    (ROUTES.sweep,),
    (ROUTES.race,),
    (f"/{COMPONENT_SUITES}", f"/{ASSETS_PATH}", *CONSTANT_PATHS),
)
PAGE = Template("""<!DOCTYPE html>
<html lang="en" {%root%}>
<head>
{%metas%}
{%head%}
{%favicon%}
<style>$style_sheets</style>
<script type="importmap">$import_map</script>
$preloads
</head>
<body>
{%app_entry%}
<footer>{%config%}{%scripts%}{%renderer%}$modules</footer>
</body>
</html>
""")


class Page(Dash):
    """The Dash application, with the first page of each URL in its HTML."""

    def serve_layout(self) -> flask.Response:
        """Return the layout. Dash's own way through Plotly's JSON takes five times as long."""
        response: flask.Response = self.server.json.response(self.get_layout())
        return response

    def interpolate_index(self, **parts: Any) -> str:  # type: ignore[override]
        """Return the HTML of the page that is asked for.

        Dash's own loading text makes room for the first page, which stays beside Dash's page until
        that is drawn.
        """
        query = flask.request.query_string.decode("utf-8", "replace")
        first_page = build_first_page(query, find_shapes(flask.request))
        parts["app_entry"] = OLD_BROWSER_NOTE + ROOT + first_page
        index: str = super().interpolate_index(**parts)  # type: ignore[no-untyped-call]
        index = index.replace("{%root%}", page_attributes(query), 1)
        return index.replace("{%head%}", head_tags(query), 1)


def find_shapes(request: flask.Request) -> tuple[str, ...]:
    """Return the shapes that the window of a request may have.

    Without a cookie that tells, the browser says whether it is a phone's.
    """
    if "height" in request.cookies:
        return (read_window(request.cookies).shape,)
    is_phone = "Mobi" in request.headers.get("User-Agent", "")
    return ("narrow", "low") if is_phone else ("wide",)


def find_page_variant() -> str:
    """Return what the HTML of the current request depends on."""
    return f"{find_shapes(flask.request)} {flask.request.query_string!r}"


def create_app(config: Config) -> Dash:
    """Return the page as a Dash application. Its `server` is the Flask application below it."""
    # Python 3.11, and the tables of some systems, have another type or none.
    mimetypes.add_type("text/javascript", ".mjs")

    # 1. Flask, with its limits.
    flask_app = create_flask_app(config)

    # 2. The cache of files.
    modules = ModuleSet(ASSETS / MODULES, f"{config.prefix}{ASSETS_PATH}{MODULES}/")
    _cache_files(flask_app, modules)

    # 3. Dash on top of it.
    app = _create_dash(flask_app, config.prefix, modules)

    # 4. The layout and the callbacks. Routes have no prefix: the adapter takes it away.
    app.layout = build_layout(ApiPaths.below(config.prefix))
    register_callbacks(app, ROUTES)
    app.setup_apis()
    flask_app.after_request(start_race)

    # 5. What is refused, and what browsers are told; both need to know all callbacks.
    validators = {getattr(ROUTES, name): parse for name, (parse, _) in ENDPOINTS.items()}
    protect_app(app, config, validators, [modules.script_hash])
    return app


def start_race(response: flask.Response) -> flask.Response:
    """Let the frames of a race follow the response that begins it."""
    request = flask.request
    if request.path == ROUTES.race and request.method == "POST" and response.status_code == 200:
        request.environ[JOB] = flask.json.loads(response.get_data())["race"]
    return response


def _cache_files(flask_app: Flask, modules: ModuleSet) -> None:
    """Keep compressed files, pages and layouts."""
    fingerprints = {f"{MODULES}/{name}": each for name, each in modules.fingerprints.items()}
    StaticCache(
        flask_app,
        frozenset(CONSTANT_PATHS),
        {
            "/": CachedPage(find_page_variant, REVALIDATED),
            "/_dash-layout": CachedPage(lambda: repr(read_visit()), NO_STORE),
        },
        asset_dates(ASSETS) | fingerprints,
    )


def _create_dash(flask_app: Flask, prefix: str, modules: ModuleSet) -> Dash:
    """Return a Dash application without a layout."""
    with hide_dash_variables():
        return Page(
            __name__,
            server=flask_app,  # type: ignore[arg-type]  # the annotation leaves a Flask out
            routes_pathname_prefix="/",
            requests_pathname_prefix=prefix,
            assets_folder=str(ASSETS),
            # The HTML names the modules itself, and holds the style sheets.
            assets_path_ignore=[f"^{MODULES}$", "^css$"],
            index_string=_page_template(modules, prefix),
            title=SITE,
            update_title="",  # or the tab's title flickers on every move
            meta_tags=[{"name": "viewport", "content": "width=device-width, initial-scale=1"}],
            # Otherwise the HTML would hold the layout, for a check of callbacks that tests do too.
            suppress_callback_exceptions=True,
            enable_mcp=False,
        )


def _style_sheets() -> str:
    """Return all style sheets, which the HTML holds: the first picture waits for no request."""
    files = sorted((ASSETS / "css").glob("*.css"))
    rules = re.sub(r"/\*.*?\*/", "", "".join(each.read_text() for each in files), flags=re.DOTALL)
    # Beside a brace or after a colon no space counts; before a colon it does.
    return style_sheet() + re.sub(r"\s*([{};])\s*|(?<=[:,])\s+", r"\1", re.sub(r"\s+", " ", rules))


def _page_template(modules: ModuleSet, prefix: str) -> str:
    """Return the HTML of the page, with the places that Dash fills."""
    # Dash's own scripts would ask for these only after they have run.
    scripts = ["dash/dcc/async-graph.js", "dash/dcc/async-slider.js"]
    # The image brings the part of plotly.js that draws curves; without it, Dash loads all of it.
    if not (ASSETS / "plotly-basic.min.js").exists():
        scripts.append("plotly/package_data/plotly.min.js")
    return PAGE.substitute(
        style_sheets=_style_sheets(),
        import_map=modules.import_map,
        preloads="".join(
            f'<link rel="preload" as="script" href="{prefix}{COMPONENT_SUITES}{script}">'
            for script in scripts
        ),
        modules=modules.script_tags(),
    )


config = Config.from_environment(os.environ)
app = create_app(config)
server = app.server


def is_costly(path: str, body: bytes) -> bool:
    """Return whether a request to one of QUICK_PATHS takes long all the same."""
    return path == ROUTES.update and is_costly_update(body)


def load_adapter(pipe: Connection, job_address: JobAddress, *_: object) -> WsgiAdapter:
    """Return what a worker calls for each request; a function, since some systems pickle it.

    `pipe` is for the worker's heartbeats, `job_address` is where races run. Whatever else Granian
    hands over is ignored.
    """
    precompress(app)  # for workers that do not share the memory of the main process
    return WsgiAdapter(server, config.prefix, QUICK_PATHS, is_costly, pipe, job_address)


def main() -> None:
    """Serve the page as the environment says; by default on this machine, at port 8050."""
    check_port_is_free(config)
    precompress(app)
    host = f"[{config.address}]" if ":" in config.address else config.address
    print(f"Activation Lab on http://{host}:{config.port}{config.prefix}", flush=True)
    serve_app(config, load_adapter, run_race)


if __name__ == "__main__":
    main()
