"""What colours, widths and numbers of a network diagram mean, written below it."""

from collections.abc import Sequence
from dataclasses import dataclass

from glassnet.core.derivation import Derivation
from glassnet.locales import _
from glassnet.nn.network import Network
from glassnet.views.diagram.layers import DrawnLayer
from glassnet.views.diagram.links import link_ink
from glassnet.views.drawing.caption_lines import LINE, SMALL, Lines, notes
from glassnet.views.drawing.example import batch_size
from glassnet.views.drawing.picture import label, text_width
from glassnet.views.markup import Markup, element

MARGIN = 16.0
_SAMPLE = 26.0  # the length of a sample of a link
_APART = 18.0


@dataclass(frozen=True)
class Legend:
    """Samples of links with what they mean, and sentences below them.

    Attributes:
        rows: for each line the samples beside each other: their share, sign and words.
        lines: the sentences.
    """

    rows: tuple[tuple[tuple[float, bool, str], ...], ...] = ()
    lines: Lines = Lines()  # noqa: RUF009 - it cannot be changed

    @property
    def width(self) -> float:
        """With both margins."""
        wide = [sum(_width(text) for _s, _p, text in row) - _APART for row in self.rows]
        return max([*wide, self.lines.width], default=0.0) + 2 * MARGIN

    @property
    def height(self) -> float:
        """Of everything."""
        return (8 + LINE * len(self.rows) if self.rows else 0.0) + self.lines.height

    def draw(self, y: float) -> list[Markup]:
        """Everything below a height."""
        parts: list[Markup] = []
        for number, row in enumerate(self.rows):
            x, at = MARGIN, y + 8 + LINE * (number + 0.5)
            for share, positive, text in row:
                ink = link_ink(share, positive=positive)
                parts.append(element("line", x1=x, y1=at, x2=x + _SAMPLE, y2=at, **ink))
                parts.append(label(x + _SAMPLE + 7, at + 4, text, size=SMALL))
                x += _width(text)
        return parts + self.lines.draw(MARGIN, y + self.height - self.lines.height)


EMPTY = Legend()


def legend(
    layers: Sequence[DrawnLayer],
    source: Network | Derivation,
    example: int | None,
    room: float,
) -> Legend:
    """What a reader must know of a diagram.

    Args:
        layers: what is drawn.
        source: the network, or the equations of a step.
        example: whose numbers stand in the units, from 0; None for nobody's.
        room: the width of the drawing.
    """
    sentences = []
    if isinstance(source, Derivation) and example is not None:
        text = _("In the units: example {number}, counted from 0, of {count}. z is the weighted "
                 "sum, a what the unit hands on.")  # fmt: skip
        sentences.append(text.format(number=example, count=batch_size(source)))
    if all(layer.weights is None for layer in layers):
        return Legend(lines=notes(sentences, room - 2 * MARGIN))
    samples = [
        (0.6, True, _("positive weight")),
        (0.6, False, _("negative weight")),
        (1.0, True, _("the thicker, the larger")),
    ]
    rows: list[list[tuple[float, bool, str]]] = [[]]
    for sample in samples:
        taken = sum(_width(text) for _s, _p, text in rows[-1]) + _width(sample[2]) - _APART
        if rows[-1] and taken > room - 2 * MARGIN:
            rows.append([])
        rows[-1].append(sample)
    return Legend(tuple(map(tuple, rows)), notes(sentences, room - 2 * MARGIN))


def _width(text: str) -> float:
    """The room of a sample, its words and the gap behind them."""
    return _SAMPLE + 7 + text_width(text, SMALL) + _APART
