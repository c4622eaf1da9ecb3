"""Small drawings in characters, side by side, each with lines of words below it."""

from collections.abc import Sequence

from glassnet.locales import pad
from glassnet.report.sparkline import curve_text

LEAST = 2  # empty columns between two panels


def side_by_side(
    drawings: Sequence[Sequence[str]], captions: Sequence[Sequence[str]], panel: int, indent: int
) -> tuple[str, ...]:
    """Drawings of the same height beside each other.

    Args:
        drawings: the lines of each.
        captions: lines below each.
        panel: columns that each takes, the gap behind it included.
        indent: columns before a caption, so that it stands below the drawing's inside.
    """
    columns = [
        [*drawing, *(" " * indent + each for each in words)]
        for drawing, words in zip(drawings, captions, strict=True)
    ]
    return tuple(
        "".join(pad(part, panel) for part in parts).rstrip() for parts in zip(*columns, strict=True)
    )


def curves(
    values: Sequence[Sequence[float]],
    captions: Sequence[Sequence[str]],
    panel: int = 38,
    height: int = 8,
) -> tuple[str, ...]:
    """Curves beside each other, each with its own range at its left."""
    drawings = [curve_text(each, panel - LEAST, height) for each in values]
    margins = [line.index("│") for drawing in drawings for line in drawing[:1]]
    words = [
        [" " * (margin + 1) + each for each in caption]
        for margin, caption in zip(margins, captions, strict=True)
    ]
    return side_by_side(drawings, words, panel, 0)
