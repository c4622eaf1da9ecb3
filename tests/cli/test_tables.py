"""Tables whose columns stand straight, Chinese or not."""

import io

import numpy as np

from glassnet.cli.tables import beside, confusion_lines, right_aligned
from glassnet.cli.terminal import Terminal
from glassnet.locales import width


def test_columns_are_right_aligned() -> None:
    lines = right_aligned([["", "训练", "held out"], ["loss", "0.5", "1"], ["准确率", "1", "22"]])
    assert lines == [
        "         训练   held out",
        "loss      0.5          1",
        "准确率      1         22",
    ]
    assert {width(line) for line in lines} == {24}


def test_blocks_stand_beside_each_other_whatever_their_colours() -> None:
    lines = beside(["\x1b[31mab\x1b[0m", "c"], ["x", "y", "z"])
    assert lines == ["\x1b[31mab\x1b[0m   x", "c    y", "     z"]


def test_confusion_matrix() -> None:
    lines = confusion_lines(np.array([[10, 0], [3, 7]]), ["no", "是"], Terminal(io.StringIO()))
    assert lines == ["      no  是", "  no  10   ·", "  是   3   7"]


def test_long_names_are_shortened_to_fit() -> None:
    names = [f"a very long name of class {k}" for k in range(12)]
    screen = Terminal(io.StringIO())
    lines = confusion_lines(np.full((12, 12), 100), names, screen)
    assert max(map(width, lines)) <= screen.width
