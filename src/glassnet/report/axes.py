"""Axes of a drawing: from a value to its place, with ticks at round numbers."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from glassnet.report.numerals import power_of_ten, tick_text

SMALLEST = 1e-300  # what lies below counts as zero, which a logarithmic axis cannot show
_LARGEST = 1e300  # the difference of two values must still be a number


@dataclass(frozen=True)
class Axis:
    """A straight axis.

    Args:
        low: the value at `start`.
        high: the value at `end`; greater than `low`.
        start: the place of `low` in the drawing, in drawing units.
        end: the place of `high`; smaller than `start` for an axis that points up.
        log: places by the logarithm; `low` must then be positive.
        step: the distance of ticks; chosen if not given.

    Example:
        >>> Axis(0, 10, start=100, end=0).place(10)
        0.0
    """

    low: float
    high: float
    start: float
    end: float
    log: bool = False
    step: float | None = None

    def place(self, value: float) -> float:
        """Where the value lies in the drawing."""
        if self.log:
            base = math.log10(self.low)
            share = (math.log10(value) - base) / (math.log10(self.high) - base)
        else:
            share = (value - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)

    def ticks(self, about: int = 5) -> list[tuple[float, str]]:
        """Round values inside the axis with their labels, about as many as asked for."""
        if self.log:
            return _log_ticks(self.low, self.high, about)
        step = self.step or round_step((self.high - self.low) / about)
        first = math.ceil(self.low / step - 1e-9)
        last = math.floor(self.high / step + 1e-9)
        return [(k * step, tick_text(k * step, step)) for k in range(first, last + 1)]


def round_step(width: float) -> float:
    """The smallest of 1, 2, 2.5, 5 times a power of ten that is not below `width`.

    >>> round_step(0.13), round_step(3)
    (0.2, 5.0)
    """
    power = float(10 ** math.floor(math.log10(width)))
    for factor in (1, 2, 2.5, 5):
        if factor * power >= width * (1 - 1e-9):
            return factor * power
    return 10 * power


def round_range(values: Iterable[float], about: int = 5) -> tuple[float, float, float]:
    """The smallest range between two ticks that holds all finite values.

    Returns:
        The lower end, the upper end, and the distance of the ticks.

    Example:
        >>> round_range([0.3, 9.8])
        (0.0, 10.0, 2.0)
    """
    finite = [v for v in values if math.isfinite(v)]
    low, high = (min(finite), max(finite)) if finite else (0.0, 1.0)
    low, high = max(low, -_LARGEST), min(high, _LARGEST)
    if high - low <= 1e-12 * max(abs(low), abs(high), 1e-280):
        margin = abs(high) / 2 if abs(high) > 1e-280 else 0.5
        low, high = low - margin, high + margin
    step = round_step((high - low) / about)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return first * step, last * step, step


def log_range(values: Iterable[float]) -> tuple[float, float]:
    """A range for a logarithmic axis that holds all finite values from `SMALLEST` on.

    It ends at 1, 2 or 5 times a power of ten.
    """
    positive = [v for v in values if math.isfinite(v) and v >= SMALLEST]
    low, high = (min(positive), max(positive)) if positive else (0.1, 1.0)
    marks = _one_two_five(math.floor(math.log10(low)) - 1, math.ceil(math.log10(high)) + 1)
    below = max((m for m in marks if 0 < m <= low * (1 + 1e-9)), default=low)
    above = min((m for m in marks if high * (1 - 1e-9) <= m < math.inf), default=high)
    return (below, above) if above > below else (below / 2, above * 2)


def spans_decades(values: Iterable[float], factor: float = 100) -> bool:
    """Whether all finite values are positive and the largest is `factor` times the smallest."""
    finite = [v for v in values if math.isfinite(v)]
    return bool(finite) and min(finite) >= SMALLEST and max(finite) >= factor * min(finite)


def _one_two_five(first: int, last: int) -> list[float]:
    return [float(f"{m}e{power}") for power in range(first, last + 1) for m in (1, 2, 5)]


def _log_ticks(low: float, high: float, about: int) -> list[tuple[float, str]]:
    first, last = math.ceil(math.log10(low) - 1e-9), math.floor(math.log10(high) + 1e-9)
    decades = last - first + 1
    if decades >= 3:
        skip = math.ceil(decades / (about + 1))
        powers = range(first, last + 1, skip)
        if first >= -4 and last <= 4:
            return [(float(f"1e{p}"), tick_text(float(f"1e{p}"), float(f"1e{p}"))) for p in powers]
        return [(float(f"1e{p}"), power_of_ten(p)) for p in powers]
    marks = [m for m in _one_two_five(first - 1, last) if low * 0.999 <= m <= high * 1.001]
    return [(m, tick_text(m, m)) for m in marks]
