"""Commands that the replays name: they are complete, and they run."""

import re
import shlex
from pathlib import Path

import pytest

from glassnet.cli.app import run
from glassnet.locales import set_language, width
from glassnet.tutorials import replay
from glassnet.tutorials.blocks import Equations
from glassnet.tutorials.shell import commands

# Not run here: it needs a file of the reader, or a run, or it trains for seconds.
APART = ("audit", "train", "export")


def named(number: int) -> list[str]:
    """Every command that stands in a row of its own."""
    rows = [
        row
        for section in replay(number)
        for block in section.blocks
        if isinstance(block, Equations)
        for row in block.rows
    ]
    return [re.split(r"\s{2,}", row)[0] for row in rows if row.startswith("glassnet ")]


ALL = sorted({command for number in (1, 2, 3, 4, 5) for command in named(number)})


@pytest.mark.parametrize("command", [c for c in ALL if c.split()[1] not in APART])
def test_command_runs(
    command: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(shlex.split(command)[1:]) == 0
    assert "Error" not in capsys.readouterr().err


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
def test_every_tutorial_ends_with_commands(number: int, language: str) -> None:
    set_language(language)
    last = replay(number)[-1].blocks[-1]
    assert isinstance(last, Equations)
    assert all(row.startswith("glassnet ") and "  " in row for row in last.rows)


def test_square_brackets_are_quoted_for_the_shell() -> None:
    assert [c for c in ALL if "[" in c and '"' not in c] == []


def test_words_stand_beside_short_commands_and_below_long_ones() -> None:
    assert commands([("a", "one"), ("bcd", "two")]).rows == ("a    one", "bcd  two")
    long = commands([("x" * 70, "a few words more"), ("y", "z")]).rows
    assert long == ("x" * 70, "    a few words more", "y", "    z")
    assert max(map(width, long)) <= 78
