"""The lanes of a race: a function of the table, with its own mean or moved to another one.

The mean is E f(X) with X ~ N(0, 1). A constant added to f moves it, and leaves f' as it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from core.activations import ACTIVATIONS
from core.moments import moments

MAX_MEAN = 1e5
EXCLUDED_KEYS = ("identity",)  # a network of it is one straight line


class LaneMean(NamedTuple):
    """A mean that a lane may have: what ends the lane's key and its name."""

    key_suffix: str
    name_suffix: str


LANE_MEANS: Mapping[str, LaneMean] = MappingProxyType(
    {
        "own": LaneMean("", ""),
        "zero": LaneMean("-0", " at mean 0"),
        "relu": LaneMean("-relu", " at ReLU’s mean"),
    }
)


@dataclass(frozen=True)
class Lane:
    """One function in a race. `mean` is a key of LANE_MEANS."""

    key: str
    mean: str

    @property
    def name(self) -> str:
        """The name on the page: ReLU; ReLU at mean 0."""
        return ACTIVATIONS[self.key].name + LANE_MEANS[self.mean].name_suffix

    def find_shift(self, **parameters: float | str) -> float:
        """Return the constant that is added to f; `parameters` are those of f.

        A mean that is not known, or beyond MAX_MEAN, stays as it is.
        """
        if self.mean == "own":
            return 0.0
        mean = moments(self.key, **parameters).mean
        if not abs(mean) < MAX_MEAN:
            return 0.0
        return (moments("relu").mean if self.mean == "relu" else 0.0) - mean


LANES: Mapping[str, Lane] = MappingProxyType(
    {
        f"{key}{each.key_suffix}": Lane(key, mean)
        for key in ACTIVATIONS
        if key not in EXCLUDED_KEYS
        for mean, each in LANE_MEANS.items()
    }
)
FIRST_LANES = ("relu", "relu-0", "elu", "elu-relu")  # the mean of a function, moved
MAX_LANES = len(LANES) // len(LANE_MEANS) + 2  # of one race: each function, and those two moved
