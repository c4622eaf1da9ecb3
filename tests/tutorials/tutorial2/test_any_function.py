import numpy as np
import pytest

from glassnet.tutorials.blocks import Table
from glassnet.tutorials.tutorial2.any_function import (
    BOOK,
    any_curve,
    built,
    deviations,
    goal,
    mean_heights,
)


def piecewise(heights: list[float], x: np.ndarray) -> np.ndarray:  # type: ignore[type-arg]
    """What bumps with upright walls would add up to."""
    places = np.minimum((x * len(heights)).astype(int), len(heights) - 1)
    return np.asarray(np.array(heights)[places])


def logit(p: np.ndarray) -> np.ndarray:  # type: ignore[type-arg]
    return np.asarray(np.log(p) - np.log1p(-p))


@pytest.mark.parametrize(
    ("count", "known"), [(5, 0.3806), (10, 0.2871), (20, 0.1356), (50, 0.0540), (100, 0.0270)]
)
def test_deviation_is_that_of_upright_boxes(count: int, known: float) -> None:
    x = (np.arange(20_000) + 0.5) / 20_000
    heights = mean_heights(count)
    upright = float(np.mean(np.abs(piecewise(heights, x) - logit(goal(x)))))
    assert round(deviations(tuple(heights))[0], 3) == round(upright, 3)
    assert deviations(tuple(heights))[0] == pytest.approx(known, abs=2e-4)


def test_heights_and_the_books() -> None:
    assert [round(h, 3) for h in mean_heights(5)] == [-1.261, -1.535, -0.468, -0.994, 0.803]
    assert deviations(BOOK)[0] < 0.40  # what the book asks its readers for


def test_network_has_two_hidden_units_for_each_bump() -> None:
    assert built(mean_heights(20)).network.sizes == (1, 40, 1)


def test_table_shrinks() -> None:
    table = [block for block in any_curve().blocks if isinstance(block, Table)][1]
    found = [float(row[2]) for row in table.rows[1:]]
    assert found == sorted(found, reverse=True)
    assert table.rows[1][2] == "0.3806"
