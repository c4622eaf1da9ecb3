"""Colour adds nothing to a step but colour."""

import io
import re

from glassnet.cli.step_colour import coloured
from glassnet.cli.terminal import Terminal

TEXT = """given
    A0 = X = [1, 1]   (1, 2)

backward
10  dZ1 = dA1 * A1 * (1 - A1)   (1, 3)  from A1
        = [-0.08, 0.01]
    · chain rule through sigmoid:
      σ′(z) = σ(z)(1 − σ(z))
11  db1 = sum(dZ1, axis=0)   (3,)    from Z1
where
    sigmoid(z) = 1 / (1 + exp(-z))"""


def shown(color: bool) -> str:
    screen = Terminal(io.StringIO())
    screen.color = color
    return "\n".join(coloured(TEXT, screen))


def test_without_colour_it_is_the_text() -> None:
    assert shown(color=False) == TEXT


def test_with_colour_it_says_the_same() -> None:
    text = shown(color=True)
    assert re.sub(r"\x1b\[[\d;]*m", "", text) == TEXT
    for part in ("\x1b[36m10\x1b[0m", "\x1b[1mdZ1\x1b[0m", "\x1b[2m   (1, 3)  from A1\x1b[0m",
                 "\x1b[2m   (3,)    from Z1\x1b[0m", "\x1b[1mbackward\x1b[0m",
                 "\x1b[2m      σ′(z) = σ(z)(1 − σ(z))\x1b[0m"):  # fmt: skip
        assert part in text
