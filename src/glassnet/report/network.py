"""A small diagram of a network: units as circles, weights as links."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from glassnet.locales import _
from glassnet.report.numerals import number
from glassnet.views.markup import Markup, element, join
from glassnet.views.palette import LIGHT, NEGATIVE, POSITIVE, stroke
from glassnet.views.picture import label, picture, shortened, text_width

Floats = npt.NDArray[np.float64]
_WIDTH = 400.0
_TOP = 44.0
_MOST_UNITS = 12  # a larger layer shows its first units and its last one
_SHOWN = (5, 1)
_WRITTEN = 12  # up to this many weights are written beside their links


@dataclass(frozen=True)
class _Column:
    """One layer: which units are drawn, and where."""

    size: int
    units: tuple[int, ...]
    x: float
    ys: tuple[float, ...]

    @property
    def is_summarised(self) -> bool:
        return len(self.units) < self.size


def network_svg(
    layer_sizes: Sequence[int],
    weights: Sequence[npt.ArrayLike] | None = None,
    *,
    captions: Sequence[str] = (),
    input_names: Sequence[str] = (),
    output_names: Sequence[str] = (),
    name: str = "network",
) -> Markup:
    """The layers of a network from left to right.

    A link is blue for a positive and orange for a negative weight, and the thicker the larger
    the weight. A layer of more than 12 units shows its first five and its last.

    Args:
        layer_sizes: number of inputs, then the units of each layer.
        weights: one array per layer, shape (units before, units).
        captions: a word below each column, such as an activation; "" for none.
        input_names: names of the inputs, written left of them.
        output_names: names of the outputs, written right of them.
        name: begins the ids in the picture; unique on a page.
    """
    sides = _side(input_names, layer_sizes[0]), _side(output_names, layer_sizes[-1])
    matrices = [np.asarray(w, dtype=np.float64) for w in weights or ()]
    drawn = sum(min(n, _MOST_UNITS) * min(m, _MOST_UNITS) for n, m in _pairs(layer_sizes))
    written = bool(matrices) and drawn <= _WRITTEN
    columns, height = _columns(layer_sizes, sides, spacing=58.0 if written else 30.0)
    radius = 11.0 if written else 8.0
    return picture(
        name,
        _WIDTH,
        height,
        _("The network {sizes}").format(sizes="-".join(map(str, layer_sizes))),
        _describe(layer_sizes, matrices),
        *_all_links(columns, matrices, written),
        *(_units(column, radius) for column in columns),
        *_titles(columns, captions, height),
        _names(columns[0], input_names, -radius - 6, "end"),
        _names(columns[-1], output_names, radius + 6, "start"),
    )


def _pairs(sizes: Sequence[int]) -> list[tuple[int, int]]:
    return list(pairwise(sizes))


def _side(names: Sequence[str], size: int) -> float:
    """Room beside the first or last column: for its names, or half of its heading."""
    shown = [text_width(shortened(n, 14)) for n in names] if size <= _MOST_UNITS else []
    return max([34.0, *(wide + 20 for wide in shown)])


def _columns(
    sizes: Sequence[int], sides: tuple[float, float], spacing: float
) -> tuple[list[_Column], float]:
    """All layers, centred on one line, and the height of the drawing."""
    first, last = _SHOWN
    shown = [
        tuple(range(n)) if n <= _MOST_UNITS else (*range(first), *range(n - last, n)) for n in sizes
    ]
    # The gap that stands for the units left out takes one place more.
    places = [len(units) + (n > _MOST_UNITS) for n, units in zip(sizes, shown, strict=True)]
    room = max(max(places) * spacing, 100.0)
    middle = _TOP + room / 2
    step = (_WIDTH - sum(sides)) / max(1, len(sizes) - 1)
    columns = []
    for k, (size, units, count) in enumerate(zip(sizes, shown, places, strict=True)):
        top = middle - (count - 1) * spacing / 2
        rows = [row if row < first or size <= _MOST_UNITS else row + 1 for row in range(len(units))]
        ys = tuple(top + row * spacing for row in rows)
        columns.append(_Column(size, units, sides[0] + k * step, ys))
    return columns, _TOP + room + 26


def _all_links(
    columns: Sequence[_Column], matrices: Sequence[Floats], written: bool
) -> list[Markup]:
    finite = [np.abs(w[np.isfinite(w)]) for w in matrices]
    largest = max((float(w.max()) for w in finite if w.size), default=0.0) or 1.0
    parts = []
    for k, (before, after) in enumerate(pairwise(columns)):
        matrix = matrices[k] if k < len(matrices) else None
        parts.append(_links(before, after, matrix, largest))
        if written and matrix is not None:
            parts.append(_written(before, after, matrix))
    return parts


def _links(before: _Column, after: _Column, matrix: Floats | None, largest: float) -> Markup:
    """The links between two layers, the thin ones below the thick ones."""
    links = []
    for i, y1 in zip(before.units, before.ys, strict=True):
        for j, y2 in zip(after.units, after.ys, strict=True):
            weight = 0.0 if matrix is None else float(matrix[i, j])
            d = f"M{before.x:.1f} {y1:.1f}L{after.x:.1f} {y2:.1f}"
            links.append((abs(weight) if np.isfinite(weight) else largest, weight, d))
    drawn = []
    for size, weight, d in sorted(links, key=lambda link: link[0]):
        if matrix is None:
            drawn.append(element("path", d=d, class_="x", stroke=LIGHT.muted, opacity=0.5))
            continue
        share = size / largest
        colour = stroke(POSITIVE if weight >= 0 else NEGATIVE)
        drawn.append(
            element(
                "path", d=d, stroke_width=0.5 + 3.5 * share, opacity=0.3 + 0.6 * share, **colour
            )
        )
    return element("g", *drawn)


def _written(before: _Column, after: _Column, matrix: Floats) -> Markup:
    """Each weight near the larger of its two layers, where links are furthest apart."""
    across = after.x - before.x
    share = max(0.25, 38 / across)
    if before.size <= after.size:
        share = 1 - share
    parts = []
    for i, y1 in zip(before.units, before.ys, strict=True):
        for j, y2 in zip(after.units, after.ys, strict=True):
            weight = float(matrix[i, j])
            x = before.x + share * across
            y = y1 + share * (y2 - y1) + 4
            text = number(weight, 3)
            wide = text_width(text)
            gap = {"x": x - wide / 2, "y": y - 11, "width": wide, "height": 14}
            parts.append(element("rect", **gap, class_="u", fill=LIGHT.paper))
            colour = POSITIVE if weight >= 0 else NEGATIVE
            parts.append(label(x, y, text, "middle", colour=colour))
    return join(parts)


def _units(column: _Column, radius: float) -> Markup:
    """Circles of paper with a rim of ink; three dots where units are left out."""
    parts = [
        element(
            "circle", cx=column.x, cy=y, r=radius, class_="u", fill=LIGHT.paper,
            stroke="currentColor", stroke_width=1.4,
        )
        for y in column.ys
    ]  # fmt: skip
    if column.is_summarised:
        middle = (column.ys[_SHOWN[0] - 1] + column.ys[_SHOWN[0]]) / 2
        dots = [element("circle", cx=column.x, cy=middle + shift, r=1.6) for shift in (-6, 0, 6)]
        parts += dots
    return join(parts)


def _titles(columns: Sequence[_Column], captions: Sequence[str], height: float) -> list[Markup]:
    """Above each column what it is and its size, below it its caption."""
    parts = []
    last = len(columns) - 1
    step = columns[1].x - columns[0].x if last else _WIDTH
    for k, column in enumerate(columns):
        short = [_("inputs"), _("hidden"), _("outputs")][(k > 0) + (k == last > 0)]
        word = short if k in (0, last) or last == 2 else _("hidden {k}").format(k=k)
        if 0 < k < last and text_width(word) > step - 4:
            word = str(k)
        parts.append(label(column.x, 12, word, "middle", muted=True))
        parts.append(label(column.x, 28, str(column.size), "middle", bold=True))
        if k < len(captions) and captions[k]:
            caption = shortened(captions[k], max(2, min(16, int(step / 7))))
            parts.append(label(column.x, height - 6, caption, "middle", muted=True))
    return parts


def _names(column: _Column, names: Sequence[str], shift: float, anchor: str) -> Markup:
    if column.is_summarised or not names:
        return Markup("")
    return join(
        label(column.x + shift, y + 4, shortened(name, 14), anchor)
        for name, y in zip(names, column.ys, strict=False)
    )


def _describe(sizes: Sequence[int], matrices: Sequence[Floats]) -> str:
    sentences = [_("From left to right: {sizes} units.").format(sizes=", ".join(map(str, sizes)))]
    for k, w in enumerate(matrices, start=1):
        if w.size:
            sentence = _("The weights W{k} lie between {low} and {high}.")
            low, high = number(float(w.min()), 3), number(float(w.max()), 3)
            sentences.append(sentence.format(k=k, low=low, high=high))
    return " ".join(sentences)
