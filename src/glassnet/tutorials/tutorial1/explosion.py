"""The loss that rises at the end: the penalty's gradient in the published code."""

import math

import numpy as np

from glassnet.executors.reference import Array
from glassnet.locales import _
from glassnet.nn.losses import L2
from glassnet.tutorials.blocks import Equations, Paragraph, Printed, Section, Table
from glassnet.tutorials.decimals import plain
from glassnet.tutorials.tutorial1.network import cloud, model, network
from glassnet.tutorials.tutorial1.published_step import whole_training

BATCH = 50  # the published code uses the first 50 points
STRENGTH, LR = 1e-4, 0.003  # from the name of the animation with 50 neurons
WEIGHTS, START = 100, -1.0
CODE = Printed("dL_dw2 = … + reg_coeff*np.square(w2).sum()", "code")
SETTINGS = ((0.003, 1e-4), (0.003, 1e-3), (0.003, 1e-2), (0.001, 1e-4))


def updates_to_infinity(lr: float, strength: float) -> int:
    """Updates until weights that all start at -1 overflow under the code's term alone.

    Every weight loses lr · strength · Σw², the same positive number for all of them.
    """
    weight, count = START, 0
    while math.isfinite(weight):
        weight -= lr * strength * WEIGHTS * weight * weight
        count += 1
    return count


def shrunk(lr: float, strength: float, updates: int) -> float:
    """The same weights after as many updates with the right gradient, strength · w / N."""
    return START * (1 - lr * strength / BATCH) ** updates


def clipped(lr: float, strength: float, updates: int, limit: float = 1.0) -> float:
    """The same weights after so many updates of the code, its gradient cut to a length."""
    weight, longest = START, limit / math.sqrt(WEIGHTS)
    for _update in range(updates):
        weight -= lr * min(strength * WEIGHTS * weight * weight, longest)
    return weight


def terms() -> tuple[Array, float]:
    """The penalty's gradient for W2: the right matrix, and the one number of the code."""
    X, Y = cloud()
    net = network(penalty=L2(STRENGTH, per="batch"))
    step = model(net).explain(X[:BATCH], Y[:BATCH])
    return step["dW2_penalty"], STRENGTH * float(np.square(step["W2"]).sum())


def explosion() -> Section:
    """What blows up, and why the remedies of the tutorial do not help."""
    return Section(
        _("Why the loss jumps at the end"),
        (
            Paragraph(
                _(
                    "With 50 hidden units the tutorial's loss suddenly grows (step>90), and it "
                    "blames gradients that explode in long products: “反向传播中的连乘”. There "
                    "are only two layers here. The published code suggests another cause: to "
                    "every entry of the gradient it adds"
                )
            ),
            Equations((str(CODE),)),
            Paragraph(_what_is_wrong()),
            Paragraph(
                _(
                    "What this term does alone, to {count} weights that have reached {start}:"
                ).format(count=WEIGHTS, start=plain(START))
            ),
            _alone(),
            *whole_training(),
            Paragraph(_remedies()),
            Paragraph(
                _(
                    "Does code of yours do the same? glassnet audit FILE.py finds it; glassnet "
                    "convention penalty shows how nine sources write the term."
                )
            ),
        ),
    )


def _remedies() -> str:
    lr, strength = SETTINGS[0]
    end = clipped(lr, strength, updates_to_infinity(lr, strength))
    return _(
        "So of the tutorial's remedies, “更强的正则化” (stronger regularisation) makes "
        "it come sooner, and a smaller lr only makes it come later, in proportion. "
        "Clipping, which the text advises against NaN, keeps the numbers finite and "
        "hides the mistake: cut to length 1, this gradient drives the weights of the "
        "first line to {clipped} in as many updates, and on. With the right "
        "gradient the weights only shrink. This is our inference from "
        "the published code, not the tutorial's own run, of which only animations "
        "exist."
    ).format(clipped=plain(end, 1))


def _what_is_wrong() -> str:
    right, scalar = terms()
    return _(
        "The penalty λ/2N ΣW² has the gradient λ·W/N, a matrix: each weight is pulled "
        "towards 0. The code adds one number, the same everywhere and never negative: "
        "all weights are pushed down, and the larger they have become, the harder. "
        "For the weights of the figures, λ = {strength} and N = {batch}, the corner "
        "of W2 should get {right} and gets {scalar}: the wrong sign, and {times} "
        "times too large."
    ).format(
        strength=f"{STRENGTH:g}",
        batch=BATCH,
        right=f"{right[0, 0]:.1e}",
        scalar=f"{scalar:.1e}",
        times=round(abs(scalar / right[0, 0])),
    )


def _alone() -> Table:
    """The two terms by themselves, for some settings."""
    rows = []
    for lr, strength in SETTINGS:
        count = updates_to_infinity(lr, strength)
        shrinking = plain(shrunk(lr, strength, count), 4)
        rows.append((f"{lr:g}", f"{strength:g}", f"{count:,}", shrinking))
    header = (
        "lr",
        "λ",
        _("the code's term: infinite after so many updates"),
        _("the right gradient: weight after as many"),
    )
    return Table(header, tuple(rows))
