"""Numbers that stop being finite: noticed soon, and traced to the very row.

A parameter can become infinite while the loss stays finite (behind a unit that never fires),
so that the step in which it happened may lie some way back.
"""

from dataclasses import dataclass

import numpy as np

from glassnet.core import notation
from glassnet.training.checkpoints import State
from glassnet.training.plan import Plan


def all_finite(state: State) -> bool:
    """Whether every number of a state is finite."""
    return all(np.isfinite(value).all() for value in state.values())


@dataclass(frozen=True)
class Fault:
    """The first step that gives a number which is not finite.

    Attributes:
        step: updates before it.
        equation: the first row of it whose value is not finite.
        state: params and optimizer state before it, all finite.
    """

    step: int
    equation: str
    state: State


def find_fault(plan: Plan, step: int, state: State, last: int) -> Fault:
    """Replays steps until one gives a number that is not finite.

    Args:
        plan: what each step computes.
        step: updates before `state`.
        state: params and optimizer state, all finite.
        last: the number of the step at which something was not finite at the latest.
    """
    while True:
        batch = plan.batch(step)
        values = plan.compute(state, batch, None)
        after = plan.advance(values, batch.size)
        if step >= last or not np.isfinite(values[notation.LOSS]) or not all_finite(after):
            rows = (name for name, value in values.items() if not np.isfinite(value).all())
            return Fault(step, next(rows, notation.LOSS), state)
        state, step = after, step + 1
