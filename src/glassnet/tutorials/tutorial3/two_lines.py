"""XOR by two lines and an AND, with weights set by hand."""

import numpy as np

from glassnet.executors.reference import Array
from glassnet.locales import _
from glassnet.presets.tutorial3 import CORNERS, XOR, two_lines
from glassnet.report.terminal_boundary import boundary_text
from glassnet.step import Step
from glassnet.tutorials.blocks import Equations, Paragraph, Section, Table
from glassnet.tutorials.panels import side_by_side

LOW, HIGH, POINTS, PANEL = -0.5, 1.5, 61, 26


def corners() -> Step:
    """The four corners through the network."""
    return two_lines().explain(CORNERS, [[float(y)] for y in XOR])


def _drawings() -> tuple[str, ...]:
    axis = np.linspace(LOW, HIGH, POINTS)
    grid = np.stack(np.meshgrid(axis, axis), axis=-1).reshape(-1, 2)
    step = two_lines().explain(grid, np.zeros((len(grid), 1)))
    layers: list[Array] = [step["A1"][:, 0], step["A1"][:, 1], step["A2"][:, 0]]
    drawings = [
        boundary_text(
            values.reshape(POINTS, POINTS, 1),
            PANEL - 1,
            CORNERS,
            XOR,
            extent=(LOW, HIGH, LOW, HIGH),
        )[:-1]
        for values in layers
    ]
    titles = [
        (_("first line"), "x1 + x2 > 0.5"),
        (_("second line"), "x1 + x2 < 1.5"),
        (_("both (AND)"), "h1 + h2 > 1.5"),
    ]
    return side_by_side(drawings, titles, PANEL, 5)


def several_lines() -> Section:
    """Why one line is not enough, and how two are."""
    step = corners()
    rows = tuple(
        (
            f"{x1:.0f}",
            f"{x2:.0f}",
            *(f"{value:.5f}" for value in (*step["A1"][i], step["A2"][i, 0])),
            str(XOR[i]),
        )
        for i, (x1, x2) in enumerate(CORNERS)
    )
    return Section(
        _("When one line is not enough"),
        (
            Paragraph(
                _(
                    "“需要多个线性分类器” (several linear classifiers are needed), says the "
                    "page, and gives no example. XOR is the smallest example. Each hidden unit "
                    "of a 2-2-1 network is a line classifier, and the output unit is a third "
                    "one, that looks at the answers of the two: an AND. The weights are set by "
                    "hand; ● is class 1."
                )
            ),
            Equations(_drawings()),
            Table(("x1", "x2", "h1", "h2", "h1 AND h2", "XOR"), rows),
            Equations(
                (
                    "h1 = σ( 20·x1 + 20·x2 - 10)",
                    "h2 = σ(-20·x1 - 20·x2 + 30)",
                    "o  = σ( 20·h1 + 20·h2 - 30)",
                )
            ),
        ),
    )
