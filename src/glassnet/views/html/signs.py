"""Functions as mathematics writes them: a root, a sum, a choice, a power of ten."""

from xml.etree.ElementTree import Element, SubElement, fromstring

from glassnet.locales import _
from glassnet.views.html.width import WIDE, em

BARE = 2.5  # em of what a sum needs no brackets around


def parsed(mathml: str) -> Element:
    """A line of MathML as a tree, its functions written as mathematics writes them."""
    return _written(fromstring(f"<mrow>{mathml}</mrow>"))


def _written(node: Element) -> Element:
    """Numbers, brackets and calls by their signs, from the inside out."""
    if node.tag == "mn" and "e" in (node.text or ""):
        return _power_of_ten(node.text or "")
    node[:] = [_written(child) for child in node]
    if node.tag == "msup":
        return _raised(node)
    _operators(node)
    called = node.tag == "mrow" and len(node) >= 5 and node[1].text == "⁡"
    return _called(node) if called else node


def _raised(node: Element) -> Element:
    """An exponent on a letter that has an index, or the sign of transposition beside a layer."""
    base, above = node[0], node[1]
    if base.tag == "mrow" and len(base) == 1:
        base = base[0]
    if base.tag == "mfrac":
        whole = Element("mrow")
        whole.extend([_sign("("), base, _sign(")")])
        node[0] = whole
    elif base.tag == "msub":
        node.tag, node[:] = "msubsup", [*base, above]
    elif base.tag in ("msup", "msubsup") and above.text == "⊤":
        both = Element("mrow")
        both.extend([base[-1], above])
        base[-1] = both
        return base
    return node


def _operators(node: Element) -> None:
    """A minus that is a sign, and brackets that need not grow, are marked as such."""
    tall, before = _tall(node), None
    for child in node:
        opened = before is None or (before.tag == "mo" and before.text != ")")
        if child.text == "−" and opened:
            child.set("form", "prefix")
        if child.text in ("(", ")") and not tall:
            child.set("stretchy", "false")  # a stretchy one takes the room of the widest size
        before = child


def _called(node: Element) -> Element:
    """Roots, sizes, sums, choices and logarithms of a call."""
    function, inside = node[0].text, node[3]
    if function == "where":
        node[:] = _cases(*node[3::2])
    elif function == "sqrt" and em(inside) <= WIDE:
        node.tag, node[:] = "msqrt", [inside]
    elif function == "abs":
        node[:] = [_sign("|", grows=_tall(node)), inside, _sign("|", grows=_tall(node))]
    elif function == "sum":
        bare = em(inside) < BARE or inside.find("./mrow/mtable") is not None
        node[:] = [_sign("∑", grows=not bare), *([inside] if bare else node[2:])]
    elif function in ("log", "log1p"):
        node[0].text = "ln"
        node[3:3] = [_number("1"), _sign("+")] if function == "log1p" else []
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
