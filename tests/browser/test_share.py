"""A composed link: it hides controls, fixes their values, opens a lecture, and is copied."""

from selenium.webdriver.common.by import By

from components.story import SCENES
from components.story.scenes import SCENES_BY_KEY
from tests.browser.page import Page

ALLOW = {"origin": "", "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]}
DENY = (
    "navigator.clipboard.writeText = "
    "() => Promise.reject(new DOMException('denied', 'NotAllowedError'))"
)


def open_share(page: Page) -> None:
    page.find("[data-opens=share-dialog]").click()
    page.until("document.getElementById('share-dialog').open")


def copy(page: Page, more: str = "") -> None:
    page.find(f"[data-copy-link='{more}']").click()
    page.until("document.getElementById('share-status').textContent !== ''")


def close(page: Page) -> None:
    page.find("#share-dialog .close").click()


def link(page: Page) -> str:
    return page.box("share-link").removeprefix(page.address)


def test_a_link_hides_controls_and_fixes_what_they_are_set_to(page: Page) -> None:
    page.show("?alpha=2&probe=1")
    open_share(page)
    page.segment("hide", "alpha")
    page.segment("hide", "probe")
    page.until("document.getElementById('share-link').value.endsWith('hide=probe,alpha')")
    copy(page)
    composed = link(page)
    assert composed == "?probe=1&alpha=2&hide=probe,alpha"
    page.open(composed)
    assert not page.is_seen("#row-alpha, #row-probe, [data-handle=elu], [data-handle=probe]")
    assert page.is_seen("#row-offset")
    assert "is-fixed" in page.number("alpha").get_attribute("class")
    picture = page.picture()
    page.script("activationLab.setControls({ alpha: 3, probe: -4 })")
    page.settle()
    assert page.picture() == picture
    page.type("box-offset", "2")
    page.click("#reset")
    assert page.query() == composed


def test_a_link_for_a_lecture_opens_one(page: Page) -> None:
    page.show("?scene=elu&stage=value")
    open_share(page)
    copy(page, "mode=lecture")
    page.open(link(page))
    assert page.query() == "?scene=elu&stage=value&mode=lecture"
    assert page.script("return document.documentElement.dataset.mode") == "lecture"
    assert page.text("headline") == f"{1 + SCENES.index(SCENES_BY_KEY['elu'])} / {len(SCENES)}  ELU"


def test_the_link_is_on_the_clipboard(page: Page) -> None:
    page.show("?alpha=2")
    page.driver.execute_cdp_cmd(
        "Browser.grantPermissions", ALLOW | {"origin": page.address.rstrip("/")}
    )
    open_share(page)
    copy(page)
    assert page.text("share-status") == "Copied."
    page.until("document.querySelector('#share-dialog #announcement').textContent === 'Copied.'")
    pasted = page.run_async("navigator.clipboard.readText().then(arguments[0])")
    assert pasted == page.address + "?alpha=2"


def test_where_the_clipboard_is_denied_the_link_stands_selected_in_a_field(page: Page) -> None:
    page.show("?alpha=2")
    page.script(DENY)
    open_share(page)
    copy(page)
    assert "field" in page.text("share-status")
    field = page.driver.find_element(By.ID, "share-link")
    assert field.is_displayed()
    assert page.script(
        "return document.getSelection().toString() || arguments[0].value", field
    ).endswith("?alpha=2")
    assert page.script("return document.activeElement.id") == "share-link"


def test_closing_gives_the_focus_back(page: Page) -> None:
    page.show()
    open_share(page)
    close(page)
    assert page.script("return document.activeElement.dataset.opens") == "share-dialog"
    assert (
        page.script("return document.getElementById('announcement').parentElement.localName")
        == "header"
    )
