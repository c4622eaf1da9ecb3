"""Pieces of text for exported scripts: comments, calls, descriptions, none wider than a page."""

from collections.abc import Sequence
from dataclasses import fields
from inspect import signature
from typing import Any

from glassnet.locales import width
from glassnet.nn.layers import Dense
from glassnet.views.numpy_script.arrays import COLUMNS

# A line of Chinese may end before any letter but these.
_CLOSING = "，。；：、）”"


def comment(text: str, indent: int = 0) -> str:
    """A sentence as comment lines."""
    margin = " " * indent + "# "
    return "\n".join(margin + line for line in wrapped(text, COLUMNS - len(margin)))


def wrapped(text: str, room: int) -> list[str]:
    """A text in lines of at most so many columns."""
    return [line.rstrip() for line in _broken(text, room)]


def _broken(text: str, room: int) -> list[str]:
    """The same, each line with the blank at its end."""
    lines = [""]
    for word in _words(text):
        if lines[-1] and width(lines[-1] + word.rstrip()) > room:
            lines.append("")
        lines[-1] += word
    return lines


def printed(text: str, indent: int = 0) -> str:
    """The code that prints a text; its values, in braces, hold no blanks.

    >>> printed("loss {L:.3f}")
    'print(f"loss {L:.3f}")'
    """
    margin = " " * indent
    line = f"{margin}print({_quoted(text)})"
    if width(line) <= COLUMNS:
        return line
    parts = _broken(text, COLUMNS - indent - len('    ff""'))
    codes = [f"{margin}    {_quoted(part)}" for part in parts]
    return "\n".join([f"{margin}print(", *codes, f"{margin})"])


def _words(text: str) -> list[str]:
    words = [""]
    for letter in text:
        ended = words[-1].endswith(" ") or (width(letter) == 2 and letter not in _CLOSING)
        if words[-1] and ended:
            words.append("")
        words[-1] += letter
    return words


def _quoted(text: str) -> str:
    """A text as code, with f before it if it holds values."""
    return f'{"f" if "{" in text else ""}"{text}"'


def listed(head: str, items: Sequence[str], tail: str, indent: int = 0) -> str:
    """`head item, item tail` on one line, or each item on its own if that is too long."""
    margin = " " * indent
    line = margin + head + ", ".join(items) + tail
    if len(line) <= COLUMNS:
        return line
    inner = "".join(f"{margin}    {item},\n" for item in items)
    return f"{margin}{head}\n{inner}{margin}{tail}"


def filled(head: str, items: Sequence[str], tail: str, indent: int = 0, between: str = ", ") -> str:
    """`head item, item tail`, on as many lines as it needs."""
    margin = " " * indent
    line = margin + head + between.join(items) + tail
    if len(line) <= COLUMNS:
        return line
    lines = [margin + "   "]
    for index, item in enumerate(items):
        piece = item + (between.rstrip() if index < len(items) - 1 else "")
        if len(lines[-1]) + 1 + len(piece) > COLUMNS:
            lines.append(margin + "   ")
        lines[-1] += " " + piece
    return "\n".join([margin + head, *lines, margin + tail])


def described(value: Any) -> str:
    """A layer, loss or optimizer as one writes it: SGD(lr=0.1), Dense(3, 'tanh')."""
    plain = 2 if isinstance(value, Dense) else 0
    usual = {name: each.default for name, each in signature(type(value)).parameters.items()}
    texts = []
    for index, field in enumerate(fields(value)):
        given = getattr(value, field.name)
        text = described(given) if hasattr(given, "__dataclass_fields__") else repr(given)
        if index < plain:
            texts.append(text)
        elif given != usual.get(field.name) or field.name == "lr":
            texts.append(f"{field.name}={text}")
    return f"{type(value).__name__}({', '.join(texts)})"
