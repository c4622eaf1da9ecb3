"""What an audit answers: its findings, and how much it compared."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from glassnet.diagnosis.audit.numeric.truth import Truth
from glassnet.diagnosis.finding import Finding


@dataclass(frozen=True)
class Checked:
    """How much of one parameter's gradient was compared.

    Attributes:
        name: of the parameter.
        size: how many entries it has.
        compared: how many of them were compared one by one.
        kinked: how many were left out because the loss has a kink there.
        unsure: how many were left out because no step gave a certain slope.
        directions: along how many random directions all of it was compared.
        error: the greatest error of a numeric entry, as a part of the greatest entry.
    """

    name: str
    size: int
    compared: int
    kinked: int
    unsure: int
    directions: int
    error: float


class Audit(list[Finding]):
    """The findings, worst first; empty if nothing is wrong.

    Attributes:
        checked: how much of each parameter was compared, and what was left out.
        loss: the loss at the parameters.
    """

    def __init__(self, findings: Sequence[Finding], checked: Sequence[Checked], loss: float):
        super().__init__(findings)
        self.checked = tuple(checked)
        self.loss = loss


def checked(name: str, truth: Truth) -> Checked:
    """What was compared of a parameter, from what is known of its slopes."""
    size = max(truth.size, 1e-300)
    return Checked(
        name,
        int(np.prod(truth.shape)),
        len(truth.places),
        truth.kinked,
        truth.unsure,
        len(truth.directions),
        float(np.max(truth.errors, initial=0.0)) / size if truth.size else 0.0,
    )
