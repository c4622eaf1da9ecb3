"""One training step with its numbers: each row as symbols = numbers = result.

Numbers are rounded by the rule of `array_text`: six significant digits unless another count
is asked for, the same for what goes into a row and for what comes out of it.
"""

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from shutil import get_terminal_size
from typing import Any

from glassnet.core.derivation import PHASES, Derivation, Equation
from glassnet.core.notation import INPUT
from glassnet.core.rows import meanings, phase_title, right_side, shape_text
from glassnet.locales import _, pad
from glassnet.locales import width as columns
from glassnet.locales.wrapping import wrap
from glassnet.nn.demand import instance_of, whole
from glassnet.views.rule_text import rule_text
from glassnet.views.text.arrays import digits_of
from glassnet.views.text.setting import Piece, flat, flow
from glassnet.views.text.substitution import expanded, plain, spread_text, substituted

MARGIN = 4
WIDTH = 88  # columns where the terminal does not say how many it has, and at most
LEAST, MOST = 40, 10_000  # columns that may be asked for
RULE = "· "  # what a line begins with that says by which rule a row was made


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
        rule: by which rule it was made, as text.
    """

    number: str
    name: str
    shape: str
    origin: str
    sides: list[list[Piece]]
    spread: str
    rule: str = ""


def step_text(
    derivation: Derivation,
    values: Mapping[str, Any],
    *,
    digits: int = 6,
    width: int = WIDTH,
    full: bool = False,
    rules: bool = False,
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
        full: whether every number of a large array is shown, not its first ones alone.
        rules: whether a row says below it by which rule it was made.

    Returns:
        The text, without a line break at its end.
    """
    numerals = max(2, len(str(len(derivation))))
    lines = [_("given"), *_given_lines(derivation, values, digits, width, full)]
    said = _rules(derivation) if rules else {}
    for phase in PHASES:
        rows = [
            _line(
                str(number).rjust(numerals),
                equation,
                values,
                digits,
                full,
                said.get(equation.out.name, ""),
            )
            for number, equation in enumerate(derivation.equations, 1)
            if equation.phase == phase
        ]
        if rows:
            lines += ["", phase_title(phase), *_set(rows, width)]
    explained = _meaning_lines(derivation, width)
    if explained:
        lines += ["", _("where"), *explained]
    return "\n".join(lines)


def checked_text(
    derivation: Derivation,
    values: Mapping[str, Any],
    rules: bool,
    width: int | None,
    digits: int,
    full: bool,
) -> str:
    """One training step as `step.text` takes its options; see `step_text`.

    Raises:
        SettingError: if an option is out of its limits.
    """
    if width is None:
        width = max(LEAST, min(WIDTH, get_terminal_size((WIDTH, 24)).columns))
    return step_text(
        derivation,
        values,
        digits=digits_of(digits, "step.text(digits=…)"),
        width=whole(width, "width", "step.text(width=…)", least=LEAST, most=MOST),
        full=instance_of(full, bool, "full=True", "step.text(full=…)"),
        rules=instance_of(rules, bool, "rules=False", "step.text(rules=…)"),
    )


def _rules(derivation: Derivation) -> dict[str, str]:
    """By which rule each row was made, by its name; the same sentence is said once."""
    texts: dict[str, str] = {}
    for equation in derivation.equations:
        text = rule_text(equation, derivation)
        texts[equation.out.name] = "" if text in texts.values() else text
    return texts


def row_text(
    equation: Equation, number: int, values: Mapping[str, Any], digits: int = 6, width: int = WIDTH
) -> str:
    """One row with its numbers, on as many lines as it needs, without its notes."""
    line = _line(str(number), equation, values, digits, False)
    return "\n".join(each.rstrip() for each in _body(line, width, width))


def _meaning_lines(derivation: Derivation, width: int) -> list[str]:
    """What the functions in the rows mean, but for those whose name says it."""
    lines = []
    for line in meanings(derivation):
        name, meaning = line.split(" = ", 1)
        if meaning == name:
            continue
        head = " " * MARGIN + f"{name} = "
        first, *rest = flow([meaning], width - columns(head))
        lines += [head + first, *(" " * columns(head) + each for each in rest)]
    return lines


def _given_lines(
    derivation: Derivation, values: Mapping[str, Any], digits: int, width: int, full: bool
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
            [[plain(values[var.name], digits, full)]],
            spread_text(values[var.name], digits),
        )
        for var in sorted(arrays, key=lambda var: var.role != "data")
    ]
    texts = [f"{var.name} = {flat([plain(values[var.name], digits)])}" for var in scalars]
    lines = textwrap.wrap(",  ".join(texts), width - MARGIN, break_long_words=False)
    return _set(rows, width) + [" " * MARGIN + line for line in lines]


def _line(
    number: str,
    equation: Equation,
    values: Mapping[str, Any],
    digits: int,
    full: bool,
    rule: str = "",
) -> _Line:
    """A row's sides, without those that say nothing new."""
    result = plain(values[equation.out.name], digits, full)
    sides: list[list[Piece]] = []
    candidates: tuple[list[Piece], ...] = (
        [right_side(equation, "text")],
        substituted(equation, values, digits, full),
        [expanded(equation, values, digits)],
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
        spread_text(values[equation.out.name], digits),
        rule,
    )


def _set(rows: Sequence[_Line], width: int) -> list[str]:
    """Rows as lines, their shapes and origins below each other."""
    span = max((columns(row.shape) for row in rows if row.origin), default=0)
    notes = [pad(row.shape, span) + "  " * bool(row.origin) + row.origin for row in rows]
    room = width - max(map(columns, notes)) - 3
    bodies = [_body(row, room, width) for row in rows]
    column = min(max(columns(body[0]) for body in bodies), room) + 3
    lines: list[str] = []
    for row, note, body in zip(rows, notes, bodies, strict=True):
        gap = max(column - columns(body[0]), 2)
        lines.append(f"{body[0]}{' ' * gap}{note}".rstrip())
        lines.extend(line.rstrip() for line in body[1:])
        if row.rule:
            lines.extend(wrap(row.rule, width, " " * MARGIN + RULE, " " * (MARGIN + len(RULE))))
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
