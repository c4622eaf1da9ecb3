"""The frame of every drawing, for screen readers too, and its texts with their widths."""

import math
import re

from glassnet.locales import width as columns
from glassnet.views.drawing.palette import LIGHT, Theme, css, fill
from glassnet.views.markup import Markup, element, join
from glassnet.views.text.arrays import number_text

FONT = 12.0
FAMILY = (
    'system-ui,"Segoe UI",Roboto,"Noto Sans","PingFang SC","Microsoft YaHei","Noto Sans CJK SC",'
    '"WenQuanYi Micro Hei",sans-serif'
)
_CLASS = "glassnet"
_VIEW_BOX = re.compile(r'viewBox="0 0 (\S+) (\S+)"')
# Widths as shares of the height of the letters, those of the widest usual fonts; and bold.
_NARROW, _WIDEST = frozenset("ijl.,:;|'!()[] "), frozenset("mwMW@%…∂→×")
_BOLD = 1.1


def picture(
    name: str, width: float, height: float, title: str, description: str, *children: str
) -> Markup:
    """An SVG picture that screen readers announce by its title and description.

    Args:
        name: begins the ids inside the picture; must be unique on a page.
        width: of the drawing, in drawing units; the page scales the picture to its column.
        height: of the drawing.
        title: a few words.
        description: what a reader sees, with the main numbers, in full sentences.
        children: the elements of the drawing.
    """
    return element(
        "svg",
        element("title", title, id=f"{name}-title"),
        element("desc", description, id=f"{name}-desc"),
        *children,
        viewBox=f"0 0 {width:g} {height:g}",
        role="img",
        aria_labelledby=f"{name}-title {name}-desc",
        font_family=FAMILY,
        font_size=FONT,
        fill="currentColor",
    )


def standalone_svg(svg: Markup, theme: Theme | None = None) -> str:
    """The picture with its colours: a file of its own, or a part of any page.

    Its rules hold inside of it only, so that a page around it keeps its own. It is never larger
    than it was drawn, and shrinks to a narrow window.

    Args:
        svg: a picture made by this package.
        theme: the light or the dark theme; None lets the viewer's setting decide.
    """
    scope = f".{_CLASS}"
    paper = f"{scope}{{background:var(--paper);color:var(--ink);max-width:100%;height:auto}}"
    style = element("style", Markup(css(theme, scope) + paper))
    head, gap, rest = svg.partition(">")
    width, height = _VIEW_BOX.findall(head)[0]
    own = f'class="{_CLASS}" width="{width}" height="{height}" xmlns="http://www.w3.org/2000/svg"'
    return f"{head} {own}{gap}{style}{rest}\n"


def text_width(text: str, size: float = FONT, bold: bool = False) -> float:
    """How wide the text is at most, in the fonts that drawings use.

    A Chinese character is as wide as it is high.
    """
    return sum(map(_share, text)) * size * (_BOLD if bold else 1)


def _share(character: str) -> float:
    if columns(character) == 2 or character in _WIDEST:
        return 1.0
    if character in _NARROW:
        return 0.42
    return 0.76 if character.isupper() else 0.645


def numeral(value: float, digits: int = 4) -> str:
    """A number for a drawing: few digits, no trailing zeros, a true minus sign.

    >>> numeral(-0.25), numeral(float("inf"))
    ('−0.25', '∞')
    """
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else ("∞" if value > 0 else "−∞")
    return number_text(value, digits).replace("-", "−")


def shortened(text: str, limit: int = 22) -> str:
    """The text, or its beginning and an ellipsis if it takes more columns than `limit`."""
    if columns(text) <= limit:
        return text
    kept = ""
    for character in text:
        if columns(kept + character) >= limit:
            break
        kept += character
    return kept + "…"


def label(
    x: float,
    y: float,
    text: str,
    anchor: str = "start",
    *,
    muted: bool = False,
    bold: bool = False,
    colour: int | None = None,
    rim: bool = False,
    size: float | None = None,
) -> Markup:
    """A line of text.

    Args:
        x: where it begins, or its middle or end, as `anchor` says.
        y: its base line.
        text: what it says.
        anchor: "start", "middle" or "end".
        muted: in a quieter colour than ink.
        bold: for the names of axes.
        colour: a class colour instead of ink.
        rim: put a rim of paper around it, so that it stays readable on top of lines.
        size: height of the letters, if it is not the usual one.
    """
    paint = {"class_": "m", "fill": LIGHT.muted} if muted else {}
    if colour is not None:
        paint = fill(colour)
    shared: dict[str, str | float | None] = {
        "x": x,
        "y": y,
        "text_anchor": None if anchor == "start" else anchor,
        "font_size": size,
    }
    weight = {"font_weight": "600"} if bold else {}
    front = element("text", text, **shared, **weight, **paint)
    if not rim:
        return front
    back = element(
        "text", text, **shared, **weight, class_="h", stroke=LIGHT.paper, stroke_width=4.5,
        stroke_linejoin="round", fill="none", aria_hidden="true",
    )  # fmt: skip
    return join([back, front])
