"""A visit of the page: when the first curve is painted, and what a second visit transfers."""

import time

from selenium.webdriver import Chrome

from tests.benchmark.chromium import open_chromium, open_page

PLOTLY_LINE, PICTURE_LINE = ".js-plotly-plot .js-line", "#first-picture path"
WATCH_FIRST_LINE = """
new MutationObserver((_, observer) => {
  const line = document.querySelector("SELECTOR");
  if (!line || !line.getAttribute("d")) return;
  observer.disconnect();
  requestAnimationFrame(() => setTimeout(() => (window.firstCurve = performance.now())));
}).observe(document, {
  childList: true, subtree: true, attributes: true, attributeFilter: ["d"]
});
"""
SUM_TRANSFERS = """
const kinds = ["resource", "navigation"];
const entries = kinds.flatMap((kind) => performance.getEntriesByType(kind));
const sum = (some) => some.reduce((total, entry) => total + entry.transferSize, 0);
const isSweep = ({ name }) => name.endsWith("/api/sweep");
return [sum(entries.filter((entry) => !isSweep(entry))), sum(entries.filter(isSweep))];
"""


def first_curve_ms(url: str, selector: str = PLOTLY_LINE, slowdown: float = 1) -> float:
    """Return the milliseconds from the navigation to the first curve, with nothing cached.

    `selector` is that of a curve, `slowdown` makes the processor so many times slower.
    """
    with open_chromium() as driver:
        source = {"source": WATCH_FIRST_LINE.replace("SELECTOR", selector)}
        driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", source)
        driver.execute_cdp_cmd("Emulation.setCPUThrottlingRate", {"rate": slowdown})
        driver.get(url)
        return wait_for_first_curve(driver)


def second_visit_bytes(url: str) -> tuple[float, float]:
    """Return the bytes that a second visit receives, headers included: the page, its sweeps."""
    with open_chromium() as driver:
        open_page(driver, url)
        driver.get("about:blank")
        open_page(driver, url)
        page, sweeps = driver.execute_script(SUM_TRANSFERS)
        return float(page), float(sweeps)


def wait_for_first_curve(driver: Chrome, seconds: float = 60) -> float:
    """Return when the first curve was painted, in ms. Raises TimeoutError if none is painted."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        when = driver.execute_script("return window.firstCurve")
        if when:
            return float(when)
        time.sleep(0.05)
    raise TimeoutError("no curve was painted")
