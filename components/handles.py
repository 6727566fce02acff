"""The handles: where curves can be grabbed."""

from typing import Any

from core.activations import ACTIVATIONS
from core.view import CONTROLS

PROBE = "probe"


def list_handles() -> list[dict[str, Any]]:
    """Return each handle: its curve, the control that it moves, its axis, its accessible name."""
    handles = [
        {
            "key": key,
            "name": each.handle.parameter,
            "axis": each.handle.axis,
            "share": each.handle.share,
            "label": f"{each.name}: {CONTROLS[each.handle.parameter].label}, on the curve",
        }
        for key, each in ACTIVATIONS.items()
        if each.handle is not None
    ]
    label = f"{CONTROLS[PROBE].label}, on the axis"
    return [*handles, {"key": PROBE, "name": PROBE, "axis": "x", "share": 0.0, "label": label}]
