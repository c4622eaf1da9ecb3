"""The network diagram: units as circles, weights as links, and every number there is room for."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from glassnet.core.derivation import Derivation
from glassnet.locales import _
from glassnet.nn.network import Network
from glassnet.views.caption import NOTHING, Caption
from glassnet.views.diagram.fan import Port, fan, straight
from glassnet.views.diagram.layers import DrawnLayer, Floats, drawn_layers
from glassnet.views.diagram.layout import FIRST, LINE, NAME_LENGTH, SMALL, Column, placed
from glassnet.views.diagram.legend import EMPTY, MARGIN, legend
from glassnet.views.diagram.links import link_ink
from glassnet.views.drawing.caption_lines import caption_lines, titled
from glassnet.views.drawing.palette import LIGHT, Theme
from glassnet.views.drawing.picture import (
    label,
    numeral,
    picture,
    shortened,
    standalone_svg,
    text_width,
)
from glassnet.views.markup import Markup, element, join


def network_svg(
    source: Network | Derivation,
    params: Mapping[str, Any],
    *,
    example: int | None = None,
    input_names: Sequence[str] = (),
    output_names: Sequence[str] = (),
    digits: int = 4,
    theme: Theme | None = None,
    name: str = "network",
    caption: Caption = NOTHING,
) -> str:
    """A network from left to right with its weights and biases, as an SVG file.

    A link is blue for a positive and orange for a negative weight, and the thicker the larger
    the weight. Between layers of at most 8 units each weight is written on its link, just before
    the unit that it leads to; biases stand below their units. A layer of more than 12 units shows
    its first five and its last.

    Args:
        source: the network, or the equations of a step in either layout.
        params: weights and biases by name; for a step all of its values.
        example: for a step, the example whose z and a are written at the units, from 0.
        input_names: names of the inputs, written left of them.
        output_names: names of the outputs or classes, written right of them.
        digits: significant digits of every number.
        theme: light or dark; None lets the viewer's setting decide.
        name: begins the ids in the picture; unique on a page.
        caption: the title, and what is shown, below the drawing.

    Returns:
        SVG that stands alone or inside of a page.
    """
    drawing = network_picture(
        source, params, example=example, input_names=input_names, output_names=output_names,
        digits=digits, name=name, caption=caption, key=True,
    )  # fmt: skip
    return standalone_svg(drawing, theme)


def network_picture(
    source: Network | Derivation,
    params: Mapping[str, Any],
    *,
    example: int | None = None,
    input_names: Sequence[str] = (),
    output_names: Sequence[str] = (),
    digits: int = 4,
    name: str = "network",
    widest: float | None = None,
    caption: Caption = NOTHING,
    key: bool = False,
) -> Markup:
    """The diagram without colours of its own, for a page that defines them.

    Args:
        source: as in `network_svg`, and so are the others.
        params: weights and biases by name; for a step all of its values.
        example: for a step, the example whose values are written.
        input_names: names of the inputs.
        output_names: names of the outputs.
        digits: significant digits.
        name: begins the ids in the picture.
        widest: numbers are left out if the drawing would be wider with them.
        caption: the title, and what is shown, below the drawing.
        key: whether the meaning of colours, widths and numbers stands below it.
    """
    layers = drawn_layers(source, params, example)
    columns, size = placed(layers, (input_names, output_names), digits, written=True)
    if widest is not None and size[0] > widest:
        columns, size = placed(layers, (input_names, output_names), digits, written=False)
    title = _("The network {sizes}").format(sizes="-".join(str(each.units) for each in layers))
    below = legend(layers, source, example, size[0]) if key else EMPTY
    shown = caption_lines(caption, size[0] - 2 * MARGIN)
    wide, high = max(size[0], below.width, shown.width + 2 * MARGIN), size[1] + below.height
    return picture(
        name,
        wide,
        high + shown.height + (MARGIN if below.height or shown.height else 0),
        titled(title, caption),
        "\n".join([_describe(layers), *caption.words]),
        *_all_links(columns),
        *map(_units, columns),
        *_titles(columns, size),
        _names(columns[0], input_names, -1),
        _names(columns[-1], output_names, 1),
        *below.draw(size[1]),
        *shown.draw(MARGIN, high),
    )


def _all_links(columns: Sequence[Column]) -> list[Markup]:
    """The links of every layer, over them the numbers."""
    sizes = [abs(c.layer.weights) for c in columns if c.layer.weights is not None]
    finite = [float(size[np.isfinite(size)].max(initial=0.0)) for size in sizes]
    largest = max(finite, default=0.0) or 1.0
    return [_links(before, after, largest) for before, after in pairwise(columns)]


def _links(before: Column, after: Column, largest: float) -> Markup:
    """The links between two layers, the thin ones below the thick ones, and their numbers."""
    drawn: list[tuple[float, Markup]] = []
    numbers: list[Markup] = []
    for row, (unit, y) in enumerate(zip(after.units, after.ys, strict=True)):
        starts = [Port(before.x + before.radius, at, before.x + before.half) for at in before.ys]
        end = Port(after.x - after.radius, y, after.x - after.half)
        if after.weights is None:
            lines = [straight(start, end) for start in starts]
        else:
            strands = fan(starts, end, after.number_width)
            lines = [strand.d for strand in strands]
            for strand, text in zip(strands, after.weights[row], strict=True):
                numbers.append(_number(strand.x, strand.y, text))
        for source, d in zip(before.units, lines, strict=True):
            drawn.append(_link(d, after.layer.weights, (source, unit), largest))
    drawn.sort(key=lambda each: each[0])
    return join([element("g", *(link for _size, link in drawn)), *numbers])


def _link(
    d: str, weights: Floats | None, place: tuple[int, int], largest: float
) -> tuple[float, Markup]:
    """A link and how strong it is."""
    if weights is None:
        line = element("path", d=d, class_="x", stroke=LIGHT.muted, opacity=0.5, fill="none")
        return 0.0, line
    weight = float(weights[place])
    share = abs(weight) / largest if np.isfinite(weight) else 1.0
    return share, element("path", d=d, **link_ink(share, positive=weight >= 0))


def _number(x: float, y: float, text: str) -> Markup:
    """A number on a link, on paper so that it stays readable."""
    wide = text_width(text, SMALL)
    paper = element(
        "rect", x=x - wide / 2 - 1, y=y - LINE / 2, width=wide + 2, height=LINE, rx=3,
        class_="u", fill=LIGHT.paper,
    )  # fmt: skip
    return join([paper, label(x, y + 4, text, "middle", size=SMALL)])


def _units(column: Column) -> Markup:
    """Circles with their values, notes below them, three dots where units are left out."""
    parts = []
    for row, y in enumerate(column.ys):
        parts.append(
            element(
                "circle", cx=column.x, cy=y, r=column.radius, class_="u", fill=LIGHT.paper,
                stroke="currentColor", stroke_width=1.4,
            )
        )  # fmt: skip
        if column.inside:
            parts.append(label(column.x, y + 4, column.inside[row], "middle", size=SMALL))
        for line, note in enumerate(column.notes[row] if column.notes else ()):
            height = y + column.radius + LINE / 2 + line * LINE + 1
            parts.append(label(column.x, height + 4, note, "middle", size=SMALL))
    if column.is_summarised:
        middle = (column.ys[FIRST - 1] + column.ys[FIRST]) / 2
        parts += [element("circle", cx=column.x, cy=middle + shift, r=1.6) for shift in (-6, 0, 6)]
    return join(parts)


def _titles(columns: Sequence[Column], size: tuple[float, float]) -> list[Markup]:
    """Above each column what it is and its size, below it its activation."""
    parts = []
    last = len(columns) - 1
    for k, column in enumerate(columns):
        beside = [abs(column.x - columns[n].x) for n in (k - 1, k + 1) if 0 <= n <= last]
        room = min([*beside, 2 * column.x, 2 * (size[0] - column.x)]) - 4
        short = [_("inputs"), _("hidden"), _("outputs")][(k > 0) + (k == last > 0)]
        word = short if k in (0, last) or last == 2 else _("hidden {k}").format(k=k)
        if text_width(word) > room:
            word = str(k)
        parts.append(label(column.x, 14, word, "middle", muted=True))
        parts.append(label(column.x, 30, str(column.layer.units), "middle", bold=True))
        if column.layer.activation:
            parts.append(label(column.x, size[1] - 8, column.layer.caption, "middle", muted=True))
    return parts


def _names(column: Column, names: Sequence[str], side: int) -> Markup:
    if column.is_summarised:
        return Markup("")
    x = column.x + side * (column.radius + 8)
    anchor = "end" if side < 0 else "start"
    return join(
        label(x, y + 4, shortened(name, NAME_LENGTH), anchor)
        for name, y in zip(names, column.ys, strict=False)
    )


def _describe(layers: Sequence[DrawnLayer]) -> str:
    sizes = ", ".join(str(layer.units) for layer in layers)
    sentences = [_("From left to right: {sizes} units.").format(sizes=sizes)]
    for k, layer in enumerate(layers):
        for letter, numbers, sentence in (
            ("W", layer.weights, _("The weights {name} lie between {low} and {high}.")),
            ("b", layer.biases, _("The biases {name} lie between {low} and {high}.")),
        ):
            if numbers is not None and numbers.size:
                low, high = numeral(float(numbers.min())), numeral(float(numbers.max()))
                sentences.append(sentence.format(name=f"{letter}{k}", low=low, high=high))
    return " ".join(sentences)
