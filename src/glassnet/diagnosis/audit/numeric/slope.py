"""How steep is a function of one number here, how sure is that, and is there a kink?

Central differences (f(x + h) − f(x − h)) / 2h for h, h/2, h/4 …, extrapolated to h = 0 by
Richardson's method in Ridders' table (C. Ridders, Advances in Engineering Software 4 (1982) 75).
A long step cuts off more of the series, a short one loses more digits; the entry of the table whose
error estimate is least is the answer. The function is a stranger's: nothing says on which side of a
kink it is, so the slopes to the left and to the right are extrapolated too, and compared.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

LEVELS = 21  # from a step of 1/16 to one of 6e-8
FIRST_STEP = 2.0**-4
ORDER = 5  # how often the table is extrapolated; more only adds rounding
GOOD = 1e-11
FLAT = 1e-300


@dataclass(frozen=True)
class Slope:
    """The derivative of a function at one place.

    Attributes:
        value: the derivative; the mean of both sides on a kink.
        error: how far from the truth it may be, by the table and by rounding.
        jump: by how much the slope to the right exceeds the slope to the left.
        kinked: whether the two sides differ by more than their errors.
        curvature: the second derivative, roughly; 0 on a kink.
    """

    value: float
    error: float
    jump: float
    kinked: bool
    curvature: float


class _Table:
    """A column of values for h, h/2, h/4 … and what they tend to for h = 0.

    Args:
        powers: the powers of h in the error of a value, to be removed one after the other.
    """

    def __init__(self, powers: tuple[int, ...]) -> None:
        self.powers = powers
        self.last: list[float] = []

    def add(self, value: float) -> tuple[float, float]:
        """The best extrapolation that uses the new value, and the error that the table shows."""
        row = [value]
        best = (value, math.inf)
        for power, before in zip(self.powers, self.last, strict=False):
            row.append(row[-1] + (row[-1] - before) / (2**power - 1))
            error = max(abs(row[-1] - row[-2]), abs(row[-1] - before))
            if error <= best[1]:
                best = (row[-1], error)
        self.last = row
        return best


def slope(f: Callable[[float], float], x: float, here: float, noise: float) -> Slope:
    """The derivative of a function of one number.

    Args:
        f: the function; where it is not finite the step was too long.
        x: the place.
        here: f(x).
        noise: the relative rounding of f, such as 2.2e-16.

    >>> found = slope(lambda x: x**3, 2.0, 8.0, 2.2e-16)
    >>> abs(found.value - 12) <= found.error < 1e-9
    True
    >>> slope(abs, 0.0, 0.0, 2.2e-16).kinked
    True
    """
    size = FIRST_STEP * 2.0 ** math.ceil(math.log2(max(abs(x), 1.0)))
    central, sides = _fresh()
    best, error, jump, unsure, bend = math.nan, math.inf, 0.0, math.inf, 0.0
    for level in range(LEVELS):
        h = size * 2.0**-level
        up, down = x + h, x - h
        above, below = f(up), f(down)
        if not (math.isfinite(above) and math.isfinite(below)):
            central, sides = _fresh()
            continue
        rounding = noise * max(abs(above), abs(below), abs(here)) / h
        value, seen = central.add((above - below) / (up - down))
        gap = (above - here) / (up - x) - (here - below) / (x - down)
        at_zero, doubt = sides.add(gap)
        if doubt + 4 * rounding < unsure:
            jump, unsure, bend = at_zero, doubt + 4 * rounding, gap / h
        if seen + rounding < error:
            best, error = value, seen + rounding
        if level >= 2 and seen <= max(GOOD * abs(value), 2 * rounding):
            break
    kinked = abs(jump) > 8 * unsure and abs(jump) > 1e-6 * max(abs(best), abs(here) * noise, FLAT)
    return Slope(best, error, jump, kinked, 0.0 if kinked else bend)


def _fresh() -> tuple[_Table, _Table]:
    """Tables for the central slope, whose error is even in h, and for the gap of both sides."""
    return _Table((2, 4, 6, 8, 10)[:ORDER]), _Table((1, 3, 5, 7, 9)[:ORDER])
