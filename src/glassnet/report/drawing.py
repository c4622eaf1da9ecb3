"""The parts that all drawings share: the accessible SVG frame, texts, axes and legends."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from glassnet.locales import width as columns
from glassnet.report.axes import Axis
from glassnet.report.markup import Markup, element, join
from glassnet.report.palette import LIGHT, Theme, css, fill, shape

FONT = 12.0
Tick = tuple[float, str]


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


def grid_line(x1: float, y1: float, x2: float, y2: float, strong: bool = False) -> Markup:
    """A thin line of a grid, or an axis if it is strong."""
    return element(
        "path", d=f"M{x1:.4g} {y1:.4g}L{x2:.4g} {y2:.4g}", class_="x" if strong else "g",
        stroke=LIGHT.muted if strong else LIGHT.rule, stroke_width=1,
    )  # fmt: skip


def x_ticks(axis: Axis, y: float, ticks: Sequence[Tick]) -> Markup:
    """Tick marks and labels below the height `y`."""
    marks = [grid_line(axis.place(v), y, axis.place(v), y + 4, strong=True) for v, _ in ticks]
    texts = [label(axis.place(v), y + 16, text, "middle", muted=True) for v, text in ticks]
    return join(marks + texts)


def y_ticks(axis: Axis, x: float, ticks: Sequence[Tick], until: float | None = None) -> Markup:
    """Tick labels left of `x`, with grid lines to the right up to `until` if it is given."""
    heights = [] if until is None else [axis.place(v) for v, _ in ticks]
    lines = [grid_line(x, y, until or x, y) for y in heights]
    texts = [label(x - 6, axis.place(v) + 4, text, "end", muted=True) for v, text in ticks]
    return join(lines + texts)


def spread(heights: Sequence[float], upwards: bool = False, gap: float = 13.0) -> list[float]:
    """The heights moved apart, so that texts at them do not touch.

    Args:
        heights: where the texts would stand.
        upwards: move texts up instead of away from their common middle.
        gap: the least distance between two texts.
    """
    order = sorted(range(len(heights)), key=lambda k: heights[k], reverse=upwards)
    placed = list(heights)
    for before, after in pairwise(order):
        if upwards:
            placed[after] = min(placed[after], placed[before] - gap)
        else:
            placed[after] = max(placed[after], placed[before] + gap)
    if upwards or not placed:
        return placed
    drift = sum(a - b for a, b in zip(placed, heights, strict=True)) / len(placed)
    return [y - drift for y in placed]


def mark(k: int, x: float, y: float, radius: float = 4.0) -> Markup:
    """The mark of class k at a place."""
    return element("path", d=shape(k, x, y, radius), **fill(k))


def rows_of(widths: Iterable[float], room: float) -> list[list[int]]:
    """Indices put into rows, each row's widths adding up to no more than `room`."""
    rows: list[list[int]] = []
    left = 0.0
    for index, wide in enumerate(widths):
        if not rows or wide > left:
            rows.append([])
            left = room
        rows[-1].append(index)
        left -= wide
    return rows


def class_legend(names: Sequence[str], x: float, y: float, room: float) -> tuple[Markup, float]:
    """The marks of the classes with their names, and the height that they take."""
    texts = [shortened(name) for name in names]
    widths = [text_width(text) + 28 for text in texts]
    parts: list[str] = []
    rows = rows_of(widths, room)
    for line, row in enumerate(rows):
        place = x
        for k in row:
            height = y + line * 18
            parts += [mark(k, place + 5, height), label(place + 14, height + 4, texts[k])]
            place += widths[k]
    return join(parts), len(rows) * 18.0
