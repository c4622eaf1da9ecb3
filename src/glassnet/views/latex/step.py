"""One training step in LaTeX: each row as symbols = numbers = result, in phases.

Without a document around it, it needs the packages amsmath and graphicx. A whole document compiles
with pdflatex; one that contains Chinese compiles with xelatex.
"""

from collections.abc import Mapping
from typing import Any

from glassnet.core.derivation import PHASES, Derivation, Equation
from glassnet.core.math_names import NOTATIONS, Notation, escaped, latex_name
from glassnet.core.rows import phase_title, shape_text
from glassnet.errors import unknown_name
from glassnet.locales import _
from glassnet.views.caption import NOTHING, Caption
from glassnet.views.latex.arrays import number_latex
from glassnet.views.latex.lead import lead
from glassnet.views.latex.rows import aligned, entry_meaning, given, meaning, set_text
from glassnet.views.latex.units import unit_form, unit_rows
from glassnet.views.rule_text import rule

_HEAD = r"""% {engine}
\documentclass[10pt,fleqn]{{article}}
\usepackage[a4paper,margin=2cm]{{geometry}}
\usepackage{{amsmath,amssymb,graphicx}}
{fonts}\setlength{{\parindent}}{{0pt}}
\setlength{{\mathindent}}{{1.5em}}
\allowdisplaybreaks
\begin{{document}}
"""
_CHINESE_FONTS = r"""\usepackage[no-math]{fontspec}
\XeTeXlinebreaklocale "zh"
\XeTeXlinebreakskip=0pt plus 1pt
\newcommand{\trychinesefont}[2]{\IfFontExistsTF{#1}{\setmainfont{#1}}{#2}}
\trychinesefont{Noto Serif CJK SC}{\trychinesefont{Source Han Serif SC}{%
\trychinesefont{FandolSong}{\trychinesefont{SimSun}{\trychinesefont{Songti SC}{%
\trychinesefont{Noto Sans CJK SC}{\trychinesefont{WenQuanYi Micro Hei}{%
\trychinesefont{Microsoft YaHei}{\trychinesefont{PingFang SC}{}}}}}}}}}
"""


def latex(
    derivation: Derivation,
    values: Mapping[str, Any] | None = None,
    *,
    digits: int = 6,
    notation: Notation = "glassnet",
    document: bool = False,
    rules: bool = True,
    units: bool = False,
    caption: Caption = NOTHING,
) -> str:
    r"""One training step in LaTeX.

    Args:
        derivation: the equations.
        values: the value of every variable by name, inputs too; without them the symbols alone.
        digits: significant digits of every number.
        notation: "glassnet" (`W_1`) or "course" (`W^{[1]}`, `dW^{[1]}`, `\alpha`).
        document: a whole file that compiles, not only its contents.
        rules: whether a row says by which rule it was made.
        units: whether the forward rows are also written for single units, in the course's
            notation, with the numbers of the first example where a layer is small.
        caption: a title and what is shown, above everything.

    Returns:
        LaTeX text.

    Raises:
        UnknownNameError: if there is no such notation.
    """
    if notation not in NOTATIONS:
        raise unknown_name(_("notation"), notation, NOTATIONS, where="notation")
    parts = lead(caption)
    if values is not None:
        parts.append(_given(derivation, values, digits, notation))
    number = 0
    for phase in PHASES:
        rows = derivation.phase(phase)
        if rows:
            parts.append(_heading(phase_title(phase)))
        for equation in rows:
            number = derivation.number(equation.out.name)
            body = aligned(equation, values, digits, notation)
            parts.append(_note(number, equation, derivation, notation, rules) + _block(body))
            if units and phase == "forward":
                parts.append(_units(equation, derivation, values, digits))
    parts += _meanings(derivation)
    text = "\n".join(parts)
    return _document(text) if document else text


def _document(text: str) -> str:
    chinese = not text.isascii()
    engine = "xelatex" if chinese else "pdflatex"
    head = _HEAD.format(engine=engine, fonts=_CHINESE_FONTS if chinese else "")
    return f"{head}{text}\n\\end{{document}}\n"


def _heading(title: str) -> str:
    return f"\\subsection*{{{escaped(title)}}}"


def _block(body: str) -> str:
    return f"\\begin{{align*}}\n{body}\n\\end{{align*}}"


def _note(
    number: int, equation: Equation, derivation: Derivation, notation: Notation, rules: bool
) -> str:
    """What stands above a row: its number, its shape, where it comes from, by which rule."""
    shape = shape_text(equation.out.shape)
    parts = [rf"\textbf{{{number}}}"]
    if shape:
        parts.append(f"${shape}$")
    if equation.origin:
        origin = f"${latex_name(equation.origin, notation)}$"
        parts.append(escaped(_("from {name}")).replace(r"\{name\}", origin))
    made = rule(equation, derivation) if rules else None
    if made:
        parts.append(made.latex(notation))
    return r" \quad ".join(parts) + "\\nopagebreak\n"


def _units(
    equation: Equation, derivation: Derivation, values: Mapping[str, Any] | None, digits: int
) -> str:
    """A row for one unit in general, then for each unit of a small layer."""
    bodies = [unit_form(equation, derivation).replace(" = ", " &= ", 1)]
    if values is not None:
        bodies += unit_rows(equation, derivation, values, digits)
    sides = (body.split(" &= ", 1) for body in bodies)
    return _block(" \\\\\n".join(set_text(name, side) for name, side in sides))


def _given(
    derivation: Derivation, values: Mapping[str, Any], digits: int, notation: Notation
) -> str:
    """What the step starts from."""
    blocks: list[str] = []
    arrays = [var for var in derivation.inputs if var.role != "scalar"]
    for var in sorted(arrays, key=lambda var: var.role != "data"):
        blocks.append(given(var, values[var.name], digits, notation))
    scalars = [var for var in derivation.inputs if var.role == "scalar"]
    single = [
        f"{latex_name(var.name, notation)} = {number_latex(values[var.name], digits)}"
        for var in scalars
    ]
    if single:
        blocks.append("& " + r" \quad ".join(single))
    return _heading(_("given")) + "\n" + _block(" \\\\\n".join(blocks))


def _meanings(derivation: Derivation) -> list[str]:
    """What the functions in the rows mean, and how the signs are to be read."""
    found = dict.fromkeys(
        meaning(equation.op) or entry_meaning(derivation, equation)
        for equation in derivation.equations
    )
    lines = [line for line in found if line]
    legend = _(
        "The sign {odot}, fractions, powers and functions act on each entry by itself; a sum "
        "without an index adds all entries; a bias is added to every example."
    )
    note = escaped(legend).replace(r"\{odot\}", r"$\odot$")
    return [_heading(_("where")), *([_block(" \\\\\n".join(lines))] if lines else []), note]
