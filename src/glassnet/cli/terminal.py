"""Where the program speaks: how wide, in colour or not, in Unicode or ASCII.

Colour and redrawing are for a terminal only; what goes into a file or a pipe is plain text.
"""

import os
import shutil
import sys
from collections.abc import Iterable
from typing import TextIO

from glassnet.locales import pad, width
from glassnet.locales.wrapping import wrap

# What stands for a character where only ASCII can be shown.
_PLAIN = str.maketrans({
    "−": "-", "×": "x", "·": "*", "→": "->", "…": "...", "²": "^2", "≥": ">=",
    "σ": "sigmoid", "′": "'", "ᵀ": "^T",
})  # fmt: skip
_STYLES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "cyan": "36"}


class Terminal:
    """One output stream and what it can show.

    Args:
        stream: where the text goes; standard output unless given.
    """

    def __init__(self, stream: TextIO | None = None) -> None:
        self.stream = sys.stdout if stream is None else stream
        self.is_terminal = self.stream.isatty() and os.environ.get("TERM") != "dumb"
        self.color = self.is_terminal and not os.environ.get("NO_COLOR")
        encoding = (getattr(self.stream, "encoding", None) or "utf-8").lower()
        self.ascii = "utf" not in encoding
        # Into a file or a pipe it is 80 columns, unless COLUMNS asks for another width.
        asked = self.is_terminal or os.environ.get("COLUMNS")
        columns = shutil.get_terminal_size((80, 24)).columns if asked else 80
        # Long lines are hard to read, and below 40 columns nothing can be drawn.
        self.width = max(40, min(columns, 96))
        self.closed = False

    def style(self, text: str, *styles: str) -> str:
        """The text in bold, dim or a colour, where there is colour."""
        if not self.color or not text or not styles:
            return text
        return f"\x1b[{';'.join(_STYLES[each] for each in styles)}m{text}\x1b[0m"

    def line(self, text: str = "") -> None:
        """Write one line as it is."""
        if self.closed:
            return
        try:
            try:
                self.stream.write(text + "\n")
            except UnicodeEncodeError:
                known = self.stream.encoding or "ascii"
                plain = text.translate(_PLAIN).encode(known, "replace").decode(known)
                self.stream.write(plain + "\n")
            self.stream.flush()
        except BrokenPipeError:
            self.close()

    def lines(self, texts: Iterable[str]) -> None:
        """Write several lines as they are."""
        for text in texts:
            self.line(text)

    def text(self, text: str, indent: str = "", *styles: str) -> None:
        """Write a text in lines that fit."""
        self.lines(self.style(line, *styles) for line in wrap(text, self.width, indent))

    def heading(self, text: str) -> None:
        """Write a heading with an empty line before it."""
        self.line()
        self.text(text, "", "bold")

    def pairs(self, rows: Iterable[tuple[str, str]], indent: str = "  ") -> None:
        """Write names with their values beside them, the values wrapped."""
        kept = [(name, value) for name, value in rows if value]
        left = max((width(name) for name, _value in kept), default=0) + 2
        for name, value in kept:
            lines = wrap(value, self.width - left - len(indent))
            head = indent + self.style(pad(name, left), "dim")
            self.line(head + lines[0])
            self.lines(indent + " " * left + line for line in lines[1:])

    def close(self) -> None:
        """Say nothing more: the reader has gone away (a closed pipe)."""
        self.closed = True
        # NOTE: Python flushes standard output when it ends, and would complain then.
        if self.stream is sys.stdout:
            sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
