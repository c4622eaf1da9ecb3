import math

import pytest

from glassnet.tutorials.blocks import Table
from glassnet.tutorials.tutorial4.loss_formulas import (
    binary_loss,
    binary_loss_as_printed,
    class_loss,
    loss_formulas,
)


@pytest.mark.parametrize("p", [0.01, 0.3, 0.99])
@pytest.mark.parametrize("y", [0, 1])
def test_binary_cross_entropy_against_its_definition(y: int, p: float) -> None:
    right = -(y * math.log(p) + (1 - y) * math.log(1 - p))
    assert binary_loss(y, p) == pytest.approx(right, rel=1e-12)


def test_printed_formula_is_right_for_one_and_nothing_for_zero() -> None:
    assert binary_loss_as_printed(0, 0.99) == 0
    assert round(binary_loss(0, 0.99), 3) == 4.605
    assert binary_loss_as_printed(1, 0.3) == pytest.approx(binary_loss(1, 0.3), rel=1e-12)


@pytest.mark.parametrize("classes", [2, 5, 9])
def test_dog_has_the_printed_loss_however_the_rest_is_shared(classes: int) -> None:
    assert f"{class_loss(0.88, classes):.3f}" == "0.128"


def test_table_says_which_is_wrong() -> None:
    table = next(block for block in loss_formulas().blocks if isinstance(block, Table))
    assert table.rows[-1][:4] == ("0", "0.99", "0.000", "4.605")
    assert table.rows[-1][4].startswith("wrong")
    assert table.rows[0][4] == "the two agree"
