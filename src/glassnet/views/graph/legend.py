"""What the lines, colours and numbers of a graph mean, written above it."""

from dataclasses import dataclass

from glassnet.locales import _
from glassnet.views.diagram.fan import Port
from glassnet.views.drawing.caption_lines import SMALL
from glassnet.views.drawing.palette import fill, stroke
from glassnet.views.drawing.picture import label, text_width
from glassnet.views.graph.card import LIT, SLOPE
from glassnet.views.graph.wires import arrow_head, wire
from glassnet.views.markup import Markup, element, join


@dataclass(frozen=True)
class Key:
    """A legend and how wide it is."""

    drawn: Markup
    width: float


def legend(x: float, y: float) -> Key:
    """What the two kinds of lines mean."""
    values, slopes = _("values run forward"), _("slopes ∂L/∂… run backward")
    second = x + 44 + text_width(values, SMALL) + 22
    parts = [
        wire(Port(x, y, x), (), Port(x + 34, y, x + 34)),
        label(x + 42, y + 4, values, size=SMALL),
        element("path", d=f"M{second + 5:.1f} {y:.1f}H{second + 34:.1f}", stroke_width=1.2,
                stroke_dasharray="4 3", **stroke(SLOPE)),
        arrow_head((second, y), -1, fill(SLOPE)),
        label(second + 42, y + 4, slopes, colour=SLOPE, size=SMALL),
    ]  # fmt: skip
    return Key(join(parts), second + 42 + text_width(slopes, SMALL) - x)


def link_legend(x: float, y: float, lit: bool) -> Key:
    """What the numbers on a link mean, in their order and colours.

    Args:
        x: where it begins.
        y: the height of its middle.
        lit: whether some links carry the factor of a lit way.
    """
    texts: list[tuple[str, int | None]] = [
        (_("on a link: the weight"), None),
        (_("the slope ∂L/∂w by it"), SLOPE),
    ]
    if lit:
        texts.append((_("× the local derivative on the lit way"), LIT))
    parts, at = [], x
    for text, colour in texts:
        parts.append(label(at, y + 4, text, colour=colour, bold=colour == LIT, size=SMALL))
        at += text_width(text, SMALL, colour == LIT) + 22
    return Key(join(parts), at - 22 - x)


def beside(first: Key, second: Key) -> Key:
    """Two legends, one below the other, as one."""
    return Key(join([first.drawn, second.drawn]), max(first.width, second.width))
