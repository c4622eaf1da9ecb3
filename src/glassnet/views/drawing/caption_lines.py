"""What a drawing says of what it shows: lines below it, no wider than it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from glassnet.locales.wrapping import wrap
from glassnet.views.caption import Caption
from glassnet.views.drawing.picture import label, text_width
from glassnet.views.markup import Markup

SMALL, LINE = 11.0, 15.0  # the height of the letters, and from one line to the next
NARROWEST = 380.0  # a line has at least this room


@dataclass(frozen=True)
class Lines:
    """Lines of text below a drawing.

    Attributes:
        texts: one for each line.
        bold: whether the first one is a title.
    """

    texts: tuple[str, ...] = ()
    bold: bool = False

    @property
    def width(self) -> float:
        """Of the widest line."""
        return max((text_width(text, SMALL, self.bold) for text in self.texts), default=0.0)

    @property
    def height(self) -> float:
        """Of all lines, with room above them."""
        return LINE * len(self.texts) + 8 if self.texts else 0.0

    def draw(self, x: float, y: float) -> list[Markup]:
        """The lines below a place."""
        return [
            label(x, y + 8 + LINE * (row + 0.75), text, size=SMALL, bold=self.bold and not row)
            for row, text in enumerate(self.texts)
        ]


def notes(sentences: Sequence[str], room: float) -> Lines:
    """Sentences, each broken into lines that fit."""
    return Lines(tuple(line for text in sentences for line in _fitting(text, room)))


def caption_lines(caption: Caption, room: float) -> Lines:
    """The title and the words of what is shown, broken into lines that fit."""
    lines = notes([" ".join(text.split()) for text in caption.lines], room)
    return Lines(lines.texts, bool(caption.heading))


def titled(title: str, caption: Caption) -> str:
    """The title of a drawing, with the title of what it shows."""
    return f"{title}: {caption.heading}" if caption.heading else title


def _fitting(text: str, room: float) -> list[str]:
    """A text in lines whose letters are as wide as they can be at most."""
    room = max(room, NARROWEST)
    columns = int(room / (0.5 * SMALL))
    while True:
        lines = wrap(text, columns, cut=True)
        if columns <= 24 or max(text_width(line, SMALL, True) for line in lines) <= room:
            return lines
        columns = int(columns * 0.9)
