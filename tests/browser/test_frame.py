"""The page in a frame of another site, as courses show it, with and without a sandbox."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import pytest
from dash.testing.browser import Browser
from selenium.webdriver.support.wait import WebDriverWait

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
def frame(dash_br: Browser, course: str, address: str) -> Iterator[Browser]:
    """A browser that shows the course; afterwards it shows no frame any more."""
    yield dash_br
    dash_br.driver.get(address + "healthz")
    dash_br.driver.get_log("browser")  # a sandbox complains, which is right


def show_frame(browser: Browser, course: str, address: str, sandbox: str) -> None:
    """Load the course and go into its frame."""
    browser.driver.get(f"{course}?src={address}&sandbox={sandbox.replace(' ', '+')}")
    browser.driver.switch_to.frame(0)


def wait_until(browser: Browser, condition: str) -> None:
    """Wait until a condition in JavaScript holds in the frame."""
    script = f"return {condition}"
    WebDriverWait(browser.driver, 15, 0.05).until(lambda driver: driver.execute_script(script))


def test_in_the_frame_of_a_course_the_page_works_and_never_says_that_a_file_is_saved(
    frame: Browser, course: str, address: str
) -> None:
    for sandbox in (FULL_SANDBOX, FULL_SANDBOX.replace(" allow-downloads", "")):
        show_frame(frame, course, address, sandbox)
        wait_until(frame, "document.querySelector('[role=slider]') && window.activationLab")
        frame.driver.execute_script("document.querySelector('[data-export=csv]').click()")
        status = "document.getElementById('export-status').textContent"
        wait_until(frame, f"{status}.includes('.csv')")
        assert not frame.driver.execute_script(f"return {status}").startswith("Saved")


def test_in_a_sandbox_without_its_own_origin_the_page_says_what_it_needs(
    frame: Browser, course: str, address: str
) -> None:
    show_frame(frame, course, address, "allow-scripts")
    wait_until(frame, "document.getElementById('sandbox-note')?.checkVisibility()")
    assert "allow-same-origin" in frame.driver.execute_script("return document.body.innerText")
    assert frame.driver.execute_script(
        "return document.querySelector('#first-picture').checkVisibility()"
    )


def test_cookies_are_kept_below_the_path_of_the_page(page: Page) -> None:
    page.open()
    paths = {cookie["path"] for cookie in page.driver.get_cookies()}
    assert paths == {urlsplit(page.address).path}
