"""The wiring of state and requests. Their logic is tested in Node: tests/lab/*.test.mjs."""

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from tests.browser.page import PLOT, Page, middle_of

# Stands between the page and the network. `reply` is called with the number of the request and its
# true response, and returns what the page gets instead.
INTERCEPT = """
const reply = eval(arguments[0]);
const realFetch = window.fetch;
window.requests = [];
window.responses = [];
let number = 0;
window.restore = () => (window.fetch = realFetch);
window.fetch = async (url, options) => {
  if (!String(url).endsWith("/api/update")) return realFetch(url, options);
  number += 1;
  window.requests.push(JSON.parse(options.body).request);
  const response = realFetch(url, options).then((real) => {
    real.clone().json().then((content) => window.responses.push(content));
    return real;
  });
  return reply(number, response);
};
"""
TRUE = "(number, response) => response"
# One in five fails, one never comes, and the others come out of order.
UNRELIABLE = (
    "(number, response) => number % 5 === 1 ? Promise.reject(new TypeError('network')) "
    ": number % 5 === 3 ? new Promise(() => {}) "
    ": new Promise((done) => setTimeout(() => done(response), (number * 137) % 400))"
)
UNREACHABLE = "() => Promise.reject(new TypeError('network'))"
SLOW = "(number, response) => new Promise((done) => setTimeout(() => done(response), 500))"
ALPHA_THUMB = "#control-alpha [role=slider]"
FAILING = "() => Promise.resolve(new Response('', {status: 503}))"


def test_a_move_sends_and_brings_only_what_it_changes(page: Page) -> None:
    page.show()
    page.script(INTERCEPT, TRUE)
    page.drag("alpha", 15, 15)
    requests = page.script("return requests")
    # A response that is late on a busy machine is requested again, with nothing new.
    requests = [request for request in requests if request["changes"]]
    assert {tuple(request["changes"]) for request in requests} == {("alpha",)}
    assert not any(request["full"] for request in requests)
    page.until("responses.length === requests.length")
    responses = page.script("return responses")
    assert any(response["frame"]["traces"] for response in responses)
    for response in responses:
        assert "figure" not in response
        traces = response["frame"]["traces"]
        names = page.script(
            f"return arguments[0].map((index) => {PLOT}.data[index].name)",
            [trace["index"] for trace in traces],
        )
        assert set(names) <= {"ELU"}
        assert all(trace["y"]["dtype"] == "f8" and "x" not in trace for trace in traces)
    page.script("restore()")


def test_whatever_happens_to_responses_the_page_ends_on_the_right_curve(page: Page) -> None:
    page.show()
    page.script(INTERCEPT, UNRELIABLE)
    for name in ("alpha", "offset"):
        page.drag(name, *[6, -3] * 6)
    page.switch("tanh")
    picture, query = page.picture(), page.query()
    assert f"alpha={page.thumb_value('alpha'):g}" in query
    assert f"offset={page.thumb_value('offset'):g}" in query
    page.open(query)
    assert page.picture() == picture


def test_without_a_server_the_page_says_so_and_recovers_by_itself(page: Page) -> None:
    page.show()
    before = page.curves()
    page.script(INTERCEPT, FAILING)
    page.thumb("alpha").send_keys(Keys.ARROW_RIGHT)
    page.until("document.getElementById('connection-status').textContent.includes('No connection')")
    page.script("restore()")
    page.settle()
    page.until("document.getElementById('connection-status').textContent.includes('poor')")
    assert page.query() == "?alpha=1.01"
    assert page.curves()["elu-value"] != before["elu-value"]
    page.until("document.getElementById('connection-status').textContent === ''")


def test_a_server_that_is_lost_during_a_drag_takes_no_curve_back(page: Page) -> None:
    page.show("?shown=elu")
    page.until("activationLab.hasSweeps()")
    x, y = middle_of(page.thumb("alpha").rect)

    def press(kind: str, shift: int) -> None:
        event = {"type": kind, "x": x + shift, "y": y, "button": "left", "buttons": 1}
        page.driver.execute_cdp_cmd("Input.dispatchMouseEvent", event | {"clickCount": 1})

    press("mousePressed", 0)
    press("mouseMoved", 10)
    page.until("activationLab.query() !== '?shown=elu'")  # a response has come meanwhile
    page.script(INTERCEPT, UNREACHABLE)
    press("mouseMoved", 30)
    page.until("document.getElementById('connection-status').textContent.includes('No connection')")
    alpha = float(page.box("box-alpha"))
    ends_right = f"Math.abs({PLOT}._fullData[0].y[0] + {alpha}) < 0.01"
    page.until(ends_right)
    press("mouseReleased", 30)
    assert page.script(f"return {ends_right}")
    page.script("restore()")
    page.settle()
    assert page.query() == f"?shown=elu&alpha={alpha:g}"


def test_without_a_server_the_sliders_follow_a_handle_and_the_axes_its_curve(page: Page) -> None:
    page.show("?shown=elu")
    page.until("activationLab.hasSweeps()")
    page.script(INTERCEPT, UNREACHABLE)
    gesture = ActionChains(page.driver, duration=20).click_and_hold(page.handle("elu"))
    for _ in range(6):
        gesture.move_by_offset(0, 20)
    gesture.release().perform()
    page.until("Number(document.querySelector('.handle[data-handle=elu]').ariaValueNow) > 2.5")
    alpha = float(page.box("box-alpha"))
    page.until(f"{PLOT}._fullLayout.yaxis.range[0] === -4")
    page.until(f"document.querySelector('{ALPHA_THUMB}').ariaValueNow === '{alpha:g}'")
    page.thumb("alpha").send_keys(Keys.ARROW_LEFT)
    page.until(f"document.querySelector('#box-alpha').value === '{alpha - 0.01:g}'")
    page.script("restore()")
    page.settle()
    assert page.query() == f"?shown=elu&alpha={alpha - 0.01:g}"


def test_what_no_server_has_heard_of_is_found_again_after_a_look_at_the_story(page: Page) -> None:
    page.show()
    page.visit("?scene=input")
    page.open_view("explore")
    page.script(INTERCEPT, UNREACHABLE)
    page.thumb("alpha").send_keys(Keys.ARROW_RIGHT)
    for value in ("story", "explore"):
        page.find(f"#views label:has(input[value='{value}'])").click()
    page.script("restore()")
    page.settle()
    assert page.query() == "?alpha=1.01"


def test_a_switch_on_the_way_to_the_story_does_not_follow_there(page: Page) -> None:
    page.show("?scene=sigmoid")
    page.open_view("explore")
    page.script(INTERCEPT, SLOW)
    page.find("#views label:has(input[value='story'])").click()
    page.find("#switch-tanh label").click()
    page.until("location.search === '?scene=sigmoid' && activationLab.isSettled()")
    page.script("restore()")
    page.settle()
    assert page.query() == "?scene=sigmoid"
