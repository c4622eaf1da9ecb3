"""The rows of a step in colour: numbers of rows, names, notes and rules stand apart.

Only where the terminal shows colour; without it every line is what `step_text` wrote.
"""

import re
from collections.abc import Iterator

from glassnet.cli.terminal import Terminal
from glassnet.views.text.step import MARGIN, RULE

_ROW = re.compile(r"(?P<number> *\d+)  (?P<name>\w+)(?P<rest> = .*)")
_NOTE = re.compile(r" {2,}\(\d+, ?\d*\)(?:  \S.*)?$| {3,}\(\d+,\).*$")
_RULE = " " * MARGIN + RULE


def coloured(text: str, screen: Terminal) -> Iterator[str]:
    """The lines of a step as a terminal shows them.

    Args:
        text: what `step_text` wrote.
        screen: knows whether there is colour.
    """
    rule = False
    for line in text.split("\n"):
        rule = line.startswith(_RULE) or (rule and line.startswith(" " * len(_RULE)))
        if rule:
            yield screen.style(line, "dim")
        elif line and not line[0].isspace() and not line[0].isdigit():
            yield screen.style(line, "bold")
        else:
            yield _row(line, screen)


def _row(line: str, screen: Terminal) -> str:
    """One line of a row: its number and name if it begins one, its notes at the end."""
    note = _NOTE.search(line)
    end = note.start() if note else len(line)
    tail = screen.style(line[end:], "dim")
    found = _ROW.fullmatch(line[:end])
    if not found:
        return line[:end] + tail
    number, name = screen.style(found["number"], "cyan"), screen.style(found["name"], "bold")
    return f"{number}  {name}{found['rest']}{tail}"
