"""The colours of every drawing: Okabe and Ito's colour-blind safe set on paper and on night.

Drawings name colours by class (`f0` fills with class colour 0, `s0` strokes with it)
and carry the light value as a fallback; the page defines both themes from this one table.
Classes differ by shape as well, so nothing rests on colour alone.
"""

from dataclasses import dataclass
from itertools import pairwise

from glassnet.views.markup import Markup, decimal


@dataclass(frozen=True)
class Theme:
    """One set of colours, each as #rrggbb."""

    paper: str
    panel: str
    ink: str
    muted: str
    rule: str
    classes: tuple[str, ...]


LIGHT = Theme(
    paper="#fffefb",
    panel="#f6f4ee",
    ink="#1e1d1b",
    muted="#625e57",
    rule="#dcd8cf",
    classes=(
        "#d55e00",
        "#0072b2",
        "#008562",
        "#a8508a",
        "#a87400",
        "#2b8cc4",
        "#5f5f5f",
        "#7a4a2b",
    ),
)
DARK = Theme(
    paper="#17181b",
    panel="#202226",
    ink="#e8e5de",
    muted="#a8a49b",
    rule="#3a3c42",
    classes=(
        "#f08c4e",
        "#62b3e8",
        "#45c69b",
        "#e09ac4",
        "#e3b14a",
        "#a3dcff",
        "#b4b4b4",
        "#cfa582",
    ),
)

NEGATIVE, POSITIVE = 0, 1  # orange and blue, as in most pictures of weights
COLOURS = len(LIGHT.classes)
_CORNERS = (
    (),  # a circle
    ((0, -1.25), (1.15, 0.8), (-1.15, 0.8)),
    ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    ((0, -1.3), (1.1, 0), (0, 1.3), (-1.1, 0)),
    ((0, 1.25), (1.15, -0.8), (-1.15, -0.8)),
    (
        *((-0.4, -1.25), (0.4, -1.25), (0.4, -0.4), (1.25, -0.4), (1.25, 0.4), (0.4, 0.4)),
        *((0.4, 1.25), (-0.4, 1.25), (-0.4, 0.4), (-1.25, 0.4), (-1.25, -0.4), (-0.4, -0.4)),
    ),
)


def shape(k: int, x: float, y: float, radius: float) -> str:
    """The mark of class k around a place, as a piece of a path; shapes repeat after six.

    >>> shape(2, 10, 10, 10)
    'M1 1h18v18h-18z'
    """
    corners = _CORNERS[k % len(_CORNERS)]
    if not corners:
        arc = f"a{radius:g} {radius:g} 0 1 0 "
        return f"M{decimal(x - radius)} {decimal(y)}{arc}{2 * radius:g} 0{arc}{-2 * radius:g} 0z"
    first_x, first_y = corners[0]
    path = f"M{decimal(x + first_x * radius)} {decimal(y + first_y * radius)}"
    for (x0, y0), (x1, y1) in pairwise(corners):
        dx, dy = decimal((x1 - x0) * radius), decimal((y1 - y0) * radius)
        path += f"h{dx}" if dy == "0" else f"v{dy}" if dx == "0" else f"l{dx} {dy}"
    return path + "z"


def fill(k: int) -> dict[str, str]:
    """Attributes that fill with class colour k."""
    k %= COLOURS
    return {"class_": f"f{k}", "fill": LIGHT.classes[k]}


def stroke(k: int) -> dict[str, str]:
    """Attributes that stroke with class colour k."""
    k %= COLOURS
    return {"class_": f"s{k}", "stroke": LIGHT.classes[k], "fill": "none"}


def rgb(k: int) -> tuple[int, int, int]:
    """Class colour k in light as three numbers from 0 to 255."""
    code = LIGHT.classes[k % COLOURS]
    return int(code[1:3], 16), int(code[3:5], 16), int(code[5:7], 16)


def css(theme: Theme | None = None, scope: str = "") -> Markup:
    """The rules that give every colour class of a drawing its value.

    Args:
        theme: the theme to use; None takes the light one, and the dark one on a screen
            that prefers it.
        scope: the selector of the element in which the rules hold; the whole page unless given.
    """
    root, inside = scope or ":root", f"{scope} " if scope else ""
    named = {"m": "fill:var(--muted)", "g": "stroke:var(--rule)", "x": "stroke:var(--muted)",
             "h": "stroke:var(--paper)", "u": "fill:var(--paper)"}  # fmt: skip
    for k in range(COLOURS):
        named |= {f"f{k}": f"fill:var(--c{k})", f"s{k}": f"stroke:var(--c{k})"}
    rules = "".join(f"{inside}.{name}{{{rule}}}" for name, rule in named.items())
    if theme is not None:
        return Markup(f"{root}{{{_variables(theme)}}}{rules}")
    dark = f"@media screen and (prefers-color-scheme:dark){{{root}{{{_variables(DARK)}}}}}"
    return Markup(f"{root}{{{_variables(LIGHT)}}}{dark}{rules}")


def _variables(theme: Theme) -> str:
    named = "".join(
        f"--{name}:{getattr(theme, name)};" for name in ("paper", "panel", "ink", "muted", "rule")
    )
    classes = "".join(f"--c{k}:{code};" for k, code in enumerate(theme.classes))
    return f"{named}{classes}color-scheme:{'dark' if theme is DARK else 'light'}"
