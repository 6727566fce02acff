"""The table that the benchmark and the load test print."""

import statistics

missed: list[str] = []


def row(label: str, figures: list[float], unit: str, bound: float | None = None, at_least: bool = False) -> float:
    """Print one figure: its median, its spread and, where a bound is set, whether it holds. The median is returned."""
    middle = statistics.median(figures)
    verdict = ""
    if bound is not None:
        holds = middle >= bound if at_least else middle <= bound
        verdict = f"{'at least' if at_least else 'at most'} {bound:.4g} {'holds' if holds else 'MISSES'}"
        if not holds:
            missed.append(label)
    print(f"{label:58}{middle:8.3g} {unit:4} ({min(figures):.3g} to {max(figures):.3g})  {verdict}", flush=True)
    return middle
