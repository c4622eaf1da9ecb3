"""A row with numbers for its names, as runs of text and arrays."""

import re
from collections.abc import Mapping
from typing import Any

import numpy as np

from glassnet.core.derivation import Equation
from glassnet.core.printer import render
from glassnet.core.rows import right_side
from glassnet.views.text.arrays import is_small, number_text, spread
from glassnet.views.text.setting import Block, Piece
from glassnet.views.text.signs import bracketed, freed

# Stand-ins for arrays while the printer sets a row: a private letter for each operand.
_FIRST_LETTER = 0xE000
_LETTERS = re.compile("([\ue000-\uf8ff])")


def plain(value: Any, digits: int, full: bool = False) -> Piece:
    """A value by itself: a single number without brackets."""
    array = np.asarray(value)
    if array.size == 1:
        return number_text(array.reshape(()), digits)
    return Block(array, digits, full=full)


def spread_text(value: Any, digits: int) -> str:
    """Where the numbers of a large array lie; "" for a small one."""
    array = np.asarray(value)
    return "" if is_small(array) else spread(array, digits)


def substituted(
    equation: Equation, values: Mapping[str, Any], digits: int, full: bool = False
) -> list[Piece]:
    """The right side with numbers for names, as text and arrays."""
    pieces: list[Piece] = []
    for piece in operands(equation, values, digits):
        if isinstance(piece, str):
            pieces.append(piece)
        else:
            array = np.asarray(values[equation.inputs[piece].name])
            nested = _nested(equation, equation.op.inputs[piece])
            pieces.append(Block(array, digits, nested, full))
    return pieces


def operands(equation: Equation, values: Mapping[str, Any], digits: int) -> list[str | int]:
    """The right side with numbers for single numbers; where an array stands, its place.

    Returns:
        Pieces of text, and for each array which input of the row it is, from 0.
    """
    op = equation.op
    names: dict[str, str] = {}
    for index, var in enumerate(equation.inputs):
        array = np.asarray(values[var.name])
        single = var.shape == () or (op.meaning is not None and array.size == 1)
        letter = chr(_FIRST_LETTER + index)
        number = bracketed(number_text(array.reshape(()), digits)) if single else ""
        names[var.name] = number or letter
    parts = _LETTERS.split(freed(right_side(equation, "text", names)))
    return [
        ord(part) - _FIRST_LETTER if _LETTERS.fullmatch(part) else part for part in parts if part
    ]


def _nested(equation: Equation, each: str) -> bool:
    """Whether the brackets of a single row matter: where it is turned or summed."""
    template = equation.op.templates.get("text", "")
    return "axis" in template or f"{{{each}}}.T" in template


def expanded(equation: Equation, values: Mapping[str, Any], digits: int) -> str:
    """The meaning of a function with single numbers in it: 1 / (1 + exp(-0.5))."""
    op = equation.op
    arrays = [np.asarray(values[var.name]) for var in equation.inputs]
    if op.meaning is None or not op.called or any(array.size != 1 for array in arrays):
        return ""
    names = {
        each: bracketed(number_text(array.reshape(()), digits))
        for each, array in zip(op.inputs, arrays, strict=True)
    }
    return freed(render(op.meaning, "text", names))
