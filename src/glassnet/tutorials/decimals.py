"""Numbers as the tutorials print them: eight decimals, NumPy's brackets."""

from typing import Any

import numpy as np


def plain(value: Any, places: int = 8) -> str:
    """One number, rounded, without zeros at its end.

    >>> plain(1.2332120981), plain(0.5), plain(-0.0)
    ('1.2332121', '0.5', '0')
    """
    text = f"{float(np.asarray(value).reshape(())):.{places}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def signed(value: Any, places: int = 8) -> str:
    """One number that stands inside a formula: in brackets if it is negative."""
    text = plain(value, places)
    return f"({text})" if text.startswith("-") else text


def array_lines(array: Any, places: int = 8) -> list[str]:
    """An array as NumPy prints it, one line for each row, outer brackets left out.

    >>> array_lines([[0.5, -1.25], [2.0, 3.0]])
    ['[ 0.5  -1.25]', '[ 2.    3.  ]']
    """
    array = np.asarray(array)
    if array.ndim == 0:
        return [plain(array, places)]
    text = np.array2string(array, precision=places, suppress_small=True, max_line_width=200)
    lines = text.splitlines()
    if array.ndim == 1:
        return lines
    return [line.strip()[1 if index == 0 else 0 :] for index, line in enumerate(lines[:-1])] + [
        lines[-1].strip()[1 if len(lines) == 1 else 0 : -1]
    ]


def vector_text(values: Any, places: int = 8) -> str:
    """A few numbers between brackets, for a sentence.

    >>> vector_text([0.23353037, 0.2478971])
    '[0.23353037 0.2478971]'
    """
    return f"[{' '.join(plain(value, places) for value in np.ravel(values))}]"
