"""What make says, in both languages."""

import os
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHELL = Path("/bin/sh")
WORDS = ("help", "installing", "installing-tests", "ready", "ready-for-tests")
LOCALE = ("GLASSNET_LANG", "LC_ALL", "LC_MESSAGES", "LANG")

pytestmark = pytest.mark.skipif(not SHELL.exists(), reason="needs a POSIX shell")


def say(word: str, **variables: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in LOCALE}
    return subprocess.run(
        [SHELL, ROOT / "tools" / "say.sh", word, "place"],
        env=kept | variables,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("word", WORDS)
def test_each_sentence_has_both_languages(word: str) -> None:
    english, chinese = say(word, LANG="en_US.UTF-8"), say(word, LANG="zh_CN.UTF-8")
    assert (english.returncode, chinese.returncode) == (0, 0)
    assert english.stdout.isascii() or "…" in english.stdout
    assert re.search("[一-鿿]", chinese.stdout)
    assert len(english.stdout.splitlines()) == len(chinese.stdout.splitlines())
    assert ("place" in english.stdout) == ("place" in chinese.stdout)


def test_the_variable_of_glassnet_comes_first() -> None:
    assert "is ready" in say("ready", GLASSNET_LANG="en", LC_ALL="zh_CN.UTF-8").stdout
    assert "已就绪" in say("ready", GLASSNET_LANG="zh", LANG="C").stdout
    assert say("nothing").returncode == 2


def test_help_names_the_targets_of_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    known = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert known is not None
    shown = re.findall(r"^make (\S+)", say("help", LANG="C").stdout, re.MULTILINE)
    assert set(shown) == set(known[1].split()) - {"help", "setup-test"}
    assert set(re.findall(r"say\.sh (\S+)", makefile)) == set(WORDS)
