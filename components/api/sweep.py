"""The response with the curves of one slider, from which the page draws each of its values."""

from dataclasses import asdict
from typing import Any

import numpy as np

from components.api.requests import SweepRequest
from components.story.navigation import read_query
from core.sweep import (
    DECADE_LEVELS,
    MIN_EXPONENT,
    NAN_LEVEL,
    CurveFamily,
    Integers,
    dense_x,
    other_settings,
    sweep,
)


def build_sweep(request: SweepRequest) -> dict[str, Any]:
    """Return, for each curve asked for, its family and the settings that it holds for.

    `family` is None where the slider does not move the curve, or not in a way that can be known
    before.
    """
    view, _ = read_query(request.query)
    families = sweep(view, request.name, request.keys).families
    return {
        "name": request.name,
        "x": asdict(dense_x(request.name)),
        "decadeLevels": DECADE_LEVELS,
        "minExponent": MIN_EXPONENT,
        "noNumber": NAN_LEVEL,
        "curves": {
            key: {
                "settings": other_settings(view, key, request.name),
                "family": _encode_family(families[key]) if key in families else None,
            }
            for key in request.keys
        },
    }


def _encode_family(family: CurveFamily) -> dict[str, Any]:
    return {
        "interpolation": family.interpolation.name,
        "nodes": family.nodes,
        "kinks": family.kinks,
        "valueStart": family.value_start,
        "valueQuantum": family.value_quantum,
        "values": _second_differences(family.values),
        "gradients": _second_differences(family.gradients),
    }


def _second_differences(rows: Integers) -> Integers:
    """Return the differences of the differences of each row, both beginning at 0.

    Those of a smooth curve are small whole numbers, which compress to a few bits each. The sum of
    their sums is the row again.
    """
    return np.diff(np.diff(rows, prepend=0), prepend=0)
