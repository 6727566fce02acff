"""`make bench`: what a drag, a callback and a first visit cost.

Each is measured beside a page that calls plotly.js itself and beside the page of Dash's tutorial.
"""

import statistics
import sys

from tests.benchmark.chromium import open_chromium, open_page
from tests.benchmark.drag import Drag, drag_slider
from tests.benchmark.growth import measure_growth
from tests.benchmark.process import measure_callback_costs
from tests.benchmark.servers import PageServers
from tests.benchmark.table import missed_bounds, print_row
from tests.benchmark.visit import first_curve_ms, second_visit_bytes

RUNS = 2
SLIDERS = ("alpha", "offset", "count", "range")  # which all three pages have
QUERY = "?shown=sigmoid,sigmoid_sum,softplus,relu,elu"


def drag_sliders(url: str) -> list[Drag]:
    """Drag every slider of a page, in RUNS new windows."""
    drags = []
    for _ in range(RUNS):
        with open_chromium() as driver:
            open_page(driver, url)
            drags += [drag_slider(driver, name) for name in SLIDERS]
    return drags


def median_ages(drags: list[Drag]) -> list[float]:
    """Return the median age of a painted value in each drag, in ms."""
    return [statistics.median(drag.ages_ms) for drag in drags if drag.ages_ms]


def paint_rates(drags: list[Drag]) -> list[float]:
    """Return the number of paints per second in each drag."""
    return [drag.paints_per_second for drag in drags]


def compare_near(servers: PageServers) -> None:
    """Compare the three pages with no round trip added."""
    bare, tutorial = drag_sliders(servers.bare), drag_sliders(servers.tutorial)
    lab = drag_sliders(servers.lab + QUERY)
    bare_age = print_row("bare page: age of a painted value", median_ages(bare), "ms")
    print_row("bare page: paints", paint_rates(bare), "/s")
    tutorial_age = print_row("tutorial's page: age of a painted value", median_ages(tutorial), "ms")
    print_row("tutorial's page: paints", paint_rates(tutorial), "/s")
    ages = median_ages(lab)
    print_row("0 ms: age of a painted value, against the bare page", ages, "ms", bare_age + 33)
    print_row("0 ms: the same, against the tutorial's page", ages, "ms", tutorial_age / 2)
    print_row("0 ms: paints", paint_rates(lab), "/s")
    # A drag of four seconds has 120 paints at 30 a second.
    shares = [drag.painted_count / min(drag.taken_count, 120) for drag in lab]
    label = "0 ms: share of the values taken, up to 30 a second"
    print_row(label, shares, "", 0.99, is_lower_bound=True)
    final = [drag.after_last_move_ms for drag in lab]
    print_row("0 ms: final curve after the last move", final, "ms", 34)


def measure_far(
    servers: PageServers, added_ms: int, paints: float, slack_ms: float, settle: float
) -> None:
    """Measure the page with a round trip added.

    Expects `paints` a second, ages within the round trip and `slack_ms`, and the final curve within
    `settle` round trips.
    """
    drags = drag_sliders(servers.start_forwarder(servers.lab, added_ms) + QUERY)
    prefix = f"{added_ms} ms"
    print_row(f"{prefix}: paints", paint_rates(drags), "/s", paints, is_lower_bound=True)
    bound = added_ms + slack_ms
    print_row(f"{prefix}: age of a painted value", median_ages(drags), "ms", bound)
    final = [drag.after_last_move_ms for drag in drags]
    print_row(f"{prefix}: final curve after the last move", final, "ms", added_ms * settle)


def compare_visits(servers: PageServers) -> None:
    """Compare first visits over 40 ms and 20 Mbit/s with the bare page; measure a second visit."""
    lab = servers.start_forwarder(servers.lab, 40, megabits=20)
    bare = servers.start_forwarder(servers.bare, 40, megabits=20)
    pairs = [(first_curve_ms(lab + QUERY), first_curve_ms(bare)) for _ in range(5)]
    prefix = "40 ms, 20 Mbit/s: first curve"
    print_row(f"{prefix} of the bare page", [bare_ms for _, bare_ms in pairs], "ms")
    print_row(prefix, [lab_ms for lab_ms, _ in pairs], "ms")
    ratios = [lab_ms / bare_ms for lab_ms, bare_ms in pairs]
    print_row(f"{prefix}, in bare pages", ratios, "x", 1.3)
    print_row("second visit", [second_visit_bytes(lab) / 1000], "kB", 20)


def main() -> None:
    """Measure everything; end with 1 if a bound does not hold."""
    for name, ratios in measure_callback_costs().items():
        label = f"in process: {name}, in callbacks that return nothing"
        print_row(label, ratios, "x", 1.5 if name == "alpha" else None)
    with PageServers() as servers:
        compare_near(servers)
        measure_far(servers, 100, paints=25, slack_ms=50, settle=1.5)
        measure_far(servers, 400, paints=12, slack_ms=60, settle=1.6)
        compare_visits(servers)
        for name, growth in measure_growth(servers.lab, servers.lab_process.pid).items():
            print_row(f"2,000 moves: growth of {name}", [growth], "%", 5)
    print(f"missed: {', '.join(missed_bounds) or 'nothing'}")
    sys.exit(bool(missed_bounds))


if __name__ == "__main__":
    main()
