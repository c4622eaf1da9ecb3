import pytest
from hypothesis import given
from hypothesis import strategies as st

from glassnet.locales import width
from glassnet.tutorials.wrap import balanced, wrap

MIXED = "教程（第 4 节）说：“损失 0.0001 左右”，prediction = [-0.0175 0.25]，shape (2, 3)。"


@given(st.text(alphabet="学习率，。；“”（） abc=[1.5](2,3)", max_size=120), st.integers(4, 60))
def test_no_line_is_too_wide_and_nothing_is_lost(text: str, columns: int) -> None:
    lines = wrap(text, columns)
    assert max(map(width, lines)) <= columns
    assert "".join("".join(lines).split()) == "".join(text.split())


@pytest.mark.parametrize("columns", range(12, 60))
def test_punctuation_stays_with_its_word(columns: int) -> None:
    for line in wrap(MIXED, columns):
        assert line[0] not in "，。；：）”"
        assert line[-1] not in "（“"


def test_formulas_stay_together_where_they_fit() -> None:
    assert wrap("for p = 0.88 it is", 9) == ["for", "p = 0.88", "it is"]
    assert wrap("gives [0.1 0.2] here", 12) == ["gives", "[0.1 0.2]", "here"]
    assert wrap("of shape (2, 3)", 12) == ["of shape", "(2, 3)"]


def test_what_cannot_fit_comes_apart() -> None:
    assert wrap("[0.123 0.456]", 8) == ["[0.123", "0.456]"]
    assert wrap("abcdefgh", 3) == ["abc", "def", "gh"]
    assert wrap("", 10) == [""]


def test_balanced_lines_are_of_similar_length() -> None:
    assert wrap("one two three four five", 19) == ["one two three four", "five"]
    assert balanced("one two three four five", 19) == ["one two three", "four five"]
