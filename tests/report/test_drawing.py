from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from glassnet.report.drawing import class_legend, rows_of, spread
from report.reading import read


@given(st.lists(st.floats(0, 300), max_size=6), st.booleans())
def test_texts_are_moved_apart(heights: list[float], upwards: bool) -> None:
    placed = sorted(spread(heights, upwards))
    assert all(b - a >= 13 - 1e-6 for a, b in pairwise(placed))


def test_texts_that_are_apart_stay() -> None:
    assert spread([10, 50, 90]) == [10, 50, 90]
    assert spread([]) == []


def test_rows_hold_no_more_than_their_room() -> None:
    assert rows_of([50, 40, 30, 120], 100) == [[0, 1], [2], [3]]


def test_a_legend_names_every_class() -> None:
    legend, height = class_legend(["<a>", "b", "c"], 0, 0, room=80)
    assert [e.text for e in read(legend).all("text")] == ["<a>", "b", "c"]
    assert height == 36
