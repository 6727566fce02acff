"""The table of properties opens from Explore, is filled, and follows the sliders."""

from selenium.webdriver.common.keys import Keys

from tests.browser.page import Page

BUTTON = "[data-opens=properties-dialog]"
ROW = """
const rows = [...document.querySelectorAll("#properties-table tbody tr")];
return rows.find((row) => row.textContent.startsWith(arguments[0]))?.textContent ?? "";
"""


def test_it_opens_with_the_numbers_of_now_and_gives_the_focus_back(page: Page) -> None:
    page.show()
    page.open_properties()
    assert "C1, slope without a jump" in page.script(ROW, "ELU")
    page.find("#properties-dialog .close").click()
    page.type("box-alpha", "2")
    page.script("arguments[0].focus()", page.find(BUTTON))
    page.find(BUTTON).send_keys(Keys.ENTER)
    page.until("document.querySelector('#properties-dialog').open")
    page.until("document.querySelector('#properties-table').textContent.includes('α 2.00')")
    assert "C0, has a corner" in page.script(ROW, "ELU")
    page.driver.switch_to.active_element.send_keys(Keys.ESCAPE)
    page.until("!document.querySelector('#properties-dialog').open")
    assert page.script("return document.activeElement.dataset.opens") == "properties-dialog"


def test_only_explore_has_it(page: Page) -> None:
    page.show()
    assert page.is_seen(BUTTON)
    for query in ("?scene=sum", "?part=race", "?mode=lecture"):
        page.visit(query)
        assert not page.is_seen(BUTTON)


def test_on_a_phone_the_names_stay_while_the_table_scrolls_sideways(page: Page) -> None:
    page.show("", 390, 844)
    page.open_properties()
    left = "return document.querySelector('#properties-table [scope=row]')"
    left += ".getBoundingClientRect().left"
    before = page.script(left)
    page.script("document.querySelector('#properties-table').scrollLeft = 300")
    assert page.script("return document.querySelector('#properties-table').scrollLeft") == 300
    assert abs(page.script(left) - before) < 1
    assert page.script("return document.documentElement.scrollWidth <= innerWidth")
