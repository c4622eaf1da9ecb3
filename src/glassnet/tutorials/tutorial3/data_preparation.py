"""Preparing data: saturation, zeros, and targets that a sigmoid cannot reach."""

import math
from functools import lru_cache

from glassnet import data
from glassnet.executors.reference import Array
from glassnet.locales import _
from glassnet.model import Model
from glassnet.nn.initializers import Constant
from glassnet.nn.layers import Dense
from glassnet.nn.network import Network
from glassnet.nn.optimizers import SGD
from glassnet.presets.tutorial3 import HALF
from glassnet.report.numerals import number
from glassnet.step import Step
from glassnet.training.runs import Run
from glassnet.tutorials.blocks import Paragraph, Section, Table
from glassnet.tutorials.decimals import plain, vector_text

# input, weight: growing weights, then a pixel as it comes and as the page wants it
SATURATING = (
    (1.0, 0.5),
    (1.0, 2.0),
    (1.0, 5.0),
    (1.0, 10.0),
    (1.0, 20.0),
    (255.0, 0.1),
    (0.99, 0.1),
)
ZERO_SAMPLES = ((0.0, 0.5), (0.5, 0.5), (0.01, 0.5))
STARTS = (0.0, 0.5, None)
XOR_UPDATES, XOR_LR, XOR_SEED = 3000, 5.0, 1
TARGETS, UPDATES = (1.0, 0.99), (100, 1000, 10_000)
FAR = 100_000


def unit(weights: list[float], bias: bool = False) -> Model:
    """One sigmoid unit with these weights; the bias starts at 0."""
    network = Network(len(weights), [Dense(1, "sigmoid", bias=bias)], loss=HALF)
    params = {"W1": [[w] for w in weights], **({"b1": [0.0]} if bias else {})}
    return Model(network, params=params)


def saturation() -> Section:
    """Large weights and large inputs make the slope vanish."""
    rows = []
    for value, weight in SATURATING:
        step = unit([weight]).explain([[value]], [[0.01]])
        z, out = float(step["Z1"][0, 0]), float(step["A1"][0, 0])
        # 1 - o loses its digits near 1, and σ(-z) is the same number with all of them.
        slope = out * float(unit([-weight]).predict([[value]])[0, 0])
        gradient = float(step["dW1"][0, 0])
        rows.append(
            (plain(value), plain(weight), *(number(v, 3) for v in (z, out, slope, gradient)))
        )
    header = (_("input"), _("weight"), _("sum"), "o", _("slope o(1-o)"), _("slope for the weight"))
    return Section(
        _("Preparing data: saturation"),
        (
            Paragraph(
                _(
                    "One sigmoid unit, target 0.01. The answer is always wrong, most of all with "
                    "large weights, and exactly there the slope is smallest: almost nothing is "
                    "learned. Large inputs do the same. A pixel of 255 saturates the unit even "
                    "with a small weight; brought into 0.01 … 0.99, as the page advises, "
                    "it does not."
                )
            ),
            Table(header, tuple(rows)),
        ),
    )


def zero_input(sample: tuple[float, float]) -> Step:
    """A unit with two inputs, after one sample."""
    return unit([0.3, -0.2]).explain([sample], [[0.99]])


@lru_cache(maxsize=1)
def xor_trainings() -> tuple[Run, ...]:
    """XOR by 2-2-1 from zero weights, equal weights, and random ones."""
    X, Y = data.load("xor")
    runs = []
    for start in STARTS:
        init = "uniform" if start is None else Constant(start)
        layers = [Dense(2, "sigmoid", init=init), Dense(1, "sigmoid", init=init)]
        model = Model(Network(2, layers, loss=HALF), seed=XOR_SEED)
        runs.append(model.train(X, Y, epochs=XOR_UPDATES, optimizer=SGD(XOR_LR)))
    return tuple(runs)


def zeros() -> Section:
    """What a zero input and what zero weights really do."""
    samples = tuple(
        (vector_text(sample), vector_text(zero_input(sample)["dW1"])) for sample in ZERO_SAMPLES
    )
    return Section(
        _("Preparing data: zeros"),
        (
            Paragraph(
                _(
                    "“不能有0值信号和零值权重” (no zero signals and no zero weights). A zero "
                    "input freezes only the weights that it meets, and only for this sample: their "
                    "slope is the input times something, exactly 0. Other samples move them. The "
                    "page's own range -1 … 1 has the 0 in its middle. One unit, two inputs:"
                )
            ),
            Table((_("sample"), _("slopes for the two weights")), samples),
            Paragraph(
                _(
                    "A weight that is 0 learns like any other. The harm comes when all weights "
                    "of a layer are equal: then its units compute the same, get the same slopes, "
                    "and stay equal for ever. XOR by a 2-2-1 network after {updates} updates "
                    "(from zeros nothing moves at all: the errors of the four corners cancel):"
                ).format(updates=f"{XOR_UPDATES:,}")
            ),
            _starts(),
            Paragraph(
                _(
                    "Two equal hidden units are one, and one is too few for XOR. So the advice "
                    "stands, random and small, but it is about being different, not about the 0."
                )
            ),
        ),
    )


def _starts() -> Table:
    names = (_("all 0"), _("all 0.5"), _("random"))
    rows = []
    for name, run in zip(names, xor_trainings(), strict=True):
        W1: Array = run.model.params["W1"]
        rows.append(
            (
                name,
                vector_text(W1[:, 0], 4),
                vector_text(W1[:, 1], 4),
                plain(run.history["loss"][-1], 5),
            )
        )
    header = (
        _("weights at the start"),
        _("hidden unit 1 at the end"),
        _("hidden unit 2 at the end"),
        _("loss"),
    )
    return Table(header, tuple(rows))


@lru_cache(maxsize=2)
def target_training(target: float, updates: int = UPDATES[-1]) -> Run:
    """One unit with a bias, its input always 1, trained on one target with lr 1."""
    return unit([0.0], bias=True).train([[1.0]], [[target]], epochs=updates, optimizer=SGD(1.0))


def growth(updates: int) -> float:
    """The weight after many updates on the target 1, from the equation of its growth.

    With w = b the sum is 2w, and near o = 1 each update adds e⁻⁴ʷ, so e⁴ʷ grows by 4.
    """
    return math.log(4 * updates) / 4


def targets() -> Section:
    """Targets of 0 and 1 drive the weights on and on."""
    rows = []
    for k in UPDATES:
        weights = [float(target_training(t).at(k).params["W1"][0, 0]) for t in TARGETS]
        answer = float(target_training(1.0).at(k).predict([[1.0]])[0, 0])
        rows.append(
            (
                f"{k:,}",
                plain(weights[0], 4),
                plain(growth(k), 4),
                plain(answer, 6),
                plain(weights[1], 4),
            )
        )
    rows.append((f"{FAR:,}", "", plain(growth(FAR), 4), "", ""))
    limit = math.log(TARGETS[1] / (1 - TARGETS[1])) / 2
    header = (
        _("updates"),
        _("target 1: weight"),
        "ln(4t)/4",
        _("output"),
        _("target 0.99: weight"),
    )
    return Section(
        _("Preparing data: targets that can be reached"),
        (
            Paragraph(
                _(
                    "A sigmoid never answers 1. One unit, σ(w·1 + b), lr 1, from w = b = 0: "
                    "with the target 1 the weight never stops growing, slower and slower. Near 1 "
                    "it follows ln(4t)/4 after t updates (for {far} only this formula is shown). "
                    "With the target 0.99 it comes to rest at ln(0.99/0.01)/2 = {limit}."
                ).format(far=f"{FAR:,}", limit=plain(limit, 4))
            ),
            Table(header, tuple(rows)),
            Paragraph(
                _(
                    "So the page is right about sigmoids with a squared error. Note that it grows "
                    "with the logarithm only: ten times as many updates add {more}. Today one "
                    "takes the cross-entropy behind the sigmoid and leaves the targets at 0 and 1."
                ).format(more=plain(math.log(10) / 4, 3))
            ),
        ),
    )
