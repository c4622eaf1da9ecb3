"""Commands to go on with, at the end of a tutorial: what to type, and what it shows."""

from collections.abc import Sequence

from glassnet.locales import pad, width
from glassnet.tutorials.blocks import Equations

GAP = 2
COLUMNS = 78  # of a terminal of 80, less the indent of a block


def commands(pairs: Sequence[tuple[str, str]]) -> Equations:
    """Commands with what each shows: beside them if all fit, else on the line below.

    Args:
        pairs: a command line, and a few words about it.
    """
    column = max(width(command) for command, _shows in pairs) + GAP
    if all(column + width(shows) <= COLUMNS for _command, shows in pairs):
        return Equations(tuple(pad(command, column) + shows for command, shows in pairs))
    lines: list[str] = []
    for command, shows in pairs:
        lines += [command, " " * 2 * GAP + shows]
    return Equations(tuple(lines))
