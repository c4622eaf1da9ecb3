import math
import random

import numpy as np
import pytest

from glassnet.tutorials.activation_values import slope_row, value_and_slope

BY_HAND = {
    "sigmoid": lambda z: 1 / (1 + math.exp(-z)),
    "tanh": math.tanh,
    "relu": lambda z: max(0.0, z),
    "leaky_relu": lambda z: max(0.01 * z, z),
    "identity": lambda z: z,
}


@pytest.mark.parametrize("name", BY_HAND)
def test_values_and_slopes_against_small_changes(name: str) -> None:
    draw, f = random.Random(3), BY_HAND[name]
    places = [draw.uniform(-4, 4) for _ in range(50)]
    values, slopes = value_and_slope(name, np.array(places))
    for z, value, slope in zip(places, values, slopes, strict=True):
        assert value == pytest.approx(f(z), rel=1e-14)
        assert slope == pytest.approx((f(z + 1e-6) - f(z - 1e-6)) / 2e-6, abs=1e-8)


def test_shape_is_kept_and_the_row_is_the_one_that_runs() -> None:
    values, slopes = value_and_slope("tanh", np.zeros((2, 3)))
    assert values.shape == slopes.shape == (2, 3)
    assert slope_row("tanh") == "dZ1 = dA1 * (1 - A1²)"
