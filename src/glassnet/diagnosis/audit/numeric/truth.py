"""What the gradient must be: the slopes of the loss itself, entry by entry and in directions."""

from dataclasses import dataclass

import numpy as np

from glassnet.diagnosis.audit.given import Arrays
from glassnet.diagnosis.audit.numeric.slope import Slope, slope
from glassnet.diagnosis.audit.subject import Subject
from glassnet.executors.reference import Array

# A parameter with more entries is checked on a sample of them and along random directions.
MOST_ENTRIES = 256
SAMPLE = 64
DIRECTIONS = 3
SEED = 0
# An entry whose slope is less certain than this part of its parameter's gradient says nothing.
CERTAIN = 1e-4


@dataclass(frozen=True)
class Direction:
    """The slope of the loss along a direction through one whole parameter."""

    vector: Array
    value: float
    error: float


@dataclass(frozen=True)
class Truth:
    """The numeric gradient of one parameter.

    Attributes:
        shape: of the parameter.
        places: flat indices of the entries that count, (k,).
        values: their slopes, (k,).
        errors: how far each may be from the truth, (k,).
        curvatures: second derivatives, roughly, (k,).
        kinked: how many entries were left out because the two sides differ.
        unsure: how many were left out because no step gave a certain slope.
        directions: slopes along random directions, where only a sample was taken.
    """

    shape: tuple[int, ...]
    places: Array
    values: Array
    errors: Array
    curvatures: Array
    kinked: int
    unsure: int
    directions: tuple[Direction, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether every entry is known."""
        return len(self.places) == int(np.prod(self.shape))

    @property
    def size(self) -> float:
        """The greatest slope."""
        return float(np.max(np.abs(self.values), initial=0.0))

    def full(self) -> Array:
        """All entries as an array of the parameter's shape; NaN where an entry is not known."""
        filled = np.full(int(np.prod(self.shape)), np.nan)
        filled[self.places] = self.values
        return filled.reshape(self.shape)


def truths(subject: Subject, arrays: Arrays, here: float, noise: float) -> dict[str, Truth]:
    """The numeric gradient of each parameter.

    Args:
        subject: holds the loss.
        arrays: where it is differentiated.
        here: the loss there.
        noise: its relative rounding.
    """
    rng = np.random.default_rng(SEED)
    return {name: _Truths(subject, arrays, here, noise).of(name, rng) for name in arrays}


class _Truths:
    """Slopes of one loss at one place."""

    def __init__(self, subject: Subject, arrays: Arrays, here: float, noise: float) -> None:
        self.subject = subject
        self.values = {each: value.copy() for each, value in arrays.items()}
        self.here = here
        self.noise = noise

    def of(self, name: str, rng: np.random.Generator) -> Truth:
        """The numeric gradient of one parameter."""
        array = self.values[name]
        large = array.size > MOST_ENTRIES
        chosen = np.arange(array.size)
        if large:
            chosen = np.sort(rng.choice(array.size, SAMPLE, replace=False))
        found = [self._entry(array, int(k)) for k in chosen]
        errors = np.array([each.error for each in found])
        slopes = np.array([each.value for each in found])
        kinked = np.array([each.kinked for each in found], dtype=bool)
        sure = ~kinked & np.isfinite(slopes) & np.isfinite(errors)
        sure[sure] &= errors[sure] <= self._allowed(np.max(np.abs(slopes[sure]), initial=0.0))
        directions = [self._direction(array, rng) for _k in range(DIRECTIONS * large)]
        return Truth(
            array.shape,
            chosen[sure],
            slopes[sure],
            errors[sure],
            np.array([each.curvature for each in found])[sure],
            int(kinked.sum()),
            int((~sure & ~kinked).sum()),
            tuple(each for each in directions if each is not None),
        )

    def _allowed(self, size: float) -> float:
        """How uncertain a slope may be beside one of a size."""
        return CERTAIN * size + 256 * self.noise * abs(self.here)

    def _entry(self, array: Array, place: int) -> Slope:
        flat = array.reshape(-1)
        before = float(flat[place])

        def at(value: float) -> float:
            flat[place] = value
            result = self.subject.loss(self.values)
            flat[place] = before
            return result

        return slope(at, before, self.here, self.noise)

    def _direction(self, array: Array, rng: np.random.Generator) -> Direction | None:
        """The slope along random signs of every entry; None if it meets a kink."""
        start = array.copy()
        vector = rng.choice([-1.0, 1.0], start.shape) / np.sqrt(start.size)

        def at(move: float) -> float:
            array[...] = start + move * vector
            result = self.subject.loss(self.values)
            array[...] = start
            return result

        found = slope(at, 0.0, self.here, self.noise)
        if found.kinked or not found.error <= self._allowed(abs(found.value)):
            return None
        return Direction(vector, found.value, found.error)
