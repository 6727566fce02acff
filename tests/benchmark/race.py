"""A race in Chromium: how soon it shows its first frame, and how many a second."""

from tests.benchmark.chromium import open_chromium, open_page

ALL_LANES = "&lanes=sigmoid,sigmoid_sum,softplus,relu,relu-0,elu,elu-relu"
# Starts a race, and calls back with when each frame was shown, in ms after the click.
WATCH_RACE = """
const done = arguments[0];
const times = []; // of the first frame, and of each next step
const start = document.getElementById("race-start");
const bar = document.getElementById("race-progress");
const lane = document.querySelector(".lane-numbers");
const clickMs = performance.now();
const note = () => times.push(performance.now() - clickMs);
new MutationObserver((_, observer) => { observer.disconnect(); note(); })
  .observe(lane, {childList: true, characterData: true, subtree: true});
new MutationObserver(() => bar.ariaValueNow !== "0" && note())
  .observe(bar, {attributeFilter: ["aria-valuenow"]});
new MutationObserver(() => start.dataset.phase === "done" && done(times))
  .observe(start, {attributeFilter: ["data-phase"]});
start.click();
"""


def watch_race(url: str, seed: int, query: str = "", slowdown: float = 1) -> tuple[float, float]:
    """Return the milliseconds until the first frame, and the frames a second of what follows.

    A race of a `seed` that nobody has asked for is trained; `slowdown` makes the browser's
    processor so many times slower.
    """
    with open_chromium() as driver:
        driver.set_script_timeout(60)
        driver.execute_cdp_cmd("Emulation.setCPUThrottlingRate", {"rate": slowdown})
        ready = "return window.activationLab?.isReady() && !!document.querySelector('.lane')"
        open_page(driver, f"{url}?part=race&seed={seed}{query}", ready)
        times = driver.execute_async_script(WATCH_RACE)
    return times[0], 1000 * (len(times) - 1) / (times[-1] - times[0])
