"""The table that the benchmark and the load test print."""

import statistics

missed_bounds: list[str] = []


def print_row(
    label: str,
    figures: list[float],
    unit: str,
    bound: float | None = None,
    is_lower_bound: bool = False,
    figure: float | None = None,
) -> float:
    """Print one figure, the spread of all and, for a bound, whether it holds.

    The one is their median, unless it is given. Returns it. A bound that does not hold is added to
    `missed_bounds`.
    """
    if figure is None:
        figure = statistics.median(figures)
    verdict = ""
    if bound is not None:
        holds = figure >= bound if is_lower_bound else figure <= bound
        relation = "at least" if is_lower_bound else "at most"
        verdict = f"{relation} {bound:.4g} {'holds' if holds else 'MISSES'}"
        if not holds:
            missed_bounds.append(label)
    spread = f"({min(figures):.3g} to {max(figures):.3g})"
    print(f"{label:58}{figure:8.3g} {unit:4} {spread}  {verdict}", flush=True)
    return figure
