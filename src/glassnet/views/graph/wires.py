"""The wires of a graph: values run forward on them, slopes backward, a path may be lit."""

from collections.abc import Sequence
from dataclasses import replace

from glassnet.views.diagram.fan import Port
from glassnet.views.drawing.palette import LIGHT, fill, stroke
from glassnet.views.graph.card import LIT, SLOPE
from glassnet.views.graph.layout import Passage, Point
from glassnet.views.markup import Markup, element, join

BESIDE = 5.0  # from a wire to the slopes that run back on it
_HEAD = 6.0
_DIM = 0.3


def curve(start: Port, passages: Sequence[Passage], end: Port) -> str:
    """A line that leaves and arrives level and passes columns level too."""
    x, y = start.clear, start.y
    d = f"M{start.x:.1f} {y:.1f}H{x:.1f}"
    for left, right, height in (*passages, (end.clear, end.x, end.y)):
        bend = (left - x) / 2
        d += f"C{x + bend:.1f} {y:.1f} {left - bend:.1f} {height:.1f} {left:.1f} {height:.1f}"
        if right > left:
            d += f"H{right:.1f}"
        x, y = right, height
    return d


def wire(
    start: Port,
    passages: Sequence[Passage],
    end: Port,
    *,
    backward: bool = False,
    lit: bool | None = None,
) -> Markup:
    """A wire with its arrow; slopes that run back on it beside.

    Args:
        start: where it leaves a block.
        passages: where it passes columns.
        end: where it enters a block.
        backward: whether a slope runs back on it.
        lit: True on the lit path, False beside it, None if nothing is lit.
    """
    x, y = end.x, end.y
    d = curve(start, passages, replace(end, x=x - _HEAD + 1, clear=min(end.clear, x - _HEAD)))
    if lit:
        parts = [element("path", d=d, stroke_width=2.6, **stroke(LIT))]
        parts.append(arrow_head((x, y), 1, fill(LIT)))
    else:
        parts = [
            element("path", d=d, stroke_width=1.3, class_="x", stroke=LIGHT.muted, fill="none"),
            arrow_head((x, y), 1, {"class_": "m", "fill": LIGHT.muted}),
        ]
    if backward:
        height = start.y + BESIDE
        leaves = Port(start.x + _HEAD - 1, height, max(start.clear, start.x + _HEAD))
        below = [(left, right, at + BESIDE) for left, right, at in passages]
        d = curve(leaves, below, replace(end, y=y + BESIDE))
        parts.append(
            element("path", d=d, stroke_width=1.2, stroke_dasharray="4 3", **stroke(SLOPE))
        )
        parts.append(arrow_head((start.x, height), -1, fill(SLOPE)))
    return element("g", *parts, opacity=_DIM if lit is False else None)


def arrow_head(tip: Point, direction: int, paint: dict[str, str]) -> Markup:
    """The head of an arrow that points to the right or, with -1, to the left."""
    x, y = tip
    back = -direction * _HEAD
    d = f"M{x:.1f} {y:.1f}l{back:.1f} {-_HEAD / 2:.1f}v{_HEAD:.1f}z"
    return element("path", d=d, **paint)


def fan_wire(d: str, end: Point, lit: bool | None) -> Markup:
    """A wire that runs with others into one arrow."""
    if lit:
        line = element("path", d=d, stroke_width=2.6, **stroke(LIT))
        return join([line, arrow_head(end, 1, fill(LIT))])
    line = element("path", d=d, stroke_width=1.3, class_="x", stroke=LIGHT.muted, fill="none")
    parts = [line, arrow_head(end, 1, {"class_": "m", "fill": LIGHT.muted})]
    return element("g", *parts, opacity=_DIM if lit is False else None)
