"""Lines fit whatever the language, and nothing gets lost on the way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glassnet.locales import width
from glassnet.locales.wrapping import balanced, wrap

TEXTS = st.text(alphabet="ab9 .,(学习率，。（）「」“”=[]", max_size=80)
MIXED = "教程（第 4 节）说：“损失 0.0001 左右”，prediction = [-0.0175 0.25]，shape (2, 3)。"


@given(TEXTS, st.integers(12, 40))
def test_nothing_is_lost_and_indents_are_kept(text: str, columns: int) -> None:
    lines = wrap(text, columns, "- ", "  ")
    assert "".join("".join(lines).split()) == "".join(f"- {text}".split())
    assert lines[0].startswith("-")
    assert all(line.startswith("  ") and line[2:3] != " " for line in lines[1:])


@given(st.text(alphabet="学习率，。；“”（） abc=[1.5](2,3)", max_size=120), st.integers(4, 60))
def test_cut_lines_are_never_too_wide(text: str, columns: int) -> None:
    lines = wrap(text, columns, cut=True)
    assert max(map(width, lines)) <= columns
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(st.lists(st.text(alphabet="abc", min_size=1, max_size=6), max_size=30))
def test_english_lines_fit_and_are_filled(words: list[str]) -> None:
    lines = wrap(" ".join(words), 12)
    assert " ".join(lines).split() == words
    assert all(len(line) <= 12 for line in lines)
    firsts = [line.split()[0] for line in lines[1:]]
    assert all(len(f"{line} {word}") > 12 for line, word in zip(lines, firsts, strict=False))


@given(st.text(alphabet="学习率，。（）", max_size=60))
def test_chinese_lines_never_begin_with_a_closing_mark(text: str) -> None:
    lines = wrap(text, 20)
    assert "".join(lines) == text
    assert all(line[0] not in "，。）" for line in lines[1:])
    assert all(line[-1] != "（" for line in lines[:-1])


@pytest.mark.parametrize("columns", range(12, 60))
@pytest.mark.parametrize("cut", [False, True])
def test_punctuation_stays_with_its_word(columns: int, cut: bool) -> None:
    for line in wrap(MIXED, columns, cut=cut):
        assert line[0] not in "，。；：）”"
        assert line[-1] not in "（“"


def test_chinese_fills_the_line() -> None:
    assert wrap("学习率决定每一步走多远。", 12) == ["学习率决定每", "一步走多远。"]


def test_mixed_text_breaks_between_scripts() -> None:
    assert wrap("用 softmax 输出概率", 14) == ["用 softmax 输", "出概率"]


def test_path_stays_whole_unless_asked_to_be_cut() -> None:
    path = "/a/very/long/path/that/somebody/wants/to/copy.csv"
    assert path in wrap(f"see {path} there", 20)
    assert wrap("abcdefgh", 3) == ["abcdefgh"]
    assert wrap("abcdefgh", 3, cut=True) == ["abc", "def", "gh"]


def test_formulas_stay_together_where_they_fit() -> None:
    assert wrap("for p = 0.88 it is", 9) == ["for", "p = 0.88", "it is"]
    assert wrap("gives [0.1 0.2] here", 12) == ["gives", "[0.1 0.2]", "here"]
    assert wrap("of shape (2, 3)", 12) == ["of shape", "(2, 3)"]
    assert wrap("[0.123 0.456]", 8) == ["[0.123", "0.456]"]


def test_new_line_begins_a_line() -> None:
    assert wrap("one\ntwo", 40, "  ") == ["  one", "  two"]
    assert wrap("code:\ndef f():\n    return 1", 40, "> ") == [
        "> code:",
        "> def f():",
        ">     return 1",
    ]
    assert wrap("", 40) == [""]


def test_balanced_lines_are_of_similar_length() -> None:
    assert wrap("one two three four five", 19) == ["one two three four", "five"]
    assert balanced("one two three four five", 19) == ["one two three", "four five"]
    assert balanced("abcdefgh", 3) == ["abcdefgh"]


@given(TEXTS, st.integers(4, 40))
def test_balanced_needs_no_more_lines(text: str, columns: int) -> None:
    assert len(balanced(text, columns, cut=True)) == len(wrap(text, columns, cut=True))


def test_blanks_within_a_line_are_layout() -> None:
    assert wrap("1  one  two", 8, " ") == [" 1  one", " two"]
