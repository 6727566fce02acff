"""What 2,000 moves leave behind, in the browser and in the server."""

import time
from pathlib import Path

from selenium.webdriver import Chrome

from tests.benchmark.stage import chromium

MOVE = """
const done = arguments[arguments.length - 1];
const lab = dash_clientside.lab;
let turn = 0;
(function next() {
  if (turn === count) return done();
  turn += 1;
  dash_clientside.set_props("control-alpha", { value: (turn % 400) / 100 });
  requestAnimationFrame(next);
})();
"""


def growth(url: str, server: int) -> dict[str, float]:
    """Percent by which heap, nodes and the server's memory grow over 2,000 moves, after 400 to warm up."""
    with chromium() as window:
        window.open(url)
        move(window.driver, 400)
        before = measure(window.driver, server)
        move(window.driver, 2000)
        after = measure(window.driver, server)
    return {name: 100 * (after[name] / before[name] - 1) for name in before}


def move(driver: Chrome, count: int) -> None:
    driver.set_script_timeout(300)
    driver.execute_async_script(f"const count = {count};" + MOVE)
    time.sleep(2)


def measure(driver: Chrome, server: int) -> dict[str, float]:
    driver.execute_cdp_cmd("HeapProfiler.collectGarbage", {})
    driver.execute_cdp_cmd("Performance.enable", {})
    metrics = {each["name"]: each["value"] for each in driver.execute_cdp_cmd("Performance.getMetrics", {})["metrics"]}
    workers = Path(f"/proc/{server}/task/{server}/children").read_text().split()
    resident = sum(int(Path(f"/proc/{each}/statm").read_text().split()[1]) for each in (server, *workers))
    return {"the heap": metrics["JSHeapUsedSize"], "DOM nodes": metrics["Nodes"], "the server": float(resident)}
