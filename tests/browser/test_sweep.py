"""A moving slider is drawn from its sweep: at once, without the server, and exactly afterwards."""

from typing import Any

import numpy as np
import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from tests.browser.page import PLOT, Page
from tests.browser.test_transport import INTERCEPT, UNREACHABLE

SHOWN = "?shown=sigmoid,sigmoid_sum,softplus,relu,elu,leaky_relu"
MAX_DISTANCE_PX = 0.3  # a quarter of a pixel, and the rounding of what is written
SILENT = "() => new Promise(() => {})"
SLOW = "(number, response) => new Promise((done) => setTimeout(() => done(response), 300))"
# Everything that a slider moves in the drawing.
READ_DRAWING = """
const plot = document.querySelector("#plot .js-plotly-plot");
const isShown = (element) =>
  element.getAttribute("visibility") !== "hidden" && element.style.display !== "none";
const shown = (selector) => [...plot.querySelectorAll(selector)].filter(isShown);
const shift = (element) =>
  (element.getAttribute("transform") ?? "").match(/-?[\\d.]+/g)?.map(Number) ?? [0, 0];
const lines = {};
for (const line of plot.querySelectorAll(".js-line")) {
  const uid = line.closest(".trace").getAttribute("class").match(/trace(\\S+-\\S+)/)[1];
  const numbers = line.getAttribute("d").match(/-?[\\d.]+/g).map(Number);
  if (numbers.length > 2) lines[uid] = [...(lines[uid] ?? []), ...numbers];
}
const ticks = shown("[class$=tick], [data-moved$=tick]").map((tick) => [
  tick.textContent.replaceAll("\\u200b", ""),
  Math.round(shift(tick.querySelector("text"))[0]),
  Math.round(shift(tick.querySelector("text"))[1]),
]);
return {
  lines,
  ticks: ticks.map(String).sort(),
  grid: shown(".gridlayer path, .zerolinelayer path").map(shift).map(String).sort(),
  dots: shown(".point").map(shift).sort(([a, b], [c, d]) => a - c || b - d),
  probe: plot.querySelector(".shape-group[data-index='0'] path").getAttribute("d"),
};
"""
WATCH_LINE = """
const line = document.querySelector(".traceelu-value .js-line");
const heights = [];
window.heights = heights;
const readHeight = () => Number(line.getAttribute("d").match(/,([\\d.]+)/)[1]);
window.watcher = new MutationObserver(() => heights.push(readHeight()));
watcher.observe(line, { attributeFilter: ["d"] });
return readHeight();
"""
READ_HEIGHTS = "watcher.disconnect(); return heights;"
WATCH_POINTS = """
const line = document.querySelector(".tracesigmoid_sum-value .js-line");
window.pointCounts = [];
const observer = new MutationObserver(() =>
  pointCounts.push(line.getAttribute("d").split("L").length));
observer.observe(line, { attributeFilter: ["d"] });
addEventListener("pointerup", () => observer.disconnect(), { capture: true, once: true });
"""


def drawing(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.script(READ_DRAWING)
    return found


def assert_same_drawing(found: dict[str, Any], expected: dict[str, Any]) -> None:
    """Both drawings must look the same."""
    assert found["lines"].keys() == expected["lines"].keys()
    for uid, points in expected["lines"].items():
        if len(found["lines"][uid]) == len(points):  # plotly leaves out points outside the panel
            assert np.abs(np.subtract(found["lines"][uid], points)).max() <= MAX_DISTANCE_PX, uid
    assert found["ticks"] == expected["ticks"]
    assert len(found["dots"]) == len(expected["dots"])
    if found["dots"]:
        assert np.abs(np.subtract(found["dots"], expected["dots"])).max() <= MAX_DISTANCE_PX
    assert found["probe"] == expected["probe"]


def show_with_sweeps(page: Page, query: str) -> None:
    """Show the page and wait until all its sweeps are there."""
    page.show(query)
    page.until("activationLab.hasSweeps()")


@pytest.mark.parametrize(
    ("query", "changes"),
    [
        (f"{SHOWN}&rule=refine", {"alpha": 3.3, "offset": -4.2, "slope": 0.37, "probe": 4.5}),
        ("?shown=sigmoid_sum,elu&rule=refine&extras=limit", {"span": 17.3, "step": 0.5}),
        (f"{SHOWN}&scale=log", {"offset": -8, "count": 7}),
        ("?shown=sigmoid&extras=losses", {"offset": 6.5, "range": [-12, 9]}),
        ("?shown=identity,gelu,elu&alpha=2&mode=lecture&theme=dark", {"range": [-2, 3]}),
    ],
)
def test_without_a_server_the_drawing_is_that_of_the_server(
    page: Page, query: str, changes: dict[str, Any]
) -> None:
    show_with_sweeps(page, query)
    page.script(INTERCEPT, SILENT)
    page.script("activationLab.setControls(arguments[0])", changes)
    painted = drawing(page)
    texts = [f"{name}={str(value).strip('[]').replace(' ', '')}" for name, value in changes.items()]
    page.open(f"{query}&{'&'.join(texts)}")
    assert_same_drawing(painted, drawing(page))


def test_each_value_of_a_thumb_is_drawn_in_its_own_task(page: Page) -> None:
    show_with_sweeps(page, SHOWN)
    page.script(INTERCEPT, SLOW)
    before = page.script(WATCH_LINE)
    page.press("alpha", Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.PAGE_UP)
    steps = np.diff(page.script(READ_HEIGHTS), prepend=before)
    assert np.count_nonzero(steps > MAX_DISTANCE_PX) == 3
    assert steps.min() >= -MAX_DISTANCE_PX
    page.script("restore()")


def test_an_older_exact_answer_does_not_move_the_curve_back(page: Page) -> None:
    show_with_sweeps(page, SHOWN)
    page.script(INTERCEPT, SLOW)
    page.script(WATCH_LINE)
    page.drag("alpha", *[1] * 28)  # below 2, where the axis stays
    heights = page.script(READ_HEIGHTS)
    assert len(heights) > 10
    # ELU at the left end goes down, and down only, until plotly draws it to the last digit.
    assert np.diff(heights).min() >= -MAX_DISTANCE_PX
    assert len(page.script("return requests")) < len(heights)
    page.script("restore()")


def test_a_line_without_a_sweep_follows_the_server_while_the_hand_moves(page: Page) -> None:
    show_with_sweeps(page, SHOWN)  # by the article's rule the sum depends on the range
    page.script(WATCH_POINTS)
    page.drag("range", *[1] * 90)
    assert len(set(page.script("return pointCounts"))) > 2


def test_after_a_drag_the_drawing_is_that_of_a_fresh_load(page: Page) -> None:
    show_with_sweeps(page, f"{SHOWN}&rule=refine")
    for name in ("alpha", "range", "step", "span"):
        page.drag(name, 25, 25, -7)
    settled, query = drawing(page), page.query()
    page.open(query)
    fresh = drawing(page)
    assert settled["lines"] == fresh["lines"]
    assert_same_drawing(settled, fresh)


def test_what_is_painted_without_a_server_is_known_to_plotly(page: Page) -> None:
    show_with_sweeps(page, SHOWN)
    before = page.curves()
    page.script(INTERCEPT, UNREACHABLE)
    page.thumb("alpha").send_keys(Keys.END)
    page.until("document.getElementById('connection-status').textContent.includes('No connection')")
    page.until("document.documentElement.hasAttribute('data-waiting')")
    after = page.curves()
    assert after["elu-value"][0] == pytest.approx(-4, abs=0.01)
    assert after["relu-value"] == before["relu-value"]
    assert page.box("box-alpha") == "4"
    page.script("restore()")
    page.settle()
    assert not page.script("return document.documentElement.hasAttribute('data-waiting')")
    exact = page.picture()
    page.open(page.query())
    assert page.picture() == exact


def test_a_whole_picture_right_after_a_move_settles_the_page(page: Page) -> None:
    show_with_sweeps(page, SHOWN)
    page.script("activationLab.setControls({alpha: 2})")
    page.script("activationLab.setControls({shown: ['elu', 'relu', 'tanh']})")
    page.settle()
    settled = drawing(page)
    page.open(page.query())
    assert settled["lines"] == drawing(page)["lines"]


def test_a_zoom_during_a_drag_leaves_no_wrong_line(page: Page) -> None:
    show_with_sweeps(page, SHOWN)
    page.script(INTERCEPT, SILENT)
    ActionChains(page.driver).click_and_hold(page.thumb("alpha")).move_by_offset(40, 0).perform()
    painted = drawing(page)
    page.script(f"return Plotly.relayout({PLOT}, {{'yaxis.range': [-1, 5]}})")
    page.script(f"return Plotly.relayout({PLOT}, {{'yaxis.range': [-2, 6]}})")
    assert_same_drawing(drawing(page), painted)
    ActionChains(page.driver).release().perform()


def test_a_slider_near_the_hand_gets_its_sweep_again_when_it_no_longer_holds(page: Page) -> None:
    show_with_sweeps(page, SHOWN)
    page.switch("gelu")
    page.until("activationLab.hasSweeps()")
    page.script(INTERCEPT, SILENT)
    page.script("activationLab.setControls({ range: [-3, 3] })")
    points = drawing(page)["lines"]["gelu-value"]
    assert len(points) == 2 * 30
