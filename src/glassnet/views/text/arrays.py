"""Arrays as text: every number with the same count of significant digits.

The rule: a number is rounded to `digits` significant digits, trailing zeros left out, and
never cut further, whatever else stands beside it. So what is shown differs from what was
computed by at most half a unit of its last significant digit, and a shown result lies in the
interval that the shown numbers before it allow. Whole numbers below a thousand million are
shown in full.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from glassnet.locales import _
from glassnet.nn.demand import whole

Array = np.ndarray[Any, np.dtype[Any]]

# An array with more numbers, or more in one direction, is shown by its first numbers.
MOST_NUMBERS, MOST_LENGTH = 48, 12
FIRST = 3
WHOLE = 1e9
MOST_DIGITS = 17  # significant digits that tell every number of float64 from every other


def digits_of(digits: object, where: str) -> int:
    """A count of significant digits that a person asked for; every view checks it here.

    Raises:
        SettingError: if it is no whole number from 1 to `MOST_DIGITS`.
    """
    return whole(digits, "digits", where, most=MOST_DIGITS)


def number_text(value: Any, digits: int = 6) -> str:
    """One number, rounded to a count of significant digits.

    >>> number_text(2 / 3), number_text(-0.0), number_text(60000.0), number_text(1.5e-7)
    ('0.666667', '0', '60000', '1.5e-07')
    """
    number = float(value)
    if number.is_integer() and abs(number) < WHOLE:
        return str(int(number))
    return f"{number:.{digits}g}"


def is_small(array: Array) -> bool:
    """Whether all numbers of an array are shown."""
    return array.size <= MOST_NUMBERS and max(array.shape, default=1) <= MOST_LENGTH


def inline(array: Array, digits: int = 6, nested: bool = False) -> str:
    """A whole array on one line: [[0.8, 0.4], [0.2, 0.9]].

    Args:
        array: the numbers, of at most two dimensions.
        digits: significant digits.
        nested: whether a single row keeps its outer brackets.
    """
    if array.ndim == 2 and (nested or len(array) != 1):
        return f"[{', '.join(inline(line, digits) for line in array)}]"
    return f"[{', '.join(number_text(each, digits) for each in array.reshape(-1))}]"


def aligned(array: Array, digits: int = 6) -> list[str]:
    """A matrix on one line for each row, its decimal points below each other.

    >>> aligned(np.array([[0.5, -1.0], [10.25, 2.0]]))
    ['[[ 0.5,  -1],', ' [10.25,  2]]']
    """
    columns = [[number_text(each, digits) for each in column] for column in array.T]
    before = [max(len(_whole_part(text)) for text in column) for column in columns]
    padded = [
        [" " * (room - len(_whole_part(text))) + text for text in column]
        for room, column in zip(before, columns, strict=True)
    ]
    widths = [max(len(text) for text in column) + 2 for column in padded]
    lines: list[str] = []
    for cells in zip(*padded, strict=True):
        row = "".join(
            f"{text},".ljust(width) for text, width in zip(cells[:-1], widths[:-1], strict=True)
        )
        lines.append(f" [{row}{cells[-1]}],")
    lines[0] = "[" + lines[0][1:]
    lines[-1] = lines[-1][:-1] + "]"
    return lines


def cells(array: Array, digits: int, room: int) -> list[str]:
    """A wide matrix or row in full, each of its rows on as many lines as it needs.

    >>> cells(np.arange(10.0).reshape(2, 5), 6, 12)
    ['[[0, 1, 2,', '  3, 4],', ' [5, 6, 7,', '  8, 9]]']
    """
    rows = [[number_text(each, digits) for each in row] for row in np.atleast_2d(array)]
    longest = max(len(text) for row in rows for text in row)
    count = max(1, (room - 3) // (longest + 2))
    lines: list[str] = []
    for row in rows:
        texts = [text.rjust(longest) for text in row]
        for start in range(0, len(texts), count):
            end = "," if start + count < len(texts) else "],"
            lines.append("  " + ", ".join(texts[start : start + count]) + end)
        first = -(-len(texts) // count)
        lines[-first] = " [" + lines[-first][2:]
    lines[0] = "[" + lines[0][1:]
    lines[-1] = lines[-1][:-1] + "]"
    return lines


def _whole_part(text: str) -> str:
    """What stands before the decimal point."""
    return text.split(".")[0].split("e")[0]


def first_numbers(array: Array, digits: int = 6, count: int = FIRST) -> str:
    """The beginning of a large array: [[0.1, 0.2, 0.3, …], …]."""

    def row_text(row: Array) -> str:
        return _first(row, lambda each: number_text(each, digits), count)

    if array.ndim < 2 or len(array) == 1:
        return row_text(array.reshape(-1))
    return _first(array, row_text, max(1, count // array.shape[1]))


def _first(items: Array, text: Callable[[Any], str], count: int) -> str:
    shown = [text(each) for each in items[:count]]
    return f"[{', '.join([*shown, '…'] if len(items) > count else shown)}]"


def spread(array: Array, digits: int = 6) -> str:
    """Where the numbers of a large array lie: their least, greatest and mean."""
    finite = array[np.isfinite(array)].astype(np.float64)
    missing = array.size - finite.size
    if missing:
        return _("{count} of {total} are not finite").format(count=missing, total=array.size)
    low, high = finite.min(), finite.max()
    if low == high:
        return _("all {value}").format(value=number_text(low, digits))
    with np.errstate(over="ignore"):
        mean = finite.mean()
    return _("{low} … {high}, mean {mean}").format(
        low=number_text(low, digits),
        high=number_text(high, digits),
        mean=number_text(mean, digits),
    )
