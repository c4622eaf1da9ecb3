"""The advice about activations, tried out: the same networks with each of the four."""

from functools import lru_cache

import numpy as np

from glassnet.executors.reference import Array
from glassnet.locales import _
from glassnet.model import Model
from glassnet.nn.layers import Dense
from glassnet.nn.losses import BinaryCrossEntropy
from glassnet.nn.network import Network
from glassnet.nn.optimizers import SGD
from glassnet.report.numerals import percent
from glassnet.training.runs import Run
from glassnet.tutorials.blocks import Paragraph, Section, Table
from glassnet.tutorials.tutorial5.network import accuracy, flower

ACTIVATIONS = ("sigmoid", "tanh", "relu", "leaky_relu")
SHALLOW, DEEP = (10,), (10, 10, 10, 10)  # units of the hidden layers
HELD_BACK, UPDATES, LR = 100, 300, 0.5
SEED = 0


def split() -> tuple[tuple[Array, Array], tuple[Array, Array]]:
    """The flower in two parts: for training, and held back to compare."""
    X, Y = flower()
    order = np.random.default_rng(SEED).permutation(len(X))
    kept, held = order[HELD_BACK:], order[:HELD_BACK]
    return (X[kept], Y[kept]), (X[held], Y[held])


@lru_cache(maxsize=8)
def tried(hidden: tuple[int, ...], activation: str) -> Run:
    """One network, trained on the first part."""
    layers = [Dense(units, activation) for units in hidden]
    net = Network(2, [*layers, Dense(1, "sigmoid")], BinaryCrossEntropy())
    X, Y = split()[0]
    return Model(net, seed=SEED).train(X, Y, epochs=UPDATES, optimizer=SGD(LR))


def held_back_accuracy(run: Run) -> float:
    """The share of right answers on the points that were held back."""
    return accuracy(run, *split()[1])


def which_one() -> Section:
    """A table of the four, in a shallow and in a deep network."""
    rows = tuple(_row(activation) for activation in ACTIVATIONS)
    return Section(
        _("Which activation? Try them"),
        (
            Paragraph(
                _(
                    "The page's last word on activations is to try them on a validation set. So "
                    "here are all four on the flower, {held} points of it held back: one hidden "
                    "layer of {units} units, then {layers} such layers; {updates} updates, lr {lr}."
                ).format(
                    held=HELD_BACK,
                    units=SHALLOW[0],
                    layers=len(DEEP),
                    updates=UPDATES,
                    lr=f"{LR:g}",
                )
            ),
            Table(
                (
                    _("hidden layers"),
                    _("1 layer: loss"),
                    _("held back"),
                    _("{count} layers: loss").format(count=len(DEEP)),
                    _("held back"),
                ),
                rows,
            ),
            Paragraph(
                _(
                    "“几乎总比 Sigmoid 函数好” (tanh is nearly always better than sigmoid): here "
                    "it is, both times. ReLU: “收敛速度远大于 Sigmoid 和tanh” (converges much "
                    "faster than both): with one layer hardly faster than sigmoid and slower than "
                    "tanh. With four, sigmoid has not moved, because slopes of at most ¼ are "
                    "multiplied on the way back; ReLU learns, but no faster than tanh. Leaky ReLU: "
                    "“没有证明总是好于ReLU” (not proven always better): here a little worse. One "
                    "task, one seed, so no law: other first weights change the order of the last "
                    "three. A reason to try."
                )
            ),
        ),
    )


def _row(activation: str) -> tuple[str, ...]:
    cells = [activation]
    for hidden in (SHALLOW, DEEP):
        run = tried(hidden, activation)
        loss = float(run.history["loss"][-1])
        cells += [f"{loss:.4f}", percent(held_back_accuracy(run))]
    return tuple(cells)
