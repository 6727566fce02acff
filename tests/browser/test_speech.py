"""What a screen reader hears: names, values and units, the picture in words, one live region."""

import json

import pytest
from selenium.webdriver.common.keys import Keys

from components.story import SCENES
from components.words.readings import missing_text
from components.words.summary import summarize_view
from core.view import View
from tests.browser.page import Page
from tests.components.readers import view_of

VALUES = (
    "return [...document.querySelectorAll('.control [role=slider]')]"
    ".map((e) => [e.ariaLabel, e.getAttribute('aria-valuetext')])"
)


def hears(page: Page, text: str) -> None:
    """Wait until the one live region says a text."""
    page.until(f"document.getElementById('announcement').textContent === {text!r}")


def test_every_thumb_says_its_value_with_its_unit(page: Page) -> None:
    page.show("?count=20")
    assert dict(page.script(VALUES)) == {
        "Range of x, from": "−10",
        "Range of x, to": "10",
        "Step of x": "0.2",
        "Probe x": "−2",
        "Sigmoid offset": "0",
        "ELU α": "1",
        "Leaky slope": "0.01",
        "Sharpness β": "2",
        "Sum count": "20 sigmoids",
        "Sum span": "9.8",
        "Hidden layers": "8 layers",
        "Layer width": "32 units",
        "Random seed": "1",
        "Saturation threshold": "0.01",
        "Mean μ of x": "0",
        "Deviation σ of x": "1",
        "Depth in layers": "10",
        "Weight variance of all": "2",
        "Seed of the weights": "1",
        "Added noise": "0.5",
        "Bias of the unit": "−1",
        "Your a": "1",
        "Your second a": "1",
    }
    texts = {key: page.handle(key).get_attribute("aria-valuetext") for key in ("elu", "probe")}
    assert texts == {"elu": "1.00", "probe": "−2.0"}
    assert page.number("count").get_attribute("aria-valuetext") == "20 sigmoids"


def test_a_thumb_says_its_value_while_it_moves(page: Page) -> None:
    page.show()
    page.script(
        "window.wrong = 0; new MutationObserver((moves) => moves.forEach(({target}) => {"
        "const {ariaValueNow, ariaValueText} = target;"
        "wrong += ariaValueText !== `${ariaValueNow.replace('-', '−')}`; window.heard = true;"
        "})).observe(document.querySelector('#control-offset'), "
        "{subtree: true, attributeFilter: ['aria-valuenow']})"
    )
    page.drag("offset", *[-4] * 10)
    assert (
        page.thumb("offset").get_attribute("aria-valuetext")
        == f"−{abs(page.thumb_value('offset')):g}"
    )
    assert page.script("return [heard, wrong]") == [True, 0]


def test_there_is_one_live_region_and_it_begins_silent(page: Page) -> None:
    page.open()
    live = "[aria-live], [role=status], [role=alert], [role=log], [role=timer], output"
    assert page.script(
        f"return [...document.querySelectorAll('{live}')].map((e) => [e.id, e.role])"
    ) == [["announcement", "status"]]
    assert page.script("return document.getElementById('announcement').textContent") == ""


def test_it_says_what_a_move_has_changed_and_only_once_the_hand_rests(page: Page) -> None:
    page.show("?shown=elu")
    page.until("document.getElementById('summary').textContent.startsWith('f(x) and f′(x) of ELU')")
    page.script(
        "window.heard = [];"
        "const region = document.getElementById('announcement');"
        "new MutationObserver(() => heard.push(region.textContent))"
        ".observe(region, {childList: true, characterData: true, subtree: true})"
    )
    page.press("alpha", *[Keys.ARROW_RIGHT] * 10)
    hears(page, "ELU α 1.1. At x = −2, f and f′: −0.9511 and 0.1489 for ELU.")
    assert len(page.script("return heard.filter(Boolean)")) < 10
    assert page.script("return heard.filter(Boolean).at(-1)") == page.script("return heard.at(-1)")


def test_it_says_the_note_before_all_else_and_says_it_again(page: Page) -> None:
    page.show("?shown=elu")
    for _ in range(2):
        page.type("box-alpha", "99")
        hears(page, "ELU α goes from 0 to 4")
        page.type("box-alpha", "3")
        hears(page, "ELU α 3. At x = −2, f and f′: −2.594 and 0.406 for ELU.")


def test_it_says_what_the_story_says(page: Page) -> None:
    page.open("?scene=relu")  # anew: what the test before has left may be this scene
    page.click("#headline")
    page.segment("scene", "sigmoid")
    scene = SCENES[1]
    place = f"In the article: {scene.source}."
    hears(page, f"2 of {len(SCENES)}  {scene.title}. {scene.question} {place}")
    page.click("#next")
    page.until("document.getElementById('announcement').textContent.startsWith('f(x) of sigmoid')")
    page.click("#next")
    said = "document.getElementById('announcement').textContent"
    page.until(f"{said}.startsWith({scene.hint!r}) && {said}.includes('f′(x) of sigmoid')")


def test_it_says_that_the_server_is_gone(page: Page) -> None:
    page.show("?shown=elu")
    page.script(
        "window.realFetch = fetch; window.fetch = () => Promise.reject(new TypeError('network'))"
    )
    page.thumb("alpha").send_keys(Keys.ARROW_RIGHT)
    hears(page, "No connection. Trying again.")
    page.script("window.fetch = realFetch")
    page.settle()


def test_the_graph_is_described_in_words_that_follow_it(
    page: Page, subtests: pytest.Subtests
) -> None:
    page.show("?shown=relu")
    figure = page.find("figure")
    assert (figure.get_attribute("aria-label"), figure.get_attribute("aria-describedby")) == (
        "Graph",
        "summary",
    )
    content = "document.getElementById('summary').textContent"
    for query in ("", "?scene=sum", "?scene=sum&stage=answer", "?shown="):
        page.visit("?shown=relu")
        page.until(f"{content}.startsWith('f(x) and f′(x) of ReLU')")
        page.visit(query)
        with subtests.test(query=query):
            page.until(f"{content} === {json.dumps(summarize_view(view_of(query)))}")
    page.open("?scene=sum")
    assert page.script(f"return {content}") == missing_text(View(scene="3"))


def test_the_table_follows_the_picture_while_it_lies_open_and_costs_nothing_while_not(
    page: Page,
) -> None:
    page.show("?shown=elu")
    rows = "document.querySelectorAll('#value-table tbody tr').length"
    page.press("alpha", Keys.ARROW_RIGHT)
    page.until("document.getElementById('announcement').textContent")
    assert page.script(f"return {rows}") == 0
    page.open_table()
    first = "document.querySelector('#value-table tbody tr').textContent"
    assert page.script(f"return {first}") == "−10−1.01 + 4.59 × 10⁻⁵4.585 × 10⁻⁵"
    page.press("alpha", Keys.HOME)
    page.until(f"{first} === '−1000'")
    page.visit("?scene=sigmoid")
    page.until(
        f"document.getElementById('value-table').textContent === '{missing_text(View(scene='3'))}'"
    )
