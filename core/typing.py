"""The types that `core` computes with."""

from collections.abc import Callable, Mapping

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Function = Callable[[Array], Array]  # of x alone
Indices = npt.NDArray[np.intp]
Interval = tuple[float, float]
Numbers = Mapping[str, float]  # by name
Zoom = tuple[tuple[str, Interval], ...]  # ends of the axes that a reader has zoomed
