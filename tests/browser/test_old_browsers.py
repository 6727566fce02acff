"""Browsers that lack something: what the page does without, and what it says to old ones."""

import contextlib
from collections.abc import Iterator

import pytest
from selenium.webdriver.common.keys import Keys

from components.first_page import BROWSERS
from tests.browser.page import Page

NOTE = "#old-browser-note"


@contextlib.contextmanager
def changed_browser(page: Page, source: str) -> Iterator[None]:
    """A browser in which a script runs before those of each page."""
    command = "Page.addScriptToEvaluateOnNewDocument"
    added = page.driver.execute_cdp_cmd(command, {"source": source})
    try:
        yield
    finally:
        page.driver.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", added)
        page.is_reusable = False


@pytest.mark.parametrize(
    "missing",
    ["AbortSignal.timeout", "Element.prototype.checkVisibility", "window.requestIdleCallback"],
)
def test_the_page_answers_without_what_some_browsers_lack(page: Page, missing: str) -> None:
    with changed_browser(page, f"delete {missing}"):
        page.open()
        assert page.script(f"return {missing} === undefined")
        page.press("alpha", Keys.ARROW_RIGHT)
        assert page.query() == "?alpha=1.01"
        assert page.text("connection-status") == ""
        page.visit("?scene=sigmoid")  # without the slider that has the focus, which moves on
        page.until("document.activeElement.closest('main, header, dialog')")
        assert page.script(f"return document.querySelector('{NOTE}').hidden")


def test_there_is_no_button_for_a_full_screen_that_the_browser_does_not_know(page: Page) -> None:
    buttons = "[data-action=fullscreen], [data-shortcut=fullscreen]"
    with changed_browser(page, "delete Document.prototype.fullscreenEnabled"):
        page.open("?mode=lecture")
        page.click("[data-action=help]")
        assert page.is_seen("[data-shortcut=help]")
        assert not page.is_seen(buttons)
    page.open("?mode=lecture")
    assert page.is_seen(buttons)


def test_an_old_browser_is_told_which_ones_the_page_needs(page: Page) -> None:
    # What is newer than the browser ends the other scripts, in the first line or later.
    source = "CSS.supports = () => false; delete window.structuredClone"
    with changed_browser(page, source):
        page.driver.get(page.address)
        page.until("document.readyState === 'complete'")
        assert page.is_seen(NOTE)
        assert BROWSERS in page.text("old-browser-note")
        page.driver.get_log("browser")
