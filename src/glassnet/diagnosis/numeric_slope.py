"""The slope of a computed function, measured: by complex step, or by central differences.

A difference quotient has two errors: a long step cuts off the bending of the function, a short one
subtracts nearly equal numbers. So the step is chosen for each entry: it is halved again and again,
the quotients are extrapolated to step 0 (Richardson), and the value whose error is estimated to be
the least is taken (Ridders, "Accurate computation of F'(x) and F'(x) F''(x)", 1982).

The complex step f(x + ih) = f(x) + ih·f'(x) − … subtracts nothing, so its h may be tiny and its
result has all digits (Squire, Trapp, 1998); it needs functions that hold for complex numbers.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

TINY = 1e-20
ROUNDS = 10
FIRST, LEAST = 2.0**-6, 2.0**-36  # steps, as a part of the size of what is changed
EPS = float(np.finfo(np.float64).eps)
# What the last bits of a computed loss are worth: a few roundings, not one.
ROUNDINGS = 8

Moved = Callable[[complex], tuple[complex, bytes]]


@dataclass(frozen=True)
class Slope:
    """A measured slope.

    Attributes:
        value: the slope.
        error: how far it may be off, estimated.
        kink: whether there is a kink so near that no slope can be measured.
    """

    value: float
    error: float
    kink: bool = False


def complex_slope(function: Moved) -> Slope:
    """The slope at 0 of a function that holds for complex numbers."""
    value = function(complex(0, TINY))[0].imag / TINY
    return Slope(float(value), EPS * ROUNDINGS * abs(value))


def noise_of(function: Moved, size: float) -> float:
    """How far rounding scatters the values of a function, measured by second differences.

    A loss that is a small difference of large numbers scatters more than its own size tells.
    Over such small changes a smooth function is a line, which has no second differences.

    Args:
        function: as for `central_slope`.
        size: how large the number is that is changed.
    """
    values = [function(k * LEAST * size)[0].real for k in range(-4, 5)]
    return float(np.max(np.abs(np.diff(values, 2)), initial=0.0))


def central_slope(function: Moved, size: float, noise: float = 0.0) -> Slope:
    """The slope at 0 by extrapolated central differences.

    Args:
        function: gives its value for a change, and the side of every kink that it is on.
        size: how large the number is that is changed; steps are parts of it.
        noise: how far rounding scatters its values, beside a few roundings of the value.
    """
    here = function(0.0)[1]
    step = FIRST * size
    while any(function(way * step)[1] != here for way in (-1, 1)):
        step /= 4
        if step < LEAST * size:
            return Slope(np.nan, np.inf, kink=True)
    best = Slope(np.nan, np.inf)
    before: list[float] = []
    for _round in range(ROUNDS):
        up, down = function(step)[0].real, function(-step)[0].real
        rounding = (ROUNDINGS * EPS * max(abs(up), abs(down)) + 2 * noise) / step
        row = [(up - down) / (2 * step)]
        for order, old in enumerate(before):
            row.append(row[-1] + (row[-1] - old) / (4.0 ** (order + 1) - 1))
            error = max(abs(row[-1] - row[-2]), abs(row[-1] - old)) + rounding
            if error < best.error:
                best = Slope(row[-1], error)
        if before and abs(row[-1] - before[-1]) > 4 * best.error:
            break
        before, step = row, step / 2
    return best


def is_kinked(function: Moved, size: float, noise: float = 0.0) -> bool:
    """Whether the slopes to the left and to the right differ, however near one looks.

    Where a function is smooth, their difference halves with the step.
    """
    middle = function(0.0)[0].real
    steps = (1e-4 * size, 0.5e-4 * size)
    sides = [(function(h)[0].real, function(-h)[0].real) for h in steps]
    far, near = (
        (a - middle) / h - (middle - b) / h for (a, b), h in zip(sides, steps, strict=True)
    )
    rounding = 4 * (ROUNDINGS * EPS * abs(middle) + 2 * noise) / steps[1]
    return abs(near) > max(0.75 * abs(far), 100 * rounding)
