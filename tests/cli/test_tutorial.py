"""`glassnet tutorial`: the list, and what can be replayed."""

import json

import pytest

from cli.calling import ESCAPE, Caller, widest
from glassnet.tutorials import catalogue

LANGUAGES = pytest.mark.parametrize("language", ["en", "zh"])


@LANGUAGES
def test_list_has_the_titles_that_its_reader_can_read(call: Caller, language: str) -> None:
    result = call("--lang", language, "tutorial")
    assert (result.code, result.err) == (0, "")
    assert widest(result.out) <= 80
    joined = "".join(result.out.split())
    for info in catalogue():
        assert "".join(info.title_zh.split()) in joined
        assert ("".join(info.title_en.split()) in joined) == (language == "en")


@LANGUAGES
@pytest.mark.parametrize("number", ["1", "2", "3", "4", "5"])
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


@pytest.mark.parametrize("number", ["1", "2", "3", "4", "5"])
def test_as_data(call: Caller, number: str) -> None:
    result = call("tutorial", number, "--json")
    assert (result.code, result.err) == (0, "")
    found = json.loads(result.out)
    assert found["tutorial"] == int(number)
    blocks = [block for section in found["sections"] for block in section["blocks"]]
    assert {"paragraph", "table", "corrections"} <= {block["kind"] for block in blocks}
    assert all(section["heading"] for section in found["sections"])


def test_list_as_data(call: Caller) -> None:
    listed = json.loads(call("tutorial", "--json").out)["tutorials"]
    assert [each["number"] for each in listed] == [1, 2, 3, 4, 5]
