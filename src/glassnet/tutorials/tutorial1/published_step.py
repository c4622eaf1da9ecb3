"""The tutorial's training with 50 hidden units, its penalty as the published code has it."""

import math
from dataclasses import dataclass

import numpy as np

from glassnet.locales import _
from glassnet.tutorials.blocks import Paragraph, Table
from glassnet.tutorials.tutorial1.network import cloud, model, network

HIDDEN, BATCH, LR = 50, 50, 0.003
STRENGTHS = (1e-2, 5e-3)  # large ones, of which a run takes a moment
# The run of the tutorial's own λ takes seconds, so it was made once, by `trained`.
MILD, LEAST, NO_NUMBER = 1e-4, 91_910, 102_696


@dataclass(frozen=True)
class Blown:
    """How a training ended.

    Attributes:
        updates: how many until the loss was no number any more, or until they were stopped.
        lowest: the update at which the loss was least.
        loss: the last loss.
    """

    updates: int
    lowest: int
    loss: float


def trained(strength: float, right: bool = False, limit: int = 200_000) -> Blown:
    """Train until the loss is infinite or no number.

    Args:
        strength: λ.
        right: with the penalty's true gradient in the code's scaling, λ·W, instead of λ·ΣW².
        limit: updates after which to stop.
    """
    start = model(network(HIDDEN)).params
    W1, W2 = start["W1"], start["W2"]
    X, Y = cloud()
    X, Y = X[:BATCH], np.eye(2)[Y[:BATCH].astype(int).ravel()]
    lowest, least, loss = 0, math.inf, 0.0
    with np.errstate(over="ignore", invalid="ignore"):
        for update in range(limit):
            h1 = 1 / (1 + np.exp(-(X @ W1)))
            h2 = 1 / (1 + np.exp(-(h1 @ W2)))
            squares = float(np.vdot(W2, W2))
            loss = (float(np.vdot(Y - h2, Y - h2)) + 2 * strength * squares) / (2 * BATCH)
            if not math.isfinite(loss):
                return Blown(update, lowest, loss)
            if loss < least:
                lowest, least = update, loss
            back = (h2 - Y) * h2 * (1 - h2)
            first = X.T @ (back @ W2.T * h1 * (1 - h1))
            extra = (W1, W2) if right else (float(np.vdot(W1, W1)), squares)
            second = h1.T @ back + strength * extra[1]
            W1, W2 = W1 - LR * (first + strength * extra[0]), W2 - LR * second
    return Blown(limit, lowest, loss)


def whole_training() -> tuple[Paragraph, Table, Paragraph]:
    """The same for the whole network, not for the term alone."""
    rows = []
    for strength in STRENGTHS:
        blown = trained(strength)
        mended = trained(strength, right=True, limit=blown.updates)
        counts = (f"{blown.lowest:,}", f"{blown.updates:,}")
        rows.append((f"{strength:g}", *counts, f"{mended.loss:.4f}"))
    header = (
        "λ",
        _("the code: loss least after"),
        _("no number after"),
        _("right gradient: loss then"),
    )
    return (
        Paragraph(
            _(
                "And the whole training with {hidden} hidden units, as the code has it: the first "
                "{batch} points, lr {lr}."
            ).format(hidden=HIDDEN, batch=BATCH, lr=f"{LR:g}")
        ),
        Table(header, tuple(rows)),
        Paragraph(
            _(
                "With the λ of the animation, {mild}, that takes seconds, so it was run once "
                "beforehand: the loss is least after {least} updates and no number after {end}. "
                "If a picture of the animation stands for 1,000 updates, this is its step>90."
            ).format(mild=f"{MILD:g}", least=f"{LEAST:,}", end=f"{NO_NUMBER:,}")
        ),
    )
