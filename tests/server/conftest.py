"""A client that calls the application without a network."""

import pytest
from flask.testing import FlaskClient

from app import app


@pytest.fixture
def client() -> FlaskClient:
    """Return a client of the page."""
    client: FlaskClient = app.server.test_client()
    return client
