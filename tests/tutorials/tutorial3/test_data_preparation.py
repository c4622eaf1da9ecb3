import math

import numpy as np
import pytest

from glassnet.tutorials.blocks import Table
from glassnet.tutorials.tutorial3.data_preparation import (
    FAR,
    SATURATING,
    TARGETS,
    UPDATES,
    growth,
    saturation,
    target_training,
    targets,
    xor_trainings,
    zero_input,
)


def test_slopes_of_saturated_units() -> None:
    table = saturation().blocks[1]
    assert isinstance(table, Table)
    for (x, w), row in zip(SATURATING, table.rows, strict=True):
        slope = math.exp(-x * w) / (1 + math.exp(-x * w)) ** 2
        shown = row[4].replace("×10", "e").translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789"))
        assert float(shown) == pytest.approx(slope, rel=5e-3)


def test_zero_input_has_no_slope_at_all() -> None:
    gradient = zero_input((0.0, 0.5))["dW1"][:, 0]
    assert gradient[0] == 0.0
    assert gradient[1] != 0.0
    assert (zero_input((0.5, 0.5))["dW1"] != 0).all()


def test_equal_units_stay_equal_and_random_ones_learn() -> None:
    zero, equal, random = xor_trainings()
    assert not zero.model.params["W1"].any()
    assert np.array_equal(equal.model.params["W1"][:, 0], equal.model.params["W1"][:, 1])
    losses = [float(run.history["loss"][-1]) for run in (zero, equal, random)]
    assert losses[0] == pytest.approx(0.125)
    assert losses[1] > 0.05 > 0.001 > losses[2]


def by_hand(target: float, updates: int) -> float:
    """w after so many updates of σ(w + b) with ½(t - o)², lr 1, w = b = 0 at the start."""
    w = 0.0
    for _ in range(updates):
        o = 1 / (1 + math.exp(-2 * w))
        w -= (o - target) * o * (1 - o)
    return w


@pytest.mark.parametrize("target", TARGETS)
def test_weights_by_hand(target: float) -> None:
    for k in UPDATES:
        weight = float(target_training(target).at(k).params["W1"][0, 0])
        assert weight == pytest.approx(by_hand(target, k), rel=1e-10)


def test_formula_of_the_growth_and_the_place_of_rest() -> None:
    assert round(by_hand(1.0, FAR), 2) == round(growth(FAR), 2) == 3.22
    assert by_hand(0.99, FAR) == pytest.approx(math.log(99) / 2, abs=1e-4)
    table = targets().blocks[1]
    assert isinstance(table, Table)
    assert table.rows[-1] == ("100,000", "", "3.2248", "", "")
