"""Labels: class numbers 0 … n - 1, and their one-hot rows."""

from typing import Any

import numpy as np
import numpy.typing as npt

from glassnet.errors import DataError
from glassnet.locales import _


def check_labels(labels: npt.NDArray[Any], n_classes: int, where: str) -> npt.NDArray[np.int64]:
    """Class numbers as int64, shape (m,).

    Raises:
        DataError: not one-dimensional, not whole numbers, or outside 0 … n_classes - 1;
            the error names the first wrong row.
    """
    values = np.asarray(labels)
    if values.ndim != 1 or values.dtype.kind not in "biuf":
        raise DataError(
            _("these are not class numbers"),
            expected=_("whole numbers, shape (m,)"),
            received=_("{dtype}, shape {shape}").format(dtype=values.dtype, shape=values.shape),
            where=where,
            fix=_("give one class number per example, not one-hot rows"),
        )
    good = (values >= 0) & (values < n_classes)
    if values.dtype.kind == "f":
        good &= values == np.floor(values)
    if not good.all():
        row = int(np.argmin(good))
        raise DataError(
            _("a label is not one of the classes"),
            expected=_("a whole number from 0 to {last}").format(last=n_classes - 1),
            received=str(values[row]),
            where=_("{where}, row {row} (counted from 0)").format(where=where, row=row),
            fix=_("number the classes from 0, or raise the number of classes"),
        )
    return values.astype(np.int64)


def one_hot(labels: npt.NDArray[Any], n_classes: int) -> npt.NDArray[np.float64]:
    """Rows with a 1 in the column of the label and 0 elsewhere.

    Args:
        labels: class numbers, shape (m,).
        n_classes: the number of columns.

    Returns:
        float64, shape (m, n_classes).

    Raises:
        DataError: a label is not a whole number from 0 to n_classes - 1.

    Example:
        >>> print(one_hot(np.array([0, 2]), 3))
        [[1. 0. 0.]
         [0. 0. 1.]]
    """
    numbers = check_labels(labels, n_classes, "labels")
    rows = np.zeros((len(numbers), n_classes))
    rows[np.arange(len(numbers)), numbers] = 1.0
    return rows
