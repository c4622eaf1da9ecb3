import re

import numpy as np
import pytest

from glassnet.locales import width as columns
from glassnet.report.terminal_boundary import boundary_text

AXIS = np.linspace(0, 1, 50)
X, Y = np.meshgrid(AXIS, AXIS)
EXTENT = (0.0, 1.0, 0.0, 1.0)
CORNERS = [[0, 0], [0, 1], [1, 0], [1, 1]]


def body(lines: list[str], bar: str = "│") -> list[str]:
    return [line.split(bar)[1] for line in lines if line.count(bar) == 2]


def test_half_blocks_show_the_half_that_is_class_one() -> None:
    rows = body(boundary_text((Y > 0.5).astype(float), 40, extent=EXTENT))
    assert set(rows[0]) == {"█"}
    assert set(rows[-1]) == {" "}
    rows = body(boundary_text((X > 0.5).astype(float), 40, extent=EXTENT))
    assert re.fullmatch(" +█+", rows[3])
    assert abs(rows[3].count(" ") - rows[3].count("█")) <= 1


def test_examples_stand_in_their_corners() -> None:
    rows = body(boundary_text(X, 40, CORNERS, [0, 1, 1, 0], extent=EXTENT))
    assert (rows[-1][0], rows[0][0], rows[-1][-1], rows[0][-1]) == ("○", "●", "●", "○")
    rows = body(boundary_text(X, 40, CORNERS, [0, 1, 1, 0], extent=EXTENT, ascii=True), "|")
    assert (rows[-1][0], rows[0][0], rows[-1][-1], rows[0][-1]) == ("o", "x", "x", "o")


@pytest.mark.parametrize("width", [24, 60, 80])
@pytest.mark.parametrize("ascii", [True, False])
@pytest.mark.parametrize("extent", [EXTENT, (-1e4, 1e4, -0.001, 0.002), (0, 1, 0, 50)])
def test_no_line_is_wider_than_asked(width: int, ascii: bool, extent: tuple) -> None:
    names = ["山鸢尾", "a very long name of a class that does not fit at all " * 2]
    lines = boundary_text(
        X, width, CORNERS, [0, 1, 1, 0], extent=extent, class_names=names, ascii=ascii
    )
    assert max(map(columns, lines)) <= width
    assert len({columns(row) for row in body(lines, "|" if ascii else "│")}) == 1


def test_ascii_is_ascii() -> None:
    lines = boundary_text(X - 0.5, 60, CORNERS, [0, 1, 1, 0], extent=(-1, 0, -1, 0), ascii=True)
    assert "".join(lines).isascii()


def test_three_classes_have_three_textures() -> None:
    rows = body(boundary_text((X * 2.99).astype(int), 40, extent=EXTENT))
    assert re.fullmatch(" +░+▒+", rows[0])


def test_the_legend_names_every_class() -> None:
    lines = boundary_text(X, 60, extent=EXTENT, class_names=["setosa"])
    assert lines[-1] == "○ setosa [  ]   ● 1 [██]"


def test_colours_change_nothing_but_add_escapes() -> None:
    plain = boundary_text(X, 40, CORNERS, [0, 1, 1, 0], extent=EXTENT)
    painted = boundary_text(X, 40, CORNERS, [0, 1, 1, 0], extent=EXTENT, color=True)
    stripped = [re.sub(r"\x1b\[[\d;]+m", "", line) for line in painted]
    assert [columns(line) for line in stripped[:-1]] == [columns(line) for line in plain[:-1]]
    assert all(line.count("\x1b[0m") == 1 for line in painted if "\x1b" in line)
    # The escape is written once for a stretch of one colour.
    assert painted[3].count("\x1b[") == 3


def test_an_answer_that_is_not_a_number() -> None:
    assert boundary_text(np.full((5, 5), np.nan), 40, extent=EXTENT)
