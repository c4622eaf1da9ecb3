"""Checkpoints: the states of a training that are kept, thinned with age.

Their distance doubles whenever there are too many, so that any step is a short replay away
and the number kept stays small.
"""

import numpy as np

from glassnet.executors.reference import Array

State = dict[str, Array]
MOST = 40
BUDGET = 256 * 2**20


def copied(state: State) -> State:
    """A state that later updates cannot change."""
    return {name: np.array(value) for name, value in state.items()}


class Checkpoints:
    """States by the number of updates before them.

    Args:
        start: the state before the first update; always kept.
        every: updates between two checkpoints, to begin with.
    """

    def __init__(self, start: State, every: int) -> None:
        size = sum(value.nbytes for value in start.values()) or 1
        self.states: dict[int, State] = {0: copied(start)}
        self.every = every
        self.most = int(min(MOST, max(4, BUDGET // size)))

    def due(self, step: int) -> bool:
        """Whether the state after this many updates should be kept."""
        return step % self.every == 0

    def keep(self, step: int, state: State) -> None:
        """Keeps a state; thins the others if there are too many."""
        self.states[step] = copied(state)
        if len(self.states) > self.most:
            self.every *= 2
            for number in [n for n in self.states if n % self.every and n != step]:
                del self.states[number]

    def end(self, step: int, state: State) -> None:
        """Keeps the last state of all, and none that would come after it."""
        for number in [number for number in self.states if number > step]:
            del self.states[number]
        self.states[step] = copied(state)

    def before(self, step: int) -> int:
        """The number of the latest checkpoint at or before a step."""
        return max(number for number in self.states if number <= step)
