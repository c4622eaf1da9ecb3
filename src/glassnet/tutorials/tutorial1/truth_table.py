"""The figure beside the topology: the truth table of XOR, and straight lines that fail on it."""

from collections.abc import Callable

from glassnet.locales import _
from glassnet.tutorials.blocks import Paragraph, Table

CORNERS = ((0, 0), (0, 1), (1, 0), (1, 1))
LINES: tuple[tuple[str, Callable[[int, int], bool]], ...] = (
    ("x1 + x2 > 0.5", lambda x1, x2: x1 + x2 > 0.5),
    ("x1 + x2 < 1.5", lambda x1, x2: x1 + x2 < 1.5),
    ("x1 > 0.5", lambda x1, x2: x1 > 0.5),
)


def truth_table() -> tuple[Paragraph, Table]:
    """XOR of the corners, beside the answers of three lines; how many each has right."""
    rows = [
        (
            str(x1),
            str(x2),
            str(x1 ^ x2),
            *(_marked(int(side(x1, x2)), x1 ^ x2) for _name, side in LINES),
        )
        for x1, x2 in CORNERS
    ]
    right = [sum(side(x1, x2) == bool(x1 ^ x2) for x1, x2 in CORNERS) for _name, side in LINES]
    last = ("", "", _("right answers"), *(f"{n}/4" for n in right))
    return (
        Paragraph(
            _(
                "A figure shows the truth table of XOR and straight lines that do not separate "
                "it. Three such lines; each has at least one corner on the wrong side (✗):"
            )
        ),
        Table(("x1", "x2", "XOR", *(name for name, _side in LINES)), (*rows, last)),
    )


def _marked(answer: int, wanted: int) -> str:
    return str(answer) if answer == wanted else f"{answer} ✗"
