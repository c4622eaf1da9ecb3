"""A training that is watched: live on a terminal, in a few lines elsewhere."""

import io
import re

import pytest

from cli.test_terminal import Screen
from glassnet.cli import progress as module
from glassnet.cli.progress import Progress
from glassnet.cli.terminal import Terminal
from glassnet.training.events import Ended, EpochEnded, Progressed, Started


class Clock:
    """A clock that a test moves."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 100.0
        monkeypatch.setattr(module.time, "perf_counter", lambda: self.now)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    return Clock(monkeypatch)


def train(progress: Progress, clock: Clock, epochs: int, seconds: float) -> None:
    """A training of so many epochs, each with two signs of life."""
    progress(Started(100, 20, epochs, 3, 5))
    for epoch in range(1, epochs + 1):
        for part in (1, 2):
            clock.now += seconds / 3
            step = (epoch - 1) * 3 + part
            progress(Progressed(epoch, step, epochs * 3, 1 / step))
        clock.now += seconds / 3
        row = {"loss": 1 / epoch, "accuracy": 0.5, "val_accuracy": 0.25}
        progress(EpochEnded(epoch, epochs, epoch * 3, row, clock.now - 100))
    progress(Ended("finished", epochs * 3, clock.now - 100))


@pytest.mark.parametrize("epochs", [1, 7, 8, 9, 30, 100, 12345])
def test_few_lines_with_first_and_last(clock: Clock, epochs: int) -> None:
    stream = io.StringIO()
    train(Progress(Terminal(stream)), clock, epochs, 0.001)
    found = [int(n) for n in re.findall(r"epoch +(\d+) of", stream.getvalue())]
    assert (found[0], found[-1]) == (1, epochs)
    assert len(found) <= 10
    assert found == sorted(set(found))
    assert "\r" not in stream.getvalue()


def drawn(stream: io.StringIO) -> int:
    """How often the bar was drawn."""
    return len(re.findall(r"left|还剩", stream.getvalue()))


def test_at_most_ten_redraws_a_second(clock: Clock) -> None:
    stream = Screen()
    train(Progress(Terminal(stream)), clock, 100, 0.03)
    assert 10 <= drawn(stream) <= 30


def test_short_training_draws_nothing(clock: Clock) -> None:
    stream = Screen()
    train(Progress(Terminal(stream)), clock, 20, 0.01)
    assert stream.getvalue() == ""


def test_time_left_is_what_is_left(clock: Clock) -> None:
    stream = Screen()
    train(Progress(Terminal(stream)), clock, 10, 30.0)
    found = re.findall(r"(\d+) min (\d+) s left", stream.getvalue())
    seconds = [60 * int(minutes) + int(rest) for minutes, rest in found]
    assert seconds[0] == pytest.approx(300, rel=0.2)
    assert seconds == sorted(seconds, reverse=True)


def test_picture_is_taken_away_at_the_end(clock: Clock) -> None:
    stream = Screen()
    progress = Progress(Terminal(stream))
    train(progress, clock, 10, 1.0)
    assert progress.live is None
    assert stream.getvalue().endswith(("\x1b[?25h", "\x1b[2K", "\x1b[1A", "\r"))


def test_stop_twice_is_no_harm(clock: Clock) -> None:
    progress = Progress(Terminal(Screen()))
    progress.stop()
    progress.stop()
