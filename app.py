"""Activation Lab: builds the Dash app, exposes `server`, runs with `python app.py`."""

import os
import sys

from dash import Dash
from waitress.server import create_server

from components import dashboard, theme

INDEX = """<!DOCTYPE html>
<html lang="en">
<head>
{%metas%}
<title>{%title%}</title>
{%favicon%}
<style>STYLE</style>
{%css%}
</head>
<body>
{%app_entry%}
<footer>{%config%}{%scripts%}{%renderer%}</footer>
</body>
</html>
""".replace("STYLE", theme.style_sheet())

app = Dash(
    __name__,
    title="Activation Lab",
    update_title="",  # or the tab flickers on every move
    index_string=INDEX,
    meta_tags=[{"name": "viewport", "content": "width=device-width, initial-scale=1"}],
    health_endpoint="healthz",
    compress=True,
    enable_mcp=False,
)
app.layout = dashboard.layout
app.setup_apis()
server = app.server


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
