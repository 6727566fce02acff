"""The page in a frame of another site, as courses show it, with and without a sandbox."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import pytest
from dash.testing.browser import Browser

from tests.browser.page import Page

FULL_SANDBOX = "allow-scripts allow-same-origin allow-downloads"


class CoursePage(BaseHTTPRequestHandler):
    """A page with one frame; its query has the frame's attributes."""

    def do_GET(self) -> None:
        """Answer a request."""
        query = parse_qs(urlsplit(self.path).query)
        attributes = "".join(f' {name}="{values[0]}"' for name, values in query.items())
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(f"<iframe width=1000 height=700{attributes}></iframe>".encode())

    def log_message(self, *_: object) -> None:
        """Write nothing."""


@pytest.fixture(scope="module")
def course() -> Iterator[str]:
    """Where the course is served: at another host than the page."""
    with ThreadingHTTPServer(("127.0.0.1", 0), CoursePage) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}/"
        server.shutdown()


@pytest.fixture
def frame(dash_br: Browser, address: str) -> Iterator[Page]:
    """A browser for the course; afterwards it shows no frame any more."""
    yield Page(dash_br, address)
    dash_br.driver.get(address + "healthz")
    dash_br.driver.get_log("browser")  # a sandbox complains, which is right


def show_frame(frame: Page, course: str, sandbox: str) -> None:
    """Load the course and go into its frame."""
    frame.driver.get(f"{course}?src={frame.address}&sandbox={sandbox.replace(' ', '+')}")
    frame.driver.switch_to.frame(0)


def test_in_the_frame_of_a_course_the_page_works_and_never_says_that_a_file_is_saved(
    frame: Page, course: str
) -> None:
    for sandbox in (FULL_SANDBOX, FULL_SANDBOX.replace(" allow-downloads", "")):
        show_frame(frame, course, sandbox)
        frame.until("document.querySelector('[role=slider]') && window.activationLab")
        frame.script("document.querySelector('[data-export=csv]').click()")
        status = "document.getElementById('export-status').textContent"
        frame.until(f"{status}.includes('.csv')")
        assert not frame.script(f"return {status}").startswith("Saved")


def test_in_a_sandbox_without_its_own_origin_the_page_says_what_it_needs(
    frame: Page, course: str
) -> None:
    show_frame(frame, course, "allow-scripts")
    frame.until("document.getElementById('sandbox-note')?.checkVisibility()")
    assert "allow-same-origin" in frame.script("return document.body.innerText")
    assert frame.is_seen("#first-picture")


def test_cookies_are_kept_below_the_path_of_the_page(page: Page) -> None:
    page.open()
    paths = {cookie["path"] for cookie in page.driver.get_cookies()}
    assert paths == {urlsplit(page.address).path}
