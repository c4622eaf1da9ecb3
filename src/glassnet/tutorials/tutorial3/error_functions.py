"""Three error functions: the same answers, and the way down on each."""

from functools import lru_cache

import numpy as np

from glassnet.locales import _
from glassnet.nn.losses import AbsoluteError, Loss, SignedError, SquaredError
from glassnet.nn.optimizers import SGD
from glassnet.presets.tutorial3 import OUTPUTS, TARGETS, four_answers, line
from glassnet.step import Step
from glassnet.training.runs import Run
from glassnet.tutorials.blocks import Equations, Paragraph, Section, Table
from glassnet.tutorials.decimals import plain
from glassnet.tutorials.panels import curves
from glassnet.tutorials.tutorial3.network import slope_of
from glassnet.tutorials.tutorial3.valley import valley

LOSSES = (("t - o", SignedError()), ("|t - o|", AbsoluteError()), ("(t - o)²", SquaredError()))

GOAL, START = 5.0, 0.0
BOUNCING, SETTLING, TOO_LARGE = 0.9, 0.2, 1.1  # learning rates
UPDATES, SHOWN = 14, (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 14)


def answers(loss: Loss) -> Step:
    """One example with four outputs, every one of them wrong."""
    return four_answers(loss).explain([[1.0]], [TARGETS])


@lru_cache(maxsize=8)
def descent(loss: Loss, lr: float, updates: int = UPDATES) -> Run:
    """k goes down its error: y = k·1 is to be 5, so the error is that of k - 5."""
    return line(START, loss).train([[1.0]], [[GOAL]], epochs=updates, optimizer=SGD(lr))


def path(run: Run) -> list[float]:
    """k before the first update, and after each."""
    return [slope_of(run.at(k)) for k in range(run.steps + 1)]


def errors_over_axis(loss: Loss) -> list[float]:
    """The error at points between 0 and 10."""
    points = np.linspace(0.0, 2 * GOAL, 81)
    return [float(line(x, loss).explain([[1.0]], [[GOAL]])["L"]) for x in points]


def three_errors() -> Section:
    """The sums of the three, over answers that are all wrong."""
    entries = [
        (t, o, t - o, abs(t - o), (t - o) ** 2) for t, o in zip(TARGETS, OUTPUTS, strict=True)
    ]
    rows = [tuple(plain(value) for value in entry) for entry in entries]
    rows.append(("", _("sum L"), *(plain(answers(loss)["L"]) for _name, loss in LOSSES)))
    header = ("t", "o", *(name for name, _loss in LOSSES))
    return Section(
        _("Three error functions"),
        (
            Table(header, tuple(rows)),
            Paragraph(
                _(
                    "All four answers are wrong, and the first sum is exactly 0: as the page "
                    "says, plus and minus cancel. There is a second reason why t - o cannot be "
                    "trained on: it has no lowest point. A larger o always makes it smaller, past "
                    "the target and on to minus infinity. So glassnet shows this error and "
                    "refuses to train on it."
                )
            ),
        ),
    )


def downhill() -> Section:
    """|x - 5| bounces, (x - 5)² settles."""
    bouncing, settling = (
        path(descent(loss, lr))
        for loss, lr in ((AbsoluteError(), BOUNCING), (SquaredError(), SETTLING))
    )
    rows = tuple((str(k), plain(bouncing[k]), plain(settling[k], 6)) for k in SHOWN)
    header = (
        _("updates"),
        _("|x-5|, lr {lr}").format(lr=plain(BOUNCING)),
        _("(x-5)², lr {lr}").format(lr=plain(SETTLING)),
    )
    captions = [[header[1]], [header[2]]]
    shapes = [errors_over_axis(loss) for loss in (AbsoluteError(), SquaredError())]
    names = [[_("|x-5| for x from 0 to 10")], [_("(x-5)² for x from 0 to 10")]]
    return Section(
        _("Downhill on |x-5| and on (x-5)²"),
        (
            Paragraph(
                _(
                    "The page's two drawings. x is the weight of a network with one input that is "
                    "always 1, and 5 is its target, so the absolute error is |x-5| and the squared "
                    "one (x-5)². The equations derive the slopes."
                )
            ),
            Equations(curves(shapes, names, height=6)),
            Table(header, rows),
            Equations(curves([bouncing, settling], captions, height=6)),
            Paragraph(_what_happens(settling)),
            *valley(),
        ),
    )


def _what_happens(settling: list[float]) -> str:
    small = path(descent(AbsoluteError(), 0.09, 60))
    large = path(descent(SquaredError(), TOO_LARGE, 4))
    return _(
        "The slope of |x-5| is -1 or 1 however near 5 is: every step is lr long, and x jumps "
        "between {low} and {high} for ever. A smaller lr only makes the jumps smaller: with 0.09 "
        "they end up between {a} and {b}. The slope of (x-5)² is 2(x-5) and shrinks on the way: "
        "each step leaves {factor} of the distance, and after {updates} updates x is {end}. Too "
        "large a step overshoots here too: with lr {lr} x goes {path}, ever farther away."
    ).format(
        low=plain(4.5),
        high=plain(5.4),
        a=plain(min(small[-2:])),
        b=plain(max(small[-2:])),
        factor=plain(1 - 2 * SETTLING),
        updates=UPDATES,
        end=plain(settling[UPDATES], 4),
        lr=plain(TOO_LARGE),
        path=", ".join(plain(x, 3) for x in large),
    )
