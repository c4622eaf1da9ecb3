"""A node of a computation graph of single numbers, and what is written on the links to it."""

from collections.abc import Sequence
from dataclasses import dataclass

from glassnet.views.drawing.caption_lines import LINE, SMALL
from glassnet.views.drawing.palette import LIGHT, stroke
from glassnet.views.drawing.picture import FONT, label, text_width
from glassnet.views.graph.card import LIT, PAD, SLOPE
from glassnet.views.markup import Markup, element, join

_GAP = 8.0  # between two pieces
_DIM = 0.4


@dataclass(frozen=True)
class Piece:
    """A text in a colour; None is ink."""

    text: str
    colour: int | None = None
    bold: bool = False

    @property
    def width(self) -> float:
        """Of the text."""
        return text_width(self.text, SMALL, self.bold)


@dataclass(frozen=True)
class Node:
    """One number.

    Attributes:
        name: the entry.
        value: as text.
        formula: how it is made, in lines; none where the links to it say so.
        added: for each parameter that is added its text and the slope by it.
        slope: the slope of the loss by the number, as text; "" without one.
        lit: True on the lit path, False beside it, None if nothing is lit.
    """

    name: str
    value: str
    formula: tuple[str, ...]
    added: tuple[tuple[Piece, ...], ...]
    slope: str
    lit: bool | None

    @property
    def width(self) -> float:
        """Of the box."""
        lines = [text_width(f"{self.name} = {self.value}", FONT, bold=True)]
        lines += [text_width(line, SMALL) for line in (*self.formula, self.slope)]
        lines += [pieces_width(each) for each in self.added]
        return max(lines) + 2 * PAD

    @property
    def height(self) -> float:
        """Of the box."""
        count = 1 + len(self.formula) + len(self.added) + bool(self.slope)
        return LINE * count + 10


def pieces_width(pieces: Sequence[Piece]) -> float:
    """The room of texts beside each other."""
    shown = [piece for piece in pieces if piece.text]
    return sum(piece.width for piece in shown) + _GAP * (len(shown) - 1) if shown else 0.0


def draw_node(node: Node, x: float, y: float) -> Markup:
    """The node with its upper left corner at a place."""
    rim = stroke(LIT) if node.lit else {"stroke": LIGHT.muted, "class_": "x"}
    box = element(
        "rect", x=x, y=y, width=node.width, height=node.height, rx=9,
        stroke_width=2.2 if node.lit else 1, **{**rim, "fill": "none"},
    )  # fmt: skip
    at = y + 5 + 11
    parts = [box, label(x + PAD, at, f"{node.name} = {node.value}", bold=True)]
    for line in node.formula:
        at += LINE
        parts.append(label(x + PAD, at, line, muted=True, size=SMALL))
    for pieces in node.added:
        at += LINE
        parts += _beside(pieces, x + PAD, at)
    if node.slope:
        parts.append(label(x + PAD, at + LINE, node.slope, colour=SLOPE, size=SMALL))
    return element("g", *parts, opacity=_DIM if node.lit is False else None)


def draw_pieces(pieces: Sequence[Piece], x: float, y: float, lit: bool | None) -> Markup:
    """Texts beside each other around a place, on paper so that they stay readable."""
    wide = pieces_width(pieces)
    if not wide:
        return Markup("")
    paper = element(
        "rect", x=x - wide / 2 - 2, y=y - 7, width=wide + 4, height=14, rx=3, class_="u",
        fill=LIGHT.paper,
    )  # fmt: skip
    texts = join(_beside(pieces, x - wide / 2, y + 4))
    return join([paper, element("g", texts, opacity=_DIM if lit is False else None)])


def _beside(pieces: Sequence[Piece], x: float, y: float) -> list[Markup]:
    parts = []
    for piece in pieces:
        if piece.text:
            parts.append(label(x, y, piece.text, colour=piece.colour, bold=piece.bold, size=SMALL))
            x += piece.width + _GAP
    return parts
