"""Text in lines of a given width: English, Chinese and formulas mixed.

English breaks at spaces. A Chinese character takes two columns, and a line may break between
any two of them, except before a closing mark and behind an opening one. A vector in brackets,
a shape, and the two sides of an equals sign stay together where they fit.
"""

import re
from collections.abc import Iterable, Iterator

from glassnet.locales import language, width

_CLOSING = "，。；：！？、）」』》】…”’％,.;:!?)]}"
_OPENING = "（「『《【“‘([{"
_QUOTES = "“‘"
_WIDE = re.compile(r"[⺀-鿿가-힣豈-﫿︰-﹏＀-｠]")
_GLUE = "\u00a0"
_TOGETHER = re.compile(r"\[[^\[\]\n]{1,40}\]|\(\d+, \d*\)|(?<=\S) [=<≈] (?=\S)")


def wrap(
    text: str, columns: int, indent: str = "", hanging: str | None = None, *, cut: bool = False
) -> list[str]:
    """The text in lines of at most so many terminal columns; at least one line.

    Args:
        text: words; a newline begins a new line, which keeps its indentation.
        columns: the width, the indents included.
        indent: what the first line begins with.
        hanging: what the other lines begin with; `indent` unless given.
        cut: whether a word that is longer than a line is cut. Otherwise it stays whole: a path
            must be there to be copied.

    >>> wrap("学习率 lr 是 0.01，很小。", 10)
    ['学习率 lr', '是 0.01，', '很小。']
    """
    after = indent if hanging is None else hanging
    lines: list[str] = []
    for paragraph in text.split("\n"):
        first, rest = after if lines else indent, after
        if lines:
            # The indentation of code says what belongs together.
            blanks = paragraph[: len(paragraph) - len(paragraph.lstrip(" "))]
            first, rest = first + blanks, rest + blanks
        lines.extend(_filled(paragraph, columns, first, rest, cut))
    return lines


def joined(sentences: Iterable[str]) -> str:
    """Sentences one behind the other; a Chinese full stop has its blank in itself."""
    return ("" if language() == "zh" else " ").join(sentences)


def balanced(text: str, columns: int, *, cut: bool = False) -> list[str]:
    """The text in as few lines as `wrap` needs, of about the same length."""
    lines = wrap(text, columns, cut=cut)
    fewest, longest = len(lines), max(map(width, lines))
    for narrower in range(min(columns, longest) - 1, 0, -1):
        tried = wrap(text, narrower, cut=cut)
        if len(tried) > fewest or max(map(width, tried)) > narrower:
            break
        lines = tried
    return lines


def _filled(text: str, columns: int, indent: str, hanging: str, cut: bool) -> list[str]:
    """One paragraph, as many atoms on each line as fit."""
    lines: list[str] = []
    line, gap, empty = indent, "", True
    for atom in _fitting(text, columns - width(hanging)):
        if atom == " ":
            gap = "" if empty else gap + " "
            continue
        if not empty and width(line + gap + atom) > columns:
            lines.append(line)
            line, gap, empty = hanging, "", True
        while cut and width(line + gap + atom) > columns:
            head = _beginning(atom, columns - width(line))
            lines.append(line + head)
            line, atom, gap = hanging, atom[len(head) :], ""
        line, gap, empty = line + gap + atom, "", False
    return [each.replace(_GLUE, " ").rstrip() for each in [*lines, line]]


def _fitting(text: str, room: int) -> Iterator[str]:
    """The atoms of a text; glued ones come apart if they cannot fit a line."""
    glued = _TOGETHER.sub(lambda found: found.group().replace(" ", _GLUE), text)
    for atom in _atoms(glued):
        if width(atom) > room and _GLUE in atom:
            yield from _atoms(atom.replace(_GLUE, " "))
        else:
            yield atom


def _atoms(text: str) -> list[str]:
    """What must not be divided: words, single wide characters with their marks, gaps."""
    atoms: list[str] = []
    bound = False  # whether the next character must stay with the last atom
    for letter in text:
        last = atoms[-1] if atoms else " "
        if letter.isspace() and letter != _GLUE:
            atoms.append(" ")
            bound = False
            continue
        narrow = letter not in _QUOTES and not _WIDE.match(letter) and not _WIDE.match(last[-1])
        if last != " " and (bound or letter in _CLOSING or narrow):
            atoms[-1] += letter
        else:
            atoms.append(letter)
        bound = letter in _OPENING
    return atoms


def _beginning(text: str, columns: int) -> str:
    """The longest beginning that fits; at least one character."""
    for end in range(len(text), 1, -1):
        if width(text[:end]) <= columns:
            return text[:end]
    return text[:1]
