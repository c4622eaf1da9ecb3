"""Slopes of functions of one number: their values, their errors, their kinks."""

from collections.abc import Callable

import numpy as np
import pytest

from glassnet.diagnosis.audit.numeric.slope import slope

EXACT = 2.0**-52


@pytest.mark.parametrize("seed", range(20))
def test_values_and_their_errors(seed: int) -> None:
    rng = np.random.default_rng(seed)
    a, b, x = rng.normal(size=3)
    found = slope(lambda t: float(np.sin(a * t) + b * t**3), x, np.sin(a * x) + b * x**3, EXACT)
    exact = a * np.cos(a * x) + 3 * b * x**2
    assert abs(found.value - exact) <= 4 * found.error
    assert found.error < 1e-9
    assert not found.kinked
    bend = -(a**2) * np.sin(a * x) + 6 * b * x
    assert found.curvature == pytest.approx(bend, rel=0.1, abs=0.05)


def test_kinks_near_and_far() -> None:
    assert slope(abs, 0.0, 0.0, EXACT).kinked
    near = slope(lambda t: max(t - 1e-4, 0.0) + t, 0.0, 0.0, EXACT)
    assert not near.kinked
    assert near.value == pytest.approx(1, abs=1e-9)


def test_a_kink_has_the_mean_of_its_sides_and_their_gap() -> None:
    found = slope(lambda t: 3 * max(t, 0.0) - min(t, 0.0), 0.0, 0.0, EXACT)
    assert (found.value, found.jump) == (pytest.approx(1.0), pytest.approx(4.0))


@pytest.mark.parametrize(
    ("f", "x", "exact"),
    [
        (lambda t: float(np.log(t)) if t > 0 else float("nan"), 1e-3, 1e3),
        (lambda t: float(np.sqrt(t)) if t >= 0 else float("inf"), 1e-4, 50.0),
    ],
)
def test_steps_out_of_the_domain_are_too_long(
    f: Callable[[float], float], x: float, exact: float
) -> None:
    found = slope(f, x, f(x), EXACT)
    assert found.value == pytest.approx(exact, rel=1e-7)


def test_noise_is_part_of_the_error() -> None:
    """A function in float32 has no slope to ten digits, and says so."""
    f = lambda t: float(np.float32(np.sin(t)))  # noqa: E731
    found = slope(f, 0.7, f(0.7), 2.0**-24)
    assert abs(found.value - np.cos(0.7)) <= 4 * found.error
    assert 1e-8 < found.error < 1e-3
