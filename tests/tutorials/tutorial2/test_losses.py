import math

import pytest

from glassnet.nn.losses import BinaryCrossEntropy, SquaredError
from glassnet.tutorials.blocks import Table
from glassnet.tutorials.tutorial2.losses import (
    CHANCES,
    ERRORS,
    PREDICTIONS,
    REGRESSION,
    TARGET,
    class_step,
    for_classes,
    for_numbers,
    gaussian,
    number_step,
)


@pytest.mark.parametrize("error", ERRORS)
def test_three_losses_by_their_definitions(error: float) -> None:
    by_hand = (
        (error**2, 2 * error),
        (error, 1.0),
        (error**2 / 2, error) if error < 1 else (error - 0.5, 1.0),
    )
    for (_name, loss), (value, slope) in zip(REGRESSION, by_hand, strict=True):
        step = number_step(error, 0.0, loss)
        assert (step["L"], step["dA1"][0, 0]) == pytest.approx((value, slope), rel=1e-12)


@pytest.mark.parametrize("output", PREDICTIONS)
def test_gaussian_surprise_is_half_the_square_and_a_constant(output: float) -> None:
    step = number_step(output, TARGET, SquaredError(factor=0.5))
    constant = 0.5 * math.log(2 * math.pi)
    assert gaussian(output, TARGET) - float(step["L"]) == pytest.approx(constant, rel=1e-12)
    slope = (gaussian(output + 1e-6, TARGET) - gaussian(output - 1e-6, TARGET)) / 2e-6
    assert float(step["dA1"][0, 0]) == pytest.approx(slope, abs=1e-8)


@pytest.mark.parametrize("p", CHANCES)
def test_two_losses_of_a_class_by_their_definitions(p: float) -> None:
    squared, surprise = (class_step(p, loss) for loss in (SquaredError(), BinaryCrossEntropy()))
    assert float(squared["L"]) == pytest.approx((1 - p) ** 2, rel=1e-9)
    assert float(squared["dZ1"][0, 0]) == pytest.approx(2 * (p - 1) * p * (1 - p), rel=1e-9)
    assert float(surprise["L"]) == pytest.approx(-math.log(p), rel=1e-9)
    assert float(surprise["dZ1"][0, 0]) == pytest.approx(p - 1, rel=1e-9)


def test_differences_in_the_table_are_all_the_same() -> None:
    table = [block for block in for_numbers().blocks if isinstance(block, Table)][1]
    assert {row[3] for row in table.rows} == {"0.918939"}


def test_worst_answer_is_let_go_by_the_square() -> None:
    table = next(block for block in for_classes().blocks if isinstance(block, Table))
    slopes = [(abs(float(row[2])), abs(float(row[4]))) for row in table.rows]
    assert slopes[-1][0] < slopes[2][0]
    assert [b for _a, b in slopes] == sorted(b for _a, b in slopes)
