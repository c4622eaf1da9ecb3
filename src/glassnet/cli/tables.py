"""Small tables for the terminal, aligned by columns, Chinese included."""

from collections.abc import Sequence

import numpy as np

from glassnet.cli.terminal import Terminal
from glassnet.executors.reference import Array
from glassnet.locales import width
from glassnet.views.drawing.picture import shortened
from glassnet.views.text.table import aligned_columns

MOST_CLASSES = 12


def right_aligned(rows: Sequence[Sequence[str]], gap: int = 3) -> list[str]:
    """Rows of cells: the first column to the left, the others to the right."""
    return aligned_columns(rows, gap=gap)


def beside(left: Sequence[str], right: Sequence[str], gap: int = 3) -> list[str]:
    """Two blocks next to each other; escapes for colour in the left one take no room."""
    span = max(map(_visible, left), default=0) + gap
    count = max(len(left), len(right))
    filled = [*left, *[""] * (count - len(left))]
    other = [*right, *[""] * (count - len(right))]
    return [
        (a + " " * (span - _visible(a)) + b).rstrip() for a, b in zip(filled, other, strict=True)
    ]


def _visible(text: str) -> int:
    """Columns that the text takes, without escapes for colour."""
    import re

    return width(re.sub(r"\x1b\[[0-9;]*m", "", text))


def confusion_lines(matrix: Array, names: Sequence[str], screen: Terminal) -> list[str]:
    """The confusion matrix: a row for each true class, a column for each answer."""
    counts = np.asarray(matrix)
    span = max(3, (screen.width - 16) // len(names) - 2)
    heads = [shortened(name, min(span, 12)) for name in names]
    cells = [[str(n) if n else ("." if screen.ascii else "·") for n in row] for row in counts]
    widths = [max(width(head), *(len(row[j]) for row in cells)) for j, head in enumerate(heads)]
    left = max(map(width, heads))
    lines = [
        " " * (left + 2) + "".join("  " + _right(h, w) for h, w in zip(heads, widths, strict=True))
    ]
    for i, (head, row) in enumerate(zip(heads, cells, strict=True)):
        texts = [
            "  " + screen.style(_right(cell, widths[j]), *_kind(i == j, counts[i, j]))
            for j, cell in enumerate(row)
        ]
        lines.append("  " + _right(head, left) + "".join(texts))
    return lines


def _kind(hit: bool, count: int) -> tuple[str, ...]:
    if not count:
        return ("dim",)
    return ("green",) if hit else ("red", "bold")


def _right(text: str, columns: int) -> str:
    return " " * (columns - width(text)) + text
