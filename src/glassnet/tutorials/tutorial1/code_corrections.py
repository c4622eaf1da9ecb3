"""What is wrong in the tutorial's code, each with a proof in one line."""

import math

import numpy as np

from glassnet.executors.reference import Array
from glassnet.locales import _
from glassnet.tutorials.blocks import Correction
from glassnet.tutorials.decimals import plain, vector_text
from glassnet.tutorials.tutorial1.network import cloud, first_step, model, network

BATCH = 50  # the published code trains on the first 50 of the 300 points
STRENGTH = 1e-4  # its reg_coeff


def gradient_ratio() -> float:
    """The summed gradient over the mean one, on the code's 50 points."""
    X, Y = cloud()
    total, mean = (
        model(network(reduction=kind)).explain(X[:BATCH], Y[:BATCH])["dW2"]
        for kind in ("sum", "mean")
    )
    return float(np.max(total / mean))


def curve_of_tanh(z: float) -> float:
    """What the code calls tanh."""
    return (1 - math.exp(-z)) / (1 + math.exp(-z))


def shares(logits: Array) -> Array:
    """Softmax: what the code calls probs."""
    powers = np.exp(logits)
    found: Array = powers / powers.sum()
    return found


def penalties() -> tuple[float, float]:
    """The penalty of the code's loss, W2 counted twice, and that of W1 and W2."""
    step = first_step()
    first, second = (float(np.square(step[name]).sum()) for name in ("W1", "W2"))
    factor = STRENGTH / (2 * BATCH)
    return factor * 2 * second, factor * (first + second)


def about_the_code() -> list[Correction]:
    """The corrections, in the order of the page."""
    return [*_about_the_outputs(), *_about_the_gradient(), *_about_training()]


def _about_the_outputs() -> list[Correction]:
    step, (twice, both) = first_step(), penalties()
    return [
        Correction(
            _("code and overview figure: “logits” are the outputs h2, and a softmax follows"),
            _(
                "logits are the sums before the last activation, z2; in training the softmax of "
                "h2 is computed and not used, and for answers the code takes that of z2"
            ),
            _("softmax of h2: {h2}; of z2: {z2}; h2 itself: {output}").format(
                h2=vector_text(shares(step["A2"]), 4),
                z2=vector_text(shares(step["Z2"]), 4),
                output=vector_text(step["A2"], 4),
            ),
        ),
        Correction(
            _("code: the loss has np.square(w2).sum()+np.square(w2).sum()"),
            _("W2 stands there twice and W1 not at all: the first should be w1"),
            _("with the figures' weights and N = {n} the penalty is {twice}, not {both}").format(
                n=BATCH, twice=f"{twice:.3g}", both=f"{both:.3g}"
            ),
        ),
    ]


def _about_the_gradient() -> list[Correction]:
    return [
        Correction(
            _("code: the loss is divided by N, its gradient is not"),
            _("both or none; as it is, the learning rate is in truth N times as large"),
            _("on the code's {n} points the summed gradient is {ratio} times the mean one").format(
                n=BATCH, ratio=plain(gradient_ratio())
            ),
        ),
        Correction(
            _(
                "code: the penalty's gradient is the number reg_coeff·Σw²; text: “sum(W²)/2N” just "
                "computes the large weights"
            ),
            _(
                "the gradient is the matrix λ·W/N; the penalty does not report the explosion: "
                "by the published code, it makes it"
            ),
            _("see part 7"),
        ),
    ]


def _about_training() -> list[Correction]:
    _X, Y = cloud()
    t = curve_of_tanh(1.0)
    return [
        Correction(
            _("“我们只考虑每次迭代中的整个数据集” (each iteration takes the whole data set)"),
            _(
                "the code takes the first {n} points, always the same; accuracy is on all {all}"
            ).format(n=BATCH, all=len(Y)),
            _("class 1 among the first {n}: {first}; among all {all}: {count}").format(
                n=BATCH, first=int(Y[:BATCH].sum()), all=len(Y), count=int(Y.sum())
            ),
        ),
        Correction(
            _("code: tanh(z) = (1-e⁻ᶻ)/(1+e⁻ᶻ) with the derivative 1-tanh²"),
            _("this is tanh(z/2), whose derivative is ½(1-tanh²)"),
            _("at z = 1 the code gives {code}; tanh(½) = {half}, tanh(1) = {one}").format(
                code=plain(t), half=plain(math.tanh(0.5)), one=plain(math.tanh(1.0))
            ),
        ),
        Correction(
            _("“可以通过减小学习率来减轻上面的问题” (a smaller learning rate helps)"),
            _(
                "the original shows, as proof, an animation with the same lr of 0.003 and a λ a "
                "hundred times smaller: its file is all_50neurons_lr_0.003_reg_0.000001.gif"
            ),
            _("see the table of part 7: a smaller lr only postpones it"),
        ),
    ]
