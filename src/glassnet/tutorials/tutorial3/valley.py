"""Two weights: the error is a surface over a plane, and its lowest place a valley."""

import numpy as np

from glassnet.locales import _
from glassnet.model import Model
from glassnet.nn.layers import Dense
from glassnet.nn.losses import SquaredError
from glassnet.nn.network import Network
from glassnet.nn.optimizers import SGD
from glassnet.training.runs import Run
from glassnet.tutorials.blocks import Equations, Paragraph
from glassnet.tutorials.decimals import plain

X, Y = [[1.0, 0.2], [0.3, 1.0]], [[1.0], [0.5]]
START = (-1.5, 1.5)
LR, UPDATES = 0.3, 25
EDGE, LINES, ACROSS = 2.0, 11, 44  # of the drawn square
SHADES = "█▓▒░ "  # from the heights down to the valley
BORDERS = (4.0, 1.5, 0.5, 0.1)  # errors at which the shade changes


def unit(weights: tuple[float, float]) -> Model:
    """One linear unit with two weights and no bias."""
    network = Network(2, [Dense(1, bias=False)], SquaredError())
    return Model(network, params={"W1": [[w] for w in weights]})


def descent() -> Run:
    """From the start downhill."""
    return unit(START).train(X, Y, epochs=UPDATES, optimizer=SGD(LR))


def route(run: Run) -> list[tuple[float, float]]:
    """Both weights before the first update and after each."""
    places = [run.at(k).params["W1"][:, 0] for k in range(run.steps + 1)]
    return [(float(first), float(second)) for first, second in places]


def valley() -> tuple[Paragraph, Equations, Paragraph]:
    """The surface from above, and the way down."""
    run = descent()
    losses = run.history["loss"]
    end = route(run)[-1]
    return (
        Paragraph(
            _(
                "The page's other picture is a surface: with two weights the error has a height "
                "over every point of a plane. Seen from above, for one unit with two inputs and "
                "two examples of ours; dark is high, ● the way of {count} updates, lr {lr}:"
            ).format(count=UPDATES, lr=plain(LR))
        ),
        Equations(drawing(run)),
        Paragraph(
            _(
                "The steps are long on the slope and short in the valley: the error falls from "
                "{first} to {second} by the first step and is {last} before the last; in the "
                "end w1 = {w1} and w2 = {w2}. A network of 13 weights has such a surface over 13 "
                "dimensions; nobody can draw it, but the slope is computed in the same way."
            ).format(
                first=plain(losses[0], 4),
                second=plain(losses[1], 4),
                last=plain(losses[-1], 4),
                w1=plain(end[0], 3),
                w2=plain(end[1], 3),
            )
        ),
    )


def drawing(run: Run) -> tuple[str, ...]:
    """Shades for the error, marks for the weights on their way."""
    rows = [[_shade(w1, w2) for w1 in _middles(ACROSS)] for w2 in _middles(LINES)[::-1]]
    for w1, w2 in route(run):
        column = int((w1 + EDGE) / (2 * EDGE) * ACROSS)
        line = LINES - 1 - int((w2 + EDGE) / (2 * EDGE) * LINES)
        rows[line][column] = "●"
    low, high = plain(-EDGE), plain(EDGE)
    labels = [high, *[""] * (LINES - 2), low]
    body = [f"{label:>6}│{''.join(row)}│" for label, row in zip(labels, rows, strict=True)]
    rule = "─" * ACROSS
    ends = " " * 7 + low + high.rjust(ACROSS - len(low))
    return (f"    w2 ┌{rule}┐"[1:], *body, f"{'':6}└{rule}┘", ends + "  w1")


def _middles(count: int) -> list[float]:
    return [float(v) for v in ((np.arange(count) + 0.5) / count * 2 - 1) * EDGE]


def _shade(w1: float, w2: float) -> str:
    error = float(unit((w1, w2)).explain(X, Y)["L"])
    return SHADES[sum(error < border for border in BORDERS)]
