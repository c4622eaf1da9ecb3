import numpy as np

from glassnet.tutorials.blocks import Table
from glassnet.tutorials.tutorial2.lines import (
    as_height,
    points,
    predictor,
    separator,
    shares,
    two_lines,
)


def test_predictor_is_the_line_of_least_squares() -> None:
    X, _labels = points()
    slope, height = np.polyfit(X[:, 0], X[:, 1], 1)
    params = predictor().params
    assert np.allclose([params["W1"][0, 0], params["b1"][0]], [slope, height], atol=1e-6)


def test_separator_written_as_a_height_divides_the_same_points() -> None:
    X, Y = points()
    slope, height = as_height(separator())
    above = X[:, 1] > slope * X[:, 0] + height
    assert (above == (separator().predict(X)[:, 0] > 0.5)).all()
    assert (above == Y).mean() == shares()[0] == 1.0
    assert shares()[1] < 0.7


def test_table_shows_both() -> None:
    table = next(block for block in two_lines().blocks if isinstance(block, Table))
    assert [row[3] for row in table.rows] == ["62.5%", "100%"]
