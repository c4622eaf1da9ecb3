"""The computation graph: values run forward, slopes backward, one number's paths may be lit."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import numpy as np

from glassnet.core import notation
from glassnet.core.derivation import Derivation
from glassnet.errors import unknown_name
from glassnet.locales import _
from glassnet.views.drawing.example import batch_size, checked_example
from glassnet.views.drawing.palette import Theme
from glassnet.views.drawing.picture import label, numeral, picture, standalone_svg, text_width
from glassnet.views.graph.card import LINE, SMALL
from glassnet.views.graph.lit_path import LocalSlopes, lit_path, path_lines
from glassnet.views.graph.rows import row_graph
from glassnet.views.graph.units import unit_graph
from glassnet.views.graph.wires import legend
from glassnet.views.markup import Markup

Level = Literal["rows", "units"]
LEVELS: tuple[Level, ...] = ("rows", "units")
_MARGIN, _TOP = 16.0, 46.0


def graph_svg(
    derivation: Derivation,
    values: Mapping[str, Any],
    *,
    level: Level = "rows",
    path: LocalSlopes | None = None,
    example: int = 0,
    digits: int = 4,
    theme: Theme | None = None,
    name: str = "graph",
) -> str:
    """The computation graph of a step as an SVG file.

    Values run forward from the inputs to the loss; the slope of the loss by each of them stands
    below it in another colour and runs backward.

    Args:
        derivation: the equations.
        values: the value of every variable by name.
        level: "rows" for a card for each array, "units" for a node for each unit and one example.
        path: the local derivatives on one number's ways to the loss (`executors.path_edges`);
            the ways are lit, the rest is dimmed, and their products stand below.
        example: the example that "units" shows and that the path runs through, from 0.
        digits: significant digits of every number.
        theme: light or dark; None lets the viewer's setting decide.
        name: begins the ids in the picture; unique on a page.

    Returns:
        SVG that stands alone or inside of a page. It keeps its size in a narrow window.

    Raises:
        UnknownNameError: if there is no such level.
        SettingError: if "units" is asked for of a network with too many units, or there is no
            such example.
    """
    drawing = graph_picture(
        derivation, values, level=level, path=path, example=example, digits=digits, name=name
    )
    return standalone_svg(drawing, theme, fits=False)


def graph_picture(
    derivation: Derivation,
    values: Mapping[str, Any],
    *,
    level: Level = "rows",
    path: LocalSlopes | None = None,
    example: int = 0,
    digits: int = 4,
    name: str = "graph",
) -> Markup:
    """The graph without colours of its own, for a page that defines them; see `graph_svg`."""
    if level not in LEVELS:
        raise unknown_name("level", level, LEVELS, "graph_svg(…)")
    example = checked_example(derivation, example, "graph_svg(…)")
    examples = batch_size(derivation)
    lit = lit_path(path)
    if level == "rows":
        parts, right, bottom = row_graph(derivation, values, (_MARGIN, _TOP), digits, lit)
    else:
        parts, right, bottom = unit_graph(derivation, values, (_MARGIN, _TOP), digits, lit, example)
    key, key_width = legend(_MARGIN, _MARGIN + 6)
    lines = [] if lit is None else path_lines(lit, digits, example, examples)
    lines += _notes(derivation, level, example, examples)
    room = max([right, *(_MARGIN + each for each in (key_width, *_widths(lines)))]) + _MARGIN
    texts = [
        label(_MARGIN, bottom + 28 + LINE * row, line, size=SMALL) for row, line in enumerate(lines)
    ]
    loss = numeral(float(np.asarray(values[notation.LOSS])), digits)
    return picture(
        name,
        room,
        bottom + _MARGIN + (12 + LINE * len(lines) if lines else 0),
        _("Computation graph"),
        _("Values run forward to L = {loss}, slopes run backward.").format(loss=loss),
        key,
        *parts,
        *texts,
    )


def _widths(lines: Sequence[str]) -> list[float]:
    return [text_width(line, SMALL) for line in lines]


def _notes(derivation: Derivation, level: Level, example: int, examples: int) -> list[str]:
    """What a reader must know to read the numbers rightly."""
    if level == "rows" or examples == 1:
        return []
    text = _(
        "Example {number} of {count}; slopes of weights and biases are sums over all examples."
    )
    return [text.format(number=example + 1, count=examples)]
