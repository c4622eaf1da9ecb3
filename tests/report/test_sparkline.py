import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glassnet.locales import width as columns
from glassnet.report.sparkline import curve_text

reals = st.floats(-1e300, 1e300)


def test_the_highest_value_is_at_the_top() -> None:
    lines = curve_text([0, 1, 2, 3], width=22, height=4, ascii=True)
    assert [line.index("*") for line in lines] == sorted(
        (line.index("*") for line in lines), reverse=True
    )
    assert lines[0].startswith("3 |")
    assert lines[-1].startswith("0 |")


def test_braille() -> None:
    assert curve_text([1, 0], width=20, height=2) == [
        "1 │⠉⠑⠒⠒⠤⠤⣀⣀⡀",
        "0 │        ⠈⠉⠉⠒⠒⠤⠤⢄⣀",
    ]


@given(st.lists(reals, min_size=1, max_size=300), st.integers(20, 100), st.integers(2, 12))
def test_it_keeps_its_size(values: list[float], width: int, height: int) -> None:
    for ascii in (True, False):
        lines = curve_text(values, width, height, ascii=ascii)
        assert len(lines) == height
        assert max(map(columns, lines)) <= width
        assert not ascii or "".join(lines).isascii()


@given(st.lists(reals, min_size=2, max_size=30))
def test_the_line_has_no_holes(values: list[float]) -> None:
    lines = curve_text(values, 60, 8, ascii=True)
    marks = [[line[k : k + 1] == "*" for line in lines] for k in range(lines[0].index("|") + 1, 60)]
    rows = [[row for row, is_set in enumerate(column) if is_set] for column in marks]
    assert all(rows)
    for before, after in pairwise(rows):
        assert min(after) <= max(before) + 1
        assert max(after) >= min(before) - 1


def test_a_spike_among_thousands_is_seen() -> None:
    values = [0.0] * 5000
    values[2500] = 1.0
    lines = curve_text(values, 60, 5, ascii=True)
    assert "*" in lines[0]


def test_gaps() -> None:
    lines = curve_text([1.0] * 3 + [math.nan] * 3, width=23, height=2, ascii=True)
    assert lines[0].count("*") + lines[1].count("*") < 12
    assert curve_text([math.nan, math.inf], 40, 4) == []
    assert curve_text([], 40, 4) == []


def test_logarithmic() -> None:
    lines = curve_text([1, 0.1, 0.01], width=43, height=3, log=True, ascii=True)
    assert lines[0].startswith("   1 |")
    assert lines[2].startswith("0.01 |")
    middle = [k for k, c in enumerate(lines[1]) if c == "*"]
    assert sum(middle) / len(middle) == pytest.approx(6 + 18, abs=1)
    assert curve_text([0, -1], log=True) == []


def test_constant_is_labelled_once_beside_its_line() -> None:
    for ascii in (True, False):
        lines = curve_text([1.0] * 20, width=30, height=6, ascii=ascii)
        labelled = [line for line in lines if line.lstrip().startswith("1 ")]
        assert len(labelled) == 1
        assert labelled[0][3:].strip()
