"""The computation graph: values run forward, slopes backward, one number's paths may be lit."""

from collections.abc import Mapping
from typing import Any, Literal

import numpy as np

from glassnet.core import notation
from glassnet.core.derivation import Derivation
from glassnet.errors import unknown_name
from glassnet.locales import _
from glassnet.views.caption import NOTHING, Caption
from glassnet.views.drawing.caption_lines import LINE, caption_lines, notes, titled
from glassnet.views.drawing.example import batch_size, checked_example
from glassnet.views.drawing.palette import Theme
from glassnet.views.drawing.picture import numeral, picture, standalone_svg
from glassnet.views.graph.legend import beside, legend, link_legend
from glassnet.views.graph.lit_path import LocalSlopes, lit_path, path_lines
from glassnet.views.graph.rows import row_graph
from glassnet.views.graph.units import unit_graph
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
    caption: Caption = NOTHING,
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
        caption: the title, and what is shown, below the drawing.

    Returns:
        SVG that stands alone or inside of a page. It shrinks to a narrow window.

    Raises:
        UnknownNameError: if there is no such level.
        SettingError: if "units" is asked for of a network with too many units, or there is no
            such example.
    """
    drawing = graph_picture(
        derivation, values, level=level, path=path, example=example, digits=digits, name=name,
        caption=caption,
    )  # fmt: skip
    return standalone_svg(drawing, theme)


def graph_picture(
    derivation: Derivation,
    values: Mapping[str, Any],
    *,
    level: Level = "rows",
    path: LocalSlopes | None = None,
    example: int = 0,
    digits: int = 4,
    name: str = "graph",
    caption: Caption = NOTHING,
) -> Markup:
    """The graph without colours of its own, for a page that defines them; see `graph_svg`."""
    if level not in LEVELS:
        raise unknown_name("level", level, LEVELS, "graph_svg(…)")
    example = checked_example(derivation, example, "graph_svg(…)")
    examples = batch_size(derivation)
    lit = lit_path(path)
    key = legend(_MARGIN, _MARGIN + 6)
    if level == "rows":
        parts, right, bottom = row_graph(derivation, values, (_MARGIN, _TOP), digits, lit)
    else:
        key = beside(key, link_legend(_MARGIN, _MARGIN + 6 + LINE + 4, lit is not None))
        top = (_MARGIN, _TOP + LINE + 4)
        parts, right, bottom = unit_graph(derivation, values, top, digits, lit, example)
    wide = max(right, _MARGIN + key.width) - _MARGIN
    told = [] if lit is None else path_lines(lit, digits, example, examples)
    below = notes([*told, *_notes(level, example, examples)], wide)
    shown = caption_lines(caption, wide)
    loss = numeral(float(np.asarray(values[notation.LOSS])), digits)
    said = _("Values run forward to L = {loss}, slopes run backward.").format(loss=loss)
    return picture(
        name,
        max(wide, below.width, shown.width) + 2 * _MARGIN,
        bottom + below.height + shown.height + _MARGIN,
        titled(_("Computation graph"), caption),
        "\n".join([said, *caption.words]),
        key.drawn,
        *parts,
        *below.draw(_MARGIN, bottom + 4),
        *shown.draw(_MARGIN, bottom + below.height + 4),
    )


def _notes(level: Level, example: int, examples: int) -> list[str]:
    """What a reader must know to read the numbers rightly."""
    if level == "rows" or examples == 1:
        return []
    text = _(
        "Example {number}, counted from 0, of {count} examples. The slopes of weights and biases "
        "are sums over all examples."
    )
    return [text.format(number=example, count=examples)]
