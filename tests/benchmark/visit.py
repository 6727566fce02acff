"""A visit of the page: when the first curve is painted, and what a second visit moves."""

import time

from selenium.webdriver import Chrome

from tests.benchmark.stage import chromium

FIRST_LINE = """
new MutationObserver((_, observer) => {
  const line = document.querySelector(".js-plotly-plot .js-line");
  if (!line || !line.getAttribute("d")) return;
  observer.disconnect();
  requestAnimationFrame(() => setTimeout(() => (window.firstCurve = performance.now())));
}).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ["d"] });
"""


def first_curve(url: str) -> float:
    """Milliseconds from the navigation to the first painted curve, with nothing cached."""
    with chromium() as window:
        driver = window.driver
        driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": FIRST_LINE})
        driver.get(url)
        return wait(driver)


def second_visit(url: str) -> float:
    """Bytes that a second visit receives, headers included."""
    with chromium() as window:
        window.open(url)
        window.driver.get("about:blank")
        window.open(url)
        entries = "performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation'))"
        return float(
            window.driver.execute_script(f"return {entries}.reduce((sum, each) => sum + each.transferSize, 0)")
        )


def wait(driver: Chrome, seconds: float = 60) -> float:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        when = driver.execute_script("return window.firstCurve")
        if when:
            return float(when)
        time.sleep(0.05)
    raise TimeoutError("no curve was painted")
