"""A decision boundary in a terminal: which class the network answers where."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from glassnet.locales import width as columns_of
from glassnet.report.boundary import class_shares
from glassnet.report.confusion import class_labels
from glassnet.views.drawing.palette import rgb
from glassnet.views.drawing.picture import shortened

Winners = npt.NDArray[np.intp]
Mark = tuple[int, int, int]  # line, column, class
_SHADES = " ░▒▓"
_ASCII_SHADES = " .:%"
_MARKS = "○●△▲◇◆"
_ASCII_MARKS = "ox+*#@"
_RESET = "\x1b[0m"


def boundary_text(
    grid_values: npt.ArrayLike,
    width: int = 60,
    points: npt.ArrayLike | None = None,
    labels: npt.ArrayLike | None = None,
    *,
    extent: tuple[float, float, float, float],
    class_names: Sequence[str] = (),
    threshold: float = 0.5,
    ascii: bool = False,
    color: bool = False,
) -> list[str]:
    """The plane of two inputs as text, with the examples on it.

    Every class has its own texture; with two classes half blocks draw the border twice as
    fine. The last line says which mark and which texture is which class.

    Args:
        grid_values: what the network answers on a grid, as in `boundary_svg`.
        width: columns of the whole drawing, labels included; at least 24.
        points: examples, shape (m, 2), each drawn as one mark.
        labels: the true class of each example, shape (m,).
        extent: (lowest, highest) of the first input, then of the second.
        class_names: the names of the classes; their numbers if not given.
        threshold: the probability from which on the answer is class 1.
        ascii: only characters of ASCII.
        color: paint the classes with ANSI escapes, in the colours of the report.

    Returns:
        Lines of at most `width` columns; with `color` escapes come on top of these.
    """
    shares = class_shares(grid_values, threshold)
    x0, x1, y0, y1 = extent
    left = [_short(y1, ascii), _short(y0, ascii)]
    margin = max(map(columns_of, left)) + 1
    across = width - margin - 2
    # A character is about twice as high as it is wide.
    lines = max(4, min(across // 2, round(across / 2 * (y1 - y0) / (x1 - x0))))
    winners = _sampled(np.argmax(shares, axis=2), lines, across)
    marks = _marks(points, labels, extent, (lines, across))
    rows = _rows(winners, marks, shares.shape[2], ascii, color)
    names = class_labels(shares.shape[2], class_names)
    return _framed(rows, left, (x0, x1), across, ascii) + _legend(names, width, ascii, color)


def _short(value: float, ascii: bool) -> str:
    text = f"{value:.3g}"
    return text if ascii else text.replace("-", "−")


def _sampled(winners: Winners, lines: int, across: int) -> Winners:
    """The answers at the middles of the upper and the lower half of each character.

    Shape (2 * lines, across), the top row first.
    """
    rows = (np.arange(2 * lines)[::-1] + 0.5) / (2 * lines) * (winners.shape[0] - 1)
    columns = (np.arange(across) + 0.5) / across * (winners.shape[1] - 1)
    grid = np.ix_(np.rint(rows).astype(int), np.rint(columns).astype(int))
    return np.asarray(winners[grid], dtype=np.intp)


def _marks(
    points: npt.ArrayLike | None,
    labels: npt.ArrayLike | None,
    extent: tuple[float, float, float, float],
    size: tuple[int, int],
) -> list[Mark]:
    """Where the examples stand, as line, column and class; those outside are left out."""
    if points is None:
        return []
    x0, x1, y0, y1 = extent
    lines, across = size
    places = np.asarray(points, dtype=np.float64)
    classes = np.zeros(len(places)) if labels is None else np.asarray(labels).reshape(-1)
    marks = []
    for (x, y), k in zip(places.tolist(), classes.astype(int).tolist(), strict=True):
        if x0 <= x <= x1 and y0 <= y <= y1:
            column = min(across - 1, int((x - x0) / (x1 - x0) * across))
            line = min(lines - 1, int((y1 - y) / (y1 - y0) * lines))
            marks.append((line, column, k))
    return marks


def _rows(
    winners: Winners, marks: Sequence[Mark], classes: int, ascii: bool, color: bool
) -> list[str]:
    on_top = {(line, column): k for line, column, k in marks}
    rows = []
    for line in range(len(winners) // 2):
        upper, lower = winners[2 * line].tolist(), winners[2 * line + 1].tolist()
        cells, paints = [], []
        for column, (top, bottom) in enumerate(zip(upper, lower, strict=True)):
            k = on_top.get((line, column))
            mark = "" if k is None else (_ASCII_MARKS if ascii else _MARKS)[k % len(_MARKS)]
            half = " " if ascii else "▀"
            cells.append(mark or (half if color else _texture(top, bottom, classes, ascii)))
            paints.append(_paint(top, bottom, bool(mark)))
        rows.append(_coloured(cells, paints) if color else "".join(cells))
    return rows


def _coloured(cells: Sequence[str], paints: Sequence[str]) -> str:
    """The characters with an escape wherever the paint changes, and one at the end."""
    text, last = "", ""
    for cell, paint in zip(cells, paints, strict=True):
        text += cell if paint == last else paint + cell
        last = paint
    return text + _RESET


def _texture(top: int, bottom: int, classes: int, ascii: bool) -> str:
    """The character for an upper and a lower half, without colour."""
    if ascii or classes > 2:
        shades = _ASCII_SHADES if ascii else _SHADES
        return shades[top % len(shades)]
    return (" ▄", "▀█")[top][bottom]


def _paint(top: int, bottom: int, has_mark: bool) -> str:
    """The escape for a half block whose two halves have the colours of their classes.

    A mark is white on the colour of the upper half.
    """
    if has_mark:
        return f"\x1b[38;2;255;255;255;{_code(48, top)}m"
    return f"\x1b[{_code(38, top)};{_code(48, bottom)}m"


def _code(ground: int, k: int) -> str:
    red, green, blue = rgb(k)
    return f"{ground};2;{red};{green};{blue}"


def _framed(
    rows: Sequence[str], left: Sequence[str], across: tuple[float, float], width: int, ascii: bool
) -> list[str]:
    """The rows with a border, the range of the second input left and of the first below."""
    bar, flat, corners = ("|", "-", "++++") if ascii else ("│", "─", "┌┐└┘")
    margin = max(map(columns_of, left))
    texts = [left[0], *[""] * (len(rows) - 2), left[1]]
    edge = " " * (margin + 1)
    low, high = (_short(v, ascii) for v in across)
    return [
        f"{edge[:-1]}{corners[0]}{flat * width}{corners[1]}",
        *(f"{text:>{margin}}{bar}{row}{bar}" for text, row in zip(texts, rows, strict=True)),
        f"{edge[:-1]}{corners[2]}{flat * width}{corners[3]}",
        f"{edge}{low}{high:>{width - len(low)}}",
    ]


def _legend(names: Sequence[str], width: int, ascii: bool, color: bool) -> list[str]:
    """Mark, texture and name of each class, in as many lines as they need."""
    lines = [""]
    for k, name in enumerate(names):
        mark = (_ASCII_MARKS if ascii else _MARKS)[k % 6]
        texture = _texture(k, k, len(names), ascii)
        item = f"{mark} {shortened(name, width - 12)}"
        item += "" if color else f" [{texture * 2}]"
        if lines[-1] and columns_of(lines[-1]) + 3 + columns_of(item) > width:
            lines.append("")
        lines[-1] += f"   {item}" if lines[-1] else item
    return lines
