"""A derivation as a numbered list: what `print(net.derive(…))` shows."""

import textwrap

from glassnet.core.derivation import PHASES, Derivation
from glassnet.core.notation import INPUT
from glassnet.core.rows import meanings, phase_title, row, shape_text
from glassnet.locales import _, pad, width


def listing(derivation: Derivation) -> str:
    """All rows, numbered, grouped by phase, with shapes and where each comes from."""
    texts = [row(equation, "text") for equation in derivation.equations]
    column = min(max((width(text) for text in texts), default=0), 56)
    lines = given(derivation)
    for phase in PHASES:
        rows = [
            (number, text, equation)
            for number, (text, equation) in enumerate(
                zip(texts, derivation.equations, strict=True), 1
            )
            if equation.phase == phase
        ]
        if rows:
            lines.append(phase_title(phase))
        for number, text, equation in rows:
            note = shape_text(equation.out.shape)
            if equation.origin:
                note = f"{note:<10} " + _("from {name}").format(name=equation.origin)
            lines.append(f"{number:>3}  {pad(text, column)}  {note}".rstrip())
    for index, line in enumerate(meanings(derivation)):
        lines.append((_("where") if index == 0 else " " * width(_("where"))) + "  " + line)
    return "\n".join(lines)


def given(derivation: Derivation) -> list[str]:
    """What a derivation takes as given, with shapes, in lines of readable length."""
    named = [
        (f"{var.name} = X" if var.name == INPUT else var.name) + f" {shape_text(var.shape)}"
        for var in derivation.inputs
    ]
    margin = width(_("given")) + 2
    # a space that does not break keeps a name and its shape on one line
    whole = ", ".join(text.strip().replace(" ", "\u00a0") for text in named)
    lines = [line.replace("\u00a0", " ") for line in textwrap.wrap(whole, width=88 - margin)]
    heads = [pad(_("given"), margin), *[" " * margin] * len(lines)]
    return [head + line for head, line in zip(heads, lines, strict=False)]
