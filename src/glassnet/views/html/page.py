"""The whole page of a step: one file that works offline, in light and dark, by mouse and keys."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from glassnet.core.derivation import PHASES, Derivation
from glassnet.core.notation import INPUT
from glassnet.core.rows import meanings, phase_title, shape_text
from glassnet.locales import _, language
from glassnet.version import __version__
from glassnet.views import palette
from glassnet.views.html.links import links
from glassnet.views.html.matrix import about, single, table
from glassnet.views.html.rows import row
from glassnet.views.markup import Markup, element, escape, join
from glassnet.views.rule_text import rule_text

MOST_UNFOLDED = 30  # rows up to which all numbers are shown from the beginning
POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"


def html(
    derivation: Derivation,
    values: Mapping[str, Any],
    *,
    title: str | None = None,
    digits: int = 6,
) -> str:
    """A step as a page: every equation with its numbers, and every number with its neighbours.

    A click on a number, or Enter, shows what it is made of and what is made of it. The page needs
    no network and no other file; formulas are MathML. Arrays longer than 16 in a direction are
    shown by their first and last numbers.

    Args:
        derivation: the equations.
        values: the value of every variable by name.
        title: the heading; one that names the layout unless given.
        digits: significant digits of every number.

    Returns:
        The page, to be written as UTF-8.
    """
    rules = {row.out.name: rule_text(row, derivation) for row in derivation.equations}
    heading = title or _("One training step, every number explained")
    known = json.dumps(links(derivation, rules), ensure_ascii=False, separators=(",", ":"))
    sections = [
        _given(derivation, values, digits),
        *_phases(derivation, values, digits, rules),
        _meanings(derivation),
    ]
    said = _("Written by glassnet {version}. What you read is what ran.")
    about_this = escape(_("about this number"))
    body = element(
        "body",
        _head(derivation, heading),
        element("main", *sections),
        element("footer", said.format(version=__version__)),
        Markup(f'<aside id="panel" aria-live="polite" aria-label="{about_this}" hidden></aside>'),
        # NOTE: "</" inside a script would end it, whatever the names in the data are
        _script(known.replace("</", "<\\/"), ' type="application/json" id="links"'),
        _script(_file("page.js")),
    )
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", heading),
        element("style", Markup(palette.css() + _file("page.css"))),
    )
    return f"<!DOCTYPE html>\n{element('html', head, body, lang=language())}\n"


def framed(page: str, height: str = "36rem") -> str:
    """A page as part of another one, for notebooks; its scripts and styles stay in a frame."""
    frame = element(
        "iframe",
        srcdoc=page,
        sandbox="allow-scripts",
        style=f"width:100%;height:{height};border:1px solid #8884;border-radius:6px",
        title=_("One training step, every number explained"),
    )
    return str(frame)


def _script(text: str, attributes: str = "") -> Markup:
    return Markup(f"<script{attributes}>{text}</script>")


@cache
def _file(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


def _head(derivation: Derivation, heading: str) -> Markup:
    phases = [phase for phase in PHASES if derivation.phase(phase)]
    jumps = [element("a", phase_title(phase), href=f"#{phase}") for phase in phases]
    folds = [
        element("button", text, type="button", data_fold=way, hidden=True)
        for way, text in (("open", _("show all numbers")), ("close", _("formulas only")))
    ]
    layout = _("Examples are rows.") if derivation.layout == "rows" else _("Examples are columns.")
    hint = _("Click a number, or reach it with Tab and the arrow keys and press Enter: you see "
             "what it is made of and what is made of it.")  # fmt: skip
    return element(
        "header",
        element("h1", heading),
        element("p", _("{count} equations, in the order in which they ran.").format(
            count=len(derivation)), " ", layout),
        element("p", hint, class_="hint"),
        element("nav", *jumps, *folds, aria_label=_("parts of the step")),
    )  # fmt: skip


def _given(derivation: Derivation, values: Mapping[str, Any], digits: int) -> Markup:
    """What goes into the step."""
    arrays = [var for var in derivation.inputs if var.shape]
    blocks = []
    for var in sorted(arrays, key=lambda var: var.role != "data"):
        shown = f"{var.name} = X" if var.name == INPUT else var.name
        said = about(values[var.name], digits)
        blocks.append(element(
            "div",
            element("h3", shown, " ", element("small", shape_text(var.shape))),
            table(var.name, values[var.name], digits),
            element("p", said, class_="spread") if said else Markup(),
        ))  # fmt: skip
    singles = [
        join([element("code", f"{var.name} ="), single(var.name, values[var.name], digits)])
        for var in derivation.inputs
        if not var.shape
    ]
    return element(
        "section",
        element("h2", _("given")),
        element("div", *blocks, class_="given"),
        element("div", *singles, class_="line"),
        id="given",
    )


def _phases(
    derivation: Derivation, values: Mapping[str, Any], digits: int, rules: Mapping[str, str]
) -> list[Markup]:
    unfolded = len(derivation) <= MOST_UNFOLDED
    sections = []
    for phase in PHASES:
        rows = [
            row(number, equation, values, digits, rules.get(equation.out.name, ""), unfolded)
            for number, equation in enumerate(derivation.equations, 1)
            if equation.phase == phase
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
    if not items:
        return Markup()
    return element("section", element("h2", _("where")), element("dl", *items))
