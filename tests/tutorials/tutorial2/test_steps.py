import math
from itertools import pairwise

import pytest

from glassnet.tutorials.blocks import Table
from glassnet.tutorials.tutorial2.network import bumps, unit
from glassnet.tutorials.tutorial2.steps import ONE, TWO, UNITS, one_step, two_steps


@pytest.mark.parametrize(("weight", "bias"), UNITS)
def test_step_is_at_minus_b_over_w(weight: float, bias: float) -> None:
    answers = unit(weight, bias).predict([[-bias / weight - 0.1], [-bias / weight], [0.5]])[:, 0]
    assert answers[1] == pytest.approx(0.5, abs=1e-12)
    assert answers[0] == pytest.approx(1 / (1 + math.exp(0.1 * weight)), rel=1e-9)
    assert -bias / weight == pytest.approx(0.4)


def test_steeper_and_steeper() -> None:
    jumps = []
    for weight, bias in UNITS:
        low, high = unit(weight, bias).predict([[0.39], [0.41]])[:, 0]
        jumps.append(high - low)
    assert all(a < b for a, b in pairwise(jumps))


def test_bump_has_its_height_inside_and_nothing_outside() -> None:
    (start, end, height), *_rest = ONE
    inside, outside = bumps(ONE).predict([[(start + end) / 2], [start - 0.1]])[:, 0]
    assert inside == pytest.approx(height)
    assert outside == pytest.approx(0, abs=1e-12)
    assert bumps(TWO).predict([[0.5], [0.8], [0.65]])[:, 0] == pytest.approx([-1.2, 0.3, 0])


def test_tables() -> None:
    units = next(block for block in one_step().blocks if isinstance(block, Table))
    assert {row[2] for row in units.rows} == {"0.4"}
    bump = next(block for block in two_steps().blocks if isinstance(block, Table))
    assert [row[3] for row in bump.rows] == ["0", "0", "0.8", "0.8", "0.8", "0", "0"]
