"""The history of a training: one row per epoch, one column per number."""

import csv
import io
from array import array
from collections.abc import Mapping

import numpy as np

from glassnet.errors import FileFormatError
from glassnet.executors.reference import Array
from glassnet.locales import _

MOST_ROWS = 10_000


class History:
    """Grows by a row per epoch; compact, since a run may have a million epochs."""

    def __init__(self) -> None:
        self._columns: dict[str, array[float]] = {}

    def append(self, row: Mapping[str, float]) -> None:
        """Adds the row of one epoch."""
        if not self._columns:
            self._columns = {name: array("d") for name in row}
        for name, column in self._columns.items():
            column.append(row[name])

    def columns(self) -> dict[str, Array]:
        """The columns as arrays; epoch and step hold whole numbers."""
        return {name: np.array(column) for name, column in self._columns.items()}

    def __len__(self) -> int:
        return len(next(iter(self._columns.values()), ()))

    def text(self) -> str:
        """The history as CSV, thinned evenly to at most 10,000 rows, last one included."""
        stream = io.StringIO()
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(self._columns)
        rows = len(self)
        chosen = range(rows)
        if rows > MOST_ROWS:
            chosen = np.unique(np.linspace(0, rows - 1, MOST_ROWS).astype(int)).tolist()
        for row in chosen:
            writer.writerow([repr(column[row]) for column in self._columns.values()])
        return stream.getvalue()


def read_history(text: str, where: str) -> History:
    """The history behind its CSV text.

    Raises:
        FileFormatError: if it is none; says which line.
    """
    history = History()
    rows = csv.reader(io.StringIO(text))
    names = next(rows, [])
    for number, row in enumerate(rows, 2):
        try:
            history.append({n: float(v) for n, v in zip(names, row, strict=True)})
        except ValueError:
            raise FileFormatError(
                _("a line of the history cannot be read"),
                expected=_("{count} numbers").format(count=len(names)),
                received=", ".join(row)[:60],
                where=_("{where}, line {number}").format(where=where, number=number),
                fix=_("restore the file from a backup, or delete it"),
            ) from None
    return history
