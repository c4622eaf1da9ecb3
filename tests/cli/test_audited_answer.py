"""What the process of an audit sent is believed only if every part of it is what it must be."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import glassnet as gn
from glassnet.cli.audited_answer import Answer, harmless, one_line, understood
from glassnet.cli.machine import error_object, object_line
from glassnet.errors import DataError, GlassnetError, RunError

FILE = Path("/folder/mine.py")
W = {"w": np.array([1.0, -2.0, 0.5])}


def plain() -> dict[str, Any]:
    """What a real audit sends."""
    found = gn.audit(lambda p: np.sum(p["w"] ** 2), lambda p: {"w": p["w"]}, W)
    return {
        "findings": [each.plain() for each in found],
        "checked": [vars(each) for each in found.checked],
        "loss": found.loss,
    }


def sent(value: Any) -> Any:
    return understood(object_line(value).encode(), FILE)


def test_a_real_answer_arrives() -> None:
    answer = sent(plain())
    assert isinstance(answer, Answer)
    assert [each.code for each in answer.findings] == ["G301"]
    assert answer.findings[0].numbers["known"] == "½"
    assert (answer.checked[0].compared, answer.loss) == (3, 5.25)


@pytest.mark.parametrize("part", ["findings", "checked", "loss"])
def test_every_part_is_needed(part: str) -> None:
    answer = plain()
    del answer[part]
    assert sent(answer) is None
    for value in ("x", None, {}, [3], -1j):
        assert understood(json.dumps({**plain(), part: str(value)}).encode(), FILE) is None


def test_every_part_of_a_finding_is_needed() -> None:
    for where in ("findings", "checked"):
        for name in plain()[where][0]:
            less, other = plain(), plain()
            del less[where][0][name]
            other[where][0][name] = ["strange"] if name != "evidence" else "strange"
            assert sent(less) is None, name
            assert sent(other) is None, name
    for name, value in (("code", "G000"), ("severity", 2.0), ("severity", -0.5)):
        wrong = plain()
        wrong["findings"][0][name] = value
        assert sent(wrong) is None


def test_an_error_arrives_with_its_file() -> None:
    error = DataError("it broke", expected="a", received="b", where="loss(params)", fix="c")
    found = understood(error_object(error).encode(), FILE)
    assert type(found) is DataError
    assert found.where == f"{FILE}: loss(params)"
    for name in ("lookup", "annotations", "GlassnetError", "nearest"):
        text = error_object(error).replace("DataError", name).encode()
        assert isinstance(understood(text, FILE), RunError | GlassnetError)


@pytest.mark.parametrize(
    "words", [b"", b"null", b"[]", b"3", b"{", b"\xff", b"[" * 10**6, b'{"error": {}}', b"1e999"]
)
def test_anything_else_is_nothing(words: bytes) -> None:
    assert understood(words, FILE) is None


def test_nesting_has_an_end() -> None:
    deep: Any = 1
    for _level in range(300):
        deep = {"a": deep}
    answer = plain()
    answer["findings"][0]["numbers"] = deep
    assert sent(answer) is None


def test_nothing_moves_the_cursor() -> None:
    assert harmless({"a\x1b": ["b\x07\n", 3]}) == {"a\ufffd": ["b\ufffd\n", 3]}
    assert one_line("a\x1b\r\n\t\u202eb") == "a\ufffd\ufffd\ufffd\ufffd\ufffdb"
