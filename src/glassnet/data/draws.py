"""Random numbers for the data sets that are made, not loaded."""

import numpy as np
import numpy.typing as npt

from glassnet.executors import random
from glassnet.executors.random import Stream


class Draws:
    """The random numbers of one data set.

    Each call reads a part of the stream DATA of its own, so that no number is used twice.

    Args:
        seed: an integer from 0 to 2**32 - 1.
    """

    def __init__(self, seed: object) -> None:
        self.seed = random.check_seed(seed)
        self._calls = 0

    def _part(self) -> int:
        """The number of the next part of the stream."""
        self._calls += 1
        return self._calls - 1

    def uniform(self, low: float, high: float, *shape: int) -> npt.NDArray[np.float64]:
        """Numbers spread evenly over low … high."""
        size = int(np.prod(shape))
        drawn = random.uniform(self.seed, Stream.DATA, 0, size, self._part())
        return np.asarray(low + (high - low) * drawn).reshape(shape)

    def normal(self, *shape: int) -> npt.NDArray[np.float64]:
        """Numbers of the normal distribution with mean 0 and standard deviation 1."""
        size = int(np.prod(shape))
        return random.normal(self.seed, Stream.DATA, 0, size, self._part()).reshape(shape)

    def order(self, n: int) -> npt.NDArray[np.int64]:
        """The numbers 0 … n - 1 in random order."""
        drawn = random.bits64(self.seed, Stream.DATA, 0, n, self._part())
        return np.argsort(drawn, kind="stable").astype(np.int64)
