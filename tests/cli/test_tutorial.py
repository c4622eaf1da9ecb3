"""`glassnet tutorial`: the list, and what can be replayed."""

import pytest

from cli.calling import ESCAPE, Caller, widest
from glassnet.tutorials import catalogue

LANGUAGES = pytest.mark.parametrize("language", ["en", "zh"])


@LANGUAGES
def test_list_has_both_titles(call: Caller, language: str) -> None:
    result = call("--lang", language, "tutorial")
    assert (result.code, result.err) == (0, "")
    assert widest(result.out) <= 80
    joined = "".join(result.out.split())
    for info in catalogue():
        assert "".join(info.title_zh.split()) in joined
        assert "".join(info.title_en.split()) in joined


@LANGUAGES
@pytest.mark.parametrize("number", ["1", "4"])
def test_replay(call: Caller, language: str, number: str) -> None:
    result = call("--lang", language, "tutorial", number)
    assert (result.code, result.err) == (0, "")
    assert widest(result.out) <= 80
    assert ESCAPE not in result.out
    assert len(result.out.splitlines()) > 40


def test_fourth_has_its_numbers(call: Caller) -> None:
    out = call("tutorial", "4").out
    for number in ("1.2332121", "1.5208121", "0.1454785"):
        assert number in out
