"""The plane of XOR while a network learns it, beside accuracy and loss.

On a terminal the border bends before the reader's eyes: each frame is the model of that
step, computed again from the run. Elsewhere only the last frame is drawn.
"""

import time

import numpy as np

from glassnet.cli.answers import answer_grid
from glassnet.cli.report_page import Outcome
from glassnet.cli.summary import LEAST_CURVE, with_curves
from glassnet.cli.terminal import Terminal
from glassnet.report.terminal_boundary import boundary_text
from glassnet.training.runs import Run

MAP = 38  # columns of the plane
FRAMES = 18
PAUSE = 0.12  # seconds between frames: at most ten a second


def show_learning(outcome: Outcome, screen: Terminal) -> None:
    """The plane and the curves at the end; on a terminal, how they came about."""
    run = outcome.run
    # What does not fit beside the plane would scroll away below it.
    if screen.is_terminal and not screen.ascii and screen.width >= MAP + 6 + LEAST_CURVE:
        from rich.console import Console
        from rich.live import Live
        from rich.text import Text

        console = Console(file=screen.stream, no_color=not screen.color)
        with Live(console=console, auto_refresh=False, transient=True) as live:
            for k in frame_steps(run.steps):
                text = "\n".join(frame(outcome, k, screen))
                live.update(Text.from_ansi(text), refresh=True)
                time.sleep(PAUSE)
    screen.lines(frame(outcome, run.steps, screen))


def frame_steps(steps: int) -> list[int]:
    """Steps to be shown: close together at first, where most happens."""
    return sorted({int(k) for k in np.geomspace(1, steps, FRAMES).round()})


def frame(outcome: Outcome, k: int, screen: Terminal) -> list[str]:
    """The picture after k updates."""
    run = outcome.run
    grid = answer_grid(run, outcome.plan, None if k == run.steps else run.at(k))
    assert grid is not None
    span = min(MAP, screen.width - 2)
    left = boundary_text(
        grid.values, span, grid.points, grid.targets, extent=grid.extent,
        class_names=grid.class_names, ascii=screen.ascii, color=screen.color,
    )  # fmt: skip
    return with_curves(left, span, run, screen, _epochs(run, k))


def _epochs(run: Run, k: int) -> int:
    """Epochs done after k updates, at least two so that there is a line."""
    return max(2, k // run.plan.steps_per_epoch)
