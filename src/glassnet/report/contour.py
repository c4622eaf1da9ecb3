"""Contour lines of a field on a grid: marching squares, joined into lines.

Source: W. E. Lorensen and H. E. Cline, "Marching Cubes", 1987, in two dimensions.
"""

from collections import defaultdict
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

Field = npt.NDArray[np.float64]
Edge = tuple[int, int, int]  # row, column, 0: towards the next column, 1: towards the next row
Line = list[tuple[float, float]]


def contour_lines(field: npt.ArrayLike, level: float = 0.0) -> list[Line]:
    """The lines on which a field takes a value.

    Args:
        field: values on a grid, shape (rows, columns), at least 2 by 2. Cells of the
            grid with a value that is not finite have no line.
        level: the value on the lines.

    Returns:
        Lines as points (column, row) in grid units, found by straight interpolation
        between neighbours. A closed line ends where it began.

    Example:
        >>> contour_lines([[0, 1], [0, 1]], 0.5)
        [[(0.5, 0.0), (0.5, 1.0)]]
    """
    values = np.asarray(field, dtype=np.float64) - level
    links: dict[Edge, list[Edge]] = defaultdict(list)
    for one, other in _segments(values):
        links[one].append(other)
        links[other].append(one)
    ends = [edge for edge, others in links.items() if len(others) == 1]
    lines = [_follow(edge, links) for edge in ends if links[edge]]
    lines += [_follow(edge, links) for edge in list(links) if links[edge]]
    return [[_crossing(values, edge) for edge in line] for line in lines]


def _segments(values: Field) -> Iterator[tuple[Edge, Edge]]:
    """The pieces of line in each cell, as pairs of grid edges."""
    inside = values >= 0
    corners = inside[:-1, :-1].astype(int) + inside[:-1, 1:] + inside[1:, :-1] + inside[1:, 1:]
    finite = np.isfinite(values)
    whole = finite[:-1, :-1] & finite[:-1, 1:] & finite[1:, :-1] & finite[1:, 1:]
    for i, j in np.argwhere((corners > 0) & (corners < 4) & whole).tolist():
        top, right, bottom, left = (i, j, 0), (i, j + 1, 1), (i + 1, j, 0), (i, j, 1)
        crossed = [e for e in (top, right, bottom, left) if _is_crossed(inside, e)]
        if len(crossed) == 2:
            yield crossed[0], crossed[1]
            continue
        # A saddle: the middle decides which two opposite corners belong together.
        middle = bool(values[i : i + 2, j : j + 2].mean() >= 0)
        if middle == bool(inside[i, j]):
            yield top, right
            yield bottom, left
        else:
            yield top, left
            yield right, bottom


def _other_end(edge: Edge) -> tuple[int, int]:
    i, j, down = edge
    return (i + 1, j) if down else (i, j + 1)


def _is_crossed(inside: npt.NDArray[np.bool_], edge: Edge) -> bool:
    return bool(inside[edge[:2]] != inside[_other_end(edge)])


def _crossing(values: Field, edge: Edge) -> tuple[float, float]:
    """Where the field is zero on the edge, as (column, row)."""
    i, j, down = edge
    here, there = float(values[i, j]), float(values[_other_end(edge)])
    share = here / (here - there)
    return (float(j), i + share) if down else (j + share, float(i))


def _follow(start: Edge, links: dict[Edge, list[Edge]]) -> list[Edge]:
    """The line that begins at an edge; its links are used up on the way."""
    line = [start]
    while links[line[-1]]:
        here = line[-1]
        there = links[here].pop()
        links[there].remove(here)
        line.append(there)
    return line
