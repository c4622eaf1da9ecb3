import math

import numpy as np
import pytest

from glassnet.tutorials.blocks import Table
from glassnet.tutorials.tutorial5.activations import activations, edges, regions


def test_edges_by_hand() -> None:
    # 1 - tanh² = 0.9 and 0.1
    steep, flat = edges("tanh")
    assert steep == pytest.approx(math.atanh(math.sqrt(0.1)), abs=1e-4)
    assert flat == pytest.approx(math.atanh(math.sqrt(0.9)), abs=1e-4)
    # sigmoid(z) = ½ + ½ tanh(z/2), so its edges are twice as far
    assert edges("sigmoid") == pytest.approx((2 * steep, 2 * flat), abs=3e-4)


def test_every_sum_is_counted_once() -> None:
    z = np.array([-9.0, -2.0, -0.5, -0.1, 0.0, 0.1, 0.5, 2.0, 4.0])
    negative, linear, between, saturated, *sigmoid = regions(z)
    assert (negative, linear, between, saturated) == (4, 3, 2, 4)
    assert sigmoid == [5, 2, 2]


def test_tables_of_the_section() -> None:
    tables = [block for block in activations().blocks if isinstance(block, Table)]
    assert [row[1] for row in tables[0].rows] == [
        "σ(z)", "(e^z - e^-z)/(e^z + e^-z)", "max(0,z)", "max(0.01z,z)",
    ]  # fmt: skip
    values = {row[0]: row[1:] for row in tables[1].rows}
    assert values["0"][:4] == ("0.5000", "0.2500", "0.0000", "1.0000")
    assert values["-4"][6:] == ("-0.0400", "0.0100")
    # at the start every z of the flower's network is in the linear part
    assert tables[2].rows[1][2] == "1,600 (100%)"
    for column in (1, 2, 3):
        counts = [int(row[column].split()[0].replace(",", "")) for row in tables[2].rows]
        assert sum(counts[1:4]) == sum(counts[4:]) == (20 if column == 1 else 1600)
