"""Going back to any step: the nearest kept state, and the steps after it once more."""

import numpy as np

from glassnet.errors import RunError
from glassnet.executors.reference import session
from glassnet.locales import _
from glassnet.training.checkpoints import Checkpoints, State, copied
from glassnet.training.plan import Plan


class Replay:
    """Computes the state after any number of updates, exactly as it was.

    Args:
        plan: what each step computes.
        checkpoints: the states that are kept.
    """

    def __init__(self, plan: Plan, checkpoints: Checkpoints) -> None:
        self.plan = plan
        self.checkpoints = checkpoints
        # The last answer: who looks at step after step need not start over each time.
        self._last: tuple[int, State] | None = None

    def state(self, k: int) -> State:
        """Params and optimizer state after k updates; the caller's own copy."""
        first = self.checkpoints.before(k)
        state = self.checkpoints.states[first]
        if self._last is not None and first < self._last[0] <= k:
            first, state = self._last
        with session():
            state = self.plan.replay(state, first, k)
        self._last = (k, state)
        return copied(state)


def index_of(number: object, where: str, last: int | None = None) -> int:
    """The number of a step or an epoch that a run has.

    Args:
        number: what the user gave.
        where: the call that received it.
        last: the largest that there is, or None if there is no end.

    Raises:
        RunError: if it is none.
    """
    index = -1
    if isinstance(number, int | np.integer) and not isinstance(number, bool):
        index = int(number)
    if index < 0 or (last is not None and index > last):
        raise absent(number, last, where)
    return index


def absent(number: object, last: int | None, where: str) -> RunError:
    """The error for a step or an epoch that a run does not have."""
    expected = _("a whole number from 0 to {last}").format(last=last)
    if last is None:
        expected = _("a whole number of at least 0")
    elif last < 0:
        expected = _("a run with at least one step")
    return RunError(
        _("the run does not have that step or epoch"),
        expected=expected,
        received=repr(number),
        where=where,
        fix=_("run.steps says how many updates were done"),
    )
