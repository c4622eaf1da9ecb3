import math

import numpy as np

from glassnet.tutorials.blocks import Table
from glassnet.tutorials.tutorial3.two_lines import CORNERS, XOR, corners, several_lines


def sigma(z: float) -> float:
    return 1 / (1 + math.exp(-z))


def test_corners_by_hand() -> None:
    step = corners()
    for i, (x1, x2) in enumerate(CORNERS):
        h1, h2 = sigma(20 * x1 + 20 * x2 - 10), sigma(-20 * x1 - 20 * x2 + 30)
        assert np.allclose(step["A1"][i], [h1, h2], rtol=1e-12)
        assert math.isclose(step["A2"][i, 0], sigma(20 * h1 + 20 * h2 - 30), rel_tol=1e-9)
    assert (step["A2"][:, 0] > 0.5).astype(int).tolist() == list(XOR)


def test_neither_line_alone_is_xor() -> None:
    hidden = (corners()["A1"] > 0.5).astype(int)
    assert all((hidden[:, k] != XOR).any() for k in (0, 1))


def test_table_ends_with_the_truth() -> None:
    table = next(block for block in several_lines().blocks if isinstance(block, Table))
    assert [row[-1] for row in table.rows] == ["0", "1", "1", "0"]
    assert [f"{float(row[4]):.0f}" for row in table.rows] == ["0", "1", "1", "0"]
