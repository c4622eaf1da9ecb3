"""A line that predicts, and a line that separates: not the same."""

from functools import lru_cache

import numpy as np

from glassnet import data
from glassnet.executors.reference import Array
from glassnet.locales import _
from glassnet.model import Model
from glassnet.nn.layers import Dense
from glassnet.nn.network import Network
from glassnet.nn.optimizers import SGD
from glassnet.report.numerals import percent
from glassnet.report.terminal_boundary import boundary_text
from glassnet.training.runs import Run
from glassnet.tutorials.blocks import Equations, Paragraph, Section, Table
from glassnet.tutorials.decimals import plain, signed
from glassnet.tutorials.panels import side_by_side

COUNT, SEED, EPOCHS, LR = 40, 0, 300, 0.1
EDGE, POINTS, PANEL = 5.0, 61, 36
SHOWN = (0, 1, 2, 5, 20, EPOCHS)  # updates after which the line is listed


@lru_cache(maxsize=1)
def points() -> tuple[Array, Array]:
    """Two clouds, as in the playground of the page's first figure."""
    return data.load("gaussians", n=COUNT, seed=SEED)


@lru_cache(maxsize=1)
def separator() -> Model:
    """w·x + b, trained to tell the classes apart."""
    X, Y = points()
    model = Model(Network(2, [Dense(1, "sigmoid")], loss="binary_cross_entropy"))
    model.train(X, Y, epochs=EPOCHS, optimizer=SGD(LR))
    return model


@lru_cache(maxsize=1)
def fitting() -> Run:
    """The training of a·x + b to predict the second coordinate from the first."""
    X, _labels = points()
    model = Model(Network(1, [Dense(1)]))
    return model.train(X[:, :1], X[:, 1:], epochs=EPOCHS, optimizer=SGD(LR))


def predictor() -> Model:
    """The line a·x + b at the end of it."""
    return fitting().model


def as_height(model: Model) -> tuple[float, float]:
    """a and b of the separating line, written as y = a·x + b."""
    (w1,), (w2,) = model.params["W1"]
    return float(-w1 / w2), float(-model.params["b1"][0] / w2)


def shares() -> tuple[float, float]:
    """The share of points on the right side: of the separator, of the predictor's line."""
    X, Y = points()
    sides = separator().predict(X)[:, 0] >= 0.5
    above = X[:, 1] > predictor().predict(X[:, :1])[:, 0]
    best = max(float(np.mean(above == Y)), float(np.mean(above != Y)))
    return float(np.mean(sides == Y)), best


def two_lines() -> Section:
    """Both lines on the same points."""
    return Section(
        _("A line that predicts, a line that separates"),
        (
            Paragraph(
                _(
                    "For its first figure, two clouds of points from playground.tensorflow.org, "
                    "the page wants the line “ax + b = y”. The same kind of points, {count} of "
                    "them, both lines trained on them:"
                ).format(count=COUNT)
            ),
            Equations(_drawings()),
            _compared(),
            Paragraph(
                _(
                    "How much a and b are to be raised or lowered “是通过函数对a、b求导得到的” (is "
                    "found from the slopes for a and b): each goes against its slope, times lr "
                    "{lr}. The line that predicts, on its way:"
                ).format(lr=plain(LR))
            ),
            _on_its_way(),
            Paragraph(
                _(
                    "Fitting y by ax + b gives the line along the points, right through both "
                    "classes. The white line of the figure is where w1·x + w2·y + b = 0, the "
                    "place where a unit with two inputs is undecided. It can be written as "
                    "y = ax + b with a = -w1/w2, unless w2 = 0: then it stands upright."
                )
            ),
        ),
    )


def _equations() -> tuple[tuple[float, float], tuple[float, float, float]]:
    """The numbers of both lines: a and b; w1, w2 and b."""
    a, b = (float(predictor().params[name].ravel()[0]) for name in ("W1", "b1"))
    (w1,), (w2,) = separator().params["W1"]
    return (a, b), (float(w1), float(w2), float(separator().params["b1"][0]))


def _drawings() -> tuple[str, ...]:
    """The plane on both sides of each line, with the points."""
    X, Y = points()
    axis = np.linspace(-EDGE, EDGE, POINTS)
    grid = np.stack(np.meshgrid(axis, axis), axis=-1).reshape(-1, 2)
    separated = separator().predict(grid).reshape(POINTS, POINTS, 1)
    heights = predictor().predict(axis.reshape(-1, 1))[:, 0]
    above = (axis[:, None] > heights[None, :]).astype(float)[:, :, None]
    drawings = [
        boundary_text(values, PANEL - 2, X, Y, extent=(-EDGE, EDGE, -EDGE, EDGE))[:-1]
        for values in (above, separated)
    ]
    (a, b), (w1, w2, c) = _equations()
    captions = [
        [_("a line that predicts"), f"y = {plain(a, 3)}·x + {signed(b, 3)}"],
        [
            _("a line that separates"),
            f"{plain(w1, 3)}·x + {signed(w2, 3)}·y + {signed(c, 3)} = 0",
        ],
    ]
    return side_by_side(drawings, captions, PANEL + 2, 4)


def _on_its_way() -> Table:
    """a and b after some updates, with the slopes of the loss for both."""
    X, _labels = points()
    rows = []
    for k in SHOWN:
        step = fitting().at(k).explain(X[:, :1], X[:, 1:])
        a, b, da, db = (float(step[name].ravel()[0]) for name in ("W1", "b1", "dW1", "db1"))
        rows.append((str(k), *(plain(v, 4) for v in (a, da, b, db)), plain(step["L"], 4)))
    header = (_("updates"), "a", "∂L/∂a", "b", "∂L/∂b", _("loss"))
    return Table(header, tuple(rows))


def _compared() -> Table:
    """Both lines as y = ax + b, and how well each divides the classes."""
    (a, b), (slope, height) = _equations()[0], as_height(separator())
    shared = shares()
    rows = (
        (
            _("predicts y from x"),
            "a·x + b = y",
            f"{plain(a, 3)}, {plain(b, 3)}",
            percent(shared[1]),
        ),
        (
            _("separates ○ from ●"),
            "w1·x + w2·y + b = 0",
            f"{plain(slope, 3)}, {plain(height, 3)}",
            percent(shared[0]),
        ),
    )
    return Table(
        (_("line that …"), _("equation"), _("as y = ax + b: a, b"), _("on the right side")),
        rows,
    )
