"""Serves the page that calls plotly.js itself, with the library whole and compressed."""

import gzip
import os
from pathlib import Path

from flask import Flask, Response
from plotly.offline import get_plotlyjs

HERE = Path(__file__).parent
PACKED = {
    "": (gzip.compress((HERE / "bare.html").read_bytes()), "text/html"),
    "plotly.min.js": (gzip.compress(get_plotlyjs().encode()), "text/javascript"),
}

app = Flask(__name__)


@app.get("/")
@app.get("/<name>")
def packed(name: str = "") -> Response:
    """One of the two files, compressed."""
    if name not in PACKED:
        return Response("OK" if name == "healthz" else "", 200 if name == "healthz" else 204)
    body, kind = PACKED[name]
    return Response(body, mimetype=kind, headers={"Content-Encoding": "gzip", "Cache-Control": "max-age=31536000"})


if __name__ == "__main__":
    app.run(port=int(os.environ["PORT"]), threaded=True)
