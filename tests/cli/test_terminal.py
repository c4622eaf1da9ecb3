"""Colour and width follow the terminal; elsewhere there is plain text."""

import io

import pytest

from cli.calling import ESCAPE
from glassnet.cli.terminal import Terminal


class Screen(io.StringIO):
    """A stream that says it is a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


class Ascii(io.TextIOWrapper):
    """A stream that knows ASCII only."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="ascii")


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "TERM", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


def test_colour_on_a_terminal_only() -> None:
    assert Terminal(Screen()).style("text", "red").startswith(ESCAPE)
    assert Terminal(io.StringIO()).style("text", "red") == "text"


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_colour_can_be_refused(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    assert Terminal(Screen()).style("text", "red") == "text"


@pytest.mark.parametrize(("columns", "width"), [("60", 60), ("10", 40), ("300", 96)])
def test_width_has_bounds(monkeypatch: pytest.MonkeyPatch, columns: str, width: int) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert Terminal(Screen()).width == width
    assert Terminal(io.StringIO()).width == width


def test_width_of_a_file_is_always_the_same() -> None:
    assert Terminal(io.StringIO()).width == 80


def test_what_ascii_lacks_is_replaced() -> None:
    stream = Ascii()
    screen = Terminal(stream)
    screen.line("−1 × 2 学")
    assert screen.ascii
    assert stream.buffer.getvalue() == b"-1 x 2 ?\n"  # type: ignore[attr-defined]


def test_closed_pipe_is_silence() -> None:
    class Closed(io.StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError

    screen = Terminal(Closed())
    screen.line("one")
    screen.line("two")
    assert screen.closed


def test_pairs_stand_below_each_other() -> None:
    stream = io.StringIO()
    Terminal(stream).pairs([("数据", "a"), ("loss", "b " * 60), ("none", "")])
    lines = stream.getvalue().splitlines()
    assert lines[0] == "  数据  a"
    assert lines[1].startswith("  loss  b b")
    assert lines[2].startswith("        b b")
    assert len(lines) == 3
