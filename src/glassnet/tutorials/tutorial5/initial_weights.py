"""What becomes of a network whose weights all start equal."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from glassnet.executors.initialize import draw_params
from glassnet.executors.reference import Array
from glassnet.locales import N_, _, translate
from glassnet.nn.initializers import Constant, Initializer
from glassnet.nn.layers import Dense
from glassnet.nn.network import Network
from glassnet.report.numerals import percent
from glassnet.training.runs import Run
from glassnet.tutorials.blocks import Equations, Line, Lines, Paragraph, Printed, Section, Table
from glassnet.tutorials.decimals import plain
from glassnet.tutorials.tutorial5.network import (
    RAND,
    RANDN,
    SEED,
    UPDATES,
    accuracy,
    classifier,
    flower,
    trained,
)

CODE = Printed("W = np.random.rand (2,2) * 0.01", "code")
CODE_BIAS = Printed("b = np.zeros ( (2,1) )", "code")
UNITS = 4
PART = 300  # of the flower: 200 points of class 0 and 100 of class 1
DRAWN = 100  # 100 × 100 weights, to judge a draw by
LOOK = 10  # the update whose symmetric step is shown


@dataclass(frozen=True)
class Trial:
    """A 2-4-1 network trained from some first weights.

    Attributes:
        activation: of the hidden units.
        start: what the first weights are, not yet translated.
        run: the training.
        points: how many of the flower's points it saw.
    """

    activation: str
    start: str
    run: Run
    points: int

    @property
    def units(self) -> Array:
        """The weights of the hidden units after training, one row for each."""
        rows: Array = self.run.model.params["W1"].T
        return rows

    @property
    def apart(self) -> float:
        """How far the same weight of two hidden units is apart at most."""
        return float(np.max(np.ptp(self.units, axis=0)))


@lru_cache(maxsize=1)
def trials() -> tuple[Trial, ...]:
    """The starts of the table, trained; a fraction of a second."""
    zeros, halves = Constant(0.0), Constant(0.5)
    return (
        _trial("tanh", N_("all 0"), zeros),
        _trial("tanh", N_("all 0; {count} points"), zeros, PART),
        _trial("sigmoid", N_("all 0; {count} points"), zeros, PART),
        _trial("tanh", N_("all 0.5"), halves),
        _trial("tanh", "rand·0.01", RAND),
        _trial("tanh", "randn·0.01", RANDN),
    )


def _trial(activation: str, start: str, init: Initializer, points: int = 400) -> Trial:
    X, Y = flower()
    run = trained(classifier([UNITS], activation, init), X[:points], Y[:points])
    return Trial(activation, start, run, points)


def symmetry() -> Section:
    """Zero and equal weights, and how random ones break the symmetry."""
    X, Y = flower()
    part = float(np.mean(Y[:PART]))
    silent = trials()[1].run.model.params["b2"][0]
    return Section(
        _("First weights: equal ones stay equal"),
        (
            Paragraph(
                _(
                    "Section 5.1 of the page: 2 inputs, 2 hidden units, all weights 0. Then both "
                    "units compute the same, get the same slopes and stay the same. Here {units} "
                    "hidden units are to learn the flower of part 12 in {count} updates; the "
                    "weights of the first two are shown, and how far those of all four are apart."
                ).format(units=UNITS, count=f"{UPDATES:,}")
            ),
            _table(X, Y),
            Paragraph(
                _(
                    "With tanh it is worse than the page says: tanh(0) = 0, so A1 = 0 and dW2 = 0; "
                    "and W2 = 0, so dA1 = 0 and dW1 = 0. Nothing but b2 can ever learn, and here "
                    "not even that, since both classes are equally frequent. On the first "
                    "{count} points, {share} of them class 1, b2 becomes {b2}: σ(b2) is that "
                    "share. With sigmoid A1 is ½, so the weights do move, but those of all units "
                    "alike, to the last bit: four units, and they can do what one can."
                ).format(count=PART, share=percent(part), b2=plain(silent, 4))
            ),
            Paragraph(
                _(
                    "The third row after {number} updates, on the first point. These are the three "
                    "equalities of the page:"
                ).format(number=LOOK)
            ),
            Lines(tuple(equal_lines())),
            Paragraph(
                _(
                    "0 is not special: 0.5 everywhere does the same. Small random weights end it. "
                    "The biases may all start at 0, as the page says."
                )
            ),
        ),
    )


def _table(X: Array, Y: Array) -> Table:
    rows = tuple(
        (
            trial.activation,
            translate(trial.start).format(count=trial.points),
            *(f"{plain(a, 2)}  {plain(b, 2)}" for a, b in trial.units[:2]),
            f"{trial.apart:.3f}" if trial.apart else "0",
            plain(trial.run.model.params["b2"][0], 4),
            percent(accuracy(trial.run, X[: trial.points], Y[: trial.points])),
        )
        for trial in trials()
    )
    header = (
        _("hidden"),
        _("first weights"),
        _("unit 1"),
        _("unit 2"),
        _("apart"),
        "b2",
        _("accuracy"),
    )
    return Table(header, rows)


def equal_lines() -> list[Line]:
    """The two hidden units in one update from zero weights with sigmoid."""
    run = trials()[2].run
    X, Y = flower()
    ran = run.at(LOOK).explain(X[:1], Y[:1], layout="columns")
    lines = []
    for name, row in (("a", "A1"), ("dz", "dZ1"), ("dW", "dW1")):
        first, second = ran[row][:2]
        result = "  ".join(plain(value) for value in first)
        if not np.array_equal(first, second):
            result = _("{first}, but {second}").format(
                first=result, second="  ".join(plain(value) for value in second)
            )
        lines.append(Line(f"{name}_1^[1]", f"{name}_2^[1]", "", result))
    return lines


def drawn(init: Initializer) -> Array:
    """Many weights by the rule of an initializer."""
    network = Network(DRAWN, [Dense(DRAWN, bias=False, init=init)])
    weights: Array = draw_params(network, SEED)["W1"]
    return weights


def rand_or_randn() -> Section:
    """The code of the page draws from 0 to 1, the course from the bell curve."""
    names = (("np.random.rand", RAND), ("np.random.randn", RANDN))
    rows = []
    for name, init in names:
        weights = drawn(init)
        rows.append(
            (
                name,
                f"{weights.mean():.4f}",
                f"{weights.min():.4f}",
                f"{weights.max():.4f}",
                percent(float(np.mean(weights > 0))),
            )
        )
    header = (
        _("times 0.01"), _("mean"), _("smallest"), _("largest"), _("positive"),
    )  # fmt: skip
    return Section(
        _("rand or randn?"),
        (
            Paragraph(_("The code of the page:")),
            Equations((CODE.text, CODE_BIAS.text)),
            Paragraph(
                _(
                    "rand draws evenly from 0 to 1, so every weight is positive, and all units "
                    "lean the same way. The course draws with randn, the "
                    "bell curve around 0. {count} weights of each:"
                ).format(count=f"{DRAWN * DRAWN:,}")
            ),
            Table(header, tuple(rows)),
            Paragraph(
                _(
                    "Both break the symmetry, as the last two rows of part 9 show. But with rand "
                    "every unit starts near 0.005 times the sum of its inputs, and so all units "
                    "start nearly alike. In glassnet: "
                    'init="small_normal" for randn·0.01, "small_uniform" for rand·0.01.'
                )
            ),
        ),
    )
