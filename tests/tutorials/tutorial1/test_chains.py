import numpy as np
import pytest

from glassnet.tutorials.blocks import Equations, Lines, Table
from glassnet.tutorials.tutorial1.chains import chains
from glassnet.tutorials.tutorial1.modules import modules
from glassnet.tutorials.tutorial1.network import cloud, first_step
from glassnet.tutorials.tutorial1.three_or_fifty import three_or_fifty
from glassnet.tutorials.tutorial1.training_curves import EVERY, accuracies
from glassnet.tutorials.tutorial1.truth_table import truth_table
from glassnet.tutorials.tutorial1.xor import accuracy, trials


def sigma(z: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-z))


def test_products_of_the_lines_are_the_gradient_of_the_figures() -> None:
    lines = chains()[1]
    assert isinstance(lines, Lines)
    first, one, two, both = lines.lines
    for line in (first, one, two):
        product = eval(line.numbers.replace("·", "*"))
        assert product == pytest.approx(float(line.result), abs=2e-8)
    assert (first.result, both.result) == ("-0.02879856", "0.00723246")
    assert float(one.result) + float(two.result) == pytest.approx(float(both.result), abs=1.1e-8)


def test_ways_through_the_outputs_against_plain_arrays() -> None:
    """Each way is the gradient of one output's part of the loss."""
    step = first_step()
    lines = chains()[1].lines
    for k, line in ((0, lines[1]), (1, lines[2])):

        def part(w: float, k: int = k) -> float:
            W1 = step["W1"].copy()
            W1[0, 0] = w
            out = sigma(sigma(step["X"] @ W1) @ step["W2"])
            return float(0.5 * (out[0, k] - step["Y"][0, k]) ** 2)

        w = step["W1"][0, 0]
        slope = (part(w + 1e-6) - part(w - 1e-6)) / 2e-6
        assert slope == pytest.approx(float(line.result), abs=2e-8)


def test_stack_has_the_shape_of_every_result_below_it() -> None:
    drawn = modules()[1]
    assert isinstance(drawn, Equations)
    upper, lower = drawn.rows
    for name, shape in (("z1", "(1, 3)"), ("z2", "(1, 2)"), ("h2", "(1, 2)")):
        assert lower[upper.index(name) :].startswith(shape)


def test_no_line_of_the_table_has_all_four_corners() -> None:
    table = truth_table()[1]
    assert isinstance(table, Table)
    assert [row[:3] for row in table.rows[:4]] == [
        ("0", "0", "0"),
        ("0", "1", "1"),
        ("1", "0", "1"),
        ("1", "1", "0"),
    ]
    assert table.rows[-1][3:] == ("3/4", "3/4", "2/4")
    wrong = [sum("✗" in row[k] for row in table.rows) for k in (3, 4, 5)]
    assert wrong == [1, 1, 2]


def test_curves_end_where_the_panels_end() -> None:
    small = trials()[0]
    curve = accuracies(small)
    assert len(curve) == small.run.steps // EVERY + 1
    assert curve[-1] == accuracy(small.run, *cloud())
    rows = [block for block in three_or_fifty().blocks if isinstance(block, Equations)]
    assert len(rows) == 4
    assert "accuracy, updates 0 to 600" in rows[1].rows[-1]
