"""`make bench`: what a drag, a callback and a first visit cost, beside the bare library and the tutorial's page."""

import sys

from tests.benchmark.drag import SWEEPS, Drag, drag
from tests.benchmark.growth import growth
from tests.benchmark.process import callback_costs
from tests.benchmark.stage import Stage, chromium
from tests.benchmark.table import missed, row
from tests.benchmark.visit import first_curve, second_visit

RUNS = 2
QUERY = "?shown=sigmoid,sigmoid_sum,softplus,relu,elu"


def drags(url: str) -> list[Drag]:
    """Every slider of the page dragged, in RUNS new windows."""
    seen = []
    for _ in range(RUNS):
        with chromium() as window:
            window.open(url)
            seen += [drag(window.driver, name) for name in SWEEPS]
    return seen


def ages(seen: list[Drag]) -> list[float]:
    return [each.median_age for each in seen]


def near(stage: Stage) -> None:
    """0 ms added: ours against the bare library and the tutorial's page."""
    bare, tutorial, ours = drags(stage.bare), drags(stage.tutorial), drags(stage.ours + QUERY)
    alone = row("bare library: age of a painted value", ages(bare), "ms")
    row("bare library: paints", [each.paints_a_second for each in bare], "/s")
    taught = row("tutorial's page: age of a painted value", ages(tutorial), "ms")
    row("tutorial's page: paints", [each.paints_a_second for each in tutorial], "/s")
    row("0 ms: age of a painted value, against the bare library", ages(ours), "ms", alone + 33)
    row("0 ms: the same, against the tutorial's page", ages(ours), "ms", taught / 2)
    row("0 ms: paints", [each.paints_a_second for each in ours], "/s")
    shares = [each.painted / min(each.taken, 120) for each in ours]
    row("0 ms: share of the values taken, up to 30 a second", shares, "", 0.99, at_least=True)
    row("0 ms: final curve after the last move", [each.after_last_move for each in ours], "ms", 34)


def far(stage: Stage, added: int, paints: float, slack: float, settle: float) -> None:
    """Some milliseconds of round trip added."""
    seen = drags(stage.forwarded(added) + QUERY)
    row(f"{added} ms: paints", [each.paints_a_second for each in seen], "/s", paints, at_least=True)
    row(f"{added} ms: age of a painted value", ages(seen), "ms", added + slack)
    row(f"{added} ms: final curve after the last move", [each.after_last_move for each in seen], "ms", added * settle)


def visits(stage: Stage) -> None:
    """A cold visit over 40 ms and 20 Mbit/s, in turn with the bare page; and a second visit."""
    ours, bare = stage.forwarded(40, megabits=20), stage.forwarded(40, megabits=20, target=stage.bare)
    pairs = [(first_curve(ours + QUERY), first_curve(bare)) for _ in range(5)]
    row("40 ms, 20 Mbit/s: first curve of the bare page", [there for _, there in pairs], "ms")
    row("40 ms, 20 Mbit/s: first curve", [here for here, _ in pairs], "ms")
    row("40 ms, 20 Mbit/s: first curve, in bare pages", [here / there for here, there in pairs], "x", 1.3)
    row("second visit", [second_visit(ours) / 1000], "kB", 20)


def main() -> None:
    for name, ratios in callback_costs().items():
        row(f"in process: {name}, in callbacks that return nothing", ratios, "x", 1.5 if name == "alpha" else None)
    with Stage() as stage:
        near(stage)
        far(stage, 100, paints=25, slack=50, settle=1.5)
        far(stage, 400, paints=12, slack=60, settle=1.6)
        visits(stage)
        for name, change in growth(stage.ours, stage.server.pid).items():
            row(f"2,000 moves: growth of {name}", [change], "%", 5)
    print(f"missed: {', '.join(missed) or 'nothing'}")
    sys.exit(bool(missed))


if __name__ == "__main__":
    main()
