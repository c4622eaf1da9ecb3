"""Data that a run keeps for good, whatever becomes of the arrays that were given."""

from collections.abc import Iterable

import numpy as np

from glassnet.executors.reference import Array


def read_only(array: Array, known: Iterable[Array] = (), *, fresh: bool = False) -> Array:
    """An equal array that nobody can write to.

    A step that is computed again must see the numbers that the training saw, even if the
    user has scaled X in place since.

    Args:
        array: the numbers.
        known: arrays of an earlier run; if one is equal, it is shared instead of copied, so that
            many short trainings on the same data hold the data once.
        fresh: whether nobody else has the array, so that it need not be copied.
    """
    for other in known:
        same = other.shape == array.shape and other.dtype == array.dtype
        if same and np.array_equal(other, array):
            return other
    result = array if fresh else array.copy()
    result.flags.writeable = False
    return result
