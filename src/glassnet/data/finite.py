"""NaN and infinity are found where they come in, not where they come out."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from glassnet.errors import DataError
from glassnet.locales import _


def check_finite(
    values: npt.NDArray[Any], where: str, columns: Sequence[str] | None = None
) -> None:
    """Do nothing if every value is a finite number.

    Args:
        values: numbers, shape (m,) or (m, n).
        where: the file or argument they came from.
        columns: names of the columns, if they have any.

    Raises:
        DataError: there is a NaN or an infinity; the error names its row and column.
    """
    if values.dtype.kind != "f" or bool(np.isfinite(values).all()):
        return
    place = np.unravel_index(int(np.argmin(np.isfinite(values))), values.shape)
    row, column = int(place[0]), int(place[1]) if len(place) > 1 else 0
    raise DataError(
        _("a value is not a finite number"),
        expected=_("numbers, without NaN and infinity"),
        received=str(values[place]),
        where=_("{where}, row {row} (counted from 0), column {name}").format(
            where=where, row=row, name=columns[column]
        )
        if columns
        else _("{where}, row {row} (counted from 0), column {column}").format(
            where=where, row=row, column=column
        ),
        fix=_("remove this example, or fill in a number"),
    )
