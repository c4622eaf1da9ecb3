"""Names and entries as MathML: Z1 is Z with index 1, in the course's notation Z with [1] above."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from glassnet.core.indexed import Index, Place
from glassnet.core.math_names import NameParts, Notation, name_parts
from glassnet.core.notation import (
    ALL_EXAMPLES,
    CLIP_NORM,
    CLIP_VALUE,
    GRADIENT_NORM,
    LEARNING_RATE,
)
from glassnet.views.markup import Markup, escape

_WORD = re.compile(r"(d?[A-Za-z])(?:_(\w+))?")
_NORM = "<mrow><mo>‖</mo><mi>g</mi><mo>‖</mo></mrow>"


@dataclass(frozen=True)
class Sign:
    """A letter with what stands below it and above it.

    Attributes:
        base: the letter, as MathML.
        below: pieces of its index.
        above: pieces of what is written above.
        slope: the loss, if it is the slope of that by the letter.
        part: which part of a slope it is: the number of a summand, or a word; "" for all of it.
    """

    base: str
    below: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    slope: str = ""
    part: str = ""

    def mathml(self) -> Markup:
        """The whole sign."""
        whole = self._own()
        if self.slope:
            by = f"<mrow><mi>∂</mi>{whole}</mrow>"
            whole = Markup(f"<mfrac><mrow><mi>∂</mi>{self.slope}</mrow>{by}</mfrac>")
        if not self.part:
            return whole
        tag = "msub" if self.part.isdecimal() else "msup"
        text = f"({self.part})" if self.part.isdecimal() else escape(self.part)
        inside = f"<mrow><mo>(</mo>{whole}<mo>)</mo></mrow>"
        return Markup(f"<{tag}>{inside}<mtext>{text}</mtext></{tag}>")

    def _own(self) -> Markup:
        """The letter with what stands below and above it."""
        below, above = _row(self.below), _row(self.above)
        if below and above:
            return Markup(f"<msubsup>{self.base}{below}{above}</msubsup>")
        if below:
            return Markup(f"<msub>{self.base}{below}</msub>")
        return Markup(f"<msup>{self.base}{above}</msup>" if above else self.base)


def _row(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"<mrow>{''.join(parts)}</mrow>" if parts else ""


def name(variable: str, notation: Notation = "glassnet") -> Markup:
    """A variable: its letter, its layer, what it is.

    >>> name("W1_new")
    '<msubsup><mi>W</mi><mn>1</mn><mtext>new</mtext></msubsup>'
    >>> name("W1", "course")
    '<msup><mi>W</mi><mtext>[1]</mtext></msup>'
    """
    return sign(variable, notation).mathml()


def entry(variable: str, places: Sequence[Place], notation: Notation = "glassnet") -> Markup:
    """One entry of a variable, its layer and its place in one index.

    A direction of which there is only one is left out.

    >>> entry("Z2", (Index("i"), Index("j")))
    '<msub><mi>Z</mi><mrow><mn>2</mn><mo>,</mo><mi>i</mi><mi>j</mi></mrow></msub>'
    """
    own = sign(variable, notation)
    letters = [f"<mi>{at.name}</mi>" for at in places if isinstance(at, Index)]
    return placed(own, letters or [f"<mn>{at}</mn>" for at in places], "").mathml()


def placed(own: Sign, places: Sequence[str], between: str) -> Sign:
    """A sign with a place behind its index."""
    if not places:
        return own
    parts = [places[0], *(part for at in places[1:] for part in (between, at) if part)]
    head = (*own.below, "<mo>,</mo>") if own.below else ()
    return replace(own, below=(*head, *parts))


@lru_cache(maxsize=4096)
def sign(variable: str, notation: Notation) -> Sign:
    """The parts of a variable's name."""
    words = {
        LEARNING_RATE: Sign("<mi>η</mi>" if notation == "glassnet" else "<mi>α</mi>"),
        ALL_EXAMPLES: Sign("<mi>n</mi>", ("<mtext>data</mtext>",)),
        GRADIENT_NORM: Sign(_NORM),
        CLIP_NORM: Sign("<mi>c</mi>", ("<mtext>norm</mtext>",)),
        CLIP_VALUE: Sign("<mi>c</mi>", ("<mtext>value</mtext>",)),
    }
    if variable in words:
        return words[variable]
    parts = name_parts(variable)
    if parts is not None:
        return _of_layer(parts, notation)
    found = _WORD.fullmatch(variable)
    if found is None:
        return Sign(f"<mi>{escape(variable)}</mi>")
    below = (f"<mtext>{escape(found[2])}</mtext>",) if found[2] else ()
    return Sign(f"<mi>{found[1]}</mi>", below)


def _of_layer(parts: NameParts, notation: Notation) -> Sign:
    """A letter with its layer, and what stands behind it in the name; a slope as ∂L/∂W."""
    words = f"<mtext>{escape(' '.join(parts.words))}</mtext>" if parts.words else ""
    above = (words,) if words else ()
    course = notation == "course"
    # What an optimizer remembers is made of slopes; the course's names say so.
    letter = f"<mi>{'d' if course and (parts.slope or parts.state) else ''}{parts.letter}</mi>"
    layered = (f"<mtext>[{parts.layer}]</mtext>",) if course else ()
    own = Sign(letter, () if course else (f"<mn>{parts.layer}</mn>",), layered)
    if parts.state:
        return Sign(f"<mi>{parts.state}</mi>", (own.mathml(),), above)
    comma = ("<mo>,</mo>",) if own.above and above else ()
    return _sloped(replace(own, above=(*own.above, *comma, *above)), parts, course)


def _sloped(own: Sign, parts: NameParts, course: bool) -> Sign:
    """The sign as a slope, or as a part of it."""
    if not parts.slope:
        return own
    if not parts.of_loss:
        return replace(own, slope="" if course else "<mi>L</mi>", part=parts.part)
    part = f"<mtext>{parts.part}</mtext>"
    if course:
        return replace(own, below=(*own.below, part))
    return replace(own, slope=f"<msub><mi>L</mi>{part}</msub>")
