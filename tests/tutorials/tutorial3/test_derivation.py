import math
from itertools import pairwise

import pytest

from glassnet.tutorials.blocks import Equations, Lines, Table
from glassnet.tutorials.tutorial3.derivation import BOOK, book_values, link_by_link
from glassnet.tutorials.tutorial3.neuron import neuron
from glassnet.tutorials.tutorial3.valley import (
    BORDERS,
    LINES,
    SHADES,
    START,
    descent,
    drawing,
    route,
    unit,
)


def test_links_multiply_to_the_slope_of_the_squared_error() -> None:
    lines = next(block for block in link_by_link().blocks if isinstance(block, Lines)).lines
    product = math.prod(float(line.result) for line in lines[:3])
    assert product == pytest.approx(float(lines[3].result), abs=2e-7)
    assert lines[3].result == "-0.11321378"


def test_example_of_the_book_to_its_printed_digits() -> None:
    found = book_values()
    assert found["sigmoid"] == pytest.approx(1 / (1 + math.exp(-2.3)), rel=1e-14)
    for name, printed in BOOK.items():
        digits = len(printed.text.split(".")[1])
        assert f"{found[name]:.{digits}f}" == printed.text
    table = next(block for block in link_by_link().blocks if isinstance(block, Table))
    assert table.rows[2][1:] == ("0.04969 (book)", "0.0496917")


def test_valley_is_where_both_examples_are_right() -> None:
    """w1 + 0.2·w2 = 1 and 0.3·w1 + w2 = 0.5 by elimination."""
    w1 = (1 - 0.2 * 0.5) / (1 - 0.2 * 0.3)
    w2 = 0.5 - 0.3 * w1
    assert float(unit((w1, w2)).explain([[1.0, 0.2], [0.3, 1.0]], [[1.0], [0.5]])["L"]) < 1e-28
    places = route(descent())
    assert places[0] == START
    distances = [math.hypot(a - w1, b - w2) for a, b in places]
    assert distances[-1] < 0.05
    assert all(later < before for before, later in pairwise(distances))


def test_drawing_is_darker_where_the_error_is_larger() -> None:
    rows = drawing(descent())
    assert len(rows) == LINES + 3
    inside = [row.split("│")[1] for row in rows[1 : LINES + 1]]
    assert len({len(row) for row in inside}) == 1
    assert inside[-1][0] == SHADES[0]
    assert "".join(inside).count("●") > 8
    assert list(BORDERS) == sorted(BORDERS, reverse=True)


def test_neuron_tells_the_ends_of_its_curve() -> None:
    text, drawn = neuron()
    assert "at -6 it gives 0.0025, at 0 0.5, at 6 0.9975" in text.text
    assert isinstance(drawn, Equations)
    assert "Sigmoid(x), x from -6 to 6" in drawn.rows[-1]
