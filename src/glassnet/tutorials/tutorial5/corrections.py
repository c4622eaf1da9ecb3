"""What the text of the tutorial says wrongly, each with a proof in one line."""

import numpy as np

from glassnet.locales import _
from glassnet.nn.initializers import Legacy
from glassnet.report.numerals import number
from glassnet.tutorials.blocks import Correction, Corrections, Paragraph, Section
from glassnet.tutorials.tutorial5.initial_weights import CODE, drawn, trials
from glassnet.tutorials.tutorial5.network import RAND, RANDN, shallow, step
from glassnet.tutorials.tutorial5.weight_size import SEEN, deep_relu, with_tanh


def wrong_sentences() -> Section:
    """The corrections, in the order of the tutorial."""
    items = (*_about_units(), *_about_first_weights(), *_about_sizes())
    return Section(
        _("What the text says wrongly"),
        (
            Paragraph(_("In the order of the page. Every number in a proof was just computed.")),
            Corrections(items),
        ),
    )


def _about_units() -> tuple[Correction, ...]:
    units = shallow().network.dense[0].units
    return (
        Correction(
            _(
                "“从输入层到隐藏层,对应一次逻辑回归运算” (from inputs to hidden layer there is one "
                "logistic regression)"
            ),
            _("one for each hidden unit"),
            _("lines 1 to 8 of part 2: {count} times z and a").format(count=units),
        ),
        Correction(
            _("without activations: “就成了最原始的感知器了” (it becomes the original perceptron)"),
            _("it becomes linear regression; the perceptron has a step behind its sum"),
            _("part 6: a^[2] = W'x + b' takes any value, a perceptron answers 0 or 1"),
        ),
    )


def _about_first_weights() -> tuple[Correction, ...]:
    silent = trials()[0]
    return (
        Correction(
            _("section 5.1, all weights 0: the rows of W^[1] are updated, always equally"),
            _("true for sigmoid; with tanh or ReLU they are not updated at all"),
            _(
                "part 9: with tanh the largest weight after all updates is {weight}, with "
                "sigmoid it is {other}"
            ).format(
                weight=f"{np.max(np.abs(silent.units)):g}",
                other=f"{np.max(np.abs(trials()[2].units)):.4f}",
            ),
        ),
        Correction(
            _("“symmetry breaking problem (对称性)”"),
            _("the problem is the symmetry; breaking it is the remedy"),
            "",
        ),
        Correction(
            _("“中间层每次只会有1个偏置项参数 b” (a hidden layer has only one bias b)"),
            _(
                "each unit has its own bias; they may start at 0 because the random weights have "
                "broken the symmetry already"
            ),
            _("b1 is {shape}, as the page itself says in 2.3").format(shape=step()["b1"].shape),
        ),
        Correction(
            _("code: {code}").format(code=CODE.text),
            _("randn, as in the course: rand gives positive numbers only"),
            _("means of 10,000: {rand} and {randn}").format(
                rand=f"{drawn(RAND).mean():.4f}", randn=f"{drawn(RANDN).mean():.4f}"
            ),
        ),
    )


def _about_sizes() -> tuple[Correction, ...]:
    (_s, small_slope, _q, small, *_r), (_t, slope, _u, middle, *_v) = with_tanh()[:2]
    spread, last = deep_relu(Legacy("normal", 1.0)), SEEN[-1]
    return (
        Correction(
            _("“W 比较小……梯度较大” (small W, large gradient)"),
            _("small W makes the slope of the activation large, and the gradient of W1 small"),
            _(
                "part 11: for randn·0.01 the mean slope is {slope} and the largest |dW1| {small}; "
                "for randn·0.5 they are {other} and {middle}"
            ).format(
                slope=f"{small_slope:.3f}",
                small=number(small, 2),
                other=f"{slope:.3f}",
                middle=number(middle, 2),
            ),
        ),
        Correction(
            _("ReLU and Leaky ReLU “不存在这种问题” (do not have this problem)"),
            _("they do not saturate, but large weights explode and small ones die out"),
            _("part 11: with randn·1 the spread of A{layer} is {spread}").format(
                layer=last, spread=number(spread[0][-1], 2)
            ),
        ),
    )
