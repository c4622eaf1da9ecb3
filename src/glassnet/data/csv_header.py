"""The first line of a text table: names of the columns, or the first example?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from glassnet.data.csv_lines import place
from glassnet.data.dataset import feature_names
from glassnet.data.file_targets import check_name, column_number
from glassnet.errors import DataError, FileFormatError
from glassnet.locales import _

Row = tuple[int, list[str]]
_NUMBER = re.compile(
    r"\s*[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|nan|inf|infinity)\s*", re.ASCII | re.IGNORECASE
)


@dataclass(frozen=True)
class Header:
    """What the first line says.

    Args:
        names: the name of every column.
        target: the number of the target column, from 0.
        present: whether the first line was names.
        examples: the lines that were read to find this out and are examples.
    """

    names: tuple[str, ...]
    target: int
    present: bool
    examples: tuple[Row, ...]


def is_number(cell: str) -> bool:
    """Whether a cell is a number as programs write them; NaN and infinity count."""
    return _NUMBER.fullmatch(cell) is not None


def read_header(
    lines: Iterator[Row], path: Path, target: int | str | None, header: bool | None
) -> Header:
    """Read as many lines as it takes to know the names of the columns.

    Args:
        lines: the rows of the file from its start.
        path: the file.
        target: the target column by name or number; the last if None.
        header: whether the first line is names; None to find out.

    Raises:
        DataError: a name is empty or comes twice, or the first line is neither names nor numbers.
        FileFormatError: there is no line, or only one column.
    """
    first = next(lines, None)
    if first is None:
        raise no_examples(str(path))
    line, cells = first
    if len(cells) < 2:
        raise FileFormatError(
            _("the table has only one column"),
            expected=_("one column or more of inputs, and one of targets"),
            received=repr(cells[0][:60]),
            where=place(path, line),
            fix=_("divide the cells by commas, semicolons or tabs"),
        )
    second = next(lines, None)
    examples = [] if second is None else [second]
    if header is None:
        header = _is_header(cells, second, path, line, target)
    if header:
        names = _names(cells, path, line)
    else:
        names, examples = feature_names(len(cells)), [first, *examples]
    index = column_number(target, names, f"{path}, target=")
    return Header(names, index, header, tuple(examples))


def no_examples(where: str) -> FileFormatError:
    """The error for a table without any examples."""
    return FileFormatError(
        _("the table holds no examples"),
        expected=_("one example per line"),
        received=_("no lines with numbers"),
        where=where,
        fix=_("check how the file was written or copied"),
    )


def _is_header(
    first: list[str], second: Row | None, path: Path, line: int, target: int | str | None
) -> bool:
    """Whether the first line is names: all of it is text, or the target is given by name.

    A line whose only text is the target is an example with the name of a class, unless
    the next line has a number there. Anything between is a mistake, and is not guessed at.
    """
    # A decimal comma is a mistake too, but a number's; it is explained where numbers are read.
    text = [i for i, cell in enumerate(first) if not is_number(cell.replace(",", ".", 1))]
    named = isinstance(target, str) and target in (cell.strip() for cell in first)
    if len(text) == len(first) or named:
        return True
    if not text:
        return False
    index = column_number(target, feature_names(len(first)), f"{path}, target=")
    below = second[1][index : index + 1] if second else []
    if text == [index] and not any(map(is_number, below)):
        return False
    raise DataError(
        _("the first line is neither names nor numbers"),
        expected=_("names in all columns, or numbers in all columns but the target"),
        received=repr(first[text[0]][:60]),
        where=place(path, line, str(text[0] + 1)),
        fix=_("correct this cell, or say header=True if the line is names"),
    )


def _names(cells: list[str], path: Path, line: int) -> tuple[str, ...]:
    """The names of the columns, if they can be told apart."""
    numbers: dict[str, int] = {}
    for number, name in enumerate((cell.strip() for cell in cells), 1):
        check_name(name, place(path, line, str(number)))
        if numbers.setdefault(name, number) != number:
            raise DataError(
                _("two columns have the same name"),
                expected=_("a different name for each column"),
                received=_("{name!r} in columns {first} and {second}").format(
                    name=name, first=numbers[name], second=number
                ),
                where=place(path, line),
                fix=_("rename one of them"),
            )
    return tuple(numbers)
