"""Where a curve can be grabbed."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Handle:
    """A grip of a curve: dragging along `axis`, "x" or "y", sets `parameter`.

    Along y, f must be linear in the parameter; the grip stands at a fixed `share` of the width of
    x, from the left.
    """

    parameter: str
    axis: str
    share: float = 0.08
