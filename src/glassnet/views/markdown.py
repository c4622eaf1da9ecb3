r"""One training step in Markdown: for GitHub and Jupyter, and readable as it stands.

Each row is a formula between dollars, followed by the numbers as plain text. Both readers take a
backslash before a sign of punctuation for one of Markdown's own, so the formulas have none:
`\,` is written `\thinspace`, and `\\` is written `\cr`.
"""

import re
from collections.abc import Mapping
from typing import Any

from glassnet.core.derivation import PHASES, Derivation, Equation, Var
from glassnet.core.math_names import Notation, latex_name
from glassnet.core.notation import INPUT, gradient
from glassnet.core.rows import meanings, phase_title, shape_text
from glassnet.locales import _
from glassnet.views.caption import NOTHING, Caption
from glassnet.views.latex.rows import symbols
from glassnet.views.rule_text import rule_text
from glassnet.views.text.setting import flat
from glassnet.views.text.step import row_text
from glassnet.views.text.substitution import plain, spread_text

_SAFE = {"\\\\": "\\cr ", "\\,": "\\thinspace ", "\\_": "\\text{-}", "|": "\\vert ", "<": "\\lt ",
         ">": "\\gt ", "\\{": "\\lbrace ", "\\}": "\\rbrace ", "\\%": "\\text{-}",
         "\\&": "\\text{-}", "\\#": "\\text{-}", "\\$": "\\text{-}"}  # fmt: skip
_UNSAFE = re.compile("|".join(re.escape(each) for each in _SAFE))
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|$~#])")


def markdown(
    derivation: Derivation,
    values: Mapping[str, Any] | None = None,
    *,
    digits: int = 6,
    notation: Notation = "glassnet",
    level: int = 2,
    width: int = 80,
    rules: bool = True,
    caption: Caption = NOTHING,
) -> str:
    """One training step in Markdown.

    Args:
        derivation: the equations.
        values: the value of every variable by name, inputs too; without them the symbols alone.
        digits: significant digits of every number.
        notation: how names are written in formulas: "glassnet" or "course".
        level: the level of the headings, 2 for `##`.
        width: columns of the numbers.
        rules: whether a row says by which rule it was made.
        caption: a title and what is shown, above everything.

    Returns:
        GitHub-flavoured Markdown.
    """
    head = "#" * level
    parts = [f"{head[1:] or '#'} {escaped(caption.heading)}"] if caption.heading else []
    if caption.words:
        parts.append("\\\n".join(escaped(" ".join(line.split())) for line in caption.words))
    parts += [f"{head} {_('given')}", _given(derivation, values, digits, notation)]
    for phase in PHASES:
        rows = derivation.phase(phase)
        if rows:
            parts.append(f"{head} {phase_title(phase)}")
        for equation in rows:
            number = derivation.number(equation.out.name)
            parts.append(_line(number, equation, derivation, notation, rules))
            if values is not None:
                parts.append(_fenced(row_text(equation, number, values, digits, width)))
    explained = meanings(derivation)
    if explained:
        parts += [f"{head} {_('where')}", _fenced("\n".join(explained))]
    return "\n\n".join(parts) + "\n"


def math(latex: str) -> str:
    r"""A formula between dollars, safe in GitHub's and Jupyter's Markdown.

    >>> print(math(r"A_0\,W_1"))
    $A_0\thinspace W_1$
    """
    return f"${_UNSAFE.sub(lambda found: _SAFE[found[0]], latex).strip()}$"


def escaped(text: str) -> str:
    """Words in Markdown, with every character that means something there made harmless."""
    return _SPECIAL.sub(r"\\\1", text)


def _line(
    number: int, equation: Equation, derivation: Derivation, notation: Notation, rules: bool
) -> str:
    """A row's number, formula and notes."""
    formula = f"{latex_name(equation.out.name, notation)} = {symbols(equation, notation)}"
    notes = [f"`{shape_text(equation.out.shape)}`"] if equation.out.shape else []
    if equation.origin:
        notes.append(_("from {name}").format(name=f"`{equation.origin}`"))
    said = rule_text(equation, derivation) if rules else ""
    text = f"**{number}.** {math(formula)}" + "".join(f" · {note}" for note in notes)
    return f"{text}\\\n*{escaped(said)}*" if said else text


def _given(
    derivation: Derivation, values: Mapping[str, Any] | None, digits: int, notation: Notation
) -> str:
    """What the step starts from, as a table; names that formulas write otherwise beside theirs."""
    lines = [f"| {_('name')} | {_('shape')} | {_('value')} |", "|---|---|---|"]
    for var in sorted(derivation.inputs, key=lambda var: var.role != "data"):
        name = f"{var.name} = X" if var.name == INPUT else var.name
        shape = f"`{shape_text(var.shape)}`" if var.shape else ""
        formula = f"{math(latex_name(var.name, notation))} = " if _renamed(var, notation) else ""
        lines.append(f"| {formula}`{name}` | {shape} | {_cell(var, values, digits)} |")
    renamed = [var for var in derivation.inputs if _renamed(var, notation)]
    return "\n".join([*lines, *(["", _names(renamed, notation)] if renamed else [])])


def _renamed(var: Var, notation: Notation) -> bool:
    """Whether a formula writes the name with its layer in brackets, or another letter for it."""
    return latex_name(var.name, notation) != latex_name(var.name)


def _names(renamed: list[Var], notation: Notation) -> str:
    """How the names in the formulas are found again in the numbers."""
    example = next((var.name for var in renamed if var.role == "param"), renamed[0].name)
    return _("In the formulas the layer stands in brackets: {formula} is {name} in the numbers, "
             "{slope} is {gradient}.").format(
        formula=math(latex_name(example, notation)),
        name=f"`{example}`",
        slope=math(latex_name(gradient(example), notation)),
        gradient=f"`{gradient(example)}`",
    )  # fmt: skip


def _cell(var: Var, values: Mapping[str, Any] | None, digits: int) -> str:
    if values is None:
        return ""
    value = values[var.name]
    spread = spread_text(value, digits)
    return f"`{flat([plain(value, digits)])}`" + (f" {escaped(spread)}" if spread else "")


def _fenced(text: str) -> str:
    """Text as it is; a fence longer than any in it."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{text}\n{fence}"
