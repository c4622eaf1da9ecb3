"""Small grey pictures drawn with characters, several beside each other."""

from collections.abc import Sequence

import numpy as np

from glassnet.cli.terminal import Terminal
from glassnet.executors.reference import Array
from glassnet.locales import pad, width

PICTURE = 16  # columns of a picture of 8 pixels
_SHADES = " ░▒▓█"
_ASCII_SHADES = " .+%@"


def picture_lines(pixels: Array, shades: str = _SHADES) -> list[str]:
    """A picture, two characters for each pixel, so that it keeps its proportions.

    Args:
        pixels: values, shape (height, width), the top row first; high ones are ink.
        shades: characters from paper to ink.

    Example:
        >>> import numpy as np
        >>> picture_lines(np.array([[0.0, 1.0]]))
        ['  ██']
    """
    low, high = float(pixels.min()), float(pixels.max())
    share = (pixels - low) / ((high - low) or 1.0)
    levels = np.minimum((share * len(shades)).astype(int), len(shades) - 1)
    return ["".join(shades[level] * 2 for level in row) for row in levels.tolist()]


def picture_rows(
    pictures: Sequence[Array], captions: Sequence[tuple[str, bool]], screen: Terminal
) -> list[str]:
    """Pictures beside each other, each with its caption below, red where it is wrong."""
    shades = _ASCII_SHADES if screen.ascii else _SHADES
    drawn = [picture_lines(np.asarray(each), shades) for each in pictures]
    columns = [max(len(lines[0]), PICTURE) for lines in drawn]
    height = max(map(len, drawn))
    rows = [
        "  " + "   ".join(pad(d[k], c) for d, c in zip(drawn, columns, strict=True)).rstrip()
        for k in range(height)
    ]
    texts = [
        screen.style(text, "green" if is_right else "red") + " " * (c - width(text))
        for (text, is_right), c in zip(captions, columns, strict=True)
    ]
    return [*rows, "  " + "   ".join(texts).rstrip()]
