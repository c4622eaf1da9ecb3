"""The history of a training: one row per epoch, one column per number."""

import csv
import io
from array import array
from collections.abc import Mapping, Sequence

import numpy as np

from glassnet.errors import FileFormatError, UnknownNameError, nearest
from glassnet.executors.reference import Array
from glassnet.locales import _

MOST_ROWS = 10_000
ALWAYS = ("epoch", "step", "loss", "data_loss", "penalty", "lr")
COUNTED = ("epoch", "step")
RECORDED = ("accuracy", "grad_norm")
KNOWN = (*ALWAYS, *RECORDED, "val_loss", "val_accuracy", "val_r2")


class NoColumnError(UnknownNameError, KeyError):
    """A column that a history does not have; a KeyError too, as of any dictionary."""


class Columns(dict[str, Array]):
    """The columns of a history by name; one that is missing says how to get it."""

    def __missing__(self, name: object) -> Array:
        guess = nearest(str(name), self)
        fix = _("Did you mean {guess!r}?").format(guess=guess) if guess else None
        if name in RECORDED:
            fix = _("pass {option} to train").format(option=f"record=[{name!r}]")
        elif str(name) in KNOWN:
            fix = _("pass {option} to train").format(option="validation=0.2")
        raise NoColumnError(
            _("the history has no column {name!r}").format(name=name),
            expected=_("one of {names}").format(names=", ".join(self)),
            received=repr(name),
            where="run.history[…]",
            fix=fix,
        )


class History:
    """Grows by a row per epoch; compact, since a run may have a million epochs."""

    def __init__(self) -> None:
        self._columns: dict[str, array[float]] = {name: array("d") for name in ALWAYS}

    def append(self, row: Mapping[str, float]) -> None:
        """Adds the row of one epoch; the first row says which columns there are."""
        if not len(self):
            self._columns = {name: array("d") for name in row}
        for name, column in self._columns.items():
            column.append(row[name])

    def cut(self, step: int) -> None:
        """Drops the rows of epochs that ended after a step."""
        ends = self._columns["step"]
        rows = len(self)
        while rows and ends[rows - 1] > step:
            rows -= 1
        for column in self._columns.values():
            del column[rows:]

    def columns(self) -> Columns:
        """The columns as arrays of float64."""
        rows = len(self)
        return Columns({name: np.array(column[:rows]) for name, column in self._columns.items()})

    def __len__(self) -> int:
        # NOTE: an interruption while a row is added may leave a column longer than the others.
        return min(map(len, self._columns.values()))

    def text(self) -> str:
        """The history as CSV, thinned evenly to at most 10,000 rows, last one included."""
        stream = io.StringIO()
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(self._columns)
        rows = len(self)
        chosen: Sequence[int] = range(rows)
        if rows > MOST_ROWS:
            chosen = np.unique(np.linspace(0, rows - 1, MOST_ROWS).astype(int)).tolist()
        for row in chosen:
            writer.writerow(
                repr(int(column[row]) if name in COUNTED else column[row])
                for name, column in self._columns.items()
            )
        return stream.getvalue()


def read_history(text: str, where: str) -> History:
    """The history behind its CSV text.

    Raises:
        FileFormatError: if it is none; says which line.
    """
    history = History()
    rows = csv.reader(io.StringIO(text))
    try:
        names = next(rows, [])
        if not set(ALWAYS) <= set(names) <= set(KNOWN) or len(names) != len(set(names)):
            raise ValueError("columns")
        for row in rows:
            history.append({n: float(v) for n, v in zip(names, row, strict=True)})
    except (ValueError, csv.Error):
        number = max(rows.line_num, 1)
        line = text.splitlines()[number - 1 : number]
        raise FileFormatError(
            _("a line of the history cannot be read"),
            expected=", ".join(ALWAYS) if number == 1 else _("a number in each column"),
            received=repr(line[0][:60]) if line else _("an empty file"),
            where=_("{where}, line {number}").format(where=where, number=number),
            fix=_("restore the file from a backup, or delete it"),
        ) from None
    return history
