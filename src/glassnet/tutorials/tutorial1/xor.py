"""XOR of signs trained: 3 hidden units against 50, without biases and with."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from glassnet.executors.reference import Array
from glassnet.locales import _, pad
from glassnet.nn.optimizers import Adam
from glassnet.report.numerals import percent
from glassnet.report.terminal_boundary import boundary_text
from glassnet.training.runs import Run
from glassnet.tutorials.blocks import Paragraph, Section, Table
from glassnet.tutorials.tutorial1.network import cloud, model, network

EPOCHS, LR = 600, 0.1
SMALL, LARGE = 3, 50
EDGE, POINTS = 3.0, 61  # the drawn square and its grid
PANEL = 26


@dataclass(frozen=True)
class Trial:
    """One network, trained on the 300 points, and again with their mirror images."""

    hidden: int
    bias: bool
    run: Run
    mirrored: Run


def mirrored_cloud() -> tuple[Array, Array]:
    """The points and their mirror images -x; XOR of signs is the same for both."""
    X, Y = cloud()
    return np.concatenate([X, -X]), np.concatenate([Y, Y])


@lru_cache(maxsize=1)
def trials() -> tuple[Trial, ...]:
    """The four networks, trained; a second or two."""
    return tuple(
        Trial(
            hidden,
            bias,
            _trained(hidden, bias, *cloud()),
            _trained(hidden, bias, *mirrored_cloud()),
        )
        for hidden in (SMALL, LARGE)
        for bias in (False, True)
    )


def _trained(hidden: int, bias: bool, X: Array, Y: Array) -> Run:
    return model(network(hidden, bias=bias)).train(X, Y, epochs=EPOCHS, optimizer=Adam(LR))


def accuracy(run: Run, X: Array, Y: Array, updates: int | None = None) -> float:
    """The share of right answers, at the end or after some updates."""
    outputs = run.at(run.steps if updates is None else updates).predict(X)
    return float(np.mean(np.argmax(outputs, axis=1) == Y))


def ceiling(Y: Array) -> float:
    """The best share of right answers without biases, if -x is there for every x.

    The difference of the two outputs' sums at x and at -x adds up to the same number
    everywhere. If that number favours class 1, two mirror images of class 0 cannot both be
    right. So all of one class and half of the other is the most.
    """
    share = float(np.mean(Y))
    return 0.5 + 0.5 * max(share, 1 - share)


def deviation(run: Run) -> float:
    """How far z2(x) + z2(-x) is from the column sums of W2, over all points."""
    X, Y = cloud()
    there, back = (run.model.explain(points, Y)["Z2"] for points in (X, -X))
    return float(np.max(np.abs(there + back - run.model.params["W2"].sum(axis=0))))


def panels(trial: Trial, updates: tuple[int, ...]) -> tuple[str, ...]:
    """The border after so many updates, side by side, accuracy and loss below."""
    axis = np.linspace(-EDGE, EDGE, POINTS)
    grid = np.stack(np.meshgrid(axis, axis), axis=-1)
    X, Y = cloud()
    drawings = []
    for k in updates:
        values = trial.run.at(k).predict(grid.reshape(-1, 2)).reshape(POINTS, POINTS, 2)
        drawing = boundary_text(values, PANEL - 1, extent=(-EDGE, EDGE, -EDGE, EDGE))[:-1]
        loss = float(trial.run.at(k).explain(X, Y)["L"])
        captions = (
            _("{count} updates").format(count=k),
            _("accuracy {share}").format(share=percent(accuracy(trial.run, X, Y, k))),
            _("loss {loss}").format(loss=f"{loss:.4f}"),
        )
        drawings.append([*drawing, *(f"   {caption}" for caption in captions)])
    return tuple(
        "".join(pad(part, PANEL) for part in parts) for parts in zip(*drawings, strict=True)
    )


def without_biases() -> Section:
    """Why no number of hidden units helps, and that biases do."""
    constant = deviation(trials()[2].run)
    most = ceiling(mirrored_cloud()[1])
    return Section(
        _("It is the biases, not the number of units"),
        (
            _accuracies(),
            Paragraph(
                _(
                    "Without biases this network cannot represent XOR of signs, however wide it "
                    "is. Because σ(z) + σ(-z) = 1, z2(x) + z2(-x) is what the rows of W2 add up "
                    "to, the same for every x (on the 300 points it differs by at most "
                    "{deviation}). XOR gives x and -x the same class. So if that constant favours "
                    "one class, a point of the other class and its mirror image are never both "
                    "right: at most {ceiling} in the last column, after any training. (The four "
                    "corners 00, 01, 10, 11 are another matter: they have no mirror images.)"
                ).format(deviation=f"{constant:.0e}", ceiling=percent(most))
            ),
            Paragraph(
                _(
                    "The 300 points themselves are not quite symmetric, and a wide network can "
                    "learn that accident. Trained here: all points, Adam, lr {lr}, {epochs} "
                    "updates, to be done in seconds; the published code makes 1,000,000 updates "
                    "on 50 points."
                ).format(lr=f"{LR:g}", epochs=EPOCHS)
            ),
        ),
    )


def _accuracies() -> Table:
    """The share of right answers of the four networks."""
    rows = tuple(
        (
            str(trial.hidden),
            _("with") if trial.bias else _("without"),
            percent(accuracy(trial.run, *cloud())),
            percent(accuracy(trial.mirrored, *mirrored_cloud())),
        )
        for trial in trials()
    )
    header = (
        _("hidden units"),
        _("biases"),
        _("accuracy, trained on the 300 points"),
        _("accuracy, trained on these points and their mirror images"),
    )
    return Table(header, rows)
