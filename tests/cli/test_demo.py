"""`glassnet demo`: the first five minutes, in both languages."""

import subprocess
import sys
from pathlib import Path

import pytest

from cli.calling import ESCAPE, Caller, widest

LANGUAGES = pytest.mark.parametrize("language", ["en", "zh"])


@LANGUAGES
def test_everything_is_there(call: Caller, language: str) -> None:
    result = call("--lang", language, "demo")
    assert (result.code, result.err) == (0, "")
    assert widest(result.out) <= 80
    assert ESCAPE not in result.out
    by_hand = ("1.2332121", "1.5208121", "0.1454785", "0.7985452")
    xor = ("│", "0,0 → 0.0", "0,1 → 0.9", "1,0 → 0.9", "1,1 → 0.0")
    for text in (*by_hand, *xor, "355", "359", "98.9%", "██"):
        assert text in result.out
    for name in ("xor.html", "digits.html", "xor_numpy.py"):
        assert f"glassnet-demo/{name}" in result.out
        assert Path("glassnet-demo", name).exists()
    assert call.files() == [
        "glassnet-demo",
        "glassnet-demo/digits.html",
        "glassnet-demo/xor.html",
        "glassnet-demo/xor_numpy.py",
    ]


def test_languages_differ_in_words_only(call: Caller) -> None:
    english, chinese = (call("--lang", language, "demo").out for language in ("en", "zh"))
    assert "What to try next" in english
    assert "接下来可以试试" in chinese
    for line in english.splitlines():
        if line.strip().startswith(("0,0 →", "9  ∂C")):
            assert line.split("   ")[0] in chinese


def test_script_runs_alone_and_solves_xor(call: Caller) -> None:
    call("demo", "--out", "here")
    words = [sys.executable, "-I", "here/xor_numpy.py"]
    done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert "4 of 4" in done.stdout


def test_second_time_writes_the_same_places(call: Caller) -> None:
    call("demo")
    before = call.files()
    assert call("demo").code == 0
    assert call.files() == before
