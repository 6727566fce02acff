"""Where a curve can be grabbed."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Handle:
    """A grip of a curve: dragging along `axis`, "x" or "y", sets `parameter`."""

    parameter: str
    axis: str
