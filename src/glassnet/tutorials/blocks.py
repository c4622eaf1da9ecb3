"""What a replayed tutorial is made of: sections of blocks, as plain data.

Every text in them is already in the user's language; `render` lays them out.
"""

from dataclasses import dataclass
from typing import Literal

from glassnet.locales import N_, _, translate

Origin = Literal["text", "figure", "code", "book", "course"]
_ORIGINS: dict[Origin, str] = {
    "text": N_("body text"),
    "figure": N_("figure"),
    "code": N_("code"),
    "book": N_("book"),
    "course": N_("figure of the course"),
}


@dataclass(frozen=True)
class Printed:
    """A number or a formula exactly as the tutorial prints it.

    Attributes:
        text: the characters on the page.
        origin: where on the page: running text, a figure, or program code; or the book behind
            it, or a figure that it took from a course.
    """

    text: str
    origin: Origin

    def __str__(self) -> str:
        origin = translate(_ORIGINS[self.origin])
        return _("{printed} ({origin})").format(printed=self.text, origin=origin)


def both(first: Printed, second: Printed) -> str:
    """Two numbers that the tutorial prints for the same thing; the first with its place."""
    return _("{first}, {second}").format(first=first, second=second.text)


@dataclass(frozen=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True)
class Line:
    """One scalar of a worked example: name = symbols = numbers substituted = result.

    Attributes:
        name: what is computed: "h11".
        symbols: how: "x1·w11 + x2·w21".
        numbers: the same with numbers: "1·0.8 + 1·0.2"; empty if that would say nothing.
        result: what comes out: "1".
        note: what the tutorial prints, or what to look at; empty if nothing.
    """

    name: str
    symbols: str
    numbers: str
    result: str
    note: str = ""


@dataclass(frozen=True)
class Lines:
    """A worked example, numbered from 1."""

    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Table:
    """Rows of cells under a header; the last column takes the space that is left."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Equations:
    """Rows that are shown as they are, columns aligned by spaces."""

    rows: tuple[str, ...]


@dataclass(frozen=True)
class Correction:
    """A mistake of the tutorial.

    Attributes:
        says: what the page says, quoted.
        right: what is right.
        proof: one line that can be checked, with numbers where there are any.
    """

    says: str
    right: str
    proof: str


@dataclass(frozen=True)
class Corrections:
    """Mistakes, numbered from 1."""

    items: tuple[Correction, ...]


Block = Paragraph | Lines | Table | Equations | Corrections


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it. The first is the title; the others are numbered."""

    heading: str
    blocks: tuple[Block, ...]
