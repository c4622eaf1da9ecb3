import math

import numpy as np
import pytest

from glassnet.presets.tutorial3 import LR, WEIGHTS, X, Y
from glassnet.tutorials.blocks import Lines, Paragraph, Table
from glassnet.tutorials.tutorial3.weight_update import (
    factor_two,
    measured_slope,
    page_change,
    squares,
    update_step,
    worked_update,
)


def outputs_by_hand(W2: list[list[float]]) -> list[float]:
    def sigma(z: float) -> float:
        return 1 / (1 + math.exp(-z))

    W1, i = WEIGHTS["W1"], X[0]
    o = [sigma(sum(i[n] * W1[n][j] for n in (0, 1))) for j in (0, 1)]
    return [sigma(sum(o[j] * W2[j][k] for j in (0, 1))) for k in (0, 1)]


def test_page_formula_is_the_change_that_the_step_made() -> None:
    step = update_step()
    assert np.allclose(page_change(step), step["W2_new"] - step["W2"], rtol=0, atol=1e-15)


def test_outputs_by_hand() -> None:
    assert update_step()["A2"][:, 0] == pytest.approx(outputs_by_hand(WEIGHTS["W2"]), rel=1e-14)


def test_a_reader_with_a_calculator_gets_the_shown_result() -> None:
    lines = next(block for block in worked_update().blocks if isinstance(block, Lines)).lines
    assert len(lines) == 10
    for line in lines:
        value = eval(line.numbers.replace("·", "*"), {"exp": math.exp})
        assert value == pytest.approx(float(line.result), abs=2e-6), line


def test_measured_slope_has_the_two_that_the_page_drops() -> None:
    def error(w11: float) -> float:
        out = outputs_by_hand([[w11, WEIGHTS["W2"][0][1]], WEIGHTS["W2"][1]])
        return sum((t - o) ** 2 for t, o in zip(Y[0], out, strict=True))

    old = WEIGHTS["W2"][0][0]
    assert squares(old) == pytest.approx(error(old), rel=1e-12)
    slope = (error(old + 1e-6) - error(old - 1e-6)) / 2e-6
    assert measured_slope() == pytest.approx(slope, rel=1e-7)
    assert measured_slope() == pytest.approx(2 * update_step()["dW2"][0, 0], rel=1e-8)


def test_twice_the_rate_makes_up_for_the_two() -> None:
    whole, half = update_step(1.0, LR), update_step(0.5, 2 * LR)
    assert all(np.array_equal(whole[name], half[name]) for name in ("W1_new", "W2_new"))
    text = factor_two()[-1]
    assert isinstance(text, Paragraph)
    assert "of the 8 new weights, 8 are equal" in text.text
    table = factor_two()[1]
    assert isinstance(table, Table)
    assert table.rows[0][3] == table.rows[2][3] != table.rows[1][3]
