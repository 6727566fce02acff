"""The lanes of a race: a function of the table, with its own mean or moved to another one.

The mean is E f(X) with X ~ N(0, 1). A constant added to f moves it and changes nothing else.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from core.activations import ACTIVATIONS
from core.moments import moments

# By the end of a lane's key, that of its name.
MEANS = {"": "", "-0": " at mean 0", "-relu": " at ReLU’s mean"}
LEFT_OUT = ("identity",)  # a network of it is one straight line


@dataclass(frozen=True)
class Lane:
    """One function in a race. `mean` is a key of MEANS: its own mean, 0, or that of ReLU."""

    key: str
    mean: str

    @property
    def name(self) -> str:
        """The name on the page: ReLU; ReLU at mean 0."""
        return ACTIVATIONS[self.key].name + MEANS[self.mean]

    def shift(self, **parameters: float | str) -> float:
        """Return the constant that is added to f; `parameters` are those of f."""
        if not self.mean:
            return 0.0
        target = moments("relu").mean if self.mean == "-relu" else 0.0
        return target - moments(self.key, **parameters).mean


LANES: Mapping[str, Lane] = MappingProxyType(
    {
        f"{key}{mean}": Lane(key, mean)
        for key in ACTIVATIONS
        if key not in LEFT_OUT
        for mean in MEANS
    }
)
FIRST_LANES = ("relu", "relu-0", "elu", "elu-relu")  # only the mean moves
MAX_LANES = 12  # of one race
