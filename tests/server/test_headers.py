"""What browsers are told: what the page may do, and that nothing comes from elsewhere."""

import base64
import hashlib
import re

import pytest
from flask.testing import FlaskClient

ANSWERS = [
    ("GET", "/", 200),
    ("GET", "/_dash-layout", 200),
    ("GET", "/healthz", 200),
    ("GET", "/assets/lab.js", 200),
    ("GET", "/nothing", 404),
    ("POST", "/", 405),
    ("POST", "/api/update", 400),
]


def read_page(client: FlaskClient) -> str:
    """Return the page's HTML."""
    return client.get("/", buffered=True).get_data(as_text=True)


def read_policy(client: FlaskClient) -> dict[str, list[str]]:
    """Return the sources that the page's policy allows, by directive."""
    policy = client.get("/", buffered=True).headers["Content-Security-Policy"]
    directives = (directive.split() for directive in policy.split("; "))
    return {name: sources for name, *sources in directives}


@pytest.mark.parametrize(("method", "path", "status"), ANSWERS)
def test_every_answer_has_the_headers(
    client: FlaskClient, method: str, path: str, status: int
) -> None:
    response = client.open(path, method=method, buffered=True)
    assert response.status_code == status
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "frame-ancestors" in response.headers["Content-Security-Policy"]
    assert "Server" not in response.headers


def test_every_script_in_the_page_is_allowed_by_its_hash_and_no_other(
    client: FlaskClient,
) -> None:
    allowed = read_policy(client)["script-src"]
    scripts = re.findall(r"<script([^>]*)>(.*?)</script>", read_page(client), re.DOTALL)
    # A browser runs no JSON, so that Dash's configuration needs no hash.
    inline = [text for attributes, text in scripts if text and "application/json" not in attributes]
    digests = [hashlib.sha256(text.encode()).digest() for text in inline]
    hashes = {f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests}
    assert len(hashes) == 2  # the import map, and the start of Dash's renderer
    assert hashes == set(allowed) - {"'self'"}


def test_nothing_is_loaded_from_elsewhere(client: FlaskClient) -> None:
    policy = read_policy(client)
    sources = {
        source for name, sources in policy.items() if name != "script-src" for source in sources
    }
    assert sources == {"'none'", "'self'", "'unsafe-inline'", "data:", "blob:"}
    assert not re.findall(r'(?:src|href)="(?!/)', read_page(client))
