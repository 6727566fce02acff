"""The rows about lenses: what their measures cost, and that none of them slows a drag."""

import time
from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from components.lenses.depth import mean_field_of, simulate_network
from components.lenses.sum_errors import build_panels
from components.lenses.table import LENSES
from core.curves import curve_parameters
from core.depth import chained_gradient
from core.examples import count_learning
from core.keys import SUM
from core.lens_fields import GRADIENT
from core.moments import moments
from core.noise import spread
from core.output_density import output_density
from core.saturation import saturation
from core.view import View
from tests.benchmark.chromium import open_chromium, open_page
from tests.benchmark.drag import Drag, drag_slider
from tests.benchmark.drags import FRAME_MS, percentile, slow_down
from tests.benchmark.servers import PageServers
from tests.benchmark.table import print_row

MAX_MEASURE_MS = 10
TURNS = 20
MS_PER_SECOND = 1000
X = np.linspace(-10.0, 10.0, 161)
MEASURES: Mapping[str, Callable[[View, str], object]] = {
    "saturation": lambda view, key: saturation(view, key, view.threshold),
    "mean: moments": lambda view, key: moments(key, view.mu, 1.0, **curve_parameters(view, key)),
    "mean: density": lambda view, key: output_density(
        key, view.mu, 1.0, X, **curve_parameters(view, key)
    ),
    "depth: slopes": lambda view, key: chained_gradient(
        key, X, int(view.depth), **curve_parameters(view, key)
    ),
    "depth: mean field": mean_field_of,
    "depth: random network": simulate_network,
    "sum": lambda view, key: build_panels(view) if key == SUM else None,
    "noise": lambda view, key: spread(key, X, view.noise, **curve_parameters(view, key)),
    "data": lambda view, key: count_learning(key, view.mu, **curve_parameters(view, key)),
}


def measure(compute: Callable[[View, str], object], depth: float) -> list[float]:
    """Return the times in ms of a measure of five functions, none of which was measured before."""
    times = []
    for turn in range(TURNS):
        moved = 0.01 * turn
        view = View(depth=depth, alpha=1.0 + moved, offset=moved, count=50.0 + turn, mu=moved)
        view = replace(view, noise=0.5 + moved, threshold=0.01 + 0.1 * moved)
        start = time.perf_counter()
        for key in view.shown:
            compute(view, key)
        times.append(MS_PER_SECOND * (time.perf_counter() - start))
    return times


def print_measures() -> None:
    """Print what the measures of the lenses cost."""
    for name, compute in MEASURES.items():
        for depth in (10.0, 50.0) if name.startswith("depth") else (10.0,):
            layers = f", {depth:g} layers" if name.startswith("depth") else ""
            label = f"lens {name}{layers}: of five functions"
            print_row(label, measure(compute, depth), "ms", MAX_MEASURE_MS)


def drag_with(servers: PageServers, lens: str, slowdown: int) -> Drag:
    """Drag α while a lens is shown."""
    with open_chromium() as driver:
        open_page(driver, f"{servers.lab}?lens={lens}")
        slow_down(driver, slowdown)
        return drag_slider(driver, "alpha")


def compare_lens_drags(servers: PageServers) -> None:
    """Print the age of a painted value with each lens, and the paints beside those without one."""
    for slowdown in (1, 4):
        suffix = f", {slowdown} times slower" if slowdown > 1 else ""
        plain = drag_with(servers, GRADIENT, slowdown)
        for lens in LENSES:
            if lens == GRADIENT:
                continue
            drag = drag_with(servers, lens, slowdown)
            label = f"drag of alpha with lens {lens}{suffix}"
            bound = FRAME_MS * (3 if slowdown > 1 else 1)
            print_row(f"{label}: age, 95 of 100", [percentile(drag.ages_ms, 0.95)], "ms", bound)
            share = drag.painted_count / plain.painted_count
            print_row(f"{label}: paints, in those without", [share], "x", 0.9, is_lower_bound=True)
