"""Numbers as plotly reads them."""

from base64 import b64encode

import numpy as np

from core.typing import Array

MAX_FLOAT32 = float(np.finfo(np.float32).max)


def encode_array(array: Array) -> dict[str, str]:
    """Return an array of float64 as plotly reads it, with its bytes in base64."""
    return {"dtype": "f8", "bdata": b64encode(array.tobytes()).decode()}


def encode_short_array(array: Array) -> dict[str, str]:
    """Return an array to 7 digits, in half of the bytes; what is beyond a float32 at its end."""
    short = np.clip(array, -MAX_FLOAT32, MAX_FLOAT32).astype(np.float32)
    return {"dtype": "f4", "bdata": b64encode(short.tobytes()).decode()}
