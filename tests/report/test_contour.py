import numpy as np
import pytest

from glassnet.report.contour import contour_lines


def test_a_straight_line_is_found_exactly() -> None:
    x = np.linspace(0, 1, 5)
    field = np.tile(x, (4, 1))
    (line,) = contour_lines(field, 0.3)
    assert [row for _column, row in sorted(line, key=lambda p: p[1])] == [0, 1, 2, 3]
    assert [column for column, _row in line] == pytest.approx([1.2] * 4)


def test_a_circle_is_one_closed_line() -> None:
    axis = np.linspace(-2, 2, 81)
    x, y = np.meshgrid(axis, axis)
    (line,) = contour_lines(x * x + y * y, 1.0)
    assert line[0] == line[-1]
    radii = [np.hypot(c / 20 - 2, r / 20 - 2) for c, r in line]
    assert np.allclose(radii, 1, atol=1e-3)


def test_a_saddle_gives_two_lines_that_do_not_cross() -> None:
    low, high = (contour_lines([[1, -1], [-1, 1]], level) for level in (0.1, -0.1))
    assert len(low) == len(high) == 2
    # With the middle below the level the two high corners are cut off one by one.
    corners = [{(round(c), round(r)) for c, r in line} for line in low]
    assert all(len({p for p in corner if p in {(0, 0), (1, 1)}}) <= 1 for corner in corners)
    assert low != high


def test_cells_with_nan_have_no_line() -> None:
    field = np.tile([-1.0, 1.0, 1.0], (3, 1))
    field[0, 0] = np.nan
    (line,) = contour_lines(field)
    assert sorted(line) == [(0.5, 1.0), (0.5, 2.0)]


@pytest.mark.parametrize("field", [np.ones((3, 3)), -np.ones((3, 3)), np.full((3, 3), np.nan)])
def test_no_line(field: np.ndarray) -> None:
    assert contour_lines(field) == []


def test_all_points_lie_on_the_level() -> None:
    rng = np.random.default_rng(3)
    field = rng.normal(size=(12, 15))
    lines = contour_lines(field)
    assert len(lines) > 3
    for column, row in (point for line in lines for point in line):
        i, j = int(row), int(column)
        di, dj = row - i, column - j
        here = field[i, j]
        there = field[i + 1, j] if di else field[i, min(j + 1, 14)]
        assert here + (di + dj) * (there - here) == pytest.approx(0, abs=1e-9)
