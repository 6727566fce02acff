"""`make bench`: what a drag, a callback and a first visit cost.

Drags are measured beside a page that calls plotly.js itself, the page of Dash's tutorial and the
same page on Bokeh's server.
"""

import sys

from tests.article import QUERY
from tests.benchmark.drags import compare_drags
from tests.benchmark.growth import measure_growth
from tests.benchmark.lenses import compare_lens_drags, print_measures
from tests.benchmark.process import measure_move_costs, measure_sweep_costs
from tests.benchmark.race import ALL_LANES, watch_race
from tests.benchmark.servers import PageServers
from tests.benchmark.table import missed_bounds, print_row
from tests.benchmark.visit import PICTURE_LINE, first_curve_ms, second_visit_bytes

FIRST_PICTURE_BOUNDS = {1: 0.2, 4: 0.15}  # in bare pages, by the slowdown of the processor


def compare_visits(servers: PageServers) -> None:
    """Compare first visits over 40 ms and 20 Mbit/s with the bare page; measure a second visit."""
    lab = servers.start_forwarder(servers.lab, 40, megabits=20)
    bare = servers.start_forwarder(servers.bare, 40, megabits=20)
    pairs = [(first_curve_ms(lab + QUERY), first_curve_ms(bare)) for _ in range(5)]
    prefix = "40 ms, 20 Mbit/s: first curve"
    print_row(f"{prefix} of the bare page", [bare_ms for _, bare_ms in pairs], "ms")
    print_row(prefix, [lab_ms for lab_ms, _ in pairs], "ms")
    ratios = [lab_ms / bare_ms for lab_ms, bare_ms in pairs]
    print_row(f"{prefix}, in bare pages", ratios, "x", 1.1)
    compare_first_pictures(lab, bare)
    page, sweeps = second_visit_bytes(lab)
    print_row("second visit", [page / 1000], "kB", 20)
    print_row("second visit: sweeps, once the page is idle", [sweeps / 1000], "kB")


def compare_first_pictures(lab: str, bare: str) -> None:
    """Compare when the picture in the HTML is painted with the first curve of the bare page."""
    for slowdown, bound in FIRST_PICTURE_BOUNDS.items():
        pairs = [
            (first_curve_ms(lab, PICTURE_LINE, slowdown), first_curve_ms(bare, slowdown=slowdown))
            for _ in range(3)
        ]
        prefix = f"40 ms, 20 Mbit/s, processor {slowdown} times slower: first picture"
        print_row(prefix, [lab_ms for lab_ms, _ in pairs], "ms")
        print_row(f"{prefix}, in bare pages", [lab / bare for lab, bare in pairs], "x", bound)


def print_costs() -> None:
    """Measure what a move and a sweep cost in the server's process."""
    for name, ratios in measure_move_costs().items():
        label = f"in process: {name}, in callbacks that return nothing"
        print_row(label, ratios, "x", 1.5 if name == "alpha" else None)
    ratios, dearest_ms = measure_sweep_costs()
    print_row("in process: sweep of alpha, in such callbacks", ratios, "x", 4)
    print_row("in process: the dearest sweep", dearest_ms, "ms", 30)


def measure_races(servers: PageServers) -> None:
    """Measure the first frame and the frames a second of races that are trained meanwhile."""
    seeds = iter(range(1, 100))
    for lanes, query, slowdown in (("4", "", 1), ("7", ALL_LANES, 1), ("4", "", 4)):
        races = [watch_race(servers.lab, next(seeds), query, slowdown) for _ in range(3)]
        slower = "" if slowdown == 1 else f", processor {slowdown} times slower"
        label = f"race of {lanes} lanes{slower}"
        bounds = (300, 8) if slowdown == 1 else (None, None)
        print_row(f"{label}: first frame", [first for first, _ in races], "ms", bounds[0])
        rates = [rate for _, rate in races]
        print_row(f"{label}: frames", rates, "/s", bounds[1], is_lower_bound=True)


def main() -> None:
    """Measure everything; end with 1 if a bound does not hold."""
    print_costs()
    print_measures()
    with PageServers() as servers:
        compare_drags(servers)
        compare_lens_drags(servers)
        compare_visits(servers)
        measure_races(servers)
        for name, growth in measure_growth(servers.lab, servers.lab_process.pid).items():
            print_row(f"2,000 moves: growth of {name}", [growth], "%", 5)
    print(f"missed: {', '.join(missed_bounds) or 'nothing'}")
    sys.exit(bool(missed_bounds))


if __name__ == "__main__":
    main()
