"""The whole page of a step: one file that works offline, in light and dark, by mouse and keys."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from glassnet.core.derivation import PHASES, Derivation
from glassnet.core.math_names import NOTATIONS, Notation
from glassnet.core.rows import meanings, phase_title
from glassnet.errors import unknown_name
from glassnet.locales import _, language
from glassnet.version import __version__
from glassnet.views.caption import NOTHING, Caption
from glassnet.views.drawing import palette
from glassnet.views.html.few_paths import Find, few_paths
from glassnet.views.html.given import given
from glassnet.views.html.links import links
from glassnet.views.html.rows import Manner, row
from glassnet.views.html.store import MOST_DIGITS, chosen, packed
from glassnet.views.markup import Markup, element, escape, join
from glassnet.views.rule_text import rule_text

MOST_UNFOLDED = 30  # rows up to which all numbers are shown from the beginning
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; "
    "base-uri 'none'; form-action 'none'"
)
SCRIPTS = ("numbers.js", "sources.js", "panel.js", "keys.js")


def html(
    derivation: Derivation,
    values: Mapping[str, Any],
    *,
    caption: Caption = NOTHING,
    digits: int = 6,
    notation: Notation = "glassnet",
    units: bool | None = None,
    paths: Find | None = None,
) -> str:
    """A step as a page: every equation with its numbers, and every number with its neighbours.

    A click on a number, or Enter, shows what it is made of and what is made of it. The page needs
    no network and no other file; formulas are MathML. Arrays longer than 16 in a direction are
    shown by their first and last numbers; every other one can be asked for by its place.

    Args:
        derivation: the equations.
        values: the value of every variable by name.
        caption: the heading, a usual one unless given, and what is shown.
        digits: significant digits of every number.
        notation: how names are written in formulas: "glassnet" or "course".
        units: whether forward rows are also written for single units; in the course's notation
            unless given.
        paths: gives the paths from an entry to the loss; those of a small network's parameters
            are then in the page.

    Returns:
        The page, to be written as UTF-8.

    Raises:
        UnknownNameError: if there is no such notation.
    """
    if notation not in NOTATIONS:
        raise unknown_name(_("notation"), notation, NOTATIONS, where="notation")
    heading = caption.heading or _("One training step, every number explained")
    in_units = notation == "course" if units is None else units
    manner = Manner(digits, notation, in_units, len(derivation) <= MOST_UNFOLDED)
    rules = {row.out.name: rule_text(row, derivation) for row in derivation.equations}
    known, numbers = _known(derivation, values, rules, digits)
    known["paths"] = few_paths(derivation, paths, digits) if paths else {}
    body = element(
        "body",
        _head(derivation, heading, caption.words, bool(numbers)),
        element(
            "main",
            given(derivation, values, manner),
            *_phases(derivation, values, rules, manner),
            _meanings(derivation),
        ),
        element("footer", _("Written by glassnet {version}. What you read is what ran.").format(
            version=__version__)),
        element("aside", id="panel", aria_label=_("about this number"), hidden=True),
        _data(json.dumps(known, ensure_ascii=False, separators=(",", ":")), "links"),
        _data(numbers, "numbers"),
        _script("\n".join(map(_file, SCRIPTS))),
    )  # fmt: skip
    return f"<!DOCTYPE html>\n{element('html', _html_head(heading), body, lang=language())}\n"


def _html_head(heading: str) -> Markup:
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", heading),
        element("style", Markup(palette.css() + _file("page.css"))),
    )


def _known(
    derivation: Derivation, values: Mapping[str, Any], rules: Mapping[str, str], digits: int
) -> tuple[dict[str, Any], str]:
    """What the page knows of every number, and the numbers of large arrays, packed."""
    known = links(derivation, rules)
    names = chosen(derivation) if digits <= MOST_DIGITS else []
    if not names:
        return known, ""
    known["store"], numbers = packed(names, values, digits)
    return known, numbers


def framed(page: str, height: str = "36rem", title: str = "") -> str:
    """A page as part of another one, for notebooks; its scripts and styles stay in a frame."""
    frame = element(
        "iframe",
        srcdoc=page,
        sandbox="allow-scripts",
        style=f"width:100%;height:{height};border:1px solid #8884;border-radius:6px",
        title=title or _("One training step, every number explained"),
    )
    return str(frame)


def _script(text: str, attributes: str = "") -> Markup:
    return Markup(f"<script{attributes}>{text}</script>")


def _data(text: str, name: str) -> Markup:
    """Data for the script.

    NOTE: "</script" or "<!--" inside would end the element, or keep it from ending.
    """
    return _script(text.replace("<", "\\u003c"), f' type="application/json" id="{name}"')


@cache
def _file(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


def _head(derivation: Derivation, heading: str, words: Sequence[str], asks: bool) -> Markup:
    """The title, what the page offers, and the ways into it."""
    phases = [phase for phase in PHASES if derivation.phase(phase)]
    jumps = [element("a", phase_title(phase), href=f"#{phase}") for phase in phases]
    folds = [
        element("button", text, type="button", data_fold=way, hidden=True)
        for way, text in (("open", _("show all numbers")), ("close", _("formulas only")))
    ]
    hint = _("Click a number, or reach it with Tab and the arrow keys and press Enter: you see "
             "what it is made of and what is made of it.")  # fmt: skip
    return element(
        "header",
        element("h1", heading),
        *([element("p", *_lines(words), class_="words")] if words else []),
        element("p", _size(derivation)),
        element("p", hint, class_="hint"),
        element("nav", *jumps, *folds, aria_label=_("parts of the step")),
        _ask(derivation) if asks else Markup(),
    )  # fmt: skip


def _lines(words: Sequence[str]) -> list[Markup]:
    """Sentences, a line each."""
    lines = [escape(words[0])]
    for line in words[1:]:
        lines += [element("br"), escape(line)]
    return lines


def _size(derivation: Derivation) -> str:
    """How many equations there are, and where the examples stand in the data."""
    text = (
        _("{count} equations, in the order in which they ran. Each row of X is an example.")
        if derivation.layout == "rows"
        else _("{count} equations, in the order in which they ran. Each column of X is an example.")
    )
    return text.format(count=len(derivation))


def _ask(derivation: Derivation) -> Markup:
    """Where any number of a large array is asked for by its place."""
    var = max(derivation.inputs, key=lambda each: len(each.shape) * (each.role == "param"))
    example = f"{var.name}[{', '.join(str(size // 2) for size in var.shape)}]"
    return element(
        "form",
        element("label", _("any number of the large arrays:"), for_="ask"),
        element("input", id="ask", type="text", placeholder=example, autocomplete="off",
                spellcheck="false", size=18),
        element("button", _("open")),
        element("span", role="status", id="answer"),
        id="asking",
        hidden=True,
    )  # fmt: skip


def _phases(
    derivation: Derivation, values: Mapping[str, Any], rules: Mapping[str, str], manner: Manner
) -> list[Markup]:
    sections = []
    for phase in PHASES:
        rows = [
            row(equation, derivation, values, rules[equation.out.name], manner)
            for equation in derivation.phase(phase)
        ]
        if rows:
            sections.append(element("section", element("h2", phase_title(phase)), *rows, id=phase))
    return sections


def _meanings(derivation: Derivation) -> Markup:
    """What the functions named in the rows mean."""
    pairs = [line.split(" = ", 1) for line in meanings(derivation)]
    items = [
        join([element("dt", name), element("dd", meaning)])
        for name, meaning in pairs
        if name != meaning
    ]
    if derivation.phase("backward"):
        items.append(join([element("dt", "dW1, dZ1 …"), element("dd", "∂L/∂W1, ∂L/∂Z1 …")]))
    if not items:
        return Markup()
    return element("section", element("h2", _("where")), element("dl", *items))
