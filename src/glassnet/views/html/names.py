"""Names and entries as MathML: Z1 is Z with index 1, in the course's notation Z with [1] above."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from glassnet.core.indexed import Index, Place
from glassnet.core.math_names import Notation
from glassnet.core.notation import (
    ALL_EXAMPLES,
    CLIP_NORM,
    CLIP_VALUE,
    GRADIENT_NORM,
    LEARNING_RATE,
)
from glassnet.views.markup import Markup, escape

_PLACED = re.compile(r"(d?)([A-Zb])(\d+)(?:_(\w+))?")
_WORD = re.compile(r"(d?[A-Za-z])(?:_(\w+))?")
# What an optimizer remembers: the letter that stands for it.
_STATES = {"velocity": "v", "sq": "s", "m": "m", "v": "v"}
_NORM = "<mrow><mo>‖</mo><mi>g</mi><mo>‖</mo></mrow>"


@dataclass(frozen=True)
class Sign:
    """A letter with what stands below it and above it.

    Attributes:
        base: the letter, as MathML.
        below: pieces of its index.
        above: pieces of what is written above.
    """

    base: str
    below: tuple[str, ...] = ()
    above: tuple[str, ...] = ()

    def mathml(self) -> Markup:
        """The whole sign."""
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

    >>> name("dW1_new")
    '<msubsup><mi>dW</mi><mn>1</mn><mtext>new</mtext></msubsup>'
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
    found = _PLACED.fullmatch(variable)
    if found:
        return _of_layer(f"<mi>{found[1]}{found[2]}</mi>", found[3], found[4] or "", notation)
    found = _WORD.fullmatch(variable)
    if found is None:
        return Sign(f"<mi>{escape(variable)}</mi>")
    below = (f"<mtext>{escape(found[2])}</mtext>",) if found[2] else ()
    return Sign(f"<mi>{found[1]}</mi>", below)


def _of_layer(letter: str, layer: str, marks: str, notation: Notation) -> Sign:
    """A letter with its layer, and what stands behind it in the name."""
    words = [each for each in marks.split("_") if each and each not in _STATES]
    kinds = [_STATES[each] for each in marks.split("_") if each in _STATES]
    above = (f"<mtext>{escape(' '.join(words))}</mtext>",) if words else ()
    course = notation == "course"
    layered = (f"<mtext>[{layer}]</mtext>",) if course else ()
    own = Sign(letter, () if course else (f"<mn>{layer}</mn>",), layered)
    if kinds:
        return Sign(f"<mi>{kinds[0]}</mi>", (own.mathml(),), above)
    comma = ("<mo>,</mo>",) if own.above and above else ()
    return replace(own, above=(*own.above, *comma, *above))
