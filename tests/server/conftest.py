"""A client that calls the application without a network, and an adapter for a small application."""

import pytest
from flask import Flask, Response, request
from flask.testing import FlaskClient

from app import app as lab_app
from server.asgi import WsgiAdapter
from tests.server.exchange import build_adapter


@pytest.fixture
def client() -> FlaskClient:
    """Return a client of the page."""
    client: FlaskClient = lab_app.server.test_client()
    return client


@pytest.fixture
def calls() -> list[str]:
    """Return the list of what the application has answered."""
    return []


@pytest.fixture
def adapter(calls: list[str]) -> WsgiAdapter:
    """Return an adapter for an application that returns the body."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = 1000

    @app.post("/<path:path>")
    def echo(path: str) -> Response:
        calls.append(f"{request.remote_addr} {path}")
        return Response(request.get_data() * 1000)

    return build_adapter(app)
