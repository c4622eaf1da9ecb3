import math

import numpy as np
import pytest

from glassnet.tutorials.blocks import Equations, Lines, Table
from glassnet.tutorials.tutorial5.gradients import (
    GRADIENTS,
    by_the_course,
    differences,
    one_unit_back,
    one_unit_step,
    six_formulas,
)
from glassnet.tutorials.tutorial5.network import shallow, step


def loss_at(name: str, place: tuple[int, int], change: float) -> float:
    """The loss by its definition, with one number of the columns' parameters changed."""
    values = {key: step()[key].copy() for key in ("W1", "b1", "W2", "b2")}
    values[name][place] += change
    X, Y = shallow().X.T, shallow().Y.T
    hidden = 1 / (1 + np.exp(-(values["W1"] @ X + values["b1"])))
    answer = 1 / (1 + np.exp(-(values["W2"] @ hidden + values["b2"])))
    return float(-np.mean(Y * np.log(answer) + (1 - Y) * np.log(1 - answer)))


@pytest.mark.parametrize("name", GRADIENTS)
def test_the_courses_formulas_are_slopes_of_the_mean_loss(name: str) -> None:
    course = by_the_course(step())[name]
    for place in np.ndindex(course.shape):
        up, down = (loss_at(name[1:], place, d) for d in (1e-5, -1e-5))
        assert course[place] == pytest.approx((up - down) / 2e-5, abs=1e-9)


def test_formulas_for_one_for_m_and_here_agree() -> None:
    for pair in differences(step()).values():
        assert max(pair) < 1e-15


def test_ours_are_the_courses_divided_by_m() -> None:
    course = by_the_course(step())
    for name in ("dZ1", "dZ2"):
        assert np.allclose(course[name], 5 * step()[name], rtol=1e-13)


def test_one_unit_with_a_calculator() -> None:
    lines = next(b for b in one_unit_back().blocks if isinstance(b, Lines)).lines
    for line in lines:
        if line.numbers:
            value = eval(line.numbers.replace("·", "*"), {"exp": math.exp, "log": math.log})
            assert value == pytest.approx(float(line.result), abs=3e-5), line
    a = 1 / (1 + math.exp(-1))
    assert float(one_unit_step()["dZ1"].item()) == pytest.approx(a - 1, rel=1e-14)


def test_six_formulas_each_with_three_labels() -> None:
    blocks = six_formulas().blocks
    rows = next(b for b in blocks if isinstance(b, Equations)).rows
    assert [row[0] for row in rows if row[:1].isdigit()] == list("123456")
    assert "1  one   dz^[2] = a^[2] - y" in rows
    assert any("dZ2 = (A2 - Y) / m = [-0.0796" in row for row in rows)
    assert max(map(len, rows)) <= 78
    table = next(b for b in blocks if isinstance(b, Table))
    assert [row[1] for row in table.rows] == ["(1, 4)", "(1, 1)", "(4, 3)", "(4, 1)"]
