"""Many bumps follow any curve: the book's goal function."""

from functools import lru_cache

import numpy as np

from glassnet.executors.reference import Array
from glassnet.locales import _
from glassnet.model import Model
from glassnet.tutorials.blocks import Equations, Paragraph, Printed, Section, Table
from glassnet.tutorials.decimals import plain
from glassnet.tutorials.panels import curves
from glassnet.tutorials.tutorial2.network import bumps, middles
from glassnet.tutorials.tutorial2.steps import values
from glassnet.tutorials.tutorial2.two_functions import one_network_two_functions

COUNTS = (5, 10, 20, 50)
BOOK = (-1.2, -1.6, -0.3, -1.0, 1.2)
GOAL = Printed("0.40", "book")
POINTS, STEEP = 2000, 1e5


def goal(x: Array) -> Array:
    """The book's curve: 0.2 + 0.4x² + 0.3x·sin 15x + 0.05·cos 50x."""
    curve: Array = 0.2 + 0.4 * x**2 + 0.3 * x * np.sin(15 * x) + 0.05 * np.cos(50 * x)
    return curve


def wanted_sum(x: Array) -> Array:
    """What the output's sum must be so that its sigmoid is the goal."""
    wanted: Array = np.log(goal(x) / (1 - goal(x)))
    return wanted


def mean_heights(count: int) -> list[float]:
    """For each of so many equal pieces of 0 … 1, the mean of the wanted sum."""
    pieces = wanted_sum(middles(POINTS)).reshape(count, -1)
    return [float(value) for value in pieces.mean(axis=1)]


def built(heights: list[float]) -> Model:
    """The network of one bump for each height, a sigmoid at its output."""
    count = len(heights)
    parts = [(k / count, (k + 1) / count, height) for k, height in enumerate(heights)]
    return bumps(parts, "sigmoid", STEEP)


@lru_cache(maxsize=8)
def deviations(heights: tuple[float, ...]) -> tuple[float, float]:
    """The mean distance of the sum from the wanted one, and of the output from the goal."""
    x = middles(POINTS)
    step = built(list(heights)).explain(x.reshape(-1, 1), goal(x).reshape(-1, 1))
    in_sum = float(np.mean(np.abs(step["Z2"][:, 0] - wanted_sum(x))))
    return in_sum, float(np.mean(np.abs(step["A2"][:, 0] - goal(x))))


def any_curve() -> Section:
    """Five bumps, then more."""
    return Section(
        _("Enough bumps follow any curve"),
        (
            Paragraph(
                _(
                    "The book's goal is f(x) = 0.2 + 0.4x² + 0.3x·sin 15x + 0.05·cos 50x. The "
                    "output unit has a sigmoid, so the sum before it must follow σ⁻¹(f). Five "
                    "bumps: each gets the mean of σ⁻¹(f) over its fifth as its height. Beside them "
                    "heights that the book finds by hand; there the reader is asked for "
                    "an average deviation of {goal} or less."
                ).format(goal=GOAL)
            ),
            _heights(),
            _deviations(),
            Equations(_drawings()),
            Paragraph(
                _(
                    "No training happened: the weights were set. (Mean heights are not quite the "
                    "best for this deviation: the book's heights beat them.) That is what the "
                    "theorem says, “通用逼近理论” on the page: a network that comes close exists. "
                    "It holds for a continuous function on a bounded region, and approximately; "
                    "how many units it takes, and whether training finds them, is not part of it."
                )
            ),
            *one_network_two_functions(),
        ),
    )


def _heights() -> Table:
    """The five heights: means, and the book's."""
    rows = tuple(
        (f"{k / 5:.1f} … {(k + 1) / 5:.1f}", plain(mean, 3), plain(book))
        for k, (mean, book) in enumerate(zip(mean_heights(5), BOOK, strict=True))
    )
    return Table(("x", _("mean height"), _("book")), rows)


def _deviations() -> Table:
    """How near five and more bumps come."""
    rows = [(_("5, the book's heights"), "10", *(f"{d:.4f}" for d in deviations(BOOK)))]
    for count in COUNTS:
        found = deviations(tuple(mean_heights(count)))
        rows.append((str(count), str(2 * count), *(f"{d:.4f}" for d in found)))
    header = (
        _("bumps"),
        _("hidden units"),
        _("deviation of the sum"),
        _("deviation of the output"),
    )
    return Table(header, tuple(rows))


def _drawings() -> tuple[str, ...]:
    """The goal, and what 5, 20 and 50 bumps make of it."""
    grid = middles(400)
    drawn = [values(goal(grid))]
    drawn += [values(built(mean_heights(k)).predict(grid.reshape(-1, 1))) for k in (5, 20, 50)]
    names = [_("the goal"), *(_("{count} bumps").format(count=k) for k in (5, 20, 50))]
    captions = [[name] for name in names]
    return (
        *curves(drawn[:2], captions[:2], height=6),
        "",
        *curves(drawn[2:], captions[2:], height=6),
    )
