"""Activation Lab: builds the Dash app, exposes `server`, runs with `python app.py`."""

import os
from pathlib import Path

from dash import Dash

import settings
import web
from components import dashboard, theme
from components.answer import answerable
from components.rest import restable
from components.takeaway import takeable
from files import SUITES, Files
from guard import Form
from serve import Shell, claim, serve

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

# The image brings the part of plotly.js that draws curves; where it is missing, Dash loads the whole.
SLIM = (Path(__file__).parent / "assets" / "plotly-basic.min.js").exists()
# What Dash would only ask for after its own scripts have run.
EARLY = (
    "dash/dcc/async-graph.js",
    "dash/dcc/async-slider.js",
    *(() if SLIM else ("plotly/package_data/plotly.min.js",)),
)
# What the body of a request holds, by its path; and a call through Dash's own route, by the callback's output.
BODIES = {dashboard.ANSWER_PATH: answerable, dashboard.TAKE_PATH: takeable}
CALLS: dict[str, Form] = {dashboard.REST_OUTPUT: restable}

chosen = settings.read(os.environ)
server = web.create(chosen)
# Dash marks each page for callbacks that run in the background; there are none, so one page is as good as another.
files = Files(server, constant=frozenset(chosen.prefix + path for path in ("", "_dash-dependencies", "_favicon.ico")))
app = Dash(
    __name__,
    server=server,  # type: ignore[arg-type]  # Dash takes a Flask, though its annotation does not say so
    url_base_pathname=chosen.prefix,
    title="Activation Lab",
    update_title="",  # or the tab flickers on every move
    index_string=INDEX,
    meta_tags=[{"name": "viewport", "content": "width=device-width, initial-scale=1"}],
    enable_mcp=False,
)
early = (f'<link rel="preload" as="script" href="{app.get_relative_path("/" + SUITES + path)}">' for path in EARLY)
app.index_string = INDEX.replace("EARLY", "".join(early))
app.layout = dashboard.layout
app.setup_apis()
web.protect(app, chosen, BODIES, CALLS)


def shell(*_: object) -> Shell:
    """What a worker of the server calls."""
    return Shell(server)


def main() -> None:
    """Serve the page, as the environment says: on this machine at port 8050, unless told otherwise."""
    claim(chosen)
    files.pack(app)
    print(f"Activation Lab on http://{chosen.address}:{chosen.port}{chosen.prefix}", flush=True)
    serve(chosen, shell)


if __name__ == "__main__":
    main()
