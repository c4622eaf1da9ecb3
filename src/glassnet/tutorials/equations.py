"""All equations of a step with their values, one under the other."""

from collections.abc import Collection, Mapping

from glassnet.core.derivation import PHASES
from glassnet.core.rows import row
from glassnet.locales import pad, width
from glassnet.step import Step
from glassnet.tutorials.blocks import Equations
from glassnet.tutorials.decimals import array_lines

GAP = 2
COLUMNS = 78  # of a terminal of 80, less the indent of a block


def equations_with_values(
    step: Step,
    marks: Mapping[str, str] | None = None,
    places: int = 8,
    phases: Collection[str] = PHASES,
) -> Equations:
    """The rows of a step as the derivation numbers them, each beside its value.

    Args:
        step: what ran.
        marks: a word for some rows, by the name of what the row defines, shown in a column of
            its own: another author's symbol for it.
        places: decimals of the values.
        phases: which rows are shown; they are the first, and keep their numbers.
    """
    shown = [each for each in step.derivation if each.phase in phases]
    texts = [row(equation, "text") for equation in shown]
    names = [(marks or {}).get(equation.out.name, "") for equation in shown]
    values = [array_lines(step[equation.out.name], places) for equation in shown]
    margin = max(map(width, names)) + GAP if marks else 0
    room = COLUMNS - 4 - margin - max(width(line) for lines in values for line in lines)
    column = min(max(map(width, texts)) + GAP, room)
    rows = []
    for number, (text, name, lines) in enumerate(zip(texts, names, values, strict=True), 1):
        head = f"{number:>2}  {pad(name, margin)}"
        if width(text) + GAP > column:
            # The value goes below, so that all values begin in the same column.
            rows.append(head + text)
            head, text = " " * width(head), ""
        head += pad(text, column)
        for line in lines:
            rows.append(head + line)
            head = " " * width(head)
    return Equations(tuple(rows))
