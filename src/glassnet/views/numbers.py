"""One training step with its numbers: each row as symbols = numbers = result.

Numbers are rounded by the rule of `array_text`: six significant digits unless another count
is asked for, the same for what goes into a row and for what comes out of it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from glassnet.core.derivation import PHASES, Derivation, Equation, Var
from glassnet.core.notation import INPUT
from glassnet.core.printer import render
from glassnet.core.rows import meanings, phase_title, right_side, shape_text
from glassnet.locales import _, pad
from glassnet.locales import width as columns
from glassnet.views.array_text import is_small, number_text, spread
from glassnet.views.setting import Block, Piece, flat, flow

# Stand-ins for arrays while the printer sets a row: a private letter for each operand.
_FIRST_LETTER = 0xE000
_LETTERS = re.compile("([\ue000-\uf8ff])")
MARGIN = 4
GIVEN = "given"


@dataclass(frozen=True)
class Row:
    """One equation with its numbers, as text.

    Attributes:
        number: its number in the derivation, from 1; 0 for a given value.
        phase: forward, loss, backward or update; "given" for a given value.
        name: what the row defines: Z1.
        symbols: the right side as it stands in the derivation: A0 @ W1.
        numbers: the same with numbers for the names; a large array by its first numbers.
        result: what came out; a large array by its first numbers and its spread.
        shape: the shape of the result.
        origin: for a backward row, the forward row that it comes from.
        layer: the layer that it belongs to, from 1.
        expanded: for a function of single numbers, its meaning with the numbers in it.
    """

    number: int
    phase: str
    name: str
    symbols: str
    numbers: str
    result: str
    shape: tuple[int, ...]
    origin: str | None = None
    layer: int | None = None
    expanded: str = ""


@dataclass(frozen=True)
class _Line:
    """A row before it is set.

    Attributes:
        number: as text, blank for a given value.
        name: what the row defines.
        shape: as text.
        origin: where a backward row comes from, as text.
        sides: what stands behind each equals sign, as text and arrays.
        spread: where the numbers of a large result lie, as text.
    """

    number: str
    name: str
    shape: str
    origin: str
    sides: list[list[Piece]]
    spread: str


def step_rows(derivation: Derivation, values: Mapping[str, Any], *, digits: int = 6) -> list[Row]:
    """Every equation with its numbers, in order.

    Args:
        derivation: the equations.
        values: the value of every variable by name, inputs too.
        digits: significant digits of every number.
    """
    return [
        Row(
            number,
            equation.phase,
            equation.out.name,
            right_side(equation, "text"),
            flat(_numbers(equation, values, digits)),
            _shown(equation.out, values, digits),
            equation.out.shape,
            equation.origin,
            equation.out.layer,
            _expanded(equation, values, digits),
        )
        for number, equation in enumerate(derivation.equations, 1)
    ]


def given_rows(derivation: Derivation, values: Mapping[str, Any], *, digits: int = 6) -> list[Row]:
    """What the step takes as given, as rows: data, parameters, state, scalars."""
    return [
        Row(0, GIVEN, var.name, "", "", _shown(var, values, digits), var.shape, layer=var.layer)
        for var in derivation.inputs
    ]


def step_text(
    derivation: Derivation, values: Mapping[str, Any], *, digits: int = 6, width: int = 88
) -> str:
    """One training step, each row as *symbols = numbers = result* with its shape.

    Every number is rounded to `digits` significant digits and cut no further, so that a shown
    result lies in the interval that the shown numbers before it allow. A row that does not fit
    is set on several lines: the symbols, the numbers, the result.

    Args:
        derivation: the equations.
        values: the value of every variable by name, inputs too.
        digits: significant digits of every number.
        width: columns of the terminal.

    Returns:
        The text, without a line break at its end.
    """
    numerals = max(2, len(str(len(derivation))))
    lines = [_("given"), *_given_lines(derivation, values, digits, width)]
    for phase in PHASES:
        rows = [
            _line(str(number).rjust(numerals), equation, values, digits)
            for number, equation in enumerate(derivation.equations, 1)
            if equation.phase == phase
        ]
        if rows:
            lines += ["", phase_title(phase), *_set(rows, width)]
    explained = [line for line in meanings(derivation) if len(set(line.split(" = ", 1))) == 2]
    if explained:
        lines += ["", _("where"), *(" " * MARGIN + line for line in explained)]
    return "\n".join(lines)


def _given_lines(
    derivation: Derivation, values: Mapping[str, Any], digits: int, width: int
) -> list[str]:
    arrays = [var for var in derivation.inputs if var.role != "scalar"]
    scalars = [var for var in derivation.inputs if var.role == "scalar"]
    names = {var.name: f"{var.name} = X" if var.name == INPUT else var.name for var in arrays}
    longest = max(len(name) for name in names.values())
    rows = [
        _Line(
            "  ",
            pad(names[var.name], longest),
            shape_text(var.shape),
            "",
            [[_plain(values[var.name], digits)]],
            _spread(values[var.name], digits),
        )
        for var in sorted(arrays, key=lambda var: var.role != "data")
    ]
    texts = [f"{var.name} = {_shown(var, values, digits)}" for var in scalars]
    return _set(rows, width) + ([" " * MARGIN + ",  ".join(texts)] if texts else [])


def _plain(value: Any, digits: int) -> Piece:
    """A value by itself: a single number without brackets."""
    array = np.asarray(value)
    return number_text(array.reshape(()), digits) if array.size == 1 else Block(array, digits)


def _spread(value: Any, digits: int) -> str:
    array = np.asarray(value)
    return "" if is_small(array) else spread(array, digits)


def _shown(var: Var, values: Mapping[str, Any], digits: int) -> str:
    """A value on one line, a large one with its spread."""
    text = flat([_plain(values[var.name], digits)])
    return "   ".join(part for part in (text, _spread(values[var.name], digits)) if part)


def _numbers(equation: Equation, values: Mapping[str, Any], digits: int) -> list[Piece]:
    """The right side with numbers for names, as text and arrays."""
    op = equation.op
    names: dict[str, str] = {}
    blocks: dict[str, Block] = {}
    for index, (each, var) in enumerate(zip(op.inputs, equation.inputs, strict=True)):
        array = np.asarray(values[var.name])
        if var.shape == () or (op.meaning is not None and array.size == 1):
            names[var.name] = number_text(array.reshape(()), digits)
        else:
            letter = chr(_FIRST_LETTER + index)
            names[var.name] = letter
            blocks[letter] = Block(array, digits, _nested(equation, each))
    text = _substituted(equation, names)
    return [blocks.get(part, part) for part in _LETTERS.split(text) if part]


def _nested(equation: Equation, each: str) -> bool:
    """Whether the brackets of a single row matter: where it is turned or summed."""
    template = equation.op.templates.get("text", "")
    return "axis" in template or f"{{{each}}}.T" in template


def _substituted(equation: Equation, names: Mapping[str, str]) -> str:
    text = right_side(equation, "text", names)
    if "--" not in text:
        return text
    return right_side(equation, "text", _bracketed(names))


def _bracketed(names: Mapping[str, str]) -> dict[str, str]:
    """Brackets around every negative number, where a minus stands before one."""
    return {name: f"({text})" if text.startswith("-") else text for name, text in names.items()}


def _expanded(equation: Equation, values: Mapping[str, Any], digits: int) -> str:
    """The meaning of a function with single numbers in it: 1 / (1 + exp(-0.5))."""
    op = equation.op
    arrays = [np.asarray(values[var.name]) for var in equation.inputs]
    if op.meaning is None or not op.called or any(array.size != 1 for array in arrays):
        return ""
    names = {
        each: number_text(array.reshape(()), digits)
        for each, array in zip(op.inputs, arrays, strict=True)
    }
    text = render(op.meaning, "text", names)
    return text if "--" not in text else render(op.meaning, "text", _bracketed(names))


def _line(number: str, equation: Equation, values: Mapping[str, Any], digits: int) -> _Line:
    """A row's sides, without those that say nothing new."""
    result = _plain(values[equation.out.name], digits)
    sides: list[list[Piece]] = []
    candidates: tuple[list[Piece], ...] = (
        [right_side(equation, "text")],
        _numbers(equation, values, digits),
        [_expanded(equation, values, digits)],
    )
    for side in candidates:
        if flat(side) not in ("", flat([result]), *map(flat, sides)):
            sides.append(side)
    origin = equation.origin
    return _Line(
        number,
        equation.out.name,
        shape_text(equation.out.shape),
        _("from {name}").format(name=origin) if origin else "",
        [*sides, [result]],
        _spread(values[equation.out.name], digits),
    )


def _set(rows: Sequence[_Line], width: int) -> list[str]:
    """Rows as lines, their shapes and origins below each other."""
    span = max((columns(row.shape) for row in rows if row.origin), default=0)
    notes = [pad(row.shape, span) + "  " * bool(row.origin) + row.origin for row in rows]
    room = width - max(map(columns, notes)) - 3
    bodies = [_body(row, room, width) for row in rows]
    column = min(max(columns(body[0]) for body in bodies), room) + 3
    lines: list[str] = []
    for note, body in zip(notes, bodies, strict=True):
        lines.append(f"{pad(body[0], column)}{note}".rstrip())
        lines.extend(line.rstrip() for line in body[1:])
    return lines


def _body(row: _Line, room: int, width: int) -> list[str]:
    """A row without its notes: on one line if it fits, else a line for each side."""
    head = f"{row.number}  {row.name} = "
    one = head + " = ".join(flat(side) for side in row.sides)
    one += "   " * bool(row.spread) + row.spread
    if columns(one) <= room:
        return [one]
    indent = columns(head) - 2
    lines: list[str] = []
    for index, side in enumerate(row.sides):
        start = head if index == 0 else " " * indent + "= "
        setting = flow(side, (room if index == 0 else width) - columns(start))
        lines.append(start + setting[0])
        lines.extend(" " * columns(start) + line for line in setting[1:])
    if row.spread and columns(lines[-1]) + 3 + columns(row.spread) <= (
        room if len(lines) == 1 else width
    ):
        lines[-1] += "   " + row.spread
    elif row.spread:
        lines.append(" " * columns(head) + row.spread)
    return lines
