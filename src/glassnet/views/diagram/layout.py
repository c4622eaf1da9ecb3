"""Where the units of a network diagram stand, and the numbers at them and on their links."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from glassnet.views.diagram.fan import MEET, PITCH
from glassnet.views.diagram.layers import DrawnLayer
from glassnet.views.drawing.picture import numeral, shortened, text_width

MOST_UNITS = 12  # a larger layer shows its first units and its last one
MOST_WRITTEN = 8  # units on either side of links that carry their numbers
FIRST, LAST = 5, 1
SMALL = 11.0  # height of the letters of numbers
LINE = 14.0
NAME_LENGTH = 14
TOP, _BOTTOM = 48.0, 30.0
_BARE = 92.0  # between two layers whose links carry no numbers
_NARROWEST = 400.0
_RUN = 74.0  # the slanting part of links that do


@dataclass(frozen=True)
class Column:
    """One layer: which of its units are drawn, where, and with which numbers.

    Attributes:
        layer: what it shows.
        units: the units that are drawn, from 0.
        radius: of their circles.
        inside: what stands in each circle.
        notes: the lines below each circle.
        weights: what stands on the links into each unit, by unit; None if nothing does.
        x: the place of the circles.
        ys: the height of each.
    """

    layer: DrawnLayer
    units: tuple[int, ...]
    radius: float = 9.0
    inside: tuple[str, ...] = ()
    notes: tuple[tuple[str, ...], ...] = ()
    weights: tuple[tuple[str, ...], ...] | None = None
    x: float = 0.0
    ys: tuple[float, ...] = ()

    @property
    def is_summarised(self) -> bool:
        """Whether units are left out."""
        return len(self.units) < self.layer.units

    @property
    def places(self) -> int:
        """Units one above the other; the gap that stands for those left out counts as one."""
        return len(self.units) + self.is_summarised

    @property
    def half(self) -> float:
        """Half of the room that circles and notes take sideways."""
        wide = [text_width(note, SMALL) / 2 + 2 for lines in self.notes for note in lines]
        return max([self.radius, *wide])

    @property
    def number_width(self) -> float:
        """The room of the widest number on the links into this layer."""
        texts = [text for row in self.weights or () for text in row]
        return max((text_width(text, SMALL) + 6 for text in texts), default=0.0)

    @property
    def note_height(self) -> float:
        """The room below a circle."""
        return LINE * max(map(len, self.notes), default=0)

    @property
    def pitch(self) -> float:
        """From one unit to the next."""
        incoming = len(self.weights[0]) * PITCH if self.weights else 0.0
        return max(2 * self.radius + self.note_height, incoming) + 10


def placed(
    layers: Sequence[DrawnLayer],
    names: tuple[Sequence[str], Sequence[str]],
    digits: int,
    written: bool,
) -> tuple[list[Column], tuple[float, float]]:
    """Every layer with its places, and the width and height of the drawing.

    Args:
        layers: inputs first.
        names: of the inputs and of the outputs.
        digits: significant digits.
        written: whether numbers are written at all.
    """
    columns = [_column(None if k == 0 else layers[k - 1], each, digits, written)
               for k, each in enumerate(layers)]  # fmt: skip
    room = max(96.0, *(column.places * column.pitch for column in columns))
    sides = [_side(columns[0], names[0]), _side(columns[-1], names[1])]
    gaps = [_gap(before, after, room) for before, after in pairwise(columns)]
    spare = max(0.0, _NARROWEST - sum(sides) - sum(gaps)) / len(gaps)
    x = sides[0]
    found = [_stacked(columns[0], x, room)]
    for gap, column in zip(gaps, columns[1:], strict=True):
        x += gap + spare
        found.append(_stacked(column, x, room))
    return found, (x + sides[1], TOP + room + _BOTTOM)


def _gap(before: Column, after: Column, room: float) -> float:
    """From the circles of one layer to those of the next."""
    wide = after.number_width
    run = max(_RUN if wide else _BARE, room / 5) + (wide + MEET if wide else 0)
    captions = (text_width(each.layer.caption) / 2 for each in (before, after))
    return max(before.half + run + after.half, sum(captions) + 12)


def _column(before: DrawnLayer | None, layer: DrawnLayer, digits: int, written: bool) -> Column:
    """A layer and what is written at its units, without places."""
    if layer.units > MOST_UNITS:
        return Column(layer, (*range(FIRST), *range(layer.units - LAST, layer.units)))
    column = Column(layer, tuple(range(layer.units)))
    if not written:
        return column
    texts = {
        letter: [numeral(float(each), digits) for each in numbers]
        for letter, numbers in (("b", layer.biases), ("z", layer.sums), ("a", layer.values))
        if numbers is not None
    }
    notes = tuple(
        tuple(f"{letter} = {texts[letter][unit]}" for letter in ("b", "z") if letter in texts)
        for unit in column.units
    )
    inside = tuple(texts.get("a", ()))
    radius = max([11.0, *(text_width(text, SMALL) / 2 + 4 for text in inside)])
    weights = None
    if before is not None and layer.weights is not None:
        small = max(before.units, layer.units) <= MOST_WRITTEN
        rows = layer.weights.T.tolist() if small else []
        weights = tuple(tuple(numeral(w, digits) for w in row) for row in rows) or None
    return replace(column, radius=radius, inside=inside, notes=notes, weights=weights)


def _stacked(column: Column, x: float, room: float) -> Column:
    """The column at a place, its units spread over the height."""
    count = column.places
    pitch = max(column.pitch, min(room / count, 2 * column.pitch))
    # The notes hang below the circles; what is centred is both together.
    top = TOP + room / 2 - (count - 1) * pitch / 2 - column.note_height / 2
    rows = [row + (row >= FIRST and column.is_summarised) for row in range(len(column.units))]
    return replace(column, x=x, ys=tuple(top + row * pitch for row in rows))


def _side(column: Column, names: Sequence[str]) -> float:
    """Room beside the first or last column: for its names, or half of its heading."""
    shown = [] if column.is_summarised else [shortened(name, NAME_LENGTH) for name in names]
    wide = [column.radius + 10 + text_width(name) + 6 for name in shown]
    return max([42.0, column.half + 8, text_width(column.layer.caption) / 2 + 8, *wide])
