"""One row in LaTeX: symbols = numbers = result, each side on lines that fit."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from glassnet.core.derivation import Derivation, Equation, Var
from glassnet.core.entries import entry_form
from glassnet.core.expr import Expr, Sym
from glassnet.core.indexed import Entry, replaced
from glassnet.core.math_names import Notation, latex_call, latex_name
from glassnet.core.notation import INPUT
from glassnet.core.op import Op
from glassnet.core.printer import EVERY, render
from glassnet.core.rows import right_side, shape_text
from glassnet.views.latex.arrays import MOST, matrix, number_latex
from glassnet.views.latex.lines import lines
from glassnet.views.latex.width import PAGE, latex_width
from glassnet.views.text.arrays import Array

Values = Mapping[str, Any]
Formula = Callable[[int], str]

# Stand-ins for arrays while the printer sets a row: a private letter for each operand.
_FIRST_LETTER = 0xE000
_LEAST_ROOM = 40.0


def symbols(equation: Equation, notation: Notation) -> str:
    r"""The right side of a row with mathematical names: `A_0\,W_1 + b_1`."""
    names = {var.name: latex_name(var.name, notation) for var in equation.inputs}
    return right_side(equation, "latex", names)


def numbers(equation: Equation, values: Values, digits: int) -> Formula:
    """The right side of a row with numbers for names.

    Returns:
        A function that writes it, given how many columns of a matrix may be shown.
    """
    names: dict[str, str] = {}
    arrays: dict[str, Array] = {}
    for index, var in enumerate(equation.inputs):
        array = np.asarray(values[var.name])
        if var.shape == () or (equation.op.meaning is not None and array.size == 1):
            names[var.name] = number_latex(array.reshape(()), digits)
        else:
            letter = chr(_FIRST_LETTER + index)
            names[var.name], arrays[letter] = letter, array
    text = right_side(equation, "latex", names)
    return lambda columns: _filled(text, arrays, digits, columns)


def _filled(text: str, arrays: Mapping[str, Array], digits: int, columns: int) -> str:
    for letter, array in arrays.items():
        text = text.replace(letter, matrix(array, digits, columns))
    return text


def result(value: Any, digits: int) -> Formula:
    """A value by itself: a single number without brackets."""
    array = np.asarray(value)
    if array.size == 1:
        return lambda columns: number_latex(array.reshape(()), digits)
    return lambda columns: matrix(array, digits, columns)


def expanded(equation: Equation, values: Values, digits: int) -> Formula:
    """The meaning of a function with single numbers in it, or nothing."""
    op = equation.op
    arrays = [np.asarray(values[var.name]) for var in equation.inputs]
    if op.meaning is None or not op.called or any(array.size != 1 for array in arrays):
        return lambda columns: ""
    names = {
        each: number_latex(array.reshape(()), digits)
        for each, array in zip(op.inputs, arrays, strict=True)
    }
    text = render(op.meaning, "latex", names, op.inputs)
    return lambda columns: text


def aligned(equation: Equation, values: Values | None, digits: int, notation: Notation) -> str:
    """A row as the lines of an `align*`: each side behind its own equals sign."""
    name = latex_name(equation.out.name, notation)
    own = symbols(equation, notation)
    sides: list[Formula] = [lambda columns: own]
    if values is not None:
        sides += [numbers(equation, values, digits), expanded(equation, values, digits),
                  result(values[equation.out.name], digits)]  # fmt: skip
    texts = [side(MOST) for side in sides]
    kept = [
        side
        for index, side in enumerate(sides)
        if texts[index]
        and texts[index] not in texts[:index]
        and (index == len(sides) - 1 or texts[index] != texts[-1])
    ]
    return set_sides(name, kept)


def set_text(name: str, side: str) -> str:
    """A name and one side, on as many lines as it needs."""
    return set_sides(name, [lambda columns: side])


def set_sides(name: str, sides: list[Formula], note: str = "") -> str:
    """A name and what it equals, one side on each line or on several, and a note behind them."""
    room = max(PAGE - latex_width(name + note) - 4.0, _LEAST_ROOM)
    rows: list[str] = []
    for index, side in enumerate(sides):
        broken = lines(side, room, MOST)
        rows.append(f"{name if index == 0 else ''} &= {broken[0]}".lstrip())
        rows += [f"& {line}" for line in broken[1:]]
    return " \\\\\n".join(rows) + note


def given(var: Var, value: Any, digits: int, notation: Notation) -> str:
    """A value that a step takes as given."""
    name = latex_name(var.name, notation)
    whole = f"{name} = X" if var.name == INPUT else name
    shape = shape_text(var.shape)
    return set_sides(whole, [result(value, digits)], rf"\qquad {shape}" if shape else "")


def meaning(op: Op) -> str | None:
    """What the function in a row means, or None if its name says it: an equation in LaTeX."""
    call = latex_call(op, *op.inputs)
    if op.meaning is not None:
        body = render(op.meaning, "latex", singles=op.inputs) if op.called else call
        return None if body == call else f"{call} &= {body}"
    return None


def entry_meaning(derivation: Derivation, equation: Equation) -> str | None:
    """What one entry of a structured function is; None if it has no name or states no entries."""
    op = equation.op
    if op.define is None or op.entry is None or equation.out.shape == ():
        return None
    form = entry_form(equation)
    places = {var.name: each for each, var in zip(op.inputs, equation.inputs, strict=True)}
    body = render(_lettered(form.body, places), "latex", singles=EVERY)
    where = "".join(map(_letter, form.out.places))
    return rf"{latex_call(op, *op.inputs)}_{{{where}}} &= {body}"


def _letter(place: object) -> str:
    return str(getattr(place, "name", place))


def _lettered(expr: Expr, names: Mapping[str, str]) -> Expr:
    """Entries as symbols with indices, by the names of the op's own inputs."""

    def leaf(entry: Entry) -> Expr:
        places = "".join(map(_letter, entry.places))
        return Sym(f"{names.get(entry.name, entry.name)}_{{{places}}}")

    return replaced(expr, leaf)
