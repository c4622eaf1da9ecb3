"""An array as a table of numbers that can be picked, with mouse or keys."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from glassnet.core.rows import shape_text
from glassnet.locales import _
from glassnet.views.array_text import number_text, spread
from glassnet.views.markup import Markup

Array = np.ndarray[Any, np.dtype[Any]]

WHOLE = 16  # rows or columns up to which an array is shown whole
FIRST, LAST = 9, 2  # of a longer one
FEW = 3  # of a long operand within a row
GAP = -1


def table(name: str, value: Any, digits: int, *, operand: bool = False) -> Markup:
    """The numbers of an array.

    Args:
        name: the variable.
        value: its array, of at most two directions.
        digits: significant digits.
        operand: whether it stands inside a row, where a large one is shown more briefly.
    """
    array = np.asarray(value)
    grid = array.reshape(1, -1) if array.ndim < 2 else array
    rows, columns = (_shown(size, operand) for size in grid.shape)
    lines = []
    for row in rows:
        cells = [_cell(array, row, column, digits) for column in columns]
        lines.append(Markup(f"<tr>{''.join(cells)}</tr>"))
    text = "".join(lines).replace('tabindex="-1"', 'tabindex="0"', 1)
    whole = "" if operand else " data-whole"
    return Markup(
        f'<div class="scroll"><table role="grid" aria-label="{name} {shape_text(array.shape)}" '
        f'data-n="{name}"{whole}>{text}</table></div>'
    )


def single(name: str, value: Any, digits: int) -> Markup:
    """A variable that is a single number, to be picked like those of an array."""
    return Markup(
        f'<table role="grid" aria-label="{name}" data-n="{name}" data-whole class="one"><tr>'
        f'<td data-a="" tabindex="0">{number_text(value, digits)}</td></tr></table>'
    )


def _shown(size: int, operand: bool) -> list[int]:
    """The indices that are shown of a direction; GAP stands for those that are not."""
    if size <= (WHOLE // 2 if operand else WHOLE):
        return list(range(size))
    if operand:
        return [*range(FEW), GAP]
    return [*range(FIRST), GAP, *range(size - LAST, size)]


def _cell(array: Array, row: int, column: int, digits: int) -> str:
    """One number; a dotted cell where some are left out."""
    if GAP in (row, column):
        sign = "⋱" if row == column else "⋮" if row == GAP else "…"
        return f'<td class="gap">{sign}</td>'
    place: Sequence[int] = (row, column)[2 - array.ndim :] if array.ndim else ()
    at = ",".join(map(str, place))
    return f'<td data-a="{at}" tabindex="-1">{number_text(array[tuple(place)], digits)}</td>'


def about(value: Any, digits: int) -> str:
    """What is said below an array that is not shown whole; "" for others."""
    array = np.asarray(value)
    if max(array.shape, default=1) <= WHOLE:
        return ""
    return _("{count} numbers: {spread}").format(count=array.size, spread=spread(array, digits))
