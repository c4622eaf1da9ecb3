"""The loss formulas of section 3.4, computed as they are printed and as they should be."""

import math

from glassnet.locales import _
from glassnet.model import Model
from glassnet.nn.layers import Dense
from glassnet.nn.losses import BinaryCrossEntropy, CategoricalCrossEntropy
from glassnet.nn.network import Network
from glassnet.tutorials.blocks import Equations, Paragraph, Printed, Section, Table
from glassnet.tutorials.decimals import plain

DOG = Printed("0.128", "text")
P_DOG = 0.88
CASES = ((1, 0.99), (1, 0.01), (0, 0.01), (0, 0.99))


def binary_loss(y: float, p: float) -> float:
    """Binary cross-entropy of one forecast p of the target y, by the library."""
    loss = BinaryCrossEntropy(stable=False)
    net = Network(1, [Dense(1, "sigmoid", bias=False)], loss=loss)
    z = math.log(p / (1 - p))  # sigmoid(z) = p
    return float(Model(net, params={"W1": [[1.0]]}).explain([[z]], [[y]])["L"])


def binary_loss_as_printed(y: float, p: float) -> float:
    """The tutorial's formula with its brackets: -y·(log p + (1 - y)·log(1 - p))."""
    return -y * (math.log(p) + (1 - y) * math.log(1 - p))


def class_loss(p: float, classes: int = 5) -> float:
    """Categorical cross-entropy if the true class got p and the others share the rest."""
    shares = [p] + [(1 - p) / (classes - 1)] * (classes - 1)
    row = [math.log(share) for share in shares]  # softmax gives the shares back
    target = [1.0] + [0.0] * (classes - 1)
    eye = [[float(i == j) for j in range(classes)] for i in range(classes)]
    loss = CategoricalCrossEntropy(stable=False)
    net = Network(classes, [Dense(classes, "softmax", bias=False)], loss=loss)
    return float(Model(net, params={"W1": eye}).explain([row], [target])["L"])


def loss_formulas() -> Section:
    """The mean squared error, and the brackets of the binary cross-entropy."""
    rows = tuple(
        (
            str(y),
            plain(p),
            f"{abs(binary_loss_as_printed(y, p)):.3f}",
            f"{binary_loss(y, p):.3f}",
            _("wrong: the worst answer costs nothing")
            if y == 0 and p > 0.5
            else (_("wrong: it is small, but not 0") if y == 0 else _("the two agree")),
        )
        for y, p in CASES
    )
    return Section(
        _("The loss formulas"),
        (
            Paragraph(
                _(
                    "For numbers, section 3.4.1: J_θ = 1/m Σᵢ(yᵢ-ŷᵢ)², the mean squared error; "
                    "ŷᵢ = η_θ(xᵢ) is what the network η with the weights θ answers. This is row "
                    "5 of part 2; there m = 1."
                )
            ),
            Paragraph(
                _(
                    "For classes, section 3.4.2: a bracket of the binary cross-entropy closes at "
                    "the wrong place. Printed, then right:"
                )
            ),
            Equations(
                (
                    "-1/m Σᵢ (yᵢ (log(pᵢ) + (1-yᵢ) log(1-pᵢ))",
                    "-1/m Σᵢ (yᵢ log(pᵢ) + (1-yᵢ) log(1-pᵢ))",
                )
            ),
            Paragraph(
                _(
                    "As printed, y stands before everything: for y = 0 the loss is 0 whatever the "
                    "network answers, so nothing would ever be learned from these examples."
                )
            ),
            Table(("y", "p", _("as printed"), _("as it must be"), ""), rows),
            *_outputs(),
        ),
    )


def _outputs() -> tuple[Paragraph, Table, Paragraph]:
    """How many output nodes, with which activation and loss."""
    header = (_("target"), _("output nodes"), _("activation"), _("loss"))
    rows = (
        (_("a number"), "1", "identity", "squared_error"),
        (_("yes or no"), "1", "sigmoid", "binary_cross_entropy"),
        (_("one of m classes"), "m", "softmax", "categorical_cross_entropy"),
    )
    return (
        Paragraph(
            _(
                "Which loss goes with which output? Section 2.1 counts output nodes: one for a "
                "number, m for m classes. Two classes need one only: the binary formula above has "
                "one p for each example."
            )
        ),
        Table(header, rows),
        Paragraph(_("Other texts put other factors before these sums: glassnet convention loss")),
    )
