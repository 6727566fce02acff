"""What 2,000 moves leave behind, in the browser and in the server."""

import time
from pathlib import Path

from selenium.webdriver import Chrome

from tests.benchmark.chromium import open_chromium, open_page

MOVE_SLIDER = """
const [count, done] = arguments;
let moves = 0;
function moveOnce() {
  if (moves === count) return done();
  moves += 1;
  dash_clientside.set_props("control-alpha", { value: (moves % 400) / 100 });
  requestAnimationFrame(moveOnce);
}
moveOnce();
"""


def measure_growth(url: str, server_id: int) -> dict[str, float]:
    """Return the growth in percent over 2,000 moves, after 400 to warm up, by what grows."""
    with open_chromium() as driver:
        open_page(driver, url)
        move_slider(driver, 400)
        before = measure_sizes(driver, server_id)
        move_slider(driver, 2000)
        after = measure_sizes(driver, server_id)
    return {name: 100 * (after[name] / before[name] - 1) for name in before}


def move_slider(driver: Chrome, count: int) -> None:
    """Give α a new value in each of `count` frames, then wait until all is answered."""
    driver.set_script_timeout(300)
    driver.execute_async_script(MOVE_SLIDER, count)
    end = time.monotonic() + 30
    while not driver.execute_script("return window.activationLab.isSettled()"):
        if time.monotonic() > end:
            raise TimeoutError("the page does not settle")
        time.sleep(0.05)
    time.sleep(2)


def measure_sizes(driver: Chrome, server_id: int) -> dict[str, float]:
    """Return the sizes of the heap, of the document and of the server's processes."""
    driver.execute_cdp_cmd("HeapProfiler.collectGarbage", {})
    driver.execute_cdp_cmd("Performance.enable", {})
    metrics = driver.execute_cdp_cmd("Performance.getMetrics", {})["metrics"]
    sizes = {each["name"]: float(each["value"]) for each in metrics}
    children = Path(f"/proc/{server_id}/task/{server_id}/children").read_text().split()
    statms = [Path(f"/proc/{each}/statm").read_text() for each in (server_id, *children)]
    return {
        "the heap": sizes["JSHeapUsedSize"],
        "DOM nodes": sizes["Nodes"],
        "the server": float(sum(int(statm.split()[1]) for statm in statms)),
    }
