"""An array as a table of numbers that can be picked, with mouse or keys."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from glassnet.core.rows import shape_text
from glassnet.locales import _
from glassnet.views.markup import Markup, escape
from glassnet.views.text.arrays import number_text, spread

Array = np.ndarray[Any, np.dtype[Any]]

WHOLE = 16  # rows or columns up to which an array is shown whole
FIRST, LAST = 9, 2  # of a longer one
FEW = 3  # of a long operand within a row
GAP = -1


def table(name: str, value: Any, digits: int, *, operand: bool = False) -> Markup:
    """The numbers of an array, decimal points below each other.

    Args:
        name: the variable.
        value: its array, of at most two directions.
        digits: significant digits.
        operand: whether it stands inside a row, where a large one is shown more briefly.
    """
    array = np.asarray(value)
    grid = array.reshape(1, -1) if array.ndim < 2 else array
    rows, columns = (_shown(size, operand) for size in grid.shape)
    texts = [["" if GAP in (row, column) else number_text(grid[row, column], digits)
              for column in columns] for row in rows]  # fmt: skip
    longest = [max(_tail(text) for text in column) for column in zip(*texts, strict=True)]
    lines = []
    for row, line in zip(rows, texts, strict=True):
        cells = [
            _cell((row, column), array.ndim, text, room - _tail(text))
            for column, text, room in zip(columns, line, longest, strict=True)
        ]
        lines.append(f"<tr>{''.join(cells)}</tr>")
    text = "".join(lines).replace('tabindex="-1"', 'tabindex="0"', 1)
    whole = "" if operand else " data-whole"
    return Markup(
        f'<div class="scroll"><table role="grid" aria-label="{escape(name)} '
        f'{shape_text(array.shape)}" data-n="{escape(name)}"{whole}>{text}</table></div>'
    )


def single(name: str, value: Any, digits: int) -> Markup:
    """A variable that is a single number, to be picked like those of an array."""
    return Markup(
        f'<table role="grid" aria-label="{escape(name)}" data-n="{escape(name)}" data-whole '
        f'class="one"><tr><td data-a="" tabindex="0">{number_text(value, digits)}</td></tr></table>'
    )


def shown_whole(shape: Sequence[int]) -> bool:
    """Whether every number of an array of this shape stands in the page."""
    return max(shape, default=1) <= WHOLE


def _shown(size: int, operand: bool) -> list[int]:
    """The indices that are shown of a direction; GAP stands for those that are not."""
    if size <= (WHOLE // 2 if operand else WHOLE):
        return list(range(size))
    if operand:
        return [*range(FEW), GAP]
    return [*range(FIRST), GAP, *range(size - LAST, size)]


def _tail(text: str) -> int:
    """How many characters stand from the decimal point on."""
    whole = text.split(".")[0].split("e")[0]
    return len(text) - len(whole)


def _cell(at: tuple[int, int], directions: int, text: str, room: int) -> str:
    """One number, with room behind it; dots where some are left out."""
    row, column = at
    if GAP in at:
        sign = "⋱" if row == column else "⋮" if row == GAP else "…"
        return f'<td class="gap">{sign}</td>'
    place = ",".join(map(str, at[2 - directions :])) if directions else ""
    style = f' class="p{room}"' if room else ""
    return f'<td data-a="{place}"{style} tabindex="-1">{text}</td>'


def about(value: Any, digits: int) -> str:
    """What is said below an array that is not shown whole; "" for others."""
    array = np.asarray(value)
    if shown_whole(array.shape):
        return ""
    return _("{count} numbers: {spread}").format(count=array.size, spread=spread(array, digits))
