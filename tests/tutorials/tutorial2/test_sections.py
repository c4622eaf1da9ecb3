import contextlib
import io
import re

from glassnet.locales import set_language
from glassnet.tutorials import replay
from glassnet.tutorials.blocks import Corrections
from glassnet.tutorials.tutorial2.sections import YOURSELF


def test_code_to_try_runs_and_learns() -> None:
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown):
        exec(YOURSELF, {})
    text = shown.getvalue()
    assert "[0.8]" in text
    first, last = map(float, re.findall(r"[\d.]+", text.splitlines()[-1]))
    assert last < 0.3 * first


def test_headings_in_both_languages() -> None:
    english = [section.heading for section in replay(2)]
    set_language("zh")
    chinese = [section.heading for section in replay(2)]
    assert len(english) == len(chinese) == 12
    assert chinese[0] == "教程 2：你真的明白神经网络是什么?"
    assert not set(english) & set(chinese)


def test_parts_are_referred_to_by_their_numbers() -> None:
    sections = replay(2)
    words = {3: "Enough bumps", 5: "volume", 6: "separates", 7: "numbers", 8: "classes"}
    for number, word in words.items():
        assert word in sections[number].heading
    block = sections[10].blocks[1]
    assert isinstance(block, Corrections)
    named = {int(n) for item in block.items for n in re.findall(r"part (\d+)", item.proof)}
    assert named == set(words)
