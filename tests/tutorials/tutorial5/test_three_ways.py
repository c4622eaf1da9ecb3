import doctest

import numpy as np
import pytest

from glassnet.tutorials.blocks import Table
from glassnet.tutorials.tutorial5 import three_ways as module
from glassnet.tutorials.tutorial5.network import shallow
from glassnet.tutorials.tutorial5.three_ways import (
    RESULTS,
    all_at_once,
    by_example,
    by_scalars,
    feeds_for,
    largest_difference,
    three_ways,
)


@pytest.mark.parametrize("m", [1, 2, 37])
def test_three_ways_agree(m: int) -> None:
    feeds = feeds_for(m)
    lists = {name: np.asarray(value).tolist() for name, value in feeds.items()}
    whole = all_at_once(m)(feeds)
    assert largest_difference(by_scalars(lists), whole) < 1e-14
    assert largest_difference(by_example(feeds), whole) < 1e-14


def test_loops_give_the_step_of_the_preset() -> None:
    step = shallow().explain()
    feeds = {name: step[name].tolist() for name in ("W1", "b1", "W2", "b2", "A0", "Y")}
    assert largest_difference(by_scalars(feeds), step) < 1e-15  # type: ignore[arg-type]


def test_a_wrong_gradient_is_seen() -> None:
    feeds = feeds_for(5)
    right = by_example(feeds)
    for name in RESULTS:
        wrong = {**right, name: np.asarray(right[name]) * 1.001}
        assert largest_difference(right, wrong) > 1e-9


def test_table_has_times_and_differences() -> None:
    table = next(block for block in three_ways().blocks if isinstance(block, Table))
    assert [row[0] for row in table.rows] == ["1", "10", "100", "1,000"]
    for row in table.rows:
        assert all(cell.endswith((" µs", " ms")) for cell in row[1:4])
        assert float(row[4]) < 1e-13
    assert doctest.testmod(module).failed == 0
