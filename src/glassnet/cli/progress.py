"""What is shown while a network learns: a live picture on a terminal, a few lines elsewhere.

The terminal is redrawn at most ten times a second, and only once a training has lasted long
enough to be watched.
"""

import time
from typing import Any

from glassnet.cli.terminal import Terminal
from glassnet.cli.wording import seconds_text
from glassnet.locales import _, width
from glassnet.report.numerals import number, percent
from glassnet.report.sparkline import curve_text
from glassnet.training.events import Ended, EpochEnded, Event, Progressed, Started

PAUSE = 0.1  # seconds between two redraws
PATIENCE = 0.3  # seconds before the first one
LINES = 8  # lines of a training that is not watched live


class Progress:
    """A callback that draws how far a training is.

    Args:
        screen: where to draw.
    """

    def __init__(self, screen: Terminal) -> None:
        self.screen = screen
        self.live: Any = None
        self.losses: list[float] = []
        self.row: dict[str, float] = {}
        self.epoch, self.epochs, self.steps = 0, 0, 0
        self.share, self.began, self.drawn = 0.0, 0.0, 0.0

    def __call__(self, event: Event) -> None:
        """Takes one event of the training."""
        if isinstance(event, Started):
            self.began = time.perf_counter()
            self.epochs = event.epochs
        elif isinstance(event, Progressed):
            self.share = event.step / event.steps
            self.epoch = event.epoch
            self._redraw()
        elif isinstance(event, EpochEnded):
            self.epoch, self.row = event.epoch, event.row
            self.share = event.epoch / event.epochs
            self.losses.append(event.row["loss"])
            self._redraw() if self.screen.is_terminal else self._line(event)
        elif isinstance(event, Ended):
            self.stop()

    def stop(self) -> None:
        """Takes the live picture away; what comes next tells the result."""
        if self.live is not None:
            self.live.stop()
            self.live = None

    def _line(self, event: EpochEnded) -> None:
        """One of a few lines, at the same epochs whatever the machine."""
        every = max(1, -(-event.epochs // LINES))
        if event.epoch != 1 and event.epoch % every and event.epoch != event.epochs:
            return
        self.screen.line(self._fitting([self._epoch(), *self._numbers()]))

    def _fitting(self, texts: list[str]) -> str:
        """The texts on one line, without those in the middle that do not fit."""
        while len(texts) > 2 and width("  " + "   ".join(texts).rstrip()) > self.screen.width:
            texts = [*texts[:-2], texts[-1]]
        return ("  " + "   ".join(texts)).rstrip()

    def _epoch(self) -> str:
        """The epoch, padded so that the lines stand below each other."""
        span = len(str(self.epochs))
        return _("epoch {epoch} of {epochs}").format(
            epoch=f"{self.epoch:>{span}}", epochs=self.epochs
        )

    def _numbers(self) -> list[str]:
        """The numbers of the last epoch, each with its name."""
        row = self.row
        texts = []
        if row:
            texts.append(_("loss {value}").format(value=f"{number(row['loss'], 3):<9}"))
        if "accuracy" in row:
            share = f"{percent(row['accuracy']):<6}"
            texts.append(_("accuracy {value}").format(value=share))
        if "val_accuracy" in row:
            share = f"{percent(row['val_accuracy']):<6}"
            texts.append(_("validation {value}").format(value=share))
        elif "val_r2" in row:
            texts.append(_("validation R² {value}").format(value=number(row["val_r2"], 3)))
        return texts

    def _redraw(self) -> None:
        now = time.perf_counter()
        if not self.screen.is_terminal or self.screen.closed or now - self.drawn < PAUSE:
            return
        if self.live is None:
            if now - self.began < PATIENCE:
                return
            self._open()
        self.drawn = now
        from rich.text import Text

        self.live.update(Text.from_ansi("\n".join(self._picture(now))), refresh=True)

    def _open(self) -> None:
        from rich.console import Console
        from rich.live import Live

        console = Console(file=self.screen.stream, no_color=not self.screen.color)
        self.live = Live(console=console, auto_refresh=False, transient=True)
        self.live.start()

    def _picture(self, now: float) -> list[str]:
        """Bar, time left, numbers, and the loss so far."""
        screen = self.screen
        room = min(screen.width, 80) - 4
        left = ""
        if self.share > 0:
            seconds = (now - self.began) / self.share * (1 - self.share)
            left = _("{time} left").format(time=seconds_text(max(seconds, 1)))
        lines = [
            "",
            f"  {self._epoch()}   {self._bar(min(28, room - 34))}   {left}",
            self._fitting(self._numbers()),
        ]
        chart = curve_text(self.losses, room, 6, log=True, ascii=screen.ascii)
        if len(self.losses) > 1 and chart:
            lines += ["", *(screen.style("  " + line, "cyan") for line in chart)]
        return lines

    def _bar(self, columns: int) -> str:
        done = round(self.share * columns)
        full, empty = ("#", ".") if self.screen.ascii else ("━", "─")
        return self.screen.style(full * done, "green") + self.screen.style(
            empty * (columns - done), "dim"
        )
