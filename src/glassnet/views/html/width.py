"""How wide a piece of MathML is, and where a wide one may be broken."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, fromstring, tostring

from glassnet.locales import _

WIDE = 14.0  # em from which a formula may go on in a second line
_SMALL = 0.72  # how much smaller indices are set
_CHARACTER = 0.62  # em, on average generous
_OPERATOR = 1.1  # em of an operator with the room around it
_BREAKS = frozenset("=+−⊙⋅/")
_TIGHT = frozenset("()[]{,|‖⁡⁢")


def parsed(mathml: str) -> Element:
    """A line of MathML as a tree, its functions written as mathematics writes them."""
    return _written(fromstring(f"<mrow>{mathml}</mrow>"))


def _written(node: Element) -> Element:
    """Roots, sizes and sums of a call by their signs."""
    node[:] = [_written(child) for child in node]
    before = None
    for child in node:
        if child.text == "−" and (before is None or (before.tag == "mo" and before.text != ")")):
            child.set("form", "prefix")
        before = child
        if child.tag == "mo" and child.text in ("(", ")") and not any(map(_tall, node)):
            child.set("stretchy", "false")  # a stretchy one takes the room of the widest size
    if node.tag != "mrow" or len(node) < 5 or node[1].text != "⁡":
        return node
    if node[0].text == "where":
        node[:] = _cases(*node[3::2])
    elif node[0].text == "sqrt" and em(node[3]) <= WIDE:
        node.tag, node[:] = "msqrt", [node[3]]
    elif node[0].text == "abs":
        node[:] = [_sign("|"), node[3], _sign("|")]
    elif node[0].text == "sum":
        bare = em(node[3]) < 2.5
        node[:] = [_sign("∑"), *([node[3]] if bare else node[2:])]
    elif node[0].text == "log":
        node[0].text = "ln"
    return node


def _tall(node: Element) -> bool:
    """Whether brackets around something must grow with it."""
    return any(each.tag in ("mfrac", "mtable", "munder", "msqrt") for each in node.iter())


def _cases(condition: Element, yes: Element, no: Element) -> list[Element]:
    """A choice: two lines behind a brace."""
    table = Element("mtable")
    otherwise = Element("mtext")
    otherwise.text = _("otherwise")
    for value, case in ((yes, condition), (no, otherwise)):
        line = SubElement(table, "mtr")
        SubElement(line, "mtd").append(value)
        SubElement(line, "mtd").append(case)
    return [_sign("{"), table]


def _sign(text: str) -> Element:
    made = Element("mo")
    made.text = text
    return made


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
        yield _sign("(")
        yield from _loose(node[0])
        yield _sign(")")
        yield _sign("/")
        yield from _loose(node[1])


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
        return 0.45 if (node.text or "") in _TIGHT else _OPERATOR
    return sum(parts) + _CHARACTER * len(node.text or "")


def text_of(node: Element) -> str:
    """A part as MathML again."""
    return tostring(node, encoding="unicode")
