"""Exports of one training step: `gn.export.latex`, `.markdown`, `.json`, `.html`."""

from collections.abc import Iterable
from typing import Any

from glassnet.core.math_names import Notation
from glassnet.errors import SettingError
from glassnet.locales import _
from glassnet.nn.demand import whole
from glassnet.views import markdown as _markdown
from glassnet.views.caption import caption
from glassnet.views.html import page as _page
from glassnet.views.json import step as _json
from glassnet.views.latex import step as _latex
from glassnet.views.step_source import shown
from glassnet.views.text.arrays import digits_of

MOST_LEVELS = 6  # of headings, in HTML and so in Markdown
MOST_INDENT = 16


def latex(
    source: object,
    *,
    X: Any = None,
    Y: Any = None,
    step: int | None = None,
    title: str | None = None,
    words: Iterable[str] = (),
    digits: int = 6,
    notation: Notation = "glassnet",
    document: bool = True,
    rules: bool = True,
    units: bool = False,
    **settings: Any,
) -> str:
    """One training step in LaTeX, by default as a file that compiles.

    Args:
        source: a step; a run; a model with X and Y; a network or a derivation without numbers.
        X: inputs, for a model.
        Y: targets, for a model.
        step: which step of a run, counted from 0.
        title: what stands above it; for a step of a run its number, unless given.
        words: sentences below the title: which data, which network.
        digits: significant digits of every number.
        notation: "glassnet" or "course".
        document: a whole file, not only its contents.
        rules: whether a row says by which rule it was made.
        units: whether the forward rows are also written for single units.
        **settings: for a model what `explain` takes, for a network what `derive` takes.

    Returns:
        LaTeX text, for pdflatex; for xelatex where it contains Chinese.
    """
    derivation, values = shown(latex, source, X, Y, step, **settings)
    return _latex.latex(
        derivation,
        values,
        caption=caption(title, words, getattr(values, "number", None), "latex(words=[…])"),
        digits=digits_of(digits, "latex(digits=…)"),
        notation=notation,
        document=document,
        rules=rules,
        units=units,
    )


def markdown(
    source: object,
    *,
    X: Any = None,
    Y: Any = None,
    step: int | None = None,
    title: str | None = None,
    words: Iterable[str] = (),
    digits: int = 6,
    notation: Notation = "glassnet",
    level: int = 2,
    rules: bool = True,
    **settings: Any,
) -> str:
    """One training step in Markdown, for GitHub and Jupyter; see `latex` for the arguments.

    Args:
        source: a step; a run; a model with X and Y; a network or a derivation without numbers.
        X: inputs, for a model.
        Y: targets, for a model.
        step: which step of a run, counted from 0.
        title: what stands above it; for a step of a run its number, unless given.
        words: sentences below the title: which data, which network.
        digits: significant digits of every number.
        notation: "glassnet" or "course".
        level: the level of the headings.
        rules: whether a row says by which rule it was made.
        **settings: for a model what `explain` takes, for a network what `derive` takes.
    """
    derivation, values = shown(markdown, source, X, Y, step, **settings)
    return _markdown.markdown(
        derivation,
        values,
        caption=caption(title, words, getattr(values, "number", None), "markdown(words=[…])"),
        digits=digits_of(digits, "markdown(digits=…)"),
        notation=notation,
        level=whole(level, "level", "markdown(level=…)", most=MOST_LEVELS),
        rules=rules,
    )


def json(
    source: object,
    *,
    X: Any = None,
    Y: Any = None,
    step: int | None = None,
    notation: Notation = "glassnet",
    indent: int | None = None,
    **settings: Any,
) -> str:
    """One training step as JSON with every value in full precision; see `json_schema`.

    Args:
        source: a step; a run; a model with X and Y; a network or a derivation without numbers.
        X: inputs, for a model.
        Y: targets, for a model.
        step: which step of a run, counted from 0.
        notation: how names are written in LaTeX, "glassnet" or "course".
        indent: spaces for each level; None writes everything on one line.
        **settings: for a model what `explain` takes, for a network what `derive` takes.
    """
    derivation, values = shown(json, source, X, Y, step, **settings)
    if indent is not None:
        indent = whole(indent, "indent", "json(indent=…)", least=0, most=MOST_INDENT)
    number, engine = getattr(values, "number", None), getattr(values, "engine", None)
    return _json.as_json(
        derivation, values, notation=notation, number=number, engine=engine, indent=indent
    )


json_schema = _json.json_schema


def html(
    source: object,
    *,
    X: Any = None,
    Y: Any = None,
    step: int | None = None,
    title: str | None = None,
    words: Iterable[str] = (),
    digits: int = 6,
    notation: Notation = "glassnet",
    units: bool | None = None,
    **settings: Any,
) -> str:
    """One training step as a page that works offline: every number says where it comes from.

    Args:
        source: a step; a run; a model with X and Y.
        X: inputs, for a model.
        Y: targets, for a model.
        step: which step of a run, counted from 0.
        title: the heading of the page; for a step of a run its number, unless given.
        words: sentences below the heading: which data, which network.
        digits: significant digits of every number.
        notation: how names are written in formulas: "glassnet" or "course".
        units: whether forward rows are also written for single units; in the course's notation
            unless given.
        **settings: for a model what `explain` takes.

    Raises:
        SettingError: if there are no numbers: equations alone are no step.
    """
    derivation, values = shown(html, source, X, Y, step, **settings)
    if values is None:
        raise SettingError(
            _("a page of a step needs numbers"),
            expected=_("a step, a run, or a model with X and Y"),
            received=type(source).__name__,
            where="html(…)",
            fix=_("give a model and data: gn.export.html(model, X=…, Y=…)"),
        )
    number = getattr(values, "number", None)
    return _page.html(
        derivation,
        values,
        caption=caption(title, words, number, "html(words=[…])"),
        digits=digits_of(digits, "html(digits=…)"),
        notation=notation,
        units=units,
        paths=getattr(values, "paths", None),
    )
