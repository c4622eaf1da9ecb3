from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glassnet.locales import width
from glassnet.report.curves import curves_svg
from glassnet.report.drawing import class_legend, label, rows_of, shortened, spread, standalone_svg
from glassnet.report.palette import DARK, LIGHT
from report.reading import read


@given(st.lists(st.floats(0, 300), max_size=6), st.booleans())
def test_texts_are_moved_apart(heights: list[float], upwards: bool) -> None:
    placed = sorted(spread(heights, upwards))
    assert all(b - a >= 13 - 1e-6 for a, b in pairwise(placed))


def test_texts_that_are_apart_stay() -> None:
    assert spread([10, 50, 90]) == [10, 50, 90]
    assert spread([]) == []


def test_long_texts_are_shortened_by_columns() -> None:
    assert shortened("short") == "short"
    assert width(shortened("一二三四五六七八九十一二三四五")) <= 22
    assert shortened("a" * 30) == "a" * 21 + "…"


def test_rows_hold_no_more_than_their_room() -> None:
    assert rows_of([50, 40, 30, 120], 100) == [[0, 1], [2], [3]]


def test_a_legend_names_every_class() -> None:
    legend, height = class_legend(["<a>", "b", "c"], 0, 0, room=80)
    assert [e.text for e in read(legend).all("text")] == ["<a>", "b", "c"]
    assert height == 36


def test_a_rim_is_not_read_aloud() -> None:
    back, front = read(label(1, 2, "word", rim=True)).all("text")
    assert back.attributes["aria-hidden"] == "true"
    assert "aria-hidden" not in front.attributes


@pytest.mark.parametrize("theme", [None, LIGHT, DARK])
def test_a_picture_of_its_own(theme: object) -> None:
    inner = curves_svg({"a": [1, 2]}, "x", "y")
    alone = standalone_svg(inner, theme)  # type: ignore[arg-type]
    page = read(alone)
    assert page.one("svg").attributes["xmlns"] == "http://www.w3.org/2000/svg"
    assert ":root{" in page.one("style").text
    assert page.texts("text") == read(inner).texts("text")
