"""The type of array that `core` computes with."""

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
