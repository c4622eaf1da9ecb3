"""Text in lines of a given width, Chinese included.

A Chinese character takes two columns and a line may break between any two of them, except
before a closing mark and behind an opening one.
"""

import re

from glassnet.locales import width

_CLOSING = "，。；：！？、）」』》】…”’％,.;:!?)]}"
_OPENING = "（「『《【“‘"
_PIECE = re.compile(r"[^\S\n]+|\n|[^\s]")
_WIDE = re.compile(r"[⺀-鿿가-힣豈-﫿︰-﹏＀-｠]")


def wrap(text: str, columns: int, indent: str = "", hanging: str | None = None) -> list[str]:
    """The text in lines of at most `columns` columns.

    Args:
        text: words; a newline begins a new line.
        columns: the width, the indents included.
        indent: what the first line begins with.
        hanging: what the other lines begin with; `indent` unless given.
    """
    after = indent if hanging is None else hanging
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines.extend(_filled(_atoms(paragraph), columns, after if lines else indent, after))
    return lines


def _atoms(text: str) -> list[str]:
    """What must not be divided: words, single wide characters with their marks, gaps."""
    atoms: list[str] = []
    glue = False  # whether the next character must stay with the last atom
    for piece in _PIECE.findall(text):
        last = atoms[-1] if atoms else " "
        if piece.isspace():
            atoms.append(" ")
            glue = False
            continue
        narrow = not _WIDE.match(piece)
        joined = not last.isspace() and (
            glue or piece in _CLOSING or (narrow and not _WIDE.match(last[-1]))
        )
        if joined:
            atoms[-1] += piece
        else:
            atoms.append(piece)
        glue = piece in _OPENING
    return atoms


def _filled(atoms: list[str], columns: int, indent: str, hanging: str) -> list[str]:
    """As many atoms on each line as fit.

    A word that is longer than a line stays whole: a path must be there to be copied.
    """
    lines: list[str] = []
    line, gap, empty = indent, "", True
    for atom in atoms:
        if atom == " ":
            gap = "" if empty else " "
            continue
        if not empty and width(line + gap + atom) > columns:
            lines.append(line)
            line, gap = hanging, ""
        line, gap, empty = line + gap + atom, "", False
    return [*lines, line.rstrip()]
