"""The parts that drawings over axes share: grid lines, ticks, marks and legends."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from glassnet.report.axes import Axis
from glassnet.views.drawing.palette import LIGHT, fill, shape
from glassnet.views.drawing.picture import label, shortened, text_width
from glassnet.views.markup import Markup, element, join

Tick = tuple[float, str]


def grid_line(x1: float, y1: float, x2: float, y2: float, strong: bool = False) -> Markup:
    """A thin line of a grid, or an axis if it is strong."""
    return element(
        "path", d=f"M{x1:.4g} {y1:.4g}L{x2:.4g} {y2:.4g}", class_="x" if strong else "g",
        stroke=LIGHT.muted if strong else LIGHT.rule, stroke_width=1,
    )  # fmt: skip


def x_ticks(axis: Axis, y: float, ticks: Sequence[Tick]) -> Markup:
    """Tick marks and labels below the height `y`."""
    marks = [grid_line(axis.place(v), y, axis.place(v), y + 4, strong=True) for v, _ in ticks]
    texts = [label(axis.place(v), y + 16, text, "middle", muted=True) for v, text in ticks]
    return join(marks + texts)


def y_ticks(axis: Axis, x: float, ticks: Sequence[Tick], until: float | None = None) -> Markup:
    """Tick labels left of `x`, with grid lines to the right up to `until` if it is given."""
    heights = [] if until is None else [axis.place(v) for v, _ in ticks]
    lines = [grid_line(x, y, until or x, y) for y in heights]
    texts = [label(x - 6, axis.place(v) + 4, text, "end", muted=True) for v, text in ticks]
    return join(lines + texts)


def spread(heights: Sequence[float], upwards: bool = False, gap: float = 13.0) -> list[float]:
    """The heights moved apart, so that texts at them do not touch.

    Args:
        heights: where the texts would stand.
        upwards: move texts up instead of away from their common middle.
        gap: the least distance between two texts.
    """
    order = sorted(range(len(heights)), key=lambda k: heights[k], reverse=upwards)
    placed = list(heights)
    for before, after in pairwise(order):
        if upwards:
            placed[after] = min(placed[after], placed[before] - gap)
        else:
            placed[after] = max(placed[after], placed[before] + gap)
    if upwards or not placed:
        return placed
    drift = sum(a - b for a, b in zip(placed, heights, strict=True)) / len(placed)
    return [y - drift for y in placed]


def mark(k: int, x: float, y: float, radius: float = 4.0) -> Markup:
    """The mark of class k at a place."""
    return element("path", d=shape(k, x, y, radius), **fill(k))


def rows_of(widths: Iterable[float], room: float) -> list[list[int]]:
    """Indices put into rows, each row's widths adding up to no more than `room`."""
    rows: list[list[int]] = []
    left = 0.0
    for index, wide in enumerate(widths):
        if not rows or wide > left:
            rows.append([])
            left = room
        rows[-1].append(index)
        left -= wide
    return rows


def class_legend(names: Sequence[str], x: float, y: float, room: float) -> tuple[Markup, float]:
    """The marks of the classes with their names, and the height that they take."""
    texts = [shortened(name) for name in names]
    widths = [text_width(text) + 28 for text in texts]
    parts: list[str] = []
    rows = rows_of(widths, room)
    for line, row in enumerate(rows):
        place = x
        for k in row:
            height = y + line * 18
            parts += [mark(k, place + 5, height), label(place + 14, height + 4, texts[k])]
            place += widths[k]
    return join(parts), len(rows) * 18.0
