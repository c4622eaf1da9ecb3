import math
import re

import pytest

from glassnet import presets
from glassnet.locales import set_language, width
from glassnet.tutorials import s3_step_lines
from glassnet.tutorials.blocks import Lines, Table
from glassnet.tutorials.tutorial4.hand_step import (
    LOSS,
    OUTPUT,
    as_matrices,
    by_hand,
    hand_step,
)

WEIGHTS = presets.load("s3-2-3-1").params


def test_every_number_of_the_forward_pass() -> None:
    step = hand_step()
    assert step["Z1"][0].round(7).tolist() == [1.0, 1.3, 0.8]
    assert step["A1"][0].round(7).tolist() == [0.7310586, 0.785835, 0.6899745]
    assert round(float(step["A2"][0, 0]), 7) == 1.2332121
    assert round(float(step["L"]), 7) == 1.5208121


def test_four_factors_make_the_matrix_result() -> None:
    step = hand_step()
    a, y, w31 = step["A1"][0, 0], step["A2"][0, 0], WEIGHTS["W2"][0, 0]
    product = -2 * (0 - y) * w31 * a * (1 - a) * 1.0
    assert product == pytest.approx(step["dW1"][0, 0], rel=1e-15)
    assert round(float(step["dW1"][0, 0]), 7) == 0.1454785


def test_gradient_is_that_of_the_loss_by_hand() -> None:
    def loss(w11: float) -> float:
        W = [[w11, 0.4, 0.3], WEIGHTS["W1"][1]]
        sums = [W[0][j] + W[1][j] for j in range(3)]
        out = sum(w[0] / (1 + math.exp(-h)) for w, h in zip(WEIGHTS["W2"], sums, strict=True))
        return out * out

    slope = (loss(0.8 + 1e-6) - loss(0.8 - 1e-6)) / 2e-6
    assert slope == pytest.approx(float(hand_step()["dW1"][0, 0]), rel=1e-8)


def test_fourteen_lines_with_what_is_printed_beside_them() -> None:
    text = "\n".join(s3_step_lines())
    assert re.findall(r"^ *(\d+)  ", text, flags=re.M) == [str(n) for n in range(1, 15)]
    for printed in (
        "1\n",
        "1.3\n",
        "0.8\n",
        "0.73",
        "0.78, then 0.79",
        "0.69",
        OUTPUT.text,
        LOSS.text,
    ):
        assert f"as printed: {printed}" in text
    for ours in ("= 1.3 ", "= 0.8 ", "= 1.2332121", "= 1.5208121", "= 2.4664242", "= 0.7985452"):
        assert ours in text + "\n"


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("columns", [60, 72, 80, 120])
def test_lines_fit_the_terminal(language: str, columns: int) -> None:
    set_language(language)
    assert max(map(width, s3_step_lines(columns))) <= columns


def test_a_reader_with_a_calculator_gets_the_shown_result() -> None:
    """What stands between the equals signs gives what stands behind them, to its last digit."""
    lines = next(block for block in by_hand().blocks if isinstance(block, Lines)).lines
    checked = 0
    for line in lines:
        if line.numbers:
            python = line.numbers.replace("·", "*").replace("²", "**2")
            value = eval(python, {"exp": math.exp})
            assert value == pytest.approx(float(line.result), abs=3e-7), line
            checked += 1
    assert checked == 12


def test_differences_are_explained() -> None:
    table = next(block for block in by_hand().blocks if isinstance(block, Table))
    assert [row[:3] for row in table.rows] == [
        ("a12", "0.78 (body text), 0.79", "0.785835"),
        ("ŷ", "1.235 (body text)", "1.2332121"),
        ("C", "1.235² = 1.52 (body text)", "1.5208121"),
    ]
    assert "= 1.235:" in table.rows[1][3]
    assert "1.525225" in table.rows[2][3]
    assert "1.53" in table.rows[2][3]


def test_matrix_rows_are_the_derivation() -> None:
    rows = as_matrices().blocks[1].rows  # type: ignore[union-attr]
    heads = [row for row in rows if row[:2].strip()]
    assert len(heads) == len(hand_step().derivation)
    assert heads[10].split("[")[0].split() == ["11", "dW1", "=", "A0.T", "@", "dZ1"]
    assert "[0.1985452 0.8979245 0.4952517]" in rows[rows.index(heads[11]) + 1]
