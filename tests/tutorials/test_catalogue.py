import re
import sys
import time
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest

from glassnet.errors import GlassnetError
from glassnet.locales import set_language, width
from glassnet.tutorials import catalogue, render_text, replay
from glassnet.tutorials.blocks import Equations, Printed
from glassnet.tutorials.render import block_lines

LANGUAGES = ("en", "zh")
NUMBERS = (1, 2, 3, 4, 5)


@pytest.mark.parametrize("language", LANGUAGES)
def test_five_tutorials_with_both_titles(language: str) -> None:
    set_language(language)
    infos = catalogue()
    assert [info.number for info in infos] == [1, 2, 3, 4, 5]
    assert infos[0].title_zh == "一读即懂的神经网络图解指南"
    assert infos[3].title_zh == "PyTorch深度学习实战(1)——神经网络与模型训练过程详解"
    assert all(info.title_en.isascii() for info in infos)
    assert all(info.subject.isascii() == (language == "en") for info in infos)


@pytest.mark.parametrize("number", [0, 6, -1])
def test_those_that_do_not_exist_say_so(number: int) -> None:
    with pytest.raises(GlassnetError, match="there is no tutorial"):
        replay(number)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", NUMBERS)
def test_every_line_fits_eighty_columns(number: int, language: str) -> None:
    set_language(language)
    lines = render_text(replay(number)).splitlines()
    assert [line for line in lines if width(line) > 80] == []
    assert len(lines) > 150


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", NUMBERS)
def test_all_but_rows_of_numbers_fits_a_narrow_terminal(number: int, language: str) -> None:
    set_language(language)
    blocks = [block for section in replay(number) for block in section.blocks]
    for block in blocks:
        if not isinstance(block, Equations):
            assert max(map(width, block_lines(block, 64))) <= 64


@pytest.mark.parametrize("number", NUMBERS)
def test_chinese_has_no_english_sentence(number: int) -> None:
    english = set(_texts(replay(number)))
    set_language("zh")
    same = [text for text in _texts(replay(number)) if text in english]
    # Names of code, such as feed_forward, are no words.
    words = [re.findall(r"[A-Za-z]{3,}", re.sub(r"\w*_\w*", "", text)) for text in same]
    assert [found for found in words if len(found) > 2] == []


def _texts(value: object) -> Iterator[str]:
    """All texts in a tree of dataclasses, but for rows that are code or numbers."""
    if isinstance(value, Equations):
        return
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))


def test_printed_numbers_name_their_place() -> None:
    assert str(Printed("1.235", "text")) == "1.235 (body text)"
    set_language("zh")
    assert str(Printed("1.235", "code")) == "1.235（代码）"


@pytest.mark.parametrize(("number", "seconds"), [(1, 5.0), (2, 3.0), (3, 3.0), (4, 1.5), (5, 3.0)])
def test_a_replay_is_quick(number: int, seconds: float) -> None:
    for name, module in list(sys.modules.items()):
        if name.startswith("glassnet.tutorials."):
            for value in vars(module).values():
                getattr(value, "cache_clear", int)()
    began = time.process_time()
    replay(number)
    assert time.process_time() - began < seconds
