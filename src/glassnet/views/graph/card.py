"""A card of a computation graph: a name, how it is computed, its numbers, its slopes below."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from glassnet.locales.wrapping import wrap
from glassnet.views.drawing.caption_lines import LINE, SMALL
from glassnet.views.drawing.palette import LIGHT, fill, stroke
from glassnet.views.drawing.picture import FONT, label, numeral, shortened, text_width
from glassnet.views.markup import Markup, element, join
from glassnet.views.text.arrays import spread

SLOPE = 3  # the colour of everything that runs backwards
LIT = 1  # the colour of a lit path
PAD = 9.0
FORMULA, FORMULA_LINES = 28, 3  # columns of a formula in a graph, and its lines
_CELL = 10.0  # between two numbers of a row
_MOST = 4  # numbers in one direction; of more the first three
_FIRST = 3


def formula_lines(text: str) -> tuple[str, ...]:
    """The right side of a row in a few short lines; a long one is cut.

    >>> formula_lines("sum(max(Z2, 0) - Z2 * Y)")
    ('= sum(max(Z2, 0) - Z2 * Y)',)
    """
    lines = wrap(f"= {text}", FORMULA)
    if len(lines) > FORMULA_LINES:
        rest = " ".join(lines[FORMULA_LINES - 1 :])
        lines = [*lines[: FORMULA_LINES - 1], shortened(rest, FORMULA)]
    return tuple(shortened(line, 2 * FORMULA) for line in lines)


@dataclass(frozen=True)
class Grid:
    """The numbers of an array in rows; "…" stands for what is left out.

    Attributes:
        cells: the texts.
        lit: row and column of the number that is on the path, if one is.
        note: a line below, about all numbers.
        head: a name left of the numbers.
    """

    cells: tuple[tuple[str, ...], ...]
    lit: tuple[int, int] | None = None
    note: str = ""
    head: str = ""

    @property
    def columns(self) -> list[float]:
        """The width of each column."""
        return [max(text_width(text, SMALL) for text in column) for column in zip(*self.cells)]  # noqa: B905

    @property
    def indent(self) -> float:
        """What the name takes."""
        return text_width(self.head, SMALL) + 8 if self.head else 0.0

    @property
    def width(self) -> float:
        """Of everything."""
        wide = self.indent + sum(self.columns) + _CELL * (len(self.columns) - 1) + 12
        return max(wide, self.indent + 4 + text_width(self.note, SMALL))

    @property
    def height(self) -> float:
        """Of everything."""
        return LINE * (len(self.cells) + bool(self.note)) + 3


def grid(value: Any, digits: int, place: Sequence[int] | None = None, head: str = "") -> Grid:
    """An array as a grid.

    Args:
        value: a number or an array of at most two dimensions.
        digits: significant digits.
        place: the entry that is on the path; it is always among the shown ones.
        head: a name left of the numbers.
    """
    array = np.asarray(value)
    table = np.atleast_2d(array)
    at = (None, None) if place is None else (0, *place)[-2:] if place else (0, 0)
    rows, columns = _shown(table.shape[0], at[0]), _shown(table.shape[1], at[1])
    cells = tuple(
        tuple("…" if r is None or c is None else numeral(float(table[r, c]), digits)
              for c in columns)
        for r in rows
    )  # fmt: skip
    lit = None if at[0] is None or at[1] is None else (rows.index(at[0]), columns.index(at[1]))
    note = spread(table, digits).replace("-", "−") if None in rows or None in columns else ""
    return Grid(cells, lit, note, head)


def _shown(count: int, lit: int | None) -> list[int | None]:
    """Which of `count` numbers are shown; None where some are left out."""
    if count <= _MOST:
        return list(range(count))
    if lit is None or lit < _FIRST:
        return [*range(_FIRST), None]
    return [0, 1, None, lit] if lit == count - 1 else [0, 1, None, lit, None]


@dataclass(frozen=True)
class Card:
    """One variable.

    Attributes:
        name: as everywhere.
        shape: as text.
        formula: its right side in lines, or what a given value is.
        value: its numbers.
        slope: the slope of the loss by it; None without one.
        lit: True on the lit path, False beside it, None if nothing is lit.
    """

    name: str
    shape: str
    formula: tuple[str, ...]
    value: Grid
    slope: Grid | None = None
    lit: bool | None = None

    @property
    def width(self) -> float:
        """Of the box."""
        head = text_width(self.name, FONT, bold=True) + 12 + text_width(self.shape, SMALL)
        lines = [text_width(line, SMALL) for line in self.formula]
        parts = [head, *lines, self.value.width]
        return 2 * PAD + max(*parts, self.slope.width if self.slope else 0.0)

    @property
    def height(self) -> float:
        """Of the box."""
        slope = self.slope.height + 6 if self.slope else 0.0
        return 2 * PAD + LINE * (1 + len(self.formula)) + self.value.height + slope

    def draw(self, x: float, y: float) -> Markup:
        """The card with its upper left corner at a place."""
        rim = stroke(LIT) if self.lit else {"stroke": LIGHT.muted, "class_": "x"}
        box = element(
            "rect", x=x, y=y, width=self.width, height=self.height, rx=6,
            stroke_width=2.2 if self.lit else 1, **{**rim, "fill": "none"},
        )  # fmt: skip
        at = y + PAD + 11
        right = x + self.width - PAD
        parts = [box, label(x + PAD, at, self.name, bold=True)]
        if self.shape:
            parts.append(label(right, at, self.shape, "end", muted=True, size=SMALL))
        for line in self.formula:
            at += LINE
            parts.append(label(x + PAD, at, line, muted=True, size=SMALL))
        at += 4
        parts.append(_draw_grid(self.value, x + PAD, at))
        if self.slope:
            at += self.value.height + 6
            parts.append(_draw_grid(self.slope, x + PAD, at, SLOPE))
        return element("g", *parts, opacity=0.4 if self.lit is False else None)


def _draw_grid(grid: Grid, x: float, y: float, colour: int | None = None) -> Markup:
    """The numbers between brackets."""
    parts = []
    if grid.head:
        parts.append(label(x, y + 11, grid.head, colour=colour, size=SMALL))
    left = x + grid.indent + 2
    single = len(grid.cells) == len(grid.cells[0]) == 1
    high = LINE * len(grid.cells)
    right = left + 4 + sum(grid.columns) + _CELL * (len(grid.columns) - 1) + 4
    if not single:
        ink = stroke(colour) if colour is not None else {"stroke": "currentColor", "fill": "none"}
        for edge, turn in ((left, 3), (right, -3)):
            d = f"M{edge + turn:.1f} {y + 1:.1f}H{edge:.1f}V{y + high:.1f}H{edge + turn:.1f}"
            parts.append(element("path", d=d, stroke_width=1, **ink))
    for row, texts in enumerate(grid.cells):
        at = left + 4
        for column, (text, wide) in enumerate(zip(texts, grid.columns, strict=True)):
            height = y + LINE * row + 11.5
            if grid.lit == (row, column):
                mark = element("rect", x=at - 3, y=height - 11, width=wide + 6, height=LINE - 1,
                               rx=3, opacity=0.22, **fill(LIT))  # fmt: skip
                parts.append(mark)
            parts.append(label(at + wide, height, text, "end", colour=colour, size=SMALL))
            at += wide + _CELL
    if grid.note:
        parts.append(label(left + 2, y + high + 12, grid.note, muted=True, size=SMALL))
    return join(parts)
