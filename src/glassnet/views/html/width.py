"""How wide a piece of MathML is, and where a wide one is broken."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, tostring

WIDE = 14.0  # em from which a formula may go on in a second line
_SMALL = 0.72  # how much smaller indices are set
_CHARACTER = 0.62  # em, on average generous
_OPERATOR = 1.1  # em of an operator with the room around it
_GROWN, _CLOSE = 0.9, 0.45  # em of a bracket that grows with what is in it, and of others
_BREAKS = frozenset("=+−⊙⋅/")
_TIGHT = frozenset("()[]{,|‖⁡⁢")


def pieces(root: Element) -> list[list[Element]]:
    """A wide line in pieces, each but the first beginning with an operator."""
    found: list[list[Element]] = [[]]
    for node in _loose(root):
        before = found[-1][-1] if found[-1] else None
        follows = before is not None and (before.tag != "mo" or before.text in (")", "|"))
        if node.tag == "mo" and node.text in _BREAKS and follows:
            # an operator at the beginning would be set as a sign, without room behind it;
            # a blank stands before the piece
            node.attrib.update(form="infix", lspace="0", rspace="0.25em")
            found.append([])
        found[-1].append(node)
    return found


def _loose(node: Element) -> Iterator[Element]:
    """The parts of a line; brackets and fractions that are wide are taken apart."""
    if em(node) <= WIDE or node.tag not in ("mrow", "mfrac", "msup"):
        yield node
    elif node.tag == "msup":
        *inside, end = _loose(node[0])
        node[0] = end
        yield from inside
        yield node
    elif node.tag == "mrow":
        for child in node:
            yield from _loose(child)
    else:
        yield from _bracketed(node[0], "+−")
        yield _bare("/")
        yield from _bracketed(node[1], "+−⊙⋅")


def _bracketed(node: Element, signs: str) -> Iterator[Element]:
    """A part of a line, in brackets if one of some operators stands in it openly."""
    openly = any(child.tag == "mo" and (child.text or "") in signs for child in node)
    if openly:
        yield _bare("(")
    yield from _loose(node)
    if openly:
        yield _bare(")")


def _bare(text: str) -> Element:
    made = Element("mo")
    made.text = text
    return made


def em(node: Element) -> float:
    """The width of a piece of MathML in em, rather too much than too little."""
    parts = [em(child) for child in node]
    if node.tag == "mfrac":
        return max(parts) + 0.3
    if node.tag in ("msub", "msup"):
        return parts[0] + _SMALL * parts[1]
    if node.tag == "msubsup":
        return parts[0] + _SMALL * max(parts[1:])
    if node.tag == "mtable":
        return sum(max(em(line[side]) for line in node) + 0.8 for side in (0, 1))
    if node.tag == "munder":
        return max(parts[0], _SMALL * parts[1]) + 0.3
    if node.tag == "msqrt":
        return sum(parts) + 0.9
    if node.tag == "mo":
        grown = node.text in ("(", ")", "{") and node.get("stretchy") is None
        tight = (node.text or "") in _TIGHT
        return _GROWN if grown else _CLOSE if tight else _OPERATOR
    return sum(parts) + _CHARACTER * len(node.text or "")


def text_of(node: Element) -> str:
    """A part as MathML again."""
    return tostring(node, encoding="unicode")
