import contextlib
import io
import re

from glassnet.locales import set_language
from glassnet.tutorials import replay
from glassnet.tutorials.blocks import Corrections, Paragraph
from glassnet.tutorials.tutorial3.sections import YOURSELF


def test_code_to_try_runs_and_bounces() -> None:
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown):
        exec(YOURSELF, {})
    assert "4.5, 5.4, 4.5, 5.4" in shown.getvalue()
    assert "0.651004" in shown.getvalue()


def test_headings_in_both_languages() -> None:
    english = [section.heading for section in replay(3)]
    set_language("zh")
    chinese = [section.heading for section in replay(3)]
    assert len(english) == len(chinese) == 16
    assert chinese[0] == "教程 3：神经网络的工作原理和简单的数学推导"
    assert not set(english) & set(chinese)


def test_parts_are_referred_to_by_their_numbers() -> None:
    sections = replay(3)
    words = {10: "sent back", 9: "the 2", 8: "worked out", 7: "Downhill", 3: "bad sample"}
    for number, word in words.items():
        assert word in sections[number].heading
    proofs = [
        item.proof
        for section in sections
        for block in section.blocks
        if isinstance(block, Corrections)
        for item in block.items
    ]
    assert {int(n) for p in proofs for n in re.findall(r"part (\d+)", p)} == {9, 10}
    last = sections[-1].blocks[0]
    assert isinstance(last, Paragraph)
    assert re.findall(r"part (\d+)", last.text) == ["7", "8"]
