"""The cells of a text table: which are numbers, and what is wrong with those that are not."""

import re
import unicodedata

from glassnet.errors import DataError, FileFormatError
from glassnet.locales import _

_NUMBER = re.compile(
    r"\s*[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|nan|inf|infinity)\s*", re.ASCII | re.IGNORECASE
)
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?", re.ASCII)
_WIDE_DIVIDERS = "，；、"


def is_number(cell: str) -> bool:
    """Whether a cell is a number as programs write them; NaN and infinity count."""
    return _NUMBER.fullmatch(cell) is not None


def is_meant_as_number(cell: str) -> bool:
    """Whether a cell is a number to a person: with a comma in it, or in full width."""
    return _advice(cell) is not None or is_number(cell)


def text_for_number(cell: str, where: str, fix: str | None = None) -> DataError:
    """The error for text in a column of numbers.

    Args:
        cell: the text.
        where: file, line and column.
        fix: what to do if the text is not meant as a number.
    """
    return DataError(
        _("text in a column of numbers") if cell.strip() else _("an empty cell"),
        expected=_("a number such as -1.5 or 2e-3"),
        received=repr(cell[:60]),
        where=where,
        fix=_advice(cell) or fix or _("write a number, or remove this line or column"),
    )


def _advice(cell: str) -> str | None:
    """How to write what looks like a number, but is not one for programs."""
    plain = unicodedata.normalize("NFKC", cell[:60]).strip()
    if is_number(cell):
        return None
    if is_number(plain):
        return _("write the number in half-width characters: {number}").format(number=plain)
    bare, point = plain.replace(",", ""), plain.replace(",", ".", 1)
    if _THOUSANDS.fullmatch(plain) and is_number(point):
        return _(
            "if the comma divides thousands, write {number}; "
            "if it is a decimal comma, write {point}"
        ).format(number=bare, point=point)
    if _THOUSANDS.fullmatch(plain):
        return _("write the number without commas between thousands: {number}").format(number=bare)
    if is_number(point):
        return _("write the decimal point as a point, not as a comma")
    return None


def has_wide_divider(cells: list[str]) -> bool:
    """Whether a full-width comma or semicolon stands where one of ASCII was meant, perhaps."""
    return any(divider in cell for cell in cells for divider in _WIDE_DIVIDERS)


def one_column(cells: list[str], where: str) -> FileFormatError:
    """The error for a table whose lines do not come apart."""
    if has_wide_divider(cells):
        return _wide_dividers(cells, where)
    return FileFormatError(
        _("the table has only one column"),
        expected=_("one column or more of inputs, and one of targets"),
        received=repr(cells[0][:60]),
        where=where,
        fix=_("divide the cells by commas, semicolons or tabs"),
    )


def ragged(expected: int, cells: list[str], where: str) -> FileFormatError:
    """The error for a line with another number of cells than the first."""
    if len(cells) < expected and has_wide_divider(cells):
        return _wide_dividers(cells, where)
    return FileFormatError(
        _("the line has another number of cells than the first line"),
        expected=_("{count} cells").format(count=expected),
        received=_("{count} cells").format(count=len(cells)),
        where=where,
        fix=_("complete the line, or put cells that contain the divider into quotes"),
    )


def _wide_dividers(cells: list[str], where: str) -> FileFormatError:
    """The error for cells between Chinese commas."""
    return FileFormatError(
        _("a full-width comma does not divide cells"),
        expected=_("commas, semicolons or tabs of ASCII between the cells"),
        received=repr(",".join(cells)[:60]),
        where=where,
        fix=_("replace each full-width comma by the comma , of the English keyboard"),
    )
