import doctest

import numpy as np

from glassnet.tutorials import decimals
from glassnet.tutorials.decimals import array_lines, plain, signed, vector_text


def test_examples_of_the_module() -> None:
    assert doctest.testmod(decimals).failed == 0


def test_numbers_are_rounded_and_trimmed() -> None:
    assert plain(0.2331234567891) == "0.23312346"
    assert plain(1e-12) == "0"
    assert plain(-1e-12) == "0"
    assert plain(300.0) == "300"
    assert plain(np.float32(0.1)) == "0.1"
    assert signed(-0.5) == "(-0.5)"
    assert signed(0.5) == "0.5"


def test_arrays_lose_their_outer_brackets_only() -> None:
    assert array_lines(np.float64(0.25)) == ["0.25"]
    assert array_lines([1.0, 2.0]) == ["[1. 2.]"]
    assert array_lines([[1.0, 2.0]]) == ["[1. 2.]"]
    assert array_lines([[1.0], [-2.0]]) == ["[ 1.]", "[-2.]"]
    assert array_lines(np.ones((3, 2)))[1] == "[1. 1.]"
    assert vector_text([[0.5, -0.25]]) == "[0.5 -0.25]"
