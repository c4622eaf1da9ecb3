"""Entries of a gradient, each beside the slope that was measured there."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from glassnet.diagnosis.numeric_slope import (
    Moved,
    Slope,
    central_slope,
    complex_slope,
    is_kinked,
    noise_of,
)
from glassnet.diagnosis.rerun import Rerun
from glassnet.executors.random import bits64
from glassnet.executors.reference import Array

Method = Literal["complex step", "central difference", "none"]
Place = tuple[int, ...]

# A difference up to these parts of an entry, and of the largest entry of its row, is rounding.
RELATIVE, OF_ROW = 1e-7, 1e-10
# A measured slope that may be off by more than this part of itself, and by more than this part
# of the largest in its row, proves nothing.
USELESS, SMALL = 0.1, 1e-3
# The scatter of the loss is measured at so many entries of a row; the largest counts for all.
NOISE_SAMPLES = 24


@dataclass(frozen=True)
class ComparedEntry:
    """One entry of a row: what the row says and what was measured."""

    place: Place
    analytic: float
    numeric: float
    allowed: float
    error: float

    @property
    def excess(self) -> float:
        """The difference as a multiple of what rounding allows."""
        return abs(self.analytic - self.numeric) / self.allowed if self.allowed else 0.0


class Gauge:
    """Measures slopes by the entries of one variable.

    Args:
        rerun: what is measured, as a function of the variable.
        said: the slopes that a row states.
        largest: the largest of them.
    """

    def __init__(self, rerun: Rerun, said: Array, largest: float) -> None:
        self.rerun = rerun
        self.said = said
        self.largest = largest
        sizes = np.abs(rerun.start)
        self.typical = float(np.sqrt(np.mean(np.square(sizes)))) or 1.0
        self.method: Method = "complex step" if rerun.smooth else "central difference"
        self._noise: float | None = None

    def measure(self, place: Place) -> tuple[ComparedEntry | None, bool]:
        """The comparison at one entry, None if it proves nothing; and whether a kink is there."""
        if self.method == "complex step":
            entry = self._entry(place, complex_slope(self._function(place, complex)))
            if entry is not None and entry.excess <= 1:
                return entry, False
            # An infinity on the way, or code that does not hold for complex numbers after all.
            self.method = "central difference"
        function = self._function(place, float)
        size = max(abs(float(self.rerun.start[place])), self.typical)
        noise = max(self._row_noise(), noise_of(function, size))
        slope = central_slope(function, size, noise)
        if slope.kink:
            return None, True
        entry = self._entry(place, slope)
        if entry is not None and entry.excess > 1 and is_kinked(function, size, noise):
            return None, True
        return entry, False

    def _row_noise(self) -> float:
        """The largest scatter of the loss over some entries, measured at the first need."""
        if self._noise is None:
            sizes = self.rerun.start.ravel()
            picked = np.linspace(0, sizes.size - 1, min(sizes.size, NOISE_SAMPLES)).astype(int)
            places = [np.unravel_index(k, self.rerun.start.shape) for k in picked]
            functions = [self._function(tuple(map(int, place)), float) for place in places]
            self._noise = max(
                noise_of(function, max(abs(float(sizes[k])), self.typical))
                for function, k in zip(functions, picked, strict=True)
            )
        return self._noise

    def _function(self, place: Place, kind: type) -> Moved:
        def moved(change: complex) -> tuple[complex, bytes]:
            value: Array = self.rerun.start.astype(kind)
            value[place] += change
            result, sides = self.rerun(value)
            return complex(result), sides

        return moved

    def _entry(self, place: Place, slope: Slope) -> ComparedEntry | None:
        analytic = float(self.said[place])
        size = max(abs(analytic), abs(slope.value))
        floor = RELATIVE * size + OF_ROW * self.largest
        useful = max(USELESS * size, SMALL * self.largest)
        if not np.isfinite(slope.value) or (size > 0 and 4 * slope.error > useful):
            return None
        return ComparedEntry(place, analytic, slope.value, floor + 4 * slope.error, slope.error)


def sample(said: Array, number: int, most: int) -> list[Place]:
    """The entries to compare: all, or the largest one and a sample.

    Args:
        said: the row's numbers.
        number: the row's number, which decides what is drawn.
        most: how many entries at most.
    """
    order = np.arange(said.size)
    if said.size > most:
        drawn = np.argsort(bits64(0, 2, number, said.size), kind="stable")
        top = int(np.argmax(np.abs(said)))
        order = np.concatenate([[top], drawn[drawn != top]])[:most]
    return [tuple(map(int, np.unravel_index(k, said.shape))) for k in order]
