"""The texts of a drawing as boxes, and whether they overlap or leave it.

The metrics are of their own, apart from those by which drawings are laid out: the advance widths
of DejaVu Sans, the widest of the usual fonts.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from xml.etree import ElementTree

from glassnet.locales import width

SVG = "{http://www.w3.org/2000/svg}"
# Advance widths in thousandths of the height of the letters.
WIDTHS = {
    **dict.fromkeys("0123456789", 636), **dict.fromkeys("abdeghkpqu", 635), "−": 838, ".": 318,
    **dict.fromkeys("vxyz", 592), **dict.fromkeys("co", 612), "s": 521, "n": 634, "f": 352,
    "r": 411, "t": 392, "m": 974, "w": 818, **dict.fromkeys("ijl", 278), " ": 318, "=": 838,
    "+": 838, "*": 500, "²": 401, "·": 318, "/": 337, "…": 1000, "∂": 517, "×": 838, "^": 838,
    **dict.fromkeys("ABCDEFGHIJKLMNOPQRSTUVXYZ", 720), "W": 989, "(": 390, ")": 390,
    "[": 390, "]": 390, ",": 318, ":": 337, "-": 361, "_": 500, "→": 838, "ŷ": 592, "@": 1000,
}  # fmt: skip


@dataclass(frozen=True)
class Box:
    """A text and the room that it takes."""

    text: str
    x1: float
    y1: float
    x2: float
    y2: float

    def overlaps(self, other: "Box", slack: float = 0.5) -> bool:
        """Whether two texts touch by more than a hair."""
        across = min(self.x2, other.x2) - max(self.x1, other.x1)
        down = min(self.y2, other.y2) - max(self.y1, other.y1)
        return across > slack and down > slack


def text_length(text: str, size: float, bold: bool) -> float:
    """The length of a text in drawing units."""
    units = sum(1000 if width(c) == 2 else WIDTHS.get(c, 760) for c in text)
    return units / 1000 * size * (1.1 if bold else 1)


def boxes(root: ElementTree.Element) -> Iterator[Box]:
    """Every text of a drawing that is not hidden from readers."""
    for element in root.iter(f"{SVG}text"):
        if element.get("aria-hidden") == "true":
            continue
        size = float(element.get("font-size") or 12)
        text = "".join(element.itertext())
        long = text_length(text, size, element.get("font-weight") == "600")
        x, y = float(element.get("x", "0")), float(element.get("y", "0"))
        left = x - long * {"middle": 0.5, "end": 1.0}.get(element.get("text-anchor", ""), 0.0)
        # Digits and lower case letters reach this far above and below their base line.
        yield Box(text, left, y - 0.78 * size, left + long, y + 0.2 * size)


def parsed(svg: str) -> ElementTree.Element:
    """The drawing, well formed or not at all."""
    return ElementTree.fromstring(svg)


def assert_clean(svg: str) -> list[Box]:
    """No two texts overlap and none leaves the drawing; all of them."""
    root = parsed(svg)
    _x, _y, wide, high = map(float, root.get("viewBox", "").split())
    found = list(boxes(root))
    for box in found:
        inside = box.x1 >= 0 and box.y1 >= 0 and box.x2 <= wide and box.y2 <= high
        assert inside, f"{box} leaves the drawing of {wide} × {high}"
    for one, other in combinations(found, 2):
        assert not one.overlaps(other), f"{one} and {other} overlap"
    return found
