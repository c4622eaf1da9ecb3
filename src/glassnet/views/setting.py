"""Setting an expression with arrays in it on as many lines as it needs.

An array that does not fit on the line hangs down from it, one row on each line, and what
closes the brackets around it stands behind its last row. A line that is still too long is
broken before an operator, the outermost and weakest first.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from glassnet.locales import pad, width
from glassnet.views.array_text import Array, aligned, first_numbers, inline, is_small, number_text

# A line may be broken before these operators, which stand between blanks.
_BREAK = re.compile(r" ([-+*/@>]) ")
_WEAK = "+->"
_DEEPEST = 12
INDENT = 2


@dataclass(frozen=True, eq=False)
class Block:
    """An array that stands in an expression.

    Attributes:
        array: its numbers.
        digits: significant digits.
        nested: whether a single row is shown with both pairs of brackets.
    """

    array: Array
    digits: int = 6
    nested: bool = False

    def line(self) -> str:
        """The array on one line; the beginning of a large one."""
        if is_small(self.array):
            return inline(self.array, self.digits, self.nested)
        return first_numbers(self.array, self.digits)

    def lines(self, room: int) -> list[str]:
        """The array hanging down; its beginning alone if it is too wide even so."""
        if not is_small(self.array):
            return [self.line()]
        single = self.array.ndim < 2 or len(self.array) == 1
        lines = self._wrapped(room) if single else aligned(self.array, self.digits)
        if _span(lines) <= room:
            return lines
        return [first_numbers(self.array, self.digits)]

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
    """

    level: int
    lines: list[str]


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
    return _filled(list(_units(pieces, room - INDENT)), 0, room)


def _units(pieces: Sequence[Piece], room: int) -> Iterator[_Unit]:
    """Splits before every operator and hangs each array behind its operator."""
    unit = _Unit(0, [""])
    depth = 0
    for index, piece in enumerate(pieces):
        if isinstance(piece, Block):
            space = room - width(unit.lines[0])
            unit.lines = _beside(unit.lines, piece.lines(space))
            continue
        start = 0
        last = index == len(pieces) - 1 and len(unit.lines) > 1
        for found in () if last else _BREAK.finditer(piece):
            closing = piece[start : found.start()]
            unit.lines[-1] += closing
            depth += closing.count("(") - closing.count(")")
            yield unit
            unit = _Unit(2 * depth + (found[1] not in _WEAK), [""])
            start = found.start()
        unit.lines[-1] += piece[start:]
        depth += piece[start:].count("(") - piece[start:].count(")")
    yield unit


def _filled(units: Sequence[_Unit], level: int, room: int) -> list[str]:
    """As many units on each line as fit, broken before those of a level.

    A part that does not fit on a line by itself is broken in the same way at the next level.
    """
    box = _joined(units)
    if _span(box) <= room or level == _DEEPEST:
        return box
    lines: list[str] = []
    line: list[_Unit] = []
    for group in _grouped(units, level):
        if line and _span(_joined([*line, *group])) > room - INDENT * bool(lines):
            lines += _indented(_filled(line, level + 1, room - INDENT), bool(lines))
            line = [_Unit(0, _without_blank(group[0].lines)), *group[1:]]
        else:
            line = [*line, *group]
    rest = _filled(line, level + 1, room - INDENT * bool(lines))
    return lines + _indented(rest, bool(lines))


def _grouped(units: Sequence[_Unit], level: int) -> Iterator[list[_Unit]]:
    group: list[_Unit] = []
    for unit in units:
        if group and unit.level <= level:
            yield group
            group = []
        group.append(unit)
    yield group


def _joined(units: Sequence[_Unit]) -> list[str]:
    box = units[0].lines
    for unit in units[1:]:
        box = _beside(box, unit.lines)
    return box


def _without_blank(lines: list[str]) -> list[str]:
    return [line[1:] for line in lines]


def _indented(lines: list[str], indent: bool) -> list[str]:
    return [" " * INDENT * indent + line for line in lines]


def _span(lines: list[str]) -> int:
    return max(map(width, lines))


def _beside(left: list[str], right: list[str]) -> list[str]:
    """Two boxes of lines next to each other, their first lines level."""
    span = _span(left)
    height = max(len(left), len(right))
    left = left + [""] * (height - len(left))
    right = right + [""] * (height - len(right))
    return [pad(a, span) + b for a, b in zip(left, right, strict=True)]
