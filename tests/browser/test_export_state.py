"""Exports of a page whose state is not in its URL: zoomed, or with its table open."""

import xml.etree.ElementTree as ElementTree

import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser import test_export
from tests.browser.page import PLOT, Page
from tests.components.readers import EVERYTHING

take = test_export.take
RANGES = f"const axes = {PLOT}._fullLayout; return [axes.xaxis.range, axes.yaxis.range]"


def test_a_picture_shows_the_zoom_and_a_table_all(page: Page, take: test_export.Take) -> None:
    page.show("?shown=softplus,tanh")
    assert {"−10", "10"} <= texts_of(take("svg").read_text("utf-8"))
    page.script("document.querySelector('#export-dialog').close()")
    page.script(f"return Plotly.relayout({PLOT}, {{'xaxis.range': [-1, 1]}})")
    zoomed = texts_of(take("svg").read_text("utf-8"))
    assert {"−1", "−0.5", "0.5", "1", "softplus", "tanh"} <= zoomed
    assert not {"−10", "10"} & zoomed
    assert take("csv").read_text("ascii").count("\n-") > 40
    page.is_reusable = False  # a zoom stays


def texts_of(source: str) -> set[str]:
    """The texts of an SVG."""
    root = ElementTree.fromstring(source)
    return {"".join(each.itertext()) for each in root.iter("{http://www.w3.org/2000/svg}text")}


def test_paper_shows_the_zoom(page: Page) -> None:
    page.show()
    page.script("document.querySelector(\".modebar-btn[data-title='Zoom in']\").focus()")
    page.press_on(page.find(".modebar-btn[data-title='Zoom in']"), Keys.ENTER)
    zoomed = page.script(RANGES)
    assert zoomed[0] == [-5, 5]
    page.script("dispatchEvent(new Event('beforeprint'))")
    assert page.script(RANGES) == zoomed
    page.script("dispatchEvent(new Event('afterprint'))")
    page.is_reusable = False


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
