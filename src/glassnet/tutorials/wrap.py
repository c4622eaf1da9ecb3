"""Line breaks for text that mixes Chinese, English and formulas.

English breaks at spaces, Chinese between any two characters, except that closing
punctuation never begins a line and opening punctuation never ends one. A vector in
brackets, a shape, and the two sides of an equals sign stay together where they fit.
"""

import re
from collections.abc import Iterator

from glassnet.locales import width

_OPENING = "（《“「【"
_CLOSING = "，。；：！？、）》”」】…"
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff01-\uff60\u3000-\u303f"
_GLUE = "\u00a0"
_TOKEN = re.compile(
    rf" +|[{_OPENING}]*(?:[{_WIDE}]|[^ {_WIDE}{_OPENING}{_CLOSING}]+|[{_CLOSING}])[{_CLOSING}]*"
    rf"|[{_OPENING}]+"
)
_TOGETHER = re.compile(r"\[[^\[\]]{1,40}\]|\(\d+, \d*\)|(?<=\S) [=<] (?=\S)")


def wrap(text: str, columns: int) -> list[str]:
    """The text in lines of at most so many terminal columns; at least one line.

    A word that is longer than a line is cut.

    >>> wrap("学习率 lr 是 0.01，很小。", 10)
    ['学习率 lr', '是 0.01，', '很小。']
    """
    lines, line = [], ""
    for token in _tokens(text, columns):
        if width(line + token.rstrip()) <= columns:
            line += token
            continue
        lines.append(line)
        line = token.lstrip()
        while width(line) > columns:
            head = _fitting(line, columns)
            lines.append(head)
            line = line[len(head) :]
    shown = (each.replace(_GLUE, " ").rstrip() for each in [*lines, line])
    return [each for each in shown if each] or [""]


def balanced(text: str, columns: int) -> list[str]:
    """The text in as few lines as `wrap` needs, of about the same length."""
    lines = wrap(text, columns)
    while columns > 1 and len(narrower := wrap(text, columns - 1)) == len(lines):
        lines, columns = narrower, columns - 1
    return lines


def _tokens(text: str, columns: int) -> Iterator[str]:
    """What must not be broken, in turn; glued parts come apart if they cannot fit a line."""
    glued = _TOGETHER.sub(lambda found: found.group().replace(" ", _GLUE), text)
    for token in _TOKEN.findall(glued):
        if width(token) > columns and _GLUE in token:
            yield from _TOKEN.findall(token.replace(_GLUE, " "))
        else:
            yield token


def _fitting(text: str, columns: int) -> str:
    """The longest beginning that fits; at least one character."""
    for end in range(len(text), 1, -1):
        if width(text[:end]) <= columns:
            return text[:end]
    return text[:1]
