"""The flower, learned by one unit and by a network with four tanh units."""

import numpy as np

from glassnet.locales import _, pad
from glassnet.report.numerals import percent
from glassnet.report.terminal_boundary import boundary_text
from glassnet.training.runs import Run
from glassnet.tutorials.blocks import Equations, Paragraph, Section
from glassnet.tutorials.tutorial5.network import LONG, LR, accuracy, flower, of_the_course, one_unit

EDGE, POINTS, PANEL = 4.5, 61, 38


def learned() -> Section:
    """Two borders side by side."""
    X, Y = flower()
    single, network = one_unit(), of_the_course()
    return Section(
        _("The flower: one unit against four tanh units"),
        (
            Paragraph(
                _(
                    "The course behind the page learns this flower in its exercise: {count} "
                    "points, ○ class 0 and ● class 1. Dark is where the network answers class 1."
                ).format(count=len(X))
            ),
            Equations(panels((single, network))),
            Paragraph(
                _(
                    "One unit draws a line and is right for {line}, no better than guessing: the "
                    "petals of both classes lie on every side of every line. A 2-4-1 network is "
                    "right for {network}. (All points, plain gradient descent, lr {lr}, {count} "
                    "updates, first weights randn·0.01.)"
                ).format(
                    line=percent(accuracy(single, X, Y)),
                    network=percent(accuracy(network, X, Y)),
                    lr=f"{LR:g}",
                    count=f"{LONG:,}",
                )
            ),
        ),
    )


def panels(runs: tuple[Run, ...]) -> tuple[str, ...]:
    """The borders side by side, with accuracy and loss below."""
    X, Y = flower()
    axis = np.linspace(-EDGE, EDGE, POINTS)
    grid = np.stack(np.meshgrid(axis, axis), axis=-1).reshape(-1, 2)
    drawings = []
    for run, name in zip(runs, (_("logistic regression"), _("4 tanh units")), strict=True):
        values = run.model.predict(grid).reshape(POINTS, POINTS)
        drawing = boundary_text(
            values, PANEL - 1, X[::4], Y[::4], extent=(-EDGE, EDGE, -EDGE, EDGE)
        )
        share = percent(accuracy(run, X, Y))
        loss = float(run.model.explain(X, Y)["L"])
        captions = (
            name,
            _("accuracy {share}").format(share=share),
            _("loss {loss}").format(loss=f"{loss:.4f}"),
        )
        drawings.append([*drawing[:-1], *(f"     {caption}" for caption in captions)])
    return tuple(
        "".join(pad(part, PANEL) for part in parts).rstrip()
        for parts in zip(*drawings, strict=True)
    )
