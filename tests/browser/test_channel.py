"""The way to the server: what a move sends, and what happens when answers come late, in disorder, or not at all."""

import time

import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.conftest import Page

# Stands between the page and the network. `how` is called with the number of the request and its true answer, and
# returns what the page gets instead.
BETWEEN = """
const how = eval(arguments[0]);
const real = window.fetch;
window.asked = [];
window.answered = [];
window.painted = [];
let number = 0;
window.restore = () => (window.fetch = real);
window.fetch = async (url, options) => {
  if (!String(url).endsWith("/answer")) return real(url, options);
  number += 1;
  window.asked.push(JSON.parse(options.body).asked);
  const answer = real(url, options).then((response) => {
    response.clone().json().then((text) => window.answered.push(JSON.parse(text)));
    return response;
  });
  return how(number, answer);
};
const paint = dash_clientside.lab.paint;
dash_clientside.lab.paint = (answer, ...rest) => {
  window.painted.push(answer.number);
  paint(answer, ...rest);
};
"""
LATE = "(number, answer) => new Promise((done) => setTimeout(() => done(answer), (number * 137) % 400))"
BAD = (
    "(number, answer) => number % 5 === 1 ? Promise.reject(new TypeError('network')) "
    ": number % 5 === 3 ? new Promise(() => {}) : answer"
)
GONE = "() => Promise.reject(new TypeError('network'))"
BROKEN = "() => Promise.resolve(new Response('', {status: 503}))"
TRUE = "(number, answer) => answer"


def test_a_move_sends_and_brings_only_what_it_changes(page: Page) -> None:
    page.open("?shown=sigmoid,sigmoid_sum,softplus,relu,elu")
    page.script(BETWEEN, TRUE)
    page.drag("alpha", 15, 15)
    assert {tuple(asked["changes"]) for asked in page.script("return asked")} == {("alpha",)}
    assert not any(asked["whole"] for asked in page.script("return asked"))
    page.until("answered.length === asked.length")
    for answered in page.script("return answered"):
        assert "figure" not in answered
        lines = answered["frame"]["traces"]
        names = page.script(
            "return arguments[0].map((place) => document.querySelector('#plot .js-plotly-plot').data[place].name)",
            [line["place"] for line in lines],
        )
        assert set(names) == {"ELU"}
        assert all(line["y"]["dtype"] == "f8" and "x" not in line for line in lines)


@pytest.mark.parametrize("how", [LATE, BAD], ids=["in disorder", "one in five fails, one never comes"])
def test_whatever_the_answers_do_the_page_ends_on_the_right_curve(page: Page, how: str) -> None:
    page.open()
    page.script(BETWEEN, how)
    for name in ("alpha", "offset"):
        page.drag(name, *[6, -3] * 6)
    page.switch("shown", "tanh")
    numbers = page.script("return painted")
    assert numbers == sorted(set(numbers)), "an older answer was painted over a newer one"
    picture, query = page.picture(), page.query()
    assert f"alpha={page.thumb_value('alpha'):g}" in query
    assert f"offset={page.thumb_value('offset'):g}" in query
    page.open(query)
    assert page.picture() == picture


@pytest.mark.parametrize("how", [GONE, BROKEN], ids=["unreachable", "answers 503"])
def test_without_a_server_the_picture_stays_and_the_page_recovers_by_itself(page: Page, how: str) -> None:
    page.open()
    before = page.curves()
    page.script(BETWEEN, how)
    page.thumb("alpha").send_keys("\ue014")  # arrow right
    page.until("document.getElementById('connection').textContent.includes('out of reach')")
    assert page.curves() == before
    page.script("restore()")
    page.settle()
    page.until("document.getElementById('connection').textContent.includes('poor')")
    assert page.query() == "?alpha=1.01"
    assert page.curves()["elu-value"] != before["elu-value"]
    page.until("document.getElementById('connection').textContent === ''")


def test_a_poor_connection_is_said(page: Page) -> None:
    page.open()
    page.script(BETWEEN, BAD)
    page.drag("alpha", *[6, -3] * 4)
    assert "poor" in page.text("connection")


FAR = "(number, answer) => new Promise((done) => setTimeout(() => done(answer), 400))"


@pytest.mark.parametrize("gap", [0.0, 0.15, 0.25, 0.4])
def test_no_turn_is_lost_or_counted_twice_however_fast_they_come(page: Page, gap: float) -> None:
    page.open()
    page.script(BETWEEN, FAR)
    for _ in range(9):
        page.find("#next").click()
        time.sleep(gap)
    page.settle()
    assert page.query() == "?scene=3"


def test_no_answer_from_before_a_reset_comes_after_it(page: Page) -> None:
    page.open("?shown=elu")
    page.script(BETWEEN, FAR)
    page.drag("alpha", 10)
    page.find("#box-alpha").send_keys(Keys.CONTROL, "a")
    page.find("#box-alpha").send_keys("2" + Keys.ENTER)
    page.find("#reset").click()
    time.sleep(0.6)
    page.type("box-offset", "2")
    assert page.query() == "?offset=2"
    assert page.thumb_value("alpha") == 1


def test_undo_of_a_change_on_its_way_takes_back_that_change_only(page: Page) -> None:
    page.open()
    page.script(BETWEEN, FAR)
    page.type("box-offset", "2")
    time.sleep(1.2)
    page.find("#box-alpha").send_keys(Keys.CONTROL, "a")
    page.find("#box-alpha").send_keys("2" + Keys.ENTER)
    time.sleep(0.05)
    page.click("#undo")
    assert page.query() == "?offset=2"
    page.click("#undo")
    assert page.query() == ""


def test_a_change_right_before_next_is_kept(page: Page) -> None:
    page.open("?scene=6")
    page.script(BETWEEN, FAR)
    page.type("box-alpha", "3")
    page.find("#box-alpha").send_keys(Keys.CONTROL, "a")
    page.find("#box-alpha").send_keys("2" + Keys.ENTER)
    page.click("#next")
    assert page.query() == "?alpha=2&scene=6&moment=value"


REFUSES = "(number, answer) => number === 1 ? Promise.resolve(new Response('', {status: 413})) : answer"


def test_what_the_server_refuses_is_dropped_and_the_page_goes_on(page: Page) -> None:
    page.open()
    page.script(BETWEEN, REFUSES)
    page.type("box-alpha", "3")
    assert "refused" in page.text("note")
    assert page.query() == ""
    page.type("box-offset", "2")
    assert page.query() == "?offset=2"
    assert page.text("connection") == ""


def test_a_url_longer_than_any_gives_the_usual_page(page: Page) -> None:
    page.open("?" + "\\" * 18_000)
    assert page.query() == ""
    page.type("box-alpha", "2")
    assert page.query() == "?alpha=2"


# The first picture is drawn a second later.
DRAWN_LATE = """
let drawn;
const late = async (id) => (await drawn(id), new Promise((done) => setTimeout(done, 1000)));
const lab = Object.defineProperty({}, "drawn", { get: () => late, set: (real) => (drawn = real) });
window.dash_clientside = { lab };
"""


def test_what_was_moved_before_the_first_picture_counts(page: Page) -> None:
    added = page.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": DRAWN_LATE})
    page.driver.get(page.address)
    page.until("document.querySelector('#control-alpha [role=slider]') && window.dash_clientside?.lab?.page")
    page.thumb("alpha").send_keys(Keys.END)
    assert not page.script("return !!dash_clientside.lab.ready")
    page.until("dash_clientside.lab.ready")
    page.settle()
    page.driver.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", added)
    assert page.query() == "?alpha=4"


def test_a_moment_right_after_a_scene_is_that_scene_s(page: Page) -> None:
    page.open("?alpha=3")
    page.script(BETWEEN, FAR)
    page.script("dash_clientside.lab.ask({ scene: '6' }); dash_clientside.lab.ask({ moment: 'answer' })")
    page.settle()
    assert page.query() == "?scene=6&moment=answer"
