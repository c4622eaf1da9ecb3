"""Links into a unit with a number on each: they meet in a fan, one number below the other."""

from collections.abc import Sequence
from dataclasses import dataclass

PITCH = 14.0  # from one number to the next
MEET = 16.0  # from the numbers to where the links have met


@dataclass(frozen=True)
class Port:
    """Where links leave or reach a unit.

    Attributes:
        x: the edge of the unit.
        y: its height.
        clear: from here on nothing of the unit, a note below it for instance, is in the way.
    """

    x: float
    y: float
    clear: float


@dataclass(frozen=True)
class Strand:
    """One link of a fan.

    Attributes:
        d: its line, as a path.
        x: the middle of its number.
        y: the height of the middle of its number.
    """

    d: str
    x: float
    y: float


def fan(starts: Sequence[Port], end: Port, wide: float) -> list[Strand]:
    """The links from several units to one, first above last.

    Args:
        starts: where the links begin, from above downwards.
        end: where all of them end.
        wide: the room of the widest number.
    """
    near = end.clear - MEET
    left = near - wide
    strands = []
    for row, start in enumerate(starts):
        y = end.y + (row - (len(starts) - 1) / 2) * PITCH
        d = f"M{start.x:.1f} {start.y:.1f}H{start.clear:.1f}"
        d += _bend(start.clear, start.y, left, y, 0.45) + f"H{near:.1f}"
        d += _bend(near, y, end.clear, end.y, 0.6) + f"H{end.x:.1f}"
        strands.append(Strand(d, near - wide / 2, y))
    return strands


def straight(start: Port, end: Port) -> str:
    """A link without a number, as a path."""
    return (
        f"M{start.x:.1f} {start.y:.1f}L{start.clear:.1f} {start.y:.1f}"
        f"L{end.clear:.1f} {end.y:.1f}L{end.x:.1f} {end.y:.1f}"
    )


def _bend(x1: float, y1: float, x2: float, y2: float, share: float) -> str:
    """A curve that leaves and arrives level."""
    reach = (x2 - x1) * share
    return f"C{x1 + reach:.1f} {y1:.1f} {x2 - reach:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"
