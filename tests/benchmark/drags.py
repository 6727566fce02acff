"""The rows about drags: this page at any distance and on slow processors, and beside others."""

from dataclasses import dataclass

from selenium.webdriver import Chrome

from tests.article import QUERY, SLIDERS
from tests.benchmark.chromium import IS_DRAWN, open_chromium, open_page
from tests.benchmark.drag import WATCH_BOKEH, WATCH_PLOTLY, Drag, drag_slider
from tests.benchmark.servers import PageServers
from tests.benchmark.table import print_row

LAB_SLIDERS = (*SLIDERS, "span", "slope")
IS_BOKEH_DRAWN = "return window.Bokeh?.documents[0]?.is_idle ?? false"
FRAME_MS = 1000 / 60

Drags = dict[str, Drag]


@dataclass(frozen=True)
class Case:
    """A distance, how many times slower the processor is, and whether the server goes."""

    added_ms: int = 0
    slowdown: int = 1
    is_server_lost: bool = False

    def __str__(self) -> str:
        if self.is_server_lost:
            return "no server"
        slower = f", {self.slowdown} times slower" if self.slowdown > 1 else ""
        return f"{self.added_ms} ms{slower}"


CASES = (
    Case(0),
    Case(40),
    Case(100),
    Case(400),
    Case(is_server_lost=True),
    *(Case(added_ms, slowdown) for slowdown in (4, 6) for added_ms in (0, 100)),
)


def find_rule(slider: str) -> str:
    """Return the rule of the sum at which a slider moves it."""
    return "refine" if slider == "span" else "article"


def build_query(slider: str) -> str:
    """Return the query that shows the article's functions, and what the slider moves."""
    leaky = ",leaky_relu" if slider == "slope" else ""
    return f"{QUERY}{leaky}&rule={find_rule(slider)}"


def slow_down(driver: Chrome, slowdown: int) -> None:
    """Make the processor of the page some times slower than it is."""
    driver.execute_cdp_cmd("Emulation.setCPUThrottlingRate", {"rate": slowdown})


def drag_lab(servers: PageServers, case: Case) -> Drags:
    """Drag every slider of this page."""
    drags = {}
    with open_chromium() as driver:
        for slider in LAB_SLIDERS:
            slow_down(driver, 1)
            url = servers.lab
            if case.added_ms or case.is_server_lost:
                url = servers.start_forwarder(servers.lab, case.added_ms)
            open_page(driver, url + build_query(slider))
            slow_down(driver, case.slowdown)
            if case.is_server_lost:
                servers.stop_forwarder()
            drags[slider] = drag_slider(
                driver, slider, find_rule(slider), is_exact_awaited=not case.is_server_lost
            )
    return drags


def drag_other(url: str, slowdown: int, is_bokeh: bool = False) -> Drags:
    """Drag the sliders of a page that is not this one."""
    drags = {}
    watch_script = WATCH_BOKEH if is_bokeh else WATCH_PLOTLY
    with open_chromium() as driver:
        for slider in SLIDERS:
            slow_down(driver, 1)
            open_page(driver, url, IS_BOKEH_DRAWN if is_bokeh else IS_DRAWN)
            slow_down(driver, slowdown)
            drags[slider] = drag_slider(driver, slider, watch_script=watch_script)
    return drags


def print_ages(
    label: str, drags: Drags, median_bound: float | None, late_bound: float | None
) -> None:
    """Print the median age of a painted value and the age of 95 in 100, each with its bound.

    The spread is that of the sliders.
    """
    for name, share, bound in (("median", 0.5, median_bound), ("95 of 100", 0.95, late_bound)):
        by_slider = [percentile(drag.ages_ms, share) for drag in drags.values() if drag.ages_ms]
        every = percentile([age for drag in drags.values() for age in drag.ages_ms], share)
        print_row(f"{label}: age, {name}", by_slider, "ms", bound, figure=every)


def percentile(ages: list[float], share: float) -> float:
    """Return the age that a share of all ages does not exceed."""
    return sorted(ages)[int(share * (len(ages) - 1))]


def print_paints(label: str, drags: Drags) -> None:
    """Print how many values were painted in a drag."""
    print_row(f"{label}: paints in a drag", [drag.painted_count for drag in drags.values()], "")


def print_case(case: Case, drags: Drags) -> None:
    """Print the rows of this page in one case."""
    is_slow = case.slowdown > 1
    print_ages(str(case), drags, FRAME_MS if is_slow else 9, FRAME_MS * (3 if is_slow else 1))
    print_paints(str(case), drags)
    shares = [drag.painted_count / drag.taken_count for drag in drags.values()]
    print_row(f"{case}: share of values painted", shares, "", 0.99, is_lower_bound=True)
    final = [drag.after_last_move_ms for drag in drags.values()]
    print_row(f"{case}: curve after the last move", final, "ms", FRAME_MS * (3 if is_slow else 1))
    if case.is_server_lost:
        return
    exact = [drag.exact_ms for drag in drags.values()]
    bound = case.added_ms + (400 if is_slow else 100)
    print_row(f"{case}: exact picture after the last move", exact, "ms", bound)


def compare_others(servers: PageServers, slowdown: int) -> Drags:
    """Print the rows of the other pages on one processor; return the drags of the bare page."""
    suffix = f", {slowdown} times slower" if slowdown > 1 else ""
    bare = drag_other(servers.bare, slowdown)
    others = {"bare page": bare}
    if slowdown == 1:
        far = servers.start_forwarder(servers.bokeh, 100)
        others |= {
            "tutorial's page": drag_other(servers.tutorial, slowdown),
            "Bokeh's server": drag_other(servers.bokeh, slowdown, is_bokeh=True),
            "Bokeh's server, 100 ms": drag_other(far, slowdown, is_bokeh=True),
        }
    for name, drags in others.items():
        print_ages(f"{name}{suffix}", drags, None, None)
        print_paints(f"{name}{suffix}", drags)
    return bare


def compare_drags(servers: PageServers) -> None:
    """Measure the drags of all pages and print their rows."""
    bare = {slowdown: compare_others(servers, slowdown) for slowdown in (1, 4, 6)}
    for case in CASES:
        drags = drag_lab(servers, case)
        print_case(case, drags)
        ratios = [
            drags[slider].painted_count / bare[case.slowdown][slider].painted_count
            for slider in SLIDERS
        ]
        bound = 0.9 if case.slowdown > 1 else None
        print_row(f"{case}: paints, in the bare page's", ratios, "x", bound, is_lower_bound=True)
