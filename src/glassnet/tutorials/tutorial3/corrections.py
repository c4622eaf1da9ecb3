"""What the page says wrongly, each with a proof in one line."""

import numpy as np

from glassnet.locales import _
from glassnet.nn.losses import AbsoluteError
from glassnet.nn.optimizers import SGD
from glassnet.nn.schedules import Exponential
from glassnet.presets.tutorial3 import HALF, line
from glassnet.tutorials.blocks import Correction, Corrections, Paragraph, Section
from glassnet.tutorials.decimals import plain, vector_text
from glassnet.tutorials.tutorial3.data_preparation import zero_input
from glassnet.tutorials.tutorial3.error_functions import BOUNCING, GOAL
from glassnet.tutorials.tutorial3.network import slope_of
from glassnet.tutorials.tutorial3.weight_update import measured_slope, update_step

SPREAD = (0.9, 1.0, 1.0, 1.1, 4.0)  # targets for one input, the last one bad
KEPT, ROUNDS = 0.8, 60  # of the learning rate from update to update; updates


def with_shrinking_steps() -> float:
    """Where |x - 5| comes to rest from 0 when lr shrinks by a fifth at each update."""
    model = line(0.0, AbsoluteError())
    model.train(
        [[1.0]],
        [[GOAL]],
        epochs=ROUNDS,
        optimizer=SGD(2 * BOUNCING),
        schedule=Exponential(KEPT),
    )
    return slope_of(model)


def answers_with_a_bad_sample() -> tuple[float, float]:
    """The one answer whose squared, and whose absolute errors from the targets are least."""
    X, Y = [[1.0]] * len(SPREAD), [[t] for t in SPREAD]
    tried = np.arange(0, 41) / 10
    found = [
        tried[int(np.argmin([line(k, loss).explain(X, Y)["L"] for k in tried]))]
        for loss in (HALF, AbsoluteError())
    ]
    return float(found[0]), float(found[1])


def wrong_sentences() -> Section:
    """The corrections, in the order of the page."""
    items = (*_about_lines(), *_about_errors(), *_about_the_update(), *_about_data())
    return Section(
        _("What the page says wrongly"),
        (
            Paragraph(_("In the order of the page. Every number in a proof was just computed.")),
            Corrections(items),
        ),
    )


def _about_lines() -> tuple[Correction, ...]:
    step = update_step()
    return (
        Correction(
            _("a classifier divides the plane “用一条直线 y = kx + b” (with a line y = kx + b)"),
            _("most lines, but not the upright ones; w1·x1 + w2·x2 + b = 0 is every line"),
            _(
                "between (1, 2) and (3, 2) stands x1 = 2: w = (1, 0), b = -2; y = kx + b "
                "would need 2k + b to be every y at once"
            ),
        ),
        Correction(
            _(
                "“输入层和输出层。它们不涉及sigmoid函数的计算” (input and output layer have no "
                "sigmoid)"
            ),
            _("the output layer has: the page's own o_k is sigmoid(Σ w_jk·o_j)"),
            _(
                "in the worked update x_k = {z} before it, and O_k = {out}; the factor "
                "O_k(1-O_k) in ΔW_jk is its slope"
            ).format(z=vector_text(step["Z2"], 4), out=vector_text(step["A2"], 4)),
        ),
        Correction(
            _("“error = Wᵀe”, and e_j in the place of t_k - o_k"),
            _("Wᵀ(e·o(1-o)): the slope of the outputs belongs to it"),
            _("part 10: the page's rule can even point uphill"),
        ),
    )


def _about_errors() -> tuple[Correction, ...]:
    squared, absolute = answers_with_a_bad_sample()
    return (
        Correction(
            _("|t - o|: “这个函数没有得到广泛使用” (this function is not widely used)"),
            _(
                "it is used wherever wrong samples are expected, and a learning rate that "
                "shrinks ends the bouncing"
            ),
            _(
                "|x-5| from lr {lr}, a fifth less each time: x = {rest} after {rounds} updates. "
                "And of the targets {targets} the last is bad: squared errors are least for the "
                "answer {squared}, absolute ones for {absolute}"
            ).format(
                lr=plain(2 * BOUNCING),
                targets=vector_text(SPREAD),
                rest=plain(with_shrinking_steps(), 4),
                rounds=ROUNDS,
                squared=plain(squared, 2),
                absolute=plain(absolute, 2),
            ),
        ),
    )


def _about_the_update() -> tuple[Correction, ...]:
    step = update_step()
    out, sum_1 = float(step["A2"][0, 0]), float(step["Z2"][0, 0])
    again = 1 / (1 + np.exp(-out))
    return (
        Correction(
            _("the constant 2: “是什么无关紧要” (does not matter)"),
            _("it changes the length of the step, unless α takes it up"),
            _("part 9: the measured slope {measured} is twice {half}").format(
                measured=plain(measured_slope()), half=plain(step["dW2"][0, 0])
            ),
        ),
        Correction(
            _(
                "“前一层输出的行向量,乘以下一层的列向量” (the row of the layer before times the "
                "column of the next)"
            ),
            _("the column of the next times the row of the one before, as its formula has it"),
            _("(2, 1) times (1, 2) is a (2, 2) matrix; a row times a column is a single number"),
        ),
        Correction(
            _("“最后你发现,sigmod消失了” (in the end the sigmoid has disappeared)"),
            _("it is still there: O_k is sigmoid(x_k), already computed in the forward pass"),
            _(
                "O_k1(1-O_k1) = {slope}, and σ(x)(1-σ(x)) at x = {z} is the same; putting O_k into "
                "a sigmoid once more would give {twice}"
            ).format(
                slope=plain(out * (1 - out), 6),
                z=plain(sum_1, 6),
                twice=plain(again * (1 - again), 6),
            ),
        ),
    )


def _about_data() -> tuple[Correction, ...]:
    return (
        Correction(
            _(
                "the trained network gives “与训练数据集样本相同的输出” (the same outputs as the "
                "training samples)"
            ),
            _("close ones, if all goes well; and what counts are samples it has not seen"),
            _(
                "a line y = kx through (1, 1.1) has k = 1.1, through (3, 2.7) k = 0.9: no k gives "
                "both"
            ),
        ),
        Correction(
            _("“不能有0值信号” (no zero signals), and then the range -1.0 … 1.0"),
            _("a zero freezes the weights that it meets for one sample, no more"),
            _("slopes for the sample [0 0.5]: {zero}; for [0.5 0.5]: {other}").format(
                zero=vector_text(zero_input((0.0, 0.5))["dW1"], 6),
                other=vector_text(zero_input((0.5, 0.5))["dW1"], 6),
            ),
        ),
    )
