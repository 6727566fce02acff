"""Exports of a page whose state is not in its URL: with its table open."""

import pytest

from tests.browser.page import Page
from tests.components.readers import EVERYTHING


@pytest.mark.parametrize("query", ["", f"?shown={EVERYTHING}"])
def test_an_open_table_takes_no_space_of_the_plot_on_paper(page: Page, query: str) -> None:
    page.show(query, 1000, 700)
    closed = find_places_on_paper(page)
    page.open_table()
    assert find_places_on_paper(page) == closed


def find_places_on_paper(page: Page) -> list[dict[str, float]]:
    """Where the plot and the last line of the page are while it is printed."""
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    page.script("dispatchEvent(new Event('beforeprint'))")
    places = [page.find(each).rect for each in ("#plot .main-svg", ".print-footer")]
    assert not page.is_seen("#value-table, .summary")
    page.script("dispatchEvent(new Event('afterprint'))")
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    return places
