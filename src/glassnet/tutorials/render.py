"""A replayed tutorial as text for a terminal."""

from collections.abc import Iterator, Sequence

from glassnet.locales import _, pad, width
from glassnet.locales.wrapping import balanced, wrap
from glassnet.tutorials.blocks import (
    Block,
    Corrections,
    Equations,
    Line,
    Lines,
    Paragraph,
    Section,
    Table,
)

GAP = 2


def render_text(sections: Sequence[Section], width: int = 80) -> str:
    """The sections as lines of at most `width` columns, tables and numbers aligned.

    Args:
        sections: what `replay` gives.
        width: columns of the terminal; at least 60 look good.

    Example:
        >>> print(render_text([Section("Numbers", (Paragraph("One line."),))]))
        Numbers
        ═══════
        <BLANKLINE>
        One line.
        <BLANKLINE>
    """
    lines: list[str] = []
    for index, section in enumerate(sections):
        number = f"{index}" + " " * GAP if index else ""
        lines += [*_heading(section.heading, number, "─" if index else "═", width), ""]
        for block in section.blocks:
            lines += [*block_lines(block, width), ""]
        lines += [""] if index + 1 < len(sections) else []
    return "\n".join(line.rstrip() for line in lines)


def _heading(text: str, number: str, rule: str, columns: int) -> list[str]:
    lines = wrap(text, columns, number, " " * len(number), cut=True)
    return [*lines, rule * max(map(width, lines))]


def block_lines(block: Block, columns: int) -> list[str]:
    """One block as lines of at most so many columns."""
    if isinstance(block, Paragraph):
        return wrap(block.text, columns, cut=True)
    if isinstance(block, Equations):
        return [f"  {row}" for row in block.rows]
    if isinstance(block, Lines):
        return numbered(block.lines, columns)
    if isinstance(block, Table):
        return _table(block, columns)
    return list(_corrections(block, columns))


def numbered(lines: Sequence[Line], columns: int) -> list[str]:
    """A worked example: numbered lines, notes beside them where there is room, else below."""
    margin = len(str(len(lines))) + 1 + GAP
    room = columns - margin
    texts = [_equation(line, room) for line in lines]
    beside = [
        len(text) == 1 and bool(line.note) and width(text[0]) + GAP + width(line.note) <= room
        for line, text in zip(lines, texts, strict=True)
    ]
    column = max((width(t[0]) for t, fits in zip(texts, beside, strict=True) if fits), default=0)
    result = []
    for number, (line, text, fits) in enumerate(zip(lines, texts, beside, strict=True), 1):
        first, *rest = text
        if fits:
            start = min(column, room - GAP - width(line.note))
            first = pad(first, start) + " " * GAP + line.note
        elif line.note:
            rest = rest + [f"  {part}" for part in wrap(line.note, room - 2, cut=True)]
        head = f"{number:>{margin - GAP}}" + " " * GAP
        result += [head + first, *[" " * margin + part for part in rest]]
    return result


def _equation(line: Line, room: int) -> list[str]:
    """name = symbols = numbers = result, on as few lines as fit, broken before an "="."""
    sides = [side for side in (line.symbols, line.numbers, line.result) if side]
    lines = [line.name]
    for side in sides:
        joined = f"{lines[-1]} = {side}"
        if width(joined) <= room:
            lines[-1] = joined
        else:
            lines += _broken(" " * width(line.name) + " = ", side, room)
    return lines


def _broken(head: str, side: str, room: int) -> list[str]:
    """A side on a line of its own; a sum or a product that is too long goes on before a sign."""
    sign = " + " if " + " in side else " · "
    first, *terms = side.split(sign)
    lines = [head + first]
    for term in terms:
        if width(f"{lines[-1]}{sign}{term}") <= room:
            lines[-1] += f"{sign}{term}"
        else:
            lines.append(" " * width(head) + f"{sign.strip()} {term}")
    return lines


def _table(table: Table, columns: int) -> list[str]:
    widths = _column_widths(table, columns - GAP)
    right = [
        all(_is_number(row[i]) for row in table.rows if row[i])
        and any(row[i] for row in table.rows)
        for i in range(len(widths))
    ]
    head = _row(
        [balanced(c, w, cut=True) for c, w in zip(table.header, widths, strict=True)], widths, right
    )
    rows = [
        _row([wrap(c, w, cut=True) for c, w in zip(row, widths, strict=True)], widths, right)
        for row in table.rows
    ]
    rule = " " * GAP + (" " * GAP).join("─" * each for each in widths)
    tall = any(len(row) > 1 for row in rows)
    lines = [*head, rule]
    for index, row in enumerate(rows):
        lines += ([""] if tall and index else []) + row
    return lines


def _column_widths(table: Table, room: int) -> list[int]:
    """The widths that the cells ask for, the widest columns narrowed until all fit."""
    cells = [table.header, *table.rows]
    columns = range(len(table.header))
    widths = [max(width(row[i]) for row in cells) for i in columns]
    body = [max((width(row[i]) for row in table.rows), default=0) for i in columns]
    room -= GAP * (len(widths) - 1)
    while sum(widths) > room:
        # A header is wrapped before any cell is, and a long text before a number.
        widest = max(columns, key=lambda i: (widths[i] > max(body[i], 8), widths[i], i))
        widths[widest] -= 1
    heads = [max(map(width, balanced(table.header[i], widths[i], cut=True))) for i in columns]
    return [min(widths[i], max(body[i], heads[i])) for i in columns]


def _is_number(text: str) -> bool:
    try:
        float(text.replace(",", "").removesuffix("%"))
    except ValueError:
        return False
    return True


def _row(cells: list[list[str]], widths: list[int], right: Sequence[bool]) -> list[str]:
    lines = []
    for index in range(max(map(len, cells))):
        parts = []
        for cell, each, to_right in zip(cells, widths, right, strict=True):
            text = cell[index] if index < len(cell) else ""
            parts.append(" " * (each - width(text)) + text if to_right else pad(text, each))
        lines.append((" " * GAP + (" " * GAP).join(parts)).rstrip())
    return lines


def _corrections(block: Corrections, columns: int) -> Iterator[str]:
    labels = (_("page"), _("right"), _("proof"))
    label = max(map(width, labels))
    margin = len(str(len(block.items))) + 1 + GAP
    for number, item in enumerate(block.items, 1):
        if number > 1:
            yield ""
        head = f"{number:>{margin - GAP}}" + " " * GAP
        for name, text in zip(labels, (item.says, item.right, item.proof), strict=True):
            for line in wrap(text, columns - margin - label - GAP, cut=True) if text else []:
                yield head + pad(name, label + GAP) + line
                head, name = " " * margin, ""
