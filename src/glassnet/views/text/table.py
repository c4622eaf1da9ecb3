"""A table as plain text: cells below each other, Chinese characters counted as two columns."""

from collections.abc import Collection, Sequence

from glassnet.locales import pad, width


def aligned_columns(
    rows: Sequence[Sequence[str]], left: Collection[int] = (0,), gap: int = 2
) -> list[str]:
    """Rows of cells as lines.

    Args:
        rows: equally many cells in each, a heading first if there is one.
        left: the columns whose cells begin below each other; the others end so.
        gap: spaces between two columns.

    >>> aligned_columns([["row", "sum"], ["a", "10"], ["bcd", "7"]])
    ['row  sum', 'a     10', 'bcd    7']
    """
    widths = [max(width(row[k]) for row in rows) for k in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [
            pad(cell, room) if k in left else " " * (room - width(cell)) + cell
            for k, (cell, room) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append((" " * gap).join(cells).rstrip())
    return lines
