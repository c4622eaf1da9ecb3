"""The two layouts of one array: examples as rows, or as columns."""

from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]


def in_columns(value: Any) -> Array:
    """An array of the row layout in the column layout; a single number stays as it is.

    >>> in_columns([1.0, 2.0]).shape, in_columns([[1.0, 2.0, 3.0]]).shape, in_columns(0.1).shape
    ((2, 1), (3, 1), ())
    """
    array = np.asarray(value)
    return array.reshape(-1, 1) if array.ndim == 1 else array.T
