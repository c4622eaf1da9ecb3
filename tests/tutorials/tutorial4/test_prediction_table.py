import math

import numpy as np
import pytest

from glassnet.locales import set_language, width
from glassnet.tutorials.blocks import Equations, Paragraph, Table
from glassnet.tutorials.tutorial4.prediction_table import (
    PROBABILITIES,
    prediction_table,
    row_losses,
    step,
)


def test_rows_add_up_to_one_and_softmax_gives_them_back() -> None:
    assert [math.fsum(row) for row in PROBABILITIES] == pytest.approx([1.0] * 5, abs=1e-15)
    assert np.allclose(step()["A1"], PROBABILITIES, rtol=1e-14)


def test_losses_by_hand_and_their_mean_is_what_ran() -> None:
    by_hand = [-math.log(row[k]) for k, row in enumerate(PROBABILITIES)]
    assert row_losses(step()).tolist() == pytest.approx(by_hand, rel=1e-13)
    assert round(by_hand[0], 3) == 0.128
    assert float(step()["L"]) == pytest.approx(sum(by_hand) / 5, rel=1e-13)


def test_target_of_every_row_is_in_brackets() -> None:
    table = next(block for block in prediction_table().blocks if isinstance(block, Equations))
    rows = table.rows[1:6]
    assert rows[0].split() == ["dog", "[0.88]", "0.05", "0.03", "0.02", "0.02", "1.00", "0.128"]
    for k, row in enumerate(rows):
        cells = row.split()[1:6]
        assert [cell.startswith("[") for cell in cells] == [i == k for i in range(5)]
        shown = [float(cell.strip("[]")) for cell in cells]
        assert sum(shown) == pytest.approx(1.0)
        assert f"{-math.log(shown[k]):.3f}" == row.split()[-1]
    assert table.rows[6].split() == ["mean", "0.829"]


def test_mean_of_the_shown_losses_is_the_shown_mean() -> None:
    text = next(
        b.text for b in prediction_table().blocks if isinstance(b, Paragraph) and "/ 5" in b.text
    )
    assert "(0.128 + 0.288 + 0.511 + 0.916 + 2.303) / 5 = 0.829" in text


@pytest.mark.parametrize("language", ["en", "zh"])
def test_columns_stand_below_each_other(language: str) -> None:
    set_language(language)
    rows = next(b for b in prediction_table().blocks if isinstance(b, Equations)).rows
    ends = [width(row[: row.index(".") + 3]) for row in rows[2:6]]
    assert len(set(ends)) == 1
    assert max(map(width, rows)) <= 78


def test_curve_goes_from_the_worst_to_nothing() -> None:
    blocks = prediction_table().blocks
    table = next(block for block in blocks if isinstance(block, Table))
    losses = dict(zip(table.header[1:], table.rows[0][1:], strict=True))
    assert losses["1"] == "0.000"
    assert losses["0.88"] == "0.128"
    assert losses["0.001"] == "6.908"
