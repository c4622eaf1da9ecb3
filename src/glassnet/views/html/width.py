"""How wide a piece of MathML is, and where a wide one may be broken."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, fromstring, tostring

from glassnet.locales import _

WIDE = 14.0  # em from which a formula may go on in a second line
_SMALL = 0.72  # how much smaller indices are set
_CHARACTER = 0.62  # em, on average generous
_OPERATOR = 1.1  # em of an operator with the room around it
_GROWN, _CLOSE = 0.9, 0.45  # em of a bracket that grows with what is in it, and of others
_BREAKS = frozenset("=+−⊙⋅/")
_TIGHT = frozenset("()[]{,|‖⁡⁢")


def parsed(mathml: str) -> Element:
    """A line of MathML as a tree, its functions written as mathematics writes them."""
    return _written(fromstring(f"<mrow>{mathml}</mrow>"))


def _written(node: Element) -> Element:
    """Roots, sizes and sums of a call by their signs."""
    if node.tag == "mn" and "e" in (node.text or ""):
        return _power_of_ten(node.text or "")
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
        node[:] = [_sign("|", grows=_tall(node)), node[3], _sign("|", grows=_tall(node))]
    elif node[0].text == "sum":
        bare = em(node[3]) < 2.5 or node[3].find("./mrow/mtable") is not None
        node[:] = [_sign("∑", grows=not bare), *([node[3]] if bare else node[2:])]
    elif node[0].text in ("log", "log1p"):
        plus = [_number("1"), _sign("+")] if node[0].text == "log1p" else []
        node[0].text = "ln"
        node[3:3] = plus
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


def _sign(text: str, *, grows: bool = True) -> Element:
    made = Element("mo") if grows else Element("mo", stretchy="false", largeop="false")
    made.text = text
    return made


def _power_of_ten(text: str) -> Element:
    """A number as people write it: 1e-06 is a power of ten."""
    digits, _, exponent = text.partition("e")
    whole = Element("mrow")
    if digits != "1":
        whole.extend([_number(digits), _sign("×")])
    power = SubElement(whole, "msup")
    above = Element("mrow")
    above.extend([_sign("−")] if exponent.startswith("-") else [])
    above.append(_number(exponent.lstrip("+-0") or "0"))
    power.extend([_number("10"), above])
    return whole


def _number(text: str) -> Element:
    made = Element("mn")
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
        yield from _bracketed(node[0], "+−")
        yield _sign("/")
        yield from _bracketed(node[1], "+−⊙⋅")


def _bracketed(node: Element, signs: str) -> Iterator[Element]:
    """A part of a line, in brackets if one of some operators stands in it openly."""
    openly = any(child.tag == "mo" and (child.text or "") in signs for child in node)
    if openly:
        yield _sign("(")
    yield from _loose(node)
    if openly:
        yield _sign(")")


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
