"""What the text of the tutorial says wrongly, beyond its numbers."""

from glassnet.locales import _
from glassnet.model import Model
from glassnet.nn.layers import Dense
from glassnet.nn.network import Network
from glassnet.tutorials.blocks import Correction, Corrections, Paragraph, Section
from glassnet.tutorials.decimals import plain
from glassnet.tutorials.tutorial4.loss_formulas import DOG, P_DOG, class_loss

CLASSES = 5


def undecided_loss() -> float:
    """The least loss when the same input has the targets 0 and 1: the answer is ½."""
    model = Model(Network(1, [Dense(1)]), params={"W1": [[0.0]], "b1": [0.5]})
    return float(model.explain([[1.0], [1.0]], [[0.0], [1.0]])["L"])


def wrong_sentences() -> Section:
    """The corrections, in the order of the tutorial."""
    items = (*_about_networks(), *_about_formulas())
    return Section(
        _("What the text says wrongly"),
        (
            Paragraph(_("In the order of the page.")),
            Corrections(items),
            Paragraph(
                _(
                    "No error, but good to know: the series is called “PyTorch深度学习实战” (deep "
                    "learning with PyTorch), and this first part needs no PyTorch. It imports "
                    "numpy, copy and matplotlib. Not replayed are the chart of ImageNet results "
                    "and the photographs: their numbers are in no text and in no code."
                )
            ),
        ),
    )


def _about_networks() -> tuple[Correction, ...]:
    return (
        Correction(
            _(
                "“根据通用逼近定理……可以准确地预测任何给定输入的输出结果” (by universal "
                "approximation some network predicts every output exactly)"
            ),
            _(
                "the theorem is about continuous functions on a bounded region, approximately; "
                "and it does not say that training finds the weights"
            ),
            _(
                "give one input the targets 0 and 1: whatever the network, the squared error "
                "stays at {loss} or more"
            ).format(loss=plain(undecided_loss())),
        ),
        Correction(
            _("the neuron, section 2.1: the sum of w_i·x_i is written from w_i to N"),
            _("from i = 1 to N: it runs over the numbers of the inputs, not over weights"),
            "",
        ),
        Correction(
            _("“偏执值” (stubborn values), section 3.1"),
            _("a typing error for “偏置值”, the biases"),
            "",
        ),
    )


def _about_formulas() -> tuple[Correction, ...]:
    dog = class_loss(P_DOG, CLASSES)
    return (
        Correction(
            _("loss values, “也称为成本函数 cost functions” (also called cost functions)"),
            _("the function is called loss or cost; what it gives for some weights is its value"),
            "",
        ),
        Correction(
            _("categorical cross-entropy: -1/m Σⱼ Σᵢ yᵢ log(pᵢ), j = 1 … C"),
            _("the entries need both indices: -1/m Σᵢ Σⱼ yᵢⱼ log(pᵢⱼ)"),
            _(
                "as printed the sum over j adds the same term C times: the dog would have {times} "
                "times {one}, that is {many}, and the text says {printed}"
            ).format(
                times=CLASSES, one=plain(dog, 3), many=plain(CLASSES * dog, 3), printed=DOG.text
            ),
        ),
        Correction(
            _("“偏微分方程链” (a chain of partial differential equations), section 4.4"),
            _("a chain of partial derivatives, “偏导数”; there is no equation to solve"),
            _("see lines 9 to 13 of part 1: four factors and their product"),
        ),
    )
