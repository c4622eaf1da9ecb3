"""The first line of a text table: names of the columns, or the first example?"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from glassnet.data.csv_cells import is_meant_as_number, is_number, one_column
from glassnet.data.csv_lines import numbered_place, place
from glassnet.data.dataset import feature_names
from glassnet.data.file_targets import check_name, column_number
from glassnet.errors import DataError, FileFormatError
from glassnet.locales import _

Row = tuple[int, list[str]]


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
        raise one_column(cells, place(path, line))
    second = next(lines, None)
    examples = [] if second is None else [second]
    if header is None:
        header = _is_header(cells, second, path, line, target)
    if header:
        names = _names(cells, path, line)
    else:
        names, examples = feature_names(len(cells)), [first, *examples]
    index = column_number(target, names, path)
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
    text = [i for i, cell in enumerate(first) if not is_meant_as_number(cell)]
    named = isinstance(target, str) and target in (cell.strip() for cell in first)
    if len(text) == len(first) or named:
        return True
    if not text:
        return False
    index = column_number(target, feature_names(len(first)), path)
    below = second[1][index : index + 1] if second else []
    if text == [index] and not any(map(is_number, below)):
        return False
    raise DataError(
        _("the first line is neither names nor numbers"),
        expected=_("names in all columns, or numbers in all columns but the target"),
        received=repr(first[text[0]][:60]),
        where=numbered_place(path, line, text[0] + 1),
        fix=_fix_of_first_line(len(text), text[0]),
    )


def _fix_of_first_line(texts: int, column: int) -> str:
    """What to do about a first line with text in some columns."""
    if texts > 1:
        return _(
            "correct this cell; or, if the line is names, set the header to True (--header yes "
            "on the command line)"
        )
    return _(
        "correct this cell; if the line is names, set the header to True (--header yes on the "
        "command line); if the cell is what to predict, choose {column} as the target (--target "
        "{column} on the command line; columns count from 0)"
    ).format(column=column)


def _names(cells: list[str], path: Path, line: int) -> tuple[str, ...]:
    """The names of the columns, if they can be told apart."""
    numbers: dict[str, int] = {}
    for number, name in enumerate((cell.strip() for cell in cells), 1):
        check_name(name, numbered_place(path, line, number))
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
