"""The rows about lenses: what their measures cost, and that none of them slows a drag."""

import time
from dataclasses import replace

from components.lenses.rows import lens_sentence, readings, row_note
from components.lenses.table import LENSES, lens_panels, lens_shades
from core.lens_fields import GRADIENT
from core.view import View
from tests.benchmark.chromium import open_chromium, open_page
from tests.benchmark.drag import Drag, drag_slider
from tests.benchmark.drags import FRAME_MS, percentile, slow_down
from tests.benchmark.servers import PageServers
from tests.benchmark.table import print_row

MAX_MEASURE_MS = 10
TURNS = 20
MS_PER_SECOND = 1000
# Beside the usual settings, the costliest one of a slider of the lens.
DEPTHS = (10.0, 50.0)


def measure_lens(lens: str, depth: float) -> list[float]:
    """Return the times in ms of all that a lens shows of five functions, each with other ones."""
    times = []
    for turn in range(TURNS):
        moved = 0.01 * turn  # so that nothing has been computed before
        view = View(lens=lens, depth=depth, alpha=1.0 + moved, offset=moved, count=50.0 + turn)
        view = replace(view, mu=moved, noise=0.5 + moved, threshold=0.01 + 0.1 * moved)
        start = time.perf_counter()
        lens_panels(view)
        lens_shades(view)
        lens_sentence(view)
        for key in view.shown:
            readings(view, key)
            row_note(view, key)
        times.append(MS_PER_SECOND * (time.perf_counter() - start))
    return times


def print_measures() -> None:
    """Print what the measures of each lens cost."""
    for lens in LENSES:
        for depth in DEPTHS if lens == "depth" else DEPTHS[:1]:
            label = f"lens {lens}" + (f", {depth:g} layers" if lens == "depth" else "")
            times = measure_lens(lens, depth)
            print_row(f"{label}: all of five functions", times, "ms", MAX_MEASURE_MS)


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
