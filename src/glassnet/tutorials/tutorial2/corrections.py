"""What the page says wrongly, each with a proof in one line."""

from glassnet.locales import _
from glassnet.nn.losses import AbsoluteError, SmoothL1
from glassnet.presets.tutorial2 import STEEP
from glassnet.tutorials.blocks import Correction, Corrections, Paragraph, Section
from glassnet.tutorials.decimals import plain
from glassnet.tutorials.tutorial2.any_function import deviations, mean_heights
from glassnet.tutorials.tutorial2.lines import as_height, separator
from glassnet.tutorials.tutorial2.losses import TARGET, gaussian, number_step
from glassnet.tutorials.tutorial2.network import unit
from glassnet.tutorials.tutorial2.surfaces import steepest


def wrong_sentences() -> Section:
    """The corrections, in the order of the page."""
    items = (*_about_functions(), *_about_boxes(), *_about_losses())
    return Section(
        _("What the page says wrongly"),
        (
            Paragraph(_("In the order of the page. Every number in a proof was just computed.")),
            Corrections(items),
        ),
    )


def _about_functions() -> tuple[Correction, ...]:
    slope, height = as_height(separator())
    five, fifty = (deviations(tuple(mean_heights(k)))[1] for k in (5, 50))
    return (
        Correction(
            _("“它可以逼近任意函数” (it can approximate any function)"),
            _("any continuous function on a bounded closed region, as closely as one likes"),
            _(
                "part 3 comes closer with every bump, {five} with 5, {fifty} with 50, and never to "
                "0; a function that jumps is missed by half the jump somewhere, by every network "
                "of sigmoids: it has no jumps"
            ).format(five=plain(five, 4), fifty=plain(fifty, 4)),
        ),
        Correction(
            _("“即ax + b = y” for the line between two classes"),
            _("w1·x + w2·y + b = 0; ax + b = y is a line that predicts y"),
            _(
                "part 6: the separator is y = {slope}·x + {height}, the predictor runs across it"
            ).format(slope=plain(slope, 3), height=plain(height, 3)),
        ),
        Correction(
            _(
                "“隐层的神经元数越多就越逼近目标函数” (the more hidden neurons, the closer to "
                "the goal)"
            ),
            _("more neurons can come closer; whether training gets them there is another question"),
            _(
                "part 5: with the steep steps of the proof the largest slope is {none}; and "
                "tutorial 1 has 50 hidden units without biases that never learn XOR"
            ).format(none=f"{steepest(STEEP):.1e}"),
        ),
    )


def _about_boxes() -> tuple[Correction, ...]:
    soft = unit(1.0, -0.4).predict([[0.2], [0.6]])[:, 0]
    return (
        Correction(
            _(
                "“非线性层将线性层中矩阵计算的结果转化为step function” (the non-linear layer "
                "turns the sums into a step function)"
            ),
            _(
                "into a soft S; a step only if the weights are very large, and ReLU makes no "
                "step at all"
            ),
            _("σ(x - 0.4) for x = 0.2 and 0.6: {low} and {high}; with weight 999: 0 and 1").format(
                low=plain(soft[0], 4), high=plain(soft[1], 4)
            ),
        ),
        Correction(
            _(
                "“两个图形之差的体积就是损失函数的计算结果” (the volume of the difference is the "
                "loss)"
            ),
            _(
                "true of MAE, for evenly spread points and but for the area; MSE squares each "
                "distance first"
            ),
            _("part 5: two columns, two numbers"),
        ),
    )


def _about_losses() -> tuple[Correction, ...]:
    small = [number_step(0.1, 0.0, loss)["L"] for loss in (AbsoluteError(), SmoothL1())]
    constants = [gaussian(y, TARGET) - 0.5 * (y - TARGET) ** 2 for y in (0.0, 4.0)]
    return (
        Correction(
            _("“MSE是神经网络默认的loss function” (MSE is the default loss of neural networks)"),
            _("networks have no default; for classes one takes the cross-entropy, for numbers MSE"),
            _(
                "part 8: for p = 0.01 the squared error hardly pulls; and PyTorch's training loop "
                "has no loss until one is chosen"
            ),
        ),
        Correction(
            _("“线性回归问题用NLLoss比MSE更好” (for linear regression NLLoss beats MSE)"),
            _("with normal noise of one variance MSE is the NLL, but for constants"),
            _("part 7: the difference is {first} for the prediction 0 and {second} for 4").format(
                first=plain(constants[0], 6), second=plain(constants[1], 6)
            ),
        ),
        Correction(
            _("“SSD中预测bounding box的模型则采用的是MAE” (SSD takes MAE for its boxes)"),
            _("SSD takes smooth L1, squared near 0"),
            _("an error of 0.1 costs {absolute} by MAE and {smooth} by smooth L1").format(
                absolute=plain(small[0]), smooth=plain(small[1])
            ),
        ),
        Correction(
            _("“ground true”"),
            _("ground truth: the targets. The loss sees them at the training points only"),
            "",
        ),
    )
