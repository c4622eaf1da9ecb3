import math

import numpy as np
import pytest

from glassnet.tutorials.blocks import Equations, Table
from glassnet.tutorials.tutorial2.network import square_grid, tower
from glassnet.tutorials.tutorial2.surfaces import (
    AIM,
    GRID,
    HEIGHT,
    SIDES,
    SOFT,
    UPDATES,
    shaded,
    steepest,
    towers,
    training,
    volume,
    volumes,
)


def sigma(z: float) -> float:
    return 1 / (1 + math.exp(-z))


@pytest.mark.parametrize(
    ("place", "ridges"), [((0.5, 0.5), 2), ((0.5, 0.1), 1), ((0.9, 0.5), 1), ((0.1, 0.9), 0)]
)
def test_tower_by_hand(place: tuple[float, float], ridges: int) -> None:
    answer = float(tower(SIDES, HEIGHT).predict([place])[0, 0])
    assert answer == pytest.approx(sigma(HEIGHT * (ridges - 1.5)), rel=1e-9)


def test_volume_is_the_sum_of_little_columns() -> None:
    model = training().at(0)
    points = square_grid(GRID)
    gaps = np.abs(model.predict(points) - tower(AIM, HEIGHT, SOFT).predict(points))
    assert volume(model) == pytest.approx(float(gaps.sum()) / GRID**2, rel=1e-12)


def test_volume_shrinks_with_training() -> None:
    found = [volume(training().at(k)) for k in UPDATES]
    assert found == sorted(found, reverse=True)
    assert found[-1] < 0.05 * found[0]
    table = next(block for block in volumes().blocks if isinstance(block, Table))
    assert [float(row[1]) for row in table.rows] == pytest.approx(found, abs=5e-6)


def test_steep_steps_have_hardly_a_slope() -> None:
    assert steepest(1000.0) < steepest(20.0) / 100


def test_shades_grow_upwards() -> None:
    values = np.array([[0.0, 0.5], [1.0, 2.0]])
    lines = shaded(np.repeat(values, 10, axis=1), 0, 1)
    assert lines[1] == "│" + "█" * 20 + "│"
    assert lines[2] == "│" + " " * 10 + "▒" * 10 + "│"


def test_drawn_tower_is_the_crossing() -> None:
    rows = next(block for block in towers().blocks if isinstance(block, Equations)).rows
    assert sum(row.count("█") for row in rows) == 2 * 4 * 8  # 4 lines of 8, drawn twice
