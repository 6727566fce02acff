"""The table that the benchmark and the load test print."""

import statistics

missed_bounds: list[str] = []


def print_row(
    label: str,
    figures: list[float],
    unit: str,
    bound: float | None = None,
    is_lower_bound: bool = False,
) -> float:
    """Print the median of some figures, their spread and, for a bound, whether it holds.

    Returns the median. A bound that does not hold is added to `missed_bounds`.
    """
    median = statistics.median(figures)
    verdict = ""
    if bound is not None:
        holds = median >= bound if is_lower_bound else median <= bound
        relation = "at least" if is_lower_bound else "at most"
        verdict = f"{relation} {bound:.4g} {'holds' if holds else 'MISSES'}"
        if not holds:
            missed_bounds.append(label)
    spread = f"({min(figures):.3g} to {max(figures):.3g})"
    print(f"{label:58}{median:8.3g} {unit:4} {spread}  {verdict}", flush=True)
    return median
