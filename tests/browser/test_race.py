"""The race in the page: it runs, stops, goes on, survives a lost connection, and can be saved."""

import csv
import io
import json
import time
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from core.race import build_lane_setups, train_lanes
from core.view import View
from tests.browser.page import Page

# Small networks: some tenths of a second in all.
QUERY = "?part=race&lanes=relu,relu-0&data=circles&layers=1&width=4"
LONG_QUERY = "?part=race&layers=12&width=64"
STATUS = "document.getElementById('race-status').textContent"
BUTTON = "document.getElementById('race-start')"
FILM = {"features": [{"name": "prefers-reduced-motion", "value": "no-preference"}]}
PLOT = "document.querySelector('#race-plot')"
# Instead of the first response of a race: a lost connection, a busy server, a refusal.
FIRST_RESPONSES = {
    "lost": 'new Response(\'{"race":""}\\n{"before":0}\\n\')',
    "busy": "new Response('', {status: 503})",
    "refused": "new Response('', {status: 400})",
    "queue": (
        "new Response(new ReadableStream({start(controller) {"
        "controller.enqueue(new TextEncoder().encode('{\"before\":3}\\n'));}}))"
    ),
}
REPLACE_FIRST_RESPONSE = """
const realFetch = window.fetch;
window.restore = () => (window.fetch = realFetch);
window.raceRequests = 0;
window.fetch = (path, options) => {
  if (!String(path).endsWith("/api/race")) return realFetch(path, options);
  window.raceRequests += 1;
  window.raceSignal = options.signal;
  return window.raceRequests === 1 ? Promise.resolve(RESPONSE) : realFetch(path, options);
};
"""


def start(page: Page) -> None:
    page.click("#race-start")


def wait_for_end(page: Page) -> None:
    page.until(f"{STATUS} === 'step 600 of 600'")


def lanes(page: Page) -> list[list[str]]:
    found = page.driver.find_elements(By.CSS_SELECTOR, ".lane")
    return [each.text.split("\n") for each in found]


def test_a_race_runs_to_its_end_and_says_what_came_out(page: Page) -> None:
    page.show(QUERY)
    assert [lane[0] for lane in lanes(page)] == ["ReLU", "ReLU at mean 0"]
    start(page)
    wait_for_end(page)
    setups = build_lane_setups(View.from_query(QUERY))
    *_, frames = train_lanes(setups)
    shown = page.script(
        f"return {PLOT}.data.map((line) => [line.name, line.x.at(-1), line.y.at(-1)])"
    )
    for (name, frame), line in zip(frames.items(), shown, strict=True):
        assert line[1:] == [600, pytest.approx(frame.loss, rel=1e-4)], name
    rows = page.script(
        "return [...document.querySelectorAll('#race-table tbody tr')].map((row) => "
        "[...row.cells].map((cell) => cell.textContent))"
    )
    assert [row[4] for row in rows] == [f"{each.accuracy:.1%}" for each in frames.values()]
    sentence = page.text("race-sentence")
    assert sentence.startswith("This one run, seed 1:")
    page.until(f"document.getElementById('announcement').textContent === {json.dumps(sentence)}")
    label = page.find(".lane-square").get_attribute("aria-label")
    assert label.startswith("ReLU after 600 steps: ")
    assert page.find("#race-progress").get_attribute("aria-valuenow") == "600"


def record_steps(page: Page) -> None:
    """Record each step that the progress bar shows."""
    page.script(
        "window.steps = []; const bar = document.getElementById('race-progress');"
        "const read = () => window.steps.push(Number(bar.getAttribute('aria-valuenow')));"
        "new MutationObserver(read).observe(bar, {attributeFilter: ['aria-valuenow']})"
    )


def test_a_film_shows_frames_one_after_the_other(page: Page) -> None:
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", FILM)
    page.show("?part=race&lanes=elu&data=circles&layers=1&width=4")
    record_steps(page)
    start(page)
    page.until("window.steps.at(-1) >= 100")
    steps = page.script("return window.steps")
    assert steps == sorted(steps)
    assert len(set(steps)) > 3
    page.click("#race-start")  # stops
    page.until("document.getElementById('race-start').textContent === 'Go on'")


def test_a_race_that_is_stopped_goes_on_and_can_begin_again(page: Page) -> None:
    page.show(LONG_QUERY)
    assert not page.is_seen("#race-again")
    start(page)
    page.until(f"Number({STATUS}.split(' ')[1]) >= 10")
    page.click("#race-start")
    page.until("document.getElementById('race-start').textContent === 'Go on'")
    stopped = page.script(f"return {STATUS}")
    time.sleep(0.3)
    assert page.script(f"return {STATUS}") == stopped
    record_steps(page)
    step = int(stopped.split()[1])
    page.click("#race-start")
    page.until(f"window.steps.at(-1) > {step}")
    assert min(page.script("return window.steps")) >= step
    page.click("#race-again")
    page.until("window.steps.includes(0)")
    page.click("#race-start")


@pytest.mark.parametrize(
    ("kind", "text"),
    [("lost", "Connection lost: asking again"), ("busy", "The server is busy: asking again")],
)
def test_a_race_that_breaks_off_is_asked_for_again(page: Page, kind: str, text: str) -> None:
    page.show(QUERY)
    page.script(REPLACE_FIRST_RESPONSE.replace("RESPONSE", FIRST_RESPONSES[kind]))
    start(page)
    page.until(f"{STATUS}.includes({text!r})")
    wait_for_end(page)
    assert page.script("return window.raceRequests") == 2
    page.script("restore()")


def test_a_refused_race_says_so_and_a_waiting_one_its_place(page: Page) -> None:
    page.show(QUERY)
    page.script(REPLACE_FIRST_RESPONSE.replace("RESPONSE", FIRST_RESPONSES["refused"]))
    start(page)
    page.until(f"{STATUS}.startsWith('The server refused this race.')")
    assert page.text("race-start") == "Start"
    page.script("restore()")
    page.show(QUERY)
    page.script(REPLACE_FIRST_RESPONSE.replace("RESPONSE", FIRST_RESPONSES["queue"]))
    start(page)
    page.until(f"{STATUS}.includes('3 races are before this one')")
    page.click("#race-start")
    assert page.script("return window.raceSignal.aborted")
    page.script("restore()")


@pytest.mark.parametrize("leave", ["view", "setting", "reset", "pagehide"])
def test_leaving_a_race_or_changing_it_ends_it(page: Page, leave: str) -> None:
    page.show(LONG_QUERY)
    page.script(
        "const realFetch = window.fetch; window.restore = () => (window.fetch = realFetch);"
        "window.fetch = (path, options) => {"
        "if (String(path).endsWith('/api/race')) window.raceSignal = options.signal;"
        "return realFetch(path, options);};"
    )
    start(page)
    page.until(f"Number({STATUS}.split(' ')[1]) >= 10")
    if leave == "view":
        page.open_view("explore")
        assert page.is_seen("#plot")
    elif leave == "pagehide":  # as the browser leaves for another page, and may come back
        page.script("window.dispatchEvent(new PageTransitionEvent('pagehide'))")
        page.until("document.getElementById('race-start').textContent === 'Go on'")
    elif leave == "reset":
        page.visit("?part=race")
        start(page)
        page.until(f"Number({STATUS}.split(' ')[1]) >= 10")
        page.click("#reset")
        assert page.script(f"return {STATUS}") == "step 0 of 600"
    else:
        page.press("layers", Keys.ARROW_LEFT)
        assert page.script(f"return {STATUS}") == "step 0 of 600"
        assert page.text("race-start") == "Start"
    assert page.script("return window.raceSignal.aborted")
    page.script("restore()")


def test_the_set_up_is_in_the_url_and_explore_is_found_again(page: Page) -> None:
    page.show("?alpha=2")
    page.open_view("race")
    assert page.query() == "?part=race&alpha=2"
    page.press("layers", Keys.ARROW_LEFT, Keys.ARROW_LEFT)
    page.segment("optimizer", "adam")
    page.segment("rates", "one")
    page.segment("rate", "0.03")
    page.segment("measure", "gradient")
    page.click("#race-lane-choice summary")
    page.click("#race-all")
    assert page.query() == (
        "?part=race&lanes=sigmoid,sigmoid_sum,softplus,relu,relu-0,elu,elu-relu&layers=6"
        "&optimizer=adam&rates=one&rate=0.03&measure=gradient&alpha=2"
    )
    assert len(lanes(page)) == 7
    page.click("#undo")
    assert len(lanes(page)) == 4
    page.open_view("explore")
    assert "part" not in page.query()
    assert page.is_seen("#plot") and not page.is_seen(".race-head")
    page.open_view("race")
    assert page.is_seen(".race-head") and not page.is_seen("#plot")


def test_lanes_are_chosen_in_a_table_of_functions_and_means(page: Page) -> None:
    page.show(QUERY)
    page.click("#race-lane-choice summary")
    page.segment("lanes", "gelu")
    page.segment("lanes", "elu-relu")
    page.segment("lanes", "relu")
    assert [lane[0] for lane in lanes(page)] == ["ReLU at mean 0", "ELU at ReLU’s mean", "GELU"]


def test_in_a_lecture_space_starts_and_stops(page: Page) -> None:
    page.show(f"{LONG_QUERY}&mode=lecture", 1024, 768)
    assert not page.is_seen("#race-start")
    body = page.find("body")
    body.send_keys(" ")
    page.until(f"Number({STATUS}.split(' ')[1]) >= 10")
    body.send_keys(" ")
    page.until(f"{BUTTON}.dataset.phase === 'stopped'")
    sizes = page.script(
        "return [...document.querySelectorAll('.lane figcaption, .lane-numbers, .race-status')]"
        ".map((each) => parseFloat(getComputedStyle(each).fontSize))"
    )
    assert min(sizes) >= 0.0299 * 768
    fits = "document.documentElement.scrollHeight <= innerHeight"
    assert page.script(f"return {fits} && {PLOT}.getBoundingClientRect().bottom <= innerHeight")


def test_on_a_phone_the_lanes_stand_in_two_columns(phone: Page) -> None:
    phone.show("?part=race", 390, 844)
    boxes = phone.script(
        "return [...document.querySelectorAll('.lane')].map((e) => {"
        "const {left, right} = e.getBoundingClientRect(); return [left, right]; })"
    )
    assert len({left for left, _ in boxes}) == 2
    assert all(0 <= left < right <= 390 for left, right in boxes)
    assert phone.script("return document.documentElement.scrollWidth") == 390


def test_a_race_is_saved_as_it_was_shown(page: Page, tmp_path: Path) -> None:
    behavior = {"behavior": "allow", "downloadPath": str(tmp_path)}
    page.driver.execute_cdp_cmd("Browser.setDownloadBehavior", behavior)
    page.show(QUERY)

    def export(kind: str) -> str:
        page.script("document.querySelector(`[data-export=${arguments[0]}]`).click()", kind)
        page.until(
            "!['', 'One moment …'].includes(document.getElementById('export-status').textContent)"
        )
        return str(page.script("return document.getElementById('export-status').textContent"))

    assert export("csv") == "Nothing was saved. Start the race first."
    start(page)
    wait_for_end(page)
    files: dict[str, Any] = {}
    for kind in ("csv", "svg", "code"):
        name = export(kind).removeprefix("Saved as ")
        path = tmp_path / name
        for _ in range(100):
            if path.exists() and path.stat().st_size:
                break
            time.sleep(0.05)
        files[kind] = path.read_text(encoding="utf-8")
    lines = [line for line in files["csv"].splitlines() if not line.startswith("#")]
    rows = list(csv.reader(io.StringIO("\n".join(lines))))
    assert rows[0] == ["step", "relu", "relu_mean_zero"]
    assert [row[0] for row in rows[1:]] == [str(step) for step in range(0, 601, 10)]
    assert files["svg"].count("<image") == 2
    assert "ReLU at mean 0" in files["svg"]
    assert "def train_network(" in files["code"]
