"""The frame of every drawing, for screen readers too, and its texts with their widths."""

from glassnet.locales import width as columns
from glassnet.views.markup import Markup, element, join
from glassnet.views.palette import LIGHT, Theme, css, fill

FONT = 12.0


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
        font_family="system-ui, sans-serif",
        font_size=FONT,
        fill="currentColor",
    )


def standalone_svg(svg: Markup, theme: Theme | None = None) -> str:
    """The picture as a file of its own, on paper, for a README or a slide.

    Args:
        svg: a picture made by this package.
        theme: the light or the dark theme; None lets the viewer's setting decide.
    """
    paper = "svg{background:var(--paper);color:var(--ink)}"
    style = element("style", Markup(css(theme) + paper))
    head, gap, rest = svg.partition(">")
    return f'{head} xmlns="http://www.w3.org/2000/svg"{gap}{style}{rest}\n'


def text_width(text: str, size: float = FONT) -> float:
    """About how wide the text is; a Chinese character is as wide as it is high."""
    return columns(text) * size * 0.56


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
    """
    paint = {"class_": "m", "fill": LIGHT.muted} if muted else {}
    if colour is not None:
        paint = fill(colour)
    shared = {"x": x, "y": y, "text_anchor": None if anchor == "start" else anchor}
    weight = {"font_weight": "600"} if bold else {}
    front = element("text", text, **shared, **weight, **paint)
    if not rim:
        return front
    back = element(
        "text", text, **shared, **weight, class_="h", stroke=LIGHT.paper, stroke_width=4.5,
        stroke_linejoin="round", fill="none", aria_hidden="true",
    )  # fmt: skip
    return join([back, front])
