"""A page whose responses go on with the lines of a job: `python -m tests.server.job_page`."""

import json
import os
from multiprocessing.connection import Connection

from flask import Flask, Response, request

from server.asgi import JOB, WsgiAdapter
from server.config import Config
from server.granian import serve_app
from server.job_process import JobAddress
from tests.server.counting import run_job


def create_page() -> Flask:
    """Return a page whose response to a text goes on with the lines of that job."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = 1000
    app.add_url_rule("/healthz", "health", lambda: "OK")

    @app.post("/quick")
    def start_job() -> Response:
        text = request.get_data(as_text=True)
        request.environ[JOB] = text
        response = Response(json.dumps({"job": text}), mimetype="application/json")
        response.add_etag()
        return response

    return app


def load_adapter(pipe: Connection, job_address: JobAddress, *_: object) -> WsgiAdapter:
    """Return the adapter of a worker."""
    quick_paths = (("/quick", "/healthz"),)
    return WsgiAdapter(create_page(), "/", quick_paths, lambda *_: False, pipe, job_address)


if __name__ == "__main__":
    serve_app(Config.from_environment(os.environ), load_adapter, run_job)
