"""The demonstration on terminals of any width, watched live."""

import re
from itertools import pairwise

import pytest

from cli.calling import ESCAPE, widest
from cli.test_terminal import Screen
from glassnet.cli import first_minutes, xor_picture
from glassnet.cli.terminal import Terminal

CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\r")


@pytest.mark.parametrize("columns", [60, 72, 80, 120])
def test_fits_any_terminal(monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setattr(xor_picture.time, "sleep", lambda _seconds: None)
    stream = Screen()
    screen = Terminal(stream)
    first_minutes.by_hand(screen)
    first_minutes.solve_xor(screen)
    first_minutes.read_digits(screen)
    assert widest(CONTROL.sub("", stream.getvalue())) <= columns


def test_border_bends_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setattr(xor_picture.time, "sleep", pauses.append)
    stream = Screen()
    first_minutes.solve_xor(Terminal(stream))
    assert 10 <= len(pauses) <= 20
    assert min(pauses) >= 0.1
    assert ESCAPE in stream.getvalue()
    frames = stream.getvalue().count("┌")
    assert frames > len(pauses)


def test_frames_are_dense_at_first_and_end_at_the_end() -> None:
    steps = xor_picture.frame_steps(500)
    gaps = [after - before for before, after in pairwise(steps)]
    assert (steps[0], steps[-1]) == (1, 500)
    assert gaps == sorted(gaps)
