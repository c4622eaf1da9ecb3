"""The texts of a drawing as boxes, and whether they overlap or leave it.

The metrics are of their own, apart from those by which drawings are laid out: the advance widths
of DejaVu Sans, the widest of the usual fonts.
"""

import re
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


def assert_cards_hold_their_texts(svg: str) -> None:
    """A text that begins in a card ends in it; no two cards overlap."""
    root = parsed(svg)
    cards = list(card_boxes(root))
    for one, other in combinations(cards, 2):
        assert not one.overlaps(other, 0), f"{one} and {other} overlap"
    for box in boxes(root):
        for card in cards:
            if card.x1 <= box.x1 <= card.x2 and card.y1 <= box.y1 <= card.y2:
                assert box.x2 <= card.x2 + 0.5, f"{box} leaves {card}"
                assert box.y2 <= card.y2 + 0.5, f"{box} leaves {card}"


def card_boxes(root: ElementTree.Element) -> Iterator[Box]:
    """The rims of the cards."""
    for element in root.iter(f"{SVG}rect"):
        if element.get("stroke"):
            x, y, wide, high = (float(element.get(k, "")) for k in ("x", "y", "width", "height"))
            yield Box("card", x, y, x + wide, y + high)


def assert_wires_avoid_cards(svg: str) -> int:
    """No wire runs through a card; how many wires there are."""
    root = parsed(svg)
    cards = list(card_boxes(root))
    wires = [e.get("d", "") for e in root.iter(f"{SVG}path") if "C" in e.get("d", "")]
    for wire in wires:
        for x, y in sampled(wire):
            for card in cards:
                inside = card.x1 + 0.6 < x < card.x2 - 0.6 and card.y1 + 0.6 < y < card.y2 - 0.6
                assert not inside, f"{wire} runs through {card} at {x:.0f}, {y:.0f}"
    return len(wires)


def sampled(d: str, count: int = 24) -> Iterator[tuple[float, float]]:
    """Points along a path of absolute M, C and H commands."""
    x = y = 0.0
    for command, text in re.findall(r"([MCH])([^MCH]*)", d):
        numbers = [float(each) for each in text.split()]
        if command == "M":
            x, y = numbers
        elif command == "H":
            yield from ((x + (numbers[0] - x) * k / count, y) for k in range(count + 1))
            x = numbers[0]
        else:
            a, b, c, e, x2, y2 = numbers
            for k in range(count + 1):
                t = k / count
                w = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
                yield (
                    w[0] * x + w[1] * a + w[2] * c + w[3] * x2,
                    w[0] * y + w[1] * b + w[2] * e + w[3] * y2,
                )
            x, y = x2, y2
