"""HTML and SVG elements in which every text is escaped unless it is markup already.

>>> element("p", "a < b", class_="note")
'<p class="note">a &lt; b</p>'
>>> element("div", element("br"), title='say "hi"')
'<div title="say &quot;hi&quot;"><br></div>'
"""

import html
import re
from collections.abc import Iterable

_VOID = frozenset({"br", "hr", "img", "input", "meta", "col"})
_EMPTY_SVG = frozenset({"circle", "ellipse", "image", "line", "path", "polyline", "rect", "use"})
# What neither XML nor HTML can hold, not even as an entity: control characters, halves of pairs.
_UNWRITABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


class Markup(str):
    """Text that is HTML or SVG already and is inserted as it is."""

    __slots__ = ()


def decimal(value: float) -> str:
    """A length for a drawing: at most two decimals, no trailing zeros.

    >>> decimal(3.0), decimal(2.504), decimal(-0.001)
    ('3', '2.5', '0')
    """
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def escape(text: str) -> Markup:
    """The text with &, <, > and quotes made harmless; markup is returned unchanged.

    A character that no document can hold, such as a zero byte, becomes U+FFFD.
    """
    return text if isinstance(text, Markup) else Markup(_harmless(text))


def _harmless(text: str) -> str:
    return html.escape(_UNWRITABLE.sub("\ufffd", text), quote=True)


def join(parts: Iterable[str], separator: str = "") -> Markup:
    """The parts one after the other, each escaped unless it is markup."""
    return Markup(separator.join(escape(part) for part in parts))


def element(tag: str, *children: str, **attributes: str | float | bool | None) -> Markup:
    """One element.

    Args:
        tag: the name of the element.
        children: texts, which are escaped, and markup, which is not.
        attributes: `class_` stands for class and `stroke_width` for stroke-width. None and
            False leave the attribute out, True writes it without a value, and numbers
            are written by `decimal`.

    Returns:
        The element as markup.
    """
    opening = "".join(_attribute(name, value) for name, value in attributes.items())
    if tag in _EMPTY_SVG and not children:
        return Markup(f"<{tag}{opening}/>")
    if tag in _VOID:
        return Markup(f"<{tag}{opening}>")
    return Markup(f"<{tag}{opening}>{join(children)}</{tag}>")


def _attribute(name: str, value: str | float | bool | None) -> str:
    name = name.rstrip("_").replace("_", "-")
    if value is None or value is False:
        return ""
    if value is True:
        return f" {name}"
    text = value if isinstance(value, str) else decimal(value)
    # NOTE: an attribute is always escaped, also when markup is given by mistake.
    return f' {name}="{_harmless(str(text))}"'
