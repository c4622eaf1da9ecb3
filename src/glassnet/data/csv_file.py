"""Your own data in a text table: one example per line, one column is the target."""

from array import array
from itertools import chain
from pathlib import Path

import numpy as np
import numpy.typing as npt

from glassnet.data.bounded import MOST_VALUES, file_size, sha256_of, too_large
from glassnet.data.csv_cells import is_number, ragged, text_for_number
from glassnet.data.csv_encoding import ENCODINGS, UTF8, encoding_of
from glassnet.data.csv_header import Header, no_examples, read_header
from glassnet.data.csv_lines import place, rows
from glassnet.data.dataset import Dataset
from glassnet.data.file_targets import Targets, check_task, targets_of_numbers, targets_of_texts
from glassnet.data.options import check_choice
from glassnet.errors import DataError
from glassnet.locales import _


def csv_file(
    path: Path,
    *,
    target: int | str | None = None,
    task: str | None = None,
    header: bool | None = None,
    encoding: str | None = None,
) -> Dataset:
    """A table of text: all columns are numbers, except that the target may be names of classes.

    Args:
        path: a file in UTF-8 or GBK; cells are divided by commas, semicolons or tabs.
        target: the target column, by its name or its number from 0; the last if absent.
        task: "classification" or "regression". If absent, texts and a few repeated whole
            numbers are classes, all else is regression.
        header: whether the first line is the names of the columns; found out if absent.
        encoding: "utf-8" or "gb18030" (which includes GBK); found out if absent.

    Raises:
        DataError: text, nothing, NaN or infinity where a number should be; the error names
            line and column.
        FileFormatError: the file is empty, no text, or its lines have different lengths.
    """
    check_task(task)
    file_size(path)
    encoding = check_choice(encoding or encoding_of(path), ENCODINGS, "encoding=")
    lines = rows(path, encoding)
    head = read_header(lines, path, target, header)
    table = _Table(path, head, guessed=target is None)
    for line, cells in chain(head.examples, lines):
        table.add(line, cells)
    targets = table.targets(task)
    return Dataset(
        name=path.stem,
        title=_title(encoding).format(file=path.name),
        X=table.inputs(),
        Y=targets.Y,
        task=targets.task,
        features=tuple(name for i, name in enumerate(head.names) if i != head.target),
        classes=targets.classes,
        source=str(path),
        recipe={
            "file": str(path.absolute()),
            "sha256": sha256_of(path),
            "options": {
                "target": head.target,
                "task": targets.task,
                "header": head.present,
                "encoding": encoding,
            },
        },
        scale="standard",
    )


def _title(encoding: str) -> str:
    """The title of the data set; what had to be guessed is said."""
    if encoding == UTF8:
        return _("data from {file}")
    return _("data from {file} (text in GBK, not UTF-8)")


class _Table:
    """The examples of the file as they come, in little memory."""

    def __init__(self, path: Path, head: Header, guessed: bool) -> None:
        self.path = path
        self.head = head
        self.guessed = guessed  # nobody said which column is the target
        self.values = array("d")
        self.lines = array("q")
        self.cells: list[str] = []
        self._same: dict[str, str] = {}

    def add(self, line: int, cells: list[str]) -> None:
        """Take one example."""
        if len(cells) != len(self.head.names):
            raise ragged(len(self.head.names), cells, place(self.path, line))
        cell = cells.pop(self.head.target).strip()
        try:
            numbers = [float(text) for text in cells]
        except ValueError:
            self._find_text(line, cells)
        # NOTE: float() also takes 1_000 and the digits of other scripts.
        joined = "".join(cells)
        if "_" in joined or not joined.isascii():
            self._find_text(line, cells)
        self.values.extend(numbers)
        self.lines.append(line)
        self.cells.append(self._same.setdefault(cell, cell))
        if len(self.values) > MOST_VALUES:
            raise too_large(8 * len(self.values), 8 * MOST_VALUES, place(self.path, line))

    def inputs(self) -> npt.NDArray[np.float64]:
        """X, shape (m, n), when all of it is finite."""
        X = np.frombuffer(self.values, np.float64).reshape(len(self.lines), -1)
        finite = np.isfinite(X)
        if not finite.all():
            row, column = divmod(int(np.argmin(finite)), X.shape[1])
            inputs = [name for i, name in enumerate(self.head.names) if i != self.head.target]
            raise _not_finite(X[row, column], place(self.path, self.lines[row], inputs[column]))
        return X

    def targets(self, task: str | None) -> Targets:
        """Y: numbers if every cell of the target column is one, else classes."""
        name = self.head.names[self.head.target]
        where = _("{file}, column {column}").format(file=self.path, column=name)
        if not self.cells:
            raise no_examples(str(self.path))
        numeric = [is_number(cell) for cell in self.cells]
        if all(numeric):
            values = np.array([float(cell) for cell in self.cells], np.float64)
            if not np.isfinite(values).all():
                row = int(np.argmin(np.isfinite(values)))
                raise _not_finite(values[row], place(self.path, self.lines[row], name))
            return targets_of_numbers(values, task, where)
        row = numeric.index(False)
        mostly_numbers = sum(numeric) > len(numeric) / 2 and task is None
        if mostly_numbers or task == "regression" or "" in self.cells:
            row = self.cells.index("") if "" in self.cells else row
            raise text_for_number(self.cells[row], place(self.path, self.lines[row], name))
        return targets_of_texts(self.cells, "classification", where)

    def _find_text(self, line: int, cells: list[str]) -> None:
        """Raise the error for the first cell that is not a number."""
        inputs = (name for i, name in enumerate(self.head.names) if i != self.head.target)
        for name, cell in zip(inputs, cells, strict=True):
            if not is_number(cell):
                fix = None
                if self.guessed and not self.lines and cell.strip():
                    # The first example already: perhaps all of the column is text.
                    fix = _(
                        "if column {column} is to be predicted, name it as the target (--target "
                        "on the command line); otherwise write numbers, or remove the column"
                    ).format(column=name)
                raise text_for_number(cell, place(self.path, line, name), fix)


def _not_finite(value: float, where: str) -> DataError:
    """The error for NaN and infinity."""
    return DataError(
        _("a value is not a finite number"),
        expected=_("numbers, without NaN and infinity"),
        received=str(value),
        where=where,
        fix=_("remove this example, or fill in a number"),
    )
