"""Arrays in LaTeX: matrices in brackets, a large one by its first and last rows and columns."""

from typing import Any

import numpy as np

from glassnet.core.printer import latex_number
from glassnet.views.text.arrays import Array, number_text

# A matrix with more rows or columns is cut: the first ones, dots, the last one.
MOST = 8
CUT_ROWS = 4


def number_latex(value: Any, digits: int = 6) -> str:
    r"""One number in LaTeX, rounded to a count of significant digits.

    >>> print(number_latex(2 / 3), number_latex(1.5e-7))
    0.666667 1.5 \times 10^{-7}
    """
    return latex_number(number_text(value, digits))


def matrix(array: Array, digits: int = 6, columns: int = MOST) -> str:
    r"""An array of at most two dimensions in LaTeX.

    Args:
        array: the numbers; a vector stands as a row.
        digits: significant digits.
        columns: how many columns are shown at most; 1 is the first one and dots.

    >>> print(matrix(np.array([[0.5, -1.0]])))
    \begin{bmatrix} 0.5 & -1 \end{bmatrix}
    """
    lines = [" & ".join(row) for row in shown(array, digits, columns)]
    return r"\begin{bmatrix} " + r" \\ ".join(lines) + r" \end{bmatrix}"


def shown(array: Array, digits: int, columns: int) -> list[list[str]]:
    """The cells that are shown of an array, dots for those that are not."""
    table = np.atleast_2d(array)
    across, down = _kept(table.shape[1], columns), _kept(table.shape[0], MOST, CUT_ROWS)
    rows: list[list[str]] = []
    for at in down:
        if at is None:
            rows.append([r"\ddots" if to is None else r"\vdots" for to in across])
        else:
            rows.append([r"\cdots" if to is None else number_latex(table[at, to], digits)
                         for to in across])  # fmt: skip
    return rows


def _kept(length: int, most: int, cut: int | None = None) -> list[int | None]:
    """Which places are shown; None stands for dots."""
    if length <= most:
        return list(range(length))
    if most == 1:
        return [0, None]
    first = (most if cut is None else cut) - 1
    return [*range(first), None, length - 1]
