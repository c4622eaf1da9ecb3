"""Learning rates that depend on what happened, and so must be remembered."""

from bisect import bisect_right
from collections.abc import Iterable
from itertools import pairwise


class Rates:
    """The learning rate of each epoch so far, kept as the epochs where it changed.

    A million epochs have a dozen changes, in memory as in a file.

    Args:
        changes: (epoch, rate) in ascending order of epochs, the first for epoch 0.
        epochs: how many epochs have a rate.

    Raises:
        ValueError: if these cannot be the rates of that many epochs.

    Example:
        >>> rates = Rates()
        >>> for rate in (0.1, 0.1, 0.05):
        ...     rates.append(rate)
        >>> rates.changes(), rates[1], rates[2]
        ([(0, 0.1), (2, 0.05)], 0.1, 0.05)
    """

    def __init__(self, changes: Iterable[tuple[int, float]] = (), epochs: int = 0) -> None:
        pairs = list(changes)
        self._from = [epoch for epoch, _rate in pairs]
        self._rate = [rate for _epoch, rate in pairs]
        self._epochs = epochs
        borders = [*self._from, epochs]
        ascending = all(a < b for a, b in pairwise(borders))
        if borders[0] != 0 or not ascending:
            raise ValueError("changes of the learning rate")

    def append(self, rate: float) -> None:
        """Notes the rate of the next epoch."""
        if not self._rate or rate != self._rate[-1]:
            self._from.append(self._epochs)
            self._rate.append(rate)
        self._epochs += 1

    def changes(self) -> list[tuple[int, float]]:
        """(epoch, rate) of each epoch whose rate differs from the one before."""
        return list(zip(self._from, self._rate, strict=True))

    def __len__(self) -> int:
        return self._epochs

    def __getitem__(self, epoch: int) -> float:
        if not 0 <= epoch < self._epochs:
            raise IndexError(epoch)
        return self._rate[bisect_right(self._from, epoch) - 1]
