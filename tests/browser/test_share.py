"""A link of one's own: it hides controls, fixes what they are set to, opens in lecture mode, and gets copied."""

from selenium.webdriver.common.by import By

from tests.browser.conftest import Page

ALLOW = {"origin": "", "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]}
DENY = "navigator.clipboard.writeText = () => Promise.reject(new DOMException('denied', 'NotAllowedError'))"


def open_share(page: Page) -> None:
    page.find("[data-opens=share]").click()
    page.until("document.getElementById('share').open")


def copy(page: Page, more: str = "") -> None:
    page.find(f"[data-copies='{more}']").click()
    page.until("document.getElementById('copied').textContent !== ''")


def close(page: Page) -> None:
    page.find("#share .close").click()


def link(page: Page) -> str:
    return page.box("link").removeprefix(page.address)


def test_a_link_hides_controls_and_fixes_what_they_are_set_to(page: Page) -> None:
    page.open("?alpha=2&probe=1")
    open_share(page)
    page.switch("hide", "ELU α")
    page.switch("hide", "Probe x")
    page.until("document.getElementById('link').value.endsWith('hide=probe,alpha')")
    copy(page)
    composed = link(page)
    assert composed == "?probe=1&alpha=2&hide=probe,alpha"
    page.open(composed)
    assert not page.find("#row-alpha").is_displayed()
    assert page.find("#row-offset").is_displayed()
    picture = page.picture()
    page.script("dash_clientside.lab.ask({ alpha: 3, probe: -4 })")
    page.settle()
    assert page.picture() == picture
    page.type("box-offset", "2")
    page.click("#reset")
    assert page.query() == composed


def test_a_link_for_a_lecture_opens_one(page: Page) -> None:
    page.open("?scene=6&moment=value")
    open_share(page)
    copy(page, "mode=lecture")
    page.open(link(page))
    assert page.query() == "?scene=6&moment=value&mode=lecture"
    assert page.script("return document.documentElement.dataset.mode") == "lecture"
    assert page.text("headline") == "6. ELU"


def test_the_link_is_on_the_clipboard(page: Page) -> None:
    page.open("?alpha=2")
    page.driver.execute_cdp_cmd("Browser.grantPermissions", ALLOW | {"origin": page.address.rstrip("/")})
    open_share(page)
    copy(page)
    assert page.text("copied") == "Copied."
    page.until("document.querySelector('#share #spoken').textContent === 'Copied.'")
    page.driver.set_script_timeout(10)
    pasted = page.driver.execute_async_script("navigator.clipboard.readText().then(arguments[0])")
    assert pasted == page.address + "?alpha=2"


def test_where_the_clipboard_is_denied_the_link_stands_selected_in_a_field(page: Page) -> None:
    page.open("?alpha=2")
    page.script(DENY)
    open_share(page)
    copy(page)
    assert "field" in page.text("copied")
    field = page.driver.find_element(By.ID, "link")
    assert field.is_displayed()
    assert page.script("return document.getSelection().toString() || arguments[0].value", field).endswith("?alpha=2")
    assert page.script("return document.activeElement.id") == "link"


def test_closing_gives_the_focus_back(page: Page) -> None:
    page.open()
    open_share(page)
    close(page)
    assert page.script("return document.activeElement.dataset.opens") == "share"
    assert page.script("return document.getElementById('spoken').parentElement.localName") == "header"
