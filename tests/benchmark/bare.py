"""Serves the page that calls plotly.js itself, with the whole library, compressed."""

import gzip
import os
from pathlib import Path

from flask import Flask, Response
from plotly.offline import get_plotlyjs

PAGE = Path(__file__).parent / "bare.html"
FILES = {
    "": (gzip.compress(PAGE.read_bytes()), "text/html"),
    "plotly.min.js": (gzip.compress(get_plotlyjs().encode()), "text/javascript"),
}

app = Flask(__name__)


@app.get("/healthz")
def answer_health() -> Response:
    """Return that the page is served."""
    return Response("OK", mimetype="text/plain")


@app.get("/")
@app.get("/<name>")
def send_file(name: str = "") -> Response:
    """Return one of the two files, compressed."""
    if name not in FILES:
        return Response(status=204)
    content, mimetype = FILES[name]
    headers = {"Content-Encoding": "gzip", "Cache-Control": "max-age=31536000"}
    return Response(content, mimetype=mimetype, headers=headers)


if __name__ == "__main__":
    app.run(port=int(os.environ["PORT"]), threaded=True)
