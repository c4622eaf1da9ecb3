"""The rows of a step as the texts that are shown, one line each."""

from dataclasses import dataclass

from glassnet.core.rows import right_side
from glassnet.step import Step
from glassnet.views.setting import flat
from glassnet.views.substitution import expanded, plain, substituted


@dataclass(frozen=True)
class Row:
    """One equation with its numbers, as text."""

    name: str
    symbols: str
    numbers: str
    result: str
    expanded: str


def step_rows(step: Step, digits: int = 6) -> list[Row]:
    """Every equation with its numbers, in order."""
    return [
        Row(
            equation.out.name,
            right_side(equation, "text"),
            flat(substituted(equation, step, digits)),
            flat([plain(step[equation.out.name], digits)]),
            expanded(equation, step, digits),
        )
        for equation in step.derivation.equations
    ]
