"""The one type of array that the package computes with."""

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
