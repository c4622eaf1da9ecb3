"""The lines of a text table: decoded, bounded in length, and cut into cells."""

import csv
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NoReturn

from glassnet.data.bounded import MOST_BYTES, file_size, read_start, too_large, unreadable
from glassnet.errors import FileFormatError
from glassnet.locales import _

LONGEST_LINE = 1 << 20
_DELIMITERS = "\t;,"
_LOOKED_AT = 5
_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_QUOTED = re.compile(r'"[^"]*"')


def rows(path: Path, encoding: str) -> Iterator[tuple[int, list[str]]]:
    """(line number, cells) of every line of a .csv file that is not blank.

    Cells are divided by commas, semicolons or tabs, whichever the first lines agree on.

    Args:
        path: the file.
        encoding: what its bytes stand for; see `encoding_of`.

    Raises:
        DataError: the file cannot be read.
        FileFormatError: it is empty, not text, or its quotes are wrong.
    """
    size = file_size(path)
    if size > MOST_BYTES:
        raise too_large(size, MOST_BYTES, str(path))
    if read_start(path, 2) in _UTF16_MARKS:
        _refuse(_("the file is UTF-16 text"), _("UTF-8 text"), "UTF-16", str(path))
    delimiter = _delimiter(path, encoding)
    reader = csv.reader(_lines(path, encoding), delimiter=delimiter, strict=True)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            where = place(path, reader.line_num)
            _refuse(
                _("the line cannot be divided into cells"), _("matching quotes"), str(error), where
            )
        if cells and any(cells):
            yield reader.line_num, cells


def place(path: Path, line: int, column: str | None = None) -> str:
    """Where something is in the file, for an error."""
    if column is None:
        return _("{file}, line {line}").format(file=path, line=line)
    return _("{file}, line {line}, column {column}").format(file=path, line=line, column=column)


def numbered_place(path: Path, line: int, column: int) -> str:
    """Where a cell is whose column has no name; columns count from 1."""
    return _("{file}, line {line}, cell {column}").format(file=path, line=line, column=column)


def _delimiter(path: Path, encoding: str) -> str:
    """The character between the cells, by the first lines; semicolon goes before comma.

    A semicolon that comes equally often in every line divides cells even where there are
    commas, which then are decimal commas.
    """
    seen = list(islice((line for line in _lines(path, encoding) if line.strip()), _LOOKED_AT))
    bare = [_QUOTED.sub("", line) for line in seen]
    for delimiter in _DELIMITERS:
        counts = {line.count(delimiter) for line in bare}
        if len(counts) == 1 and counts != {0}:
            return delimiter
    return max(reversed(_DELIMITERS), key=bare[0].count) if bare else ","


def _lines(path: Path, encoding: str) -> Iterator[str]:
    """The lines of the file, one at a time, none longer than LONGEST_LINE bytes."""
    try:
        with path.open("rb") as file:
            if file.read(len(_UTF8_MARK)) != _UTF8_MARK:
                file.seek(0)
            number = 0
            while line := file.readline(LONGEST_LINE + 1):
                number += 1
                yield _decoded(line, encoding, place(path, number))
    except OSError as error:
        raise unreadable(path, error) from None


def _decoded(line: bytes, encoding: str, where: str) -> str:
    """One line as text."""
    if len(line) > LONGEST_LINE:
        most = _("at most {most} bytes").format(most=LONGEST_LINE)
        _refuse(_("the line is too long"), most, _("more bytes"), where)
    if b"\0" in line:
        _refuse(_("the line holds a NUL byte"), _("text"), _("binary data"), where)
    try:
        return line.decode(encoding)
    except UnicodeDecodeError as error:
        found = _("byte {value} at position {position}").format(
            value=f"0x{line[error.start]:02x}", position=error.start + 1
        )
        _refuse(_("the line is not UTF-8 text"), _("text in UTF-8 or GBK"), found, where)


def _refuse(what: str, expected: str, received: str, where: str) -> NoReturn:
    """Raise the error for a file that is not the text it should be."""
    raise FileFormatError(
        what,
        expected=expected,
        received=received,
        where=where,
        fix=_("save the table again as CSV in UTF-8; Excel calls this 'CSV UTF-8'"),
    )
