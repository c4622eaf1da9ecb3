"""Measured slopes against slopes known from calculus."""

import cmath
import math
from collections.abc import Callable

import numpy as np
import pytest

from glassnet.diagnosis.numeric_slope import (
    Moved,
    central_slope,
    complex_slope,
    is_kinked,
    noise_of,
)

KNOWN: list[tuple[Callable[[complex], complex], float, float]] = [
    (cmath.exp, 1.0, math.e),
    (cmath.sin, 0.7, math.cos(0.7)),
    (lambda x: 1 / x, 0.01, -1e4),
    (lambda x: x**7, 3.0, 7 * 3.0**6),
    (lambda x: 1e6 + x, 1.0, 1.0),
    (lambda x: x * x, 0.0, 0.0),
]


def around(function: Callable[[complex], complex], x: float) -> Moved:
    return lambda change: (complex(function(x + change)), b"")


@pytest.mark.parametrize(("function", "x", "want"), KNOWN)
def test_slopes_and_their_error_estimates(
    function: Callable[[complex], complex], x: float, want: float
) -> None:
    found = central_slope(around(function, x), max(abs(x), 1e-3))
    assert abs(found.value - want) <= found.error
    assert found.error <= 1e-6 * max(1.0, abs(want))
    exact = complex_slope(around(function, x))
    assert exact.value == pytest.approx(want, rel=1e-14, abs=1e-30)


def test_steps_shrink_before_a_kink() -> None:
    """The slope of |x| at 0.001 is 1, though the first step would cross 0."""
    seen: list[float] = []

    def function(change: complex) -> tuple[complex, bytes]:
        x = 1e-3 + change.real
        seen.append(abs(change.real))
        return abs(x), b"+" if x > 0 else b"-"

    assert central_slope(function, 1.0).value == pytest.approx(1.0, rel=1e-9)
    assert max(seen) > 1e-3


def test_on_a_kink_there_is_no_slope() -> None:
    found = central_slope(lambda d: (abs(d), bytes([int(np.sign(d.real)) + 1])), 1.0)
    assert found.kink
    assert math.isnan(found.value)


def test_kinks_are_told_from_bends() -> None:
    assert is_kinked(around(lambda x: max(x.real, 0.0), 0.0), 1.0)
    assert is_kinked(around(lambda x: abs(x.real) + 5 * x, 0.0), 1.0)
    for function, x, _want in KNOWN:
        assert not is_kinked(around(function, x), max(abs(x), 1e-3))


def test_scatter_of_a_small_difference_of_large_numbers_is_seen() -> None:
    """log(e^x + e^(x−9)) − x is 1.2e-4, rounded as x is: its error estimate must hold."""

    def loss(x: complex) -> complex:
        big = 40.0
        return cmath.log(cmath.exp(big) + cmath.exp(big - 9 + x)) - big

    function = around(loss, 0.0)
    noise = noise_of(function, 1.0)
    assert noise > 1e-15
    assert noise_of(around(lambda x: 2 * x, 0.0), 1.0) < 1e-25
    want = math.exp(-9) / (1 + math.exp(-9))
    found = central_slope(function, 1.0, noise)
    assert abs(found.value - want) <= found.error < 1e-11
