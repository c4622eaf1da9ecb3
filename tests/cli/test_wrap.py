"""Lines fit whatever the language, and nothing gets lost on the way."""

from hypothesis import given
from hypothesis import strategies as st

from glassnet.cli.wrap import wrap
from glassnet.locales import width

TEXTS = st.text(alphabet="ab9 .,(学习率，。（）「」", max_size=80)


def longest_word(text: str) -> int:
    return max((width(word) for word in text.split()), default=0)


@given(TEXTS, st.integers(12, 40))
def test_nothing_is_lost_and_indents_are_kept(text: str, columns: int) -> None:
    lines = wrap(text, columns, "- ", "  ")
    assert "".join("".join(lines).split()) == "".join(f"- {text}".split())
    assert lines[0].startswith("-")
    assert all(line.startswith("  ") and line[2:3] != " " for line in lines[1:])


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


def test_chinese_fills_the_line() -> None:
    assert wrap("学习率决定每一步走多远。", 12) == ["学习率决定每", "一步走多远。"]


def test_mixed_text_breaks_between_scripts() -> None:
    assert wrap("用 softmax 输出概率", 14) == ["用 softmax 输", "出概率"]


def test_path_stays_whole() -> None:
    path = "/a/very/long/path/that/somebody/wants/to/copy.csv"
    assert path in wrap(f"see {path} there", 20)


def test_new_line_begins_a_line() -> None:
    assert wrap("one\ntwo", 40, "  ") == ["  one", "  two"]
    assert wrap("", 40) == [""]
