"""Setting an expression with arrays in it on as many lines as it needs.

An array that does not fit on the line hangs down from it, one row on each line, and what
closes the brackets around it stands behind its last row. The next operator then begins a new
line, so that it stands between whole arrays, and the lines read in order say what one long line
would. A line that is still too long is broken before an operator, the outermost and weakest
first.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from glassnet.locales import width
from glassnet.views.text.arrays import (
    FIRST,
    Array,
    aligned,
    cells,
    first_numbers,
    inline,
    is_small,
    number_text,
)

# A line may be broken before an operator that stands between blanks, and behind a comma.
_BREAK = re.compile(r" ([-+*/@>]) |(?<=,) ")
_WEAK = "+->"
_DEEPEST = 12
_ENDLESS = 10**9
SHORT = 16
INDENT = 2


@dataclass(frozen=True, eq=False)
class Block:
    """An array that stands in an expression.

    Attributes:
        array: its numbers.
        digits: significant digits.
        nested: whether a single row is shown with both pairs of brackets.
        full: whether every number of a large array is shown.
    """

    array: Array
    digits: int = 6
    nested: bool = False
    full: bool = False

    def line(self) -> str:
        """The array on one line; the beginning of a large one."""
        if self.full or is_small(self.array):
            return inline(self.array, self.digits, self.nested)
        return first_numbers(self.array, self.digits)

    def lines(self, room: int) -> list[str]:
        """The array hanging down; its beginning alone if it is too wide even so."""
        if not self.full and not is_small(self.array):
            return [self._beginning(room)]
        single = self.array.ndim < 2 or len(self.array) == 1
        if not single and self.array.shape[1] == 1 and width(self.line()) <= room:
            return [self.line()]
        lines = self._wrapped(room) if single else aligned(self.array, self.digits)
        if _span(lines) <= room:
            return lines
        return cells(self.array, self.digits, room) if self.full else [self._beginning(room)]

    def _beginning(self, room: int) -> str:
        """As many first numbers as fit."""
        texts = [first_numbers(self.array, self.digits, count) for count in (FIRST, 2, 1)]
        return next((text for text in texts if width(text) <= room), texts[-1])

    def _wrapped(self, room: int) -> list[str]:
        """A single row, broken between its numbers."""
        numbers = [number_text(each, self.digits) for each in self.array.reshape(-1)]
        brackets = 2 if self.nested and self.array.ndim == 2 else 1
        lines = ["[" * brackets + numbers[0]]
        for text in numbers[1:]:
            if width(f"{lines[-1]}, {text},") > room:
                lines[-1] += ","
                lines.append(" " * brackets + text)
            else:
                lines[-1] += f", {text}"
        lines[-1] += "]" * brackets
        return lines


Piece = str | Block


@dataclass
class _Unit:
    """What stays together: an operator and what it applies to.

    Attributes:
        level: how readily a line is broken before it; 0 most.
        lines: its text.
        low: whether it goes on behind the last row of the array before it.
    """

    level: int
    lines: list[str]
    low: bool = False


def flat(pieces: Sequence[Piece]) -> str:
    """The pieces on one line."""
    return "".join(piece if isinstance(piece, str) else piece.line() for piece in pieces)


def flow(pieces: Sequence[Piece], room: int) -> list[str]:
    """The pieces on lines of at most `room` columns, where that can be done.

    Args:
        pieces: text and arrays, in order.
        room: columns.

    Returns:
        The lines; all but the first are indented if the expression was broken.
    """
    text = flat(pieces)
    if width(text) <= room:
        return [text]
    lines: list[str] = []
    for short, less in product((SHORT, 0), range(INDENT, 16 * INDENT, 2 * INDENT)):
        # what closes brackets behind an array may need some of the array's room
        lines = _filled(list(_units(pieces, room - less)), 0, room, short)
        if _span(lines) <= room:
            break
    return lines


def _units(pieces: Sequence[Piece], room: int) -> Iterator[_Unit]:
    """Splits at every break and hangs each array behind its operator."""
    unit = _Unit(0, [""])
    opened: list[tuple[_Unit, int]] = []
    last = max((i for i, piece in enumerate(pieces) if isinstance(piece, Block)), default=-1)
    for index, piece in enumerate(pieces):
        if isinstance(piece, Block):
            unit.lines = _hung(unit.lines, piece.lines(room - width(unit.lines[-1])))
            unit.low = False
            continue
        start = 0
        for found in _BREAK.finditer(piece):
            _written(unit, piece[start : found.start()], opened)
            start = found.start()
            ends = found[1] is None and found.end() == len(piece)
            column = _argument(unit, opened, pieces[index + 1], room) if ends else 0
            if column:
                unit.lines.append(" " * column)
                start = found.end()
                continue
            yield unit
            strong = found[1] is None or found[1] not in _WEAK
            low = found[1] is None or 0 <= last < index
            unit = _Unit(2 * len(opened) + strong, [""], low)
        _written(unit, piece[start:], opened)
    yield unit


def _written(unit: _Unit, text: str, opened: list[tuple[_Unit, int]]) -> None:
    """Adds text to a unit, and keeps account of the brackets that are open."""
    for letter in text:
        unit.lines[-1] += letter
        if letter == "(":
            opened.append((unit, width(unit.lines[-1])))
        elif letter == ")":
            opened.pop()


def _argument(unit: _Unit, opened: list[tuple[_Unit, int]], array: Piece, room: int) -> int:
    """Where an array stands below the argument before it; 0 if it goes elsewhere."""
    owner, column = opened[-1] if opened else (None, 0)
    if owner is not unit or len(unit.lines) == 1 or isinstance(array, str):
        return 0
    return column if array.full or _span(array.lines(_ENDLESS)) <= room - column else 0


def _filled(units: Sequence[_Unit], level: int, room: int, short: int) -> list[str]:
    """As many units on each line as fit, broken before those of a level.

    A part that does not fit on a line by itself is broken in the same way at the next level.
    A beginning that is no wider than `short` does not stand on a line of its own.
    """
    if level == _DEEPEST or (not _beside_tall(units) and _span(_joined(units)) <= room):
        return _joined(units)
    lines: list[str] = []
    line: list[_Unit] = []
    for group in _grouped(units, level):
        space = room - INDENT * bool(lines)
        both = [*line, *group]
        fits = line and not _beside_tall(both) and _span(_joined(both)) <= space
        if fits or (line and _is_short(line, short) and _span(_joined(group)) > space):
            line = [*line, *group]
            continue
        if line:
            lines += _broken(line, level + 1, room, short, bool(lines))
            line = []
            end = lines[-1] + group[0].lines[0]
            if group[0].low and len(group) == 1 and width(end) <= room:
                lines[-1] = end
                continue
        first = _Unit(0, _without_blank(group[0].lines)) if lines else group[0]
        line = [first, *group[1:]]
    return lines + (_broken(line, level + 1, room, short, bool(lines)) if line else [])


def _beside_tall(units: Sequence[_Unit]) -> bool:
    """Whether something would stand beside an array of several rows."""
    tall = False
    for unit in units:
        if tall and not unit.low:
            return True
        tall = tall or len(unit.lines) > 1
    return False


def _is_short(line: Sequence[_Unit], short: int) -> bool:
    return _span(_joined(line)) <= short and all(len(each.lines) == 1 for each in line)


def _broken(units: Sequence[_Unit], level: int, room: int, short: int, indent: bool) -> list[str]:
    lines = _filled(units, level, room - INDENT * indent, short)
    return [" " * INDENT * indent + line for line in lines]


def _grouped(units: Sequence[_Unit], level: int) -> Iterator[list[_Unit]]:
    group: list[_Unit] = []
    for unit in units:
        if group and unit.level <= level:
            yield group
            group = []
        group.append(unit)
    yield group


def _joined(units: Sequence[_Unit]) -> list[str]:
    """Units behind each other, each from the last line of those before it."""
    box = list(units[0].lines)
    for unit in units[1:]:
        box = _hung(box, unit.lines)
    return box


def _without_blank(lines: list[str]) -> list[str]:
    return [line[1:] for line in lines]


def _span(lines: list[str]) -> int:
    return max(map(width, lines))


def _hung(lines: list[str], more: list[str]) -> list[str]:
    """Lines, and further ones that hang down from the end of the last."""
    margin = " " * width(lines[-1])
    return [*lines[:-1], lines[-1] + more[0], *(margin + line for line in more[1:])]
