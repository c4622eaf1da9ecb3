"""Pictures made of characters."""

import io

import numpy as np

from glassnet.cli.digit_pictures import picture_lines, picture_rows
from glassnet.cli.terminal import Terminal


def test_shades_follow_the_ink() -> None:
    assert picture_lines(np.array([[0, 4, 8], [12, 15.9, 16]])) == ["  ░░▒▒", "▓▓████"]
    assert picture_lines(np.full((1, 2), 7.0)) == ["    "]


def test_captions_stand_below_their_pictures() -> None:
    screen = Terminal(io.StringIO())
    pictures = [np.eye(8), 1 - np.eye(8)]
    rows = picture_rows(pictures, [("认成 5", True), ("read as 8", False)], screen)
    assert len(rows) == 9
    assert rows[0] == "  ██" + " " * 17 + "  " + "██" * 7
    assert rows[-1] == "  认成 5" + " " * 13 + "read as 8"
