"""A small line chart in text, such as a loss over the epochs in a terminal."""

import math
from collections.abc import Sequence

from glassnet.report.numerals import number

_BRAILLE = 0x2800
_DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))  # rows by columns of one cell
Bits = list[list[int]]


def curve_text(
    values: Sequence[float],
    width: int = 60,
    height: int = 8,
    *,
    log: bool = False,
    ascii: bool = False,
) -> list[str]:
    r"""The values as a line from left to right, with the range at the left side.

    Args:
        values: the numbers in order; those that are not finite leave a gap. Where several
            share a column, the column reaches from the lowest to the highest of them.
        width: columns of the whole chart, labels included; at least 20.
        height: lines of the chart; at least 2.
        log: a logarithmic scale; values that are not positive leave a gap.
        ascii: only characters of ASCII, one point per column.

    Returns:
        `height` lines of at most `width` columns, without colours; none if there is no value
        to draw.

    Example:
        >>> print("\n".join(curve_text([3, 2, 1, 0], width=20, height=2, ascii=True)))
        3 |*********
        0 |         ********
    """
    kept = [_scaled(v, log) for v in values]
    finite = [v for v in kept if v is not None]
    if not finite:
        return []
    low, high = min(finite), max(finite)
    ends = [_write(v, log, ascii) for v in (low, high)]
    margin = max(map(len, ends))
    columns, per_cell = width - margin - 2, (1, 1) if ascii else (4, 2)
    rows = _points(kept, (low, high), columns * per_cell[1], height * per_cell[0])
    body = _ascii_lines(rows, columns) if ascii else _braille_lines(rows, columns, height)
    bar = "|" if ascii else "│"
    labels = [ends[1], *[""] * (height - 2), ends[0]]
    if low == high:
        # A constant line runs through the middle; its value stands beside it, once.
        middle = round(0.5 * (height * per_cell[0] - 1)) // per_cell[0]
        labels = [ends[0] if line == middle else "" for line in range(height)]
    return [
        f"{text:>{margin}} {bar}{line}".rstrip() for text, line in zip(labels, body, strict=True)
    ]


def _scaled(value: float, log: bool) -> float | None:
    if not math.isfinite(value) or (log and value <= 0):
        return None
    return math.log10(value) if log else float(value)


def _write(value: float, log: bool, ascii: bool) -> str:
    shown = 10**value if log else value
    return f"{shown:.3g}" if ascii else number(shown, 3)


def _points(
    values: Sequence[float | None], limits: tuple[float, float], columns: int, rows: int
) -> Bits:
    """Which dots are set: 1 or 0 for each row from the top and each column."""
    low, high = limits
    dots = [[0] * columns for _row in range(rows)]
    last: int | None = None
    for column in range(columns):
        here = _column(values, column, columns)
        if not here:
            last = None
            continue
        shares = [0.5 if high == low else (v - low) / (high - low) for v in here]
        places = [round((1 - share) * (rows - 1)) for share in shares]
        top, bottom = min(places), max(places)
        # A steep piece is filled up to its neighbour, so that the line has no holes.
        if last is not None:
            top, bottom = min(top, last + 1), max(bottom, last - 1)
        for row in range(top, bottom + 1):
            dots[row][column] = 1
        last = places[-1]
    return dots


def _column(values: Sequence[float | None], column: int, columns: int) -> list[float]:
    """The values that fall into one column; between two values the straight line."""
    if len(values) > columns:
        first, after = (k * len(values) // columns for k in (column, column + 1))
        return [v for v in values[first:after] if v is not None]
    place = column / max(1, columns - 1) * (len(values) - 1)
    left = math.floor(place + 1e-9)
    before, after_it = values[left], values[min(left + 1, len(values) - 1)]
    if before is None or (after_it is None and place > left + 1e-9):
        return []
    return [before if after_it is None else before + (place - left) * (after_it - before)]


def _ascii_lines(dots: Bits, columns: int) -> list[str]:
    return ["".join("*" if dot else " " for dot in row[:columns]) for row in dots]


def _braille_lines(dots: Bits, columns: int, height: int) -> list[str]:
    lines = []
    for line in range(height):
        cells = []
        for cell in range(columns):
            bits = sum(
                _DOTS[y][x] for y in range(4) for x in range(2) if dots[4 * line + y][2 * cell + x]
            )
            cells.append(chr(_BRAILLE + bits) if bits else " ")
        lines.append("".join(cells))
    return lines
