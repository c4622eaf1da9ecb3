"""The prediction matrix of section 3.4.2: five animals, a row of probabilities for each image."""

import math

import numpy as np

from glassnet.executors.reference import Array
from glassnet.locales import _, pad, width
from glassnet.model import Model
from glassnet.nn.layers import Dense
from glassnet.nn.losses import CategoricalCrossEntropy
from glassnet.nn.network import Network
from glassnet.report.sparkline import curve_text
from glassnet.step import Step
from glassnet.tutorials.blocks import Equations, Paragraph, Section, Table
from glassnet.tutorials.decimals import plain
from glassnet.tutorials.tutorial4.loss_formulas import DOG, P_DOG

# One row for each image; the target is on the diagonal. Only the first 0.88 is the page's.
PROBABILITIES = (
    (P_DOG, 0.05, 0.03, 0.02, 0.02),
    (0.10, 0.75, 0.05, 0.05, 0.05),
    (0.05, 0.05, 0.60, 0.10, 0.20),
    (0.15, 0.20, 0.15, 0.40, 0.10),
    (0.02, 0.03, 0.25, 0.60, 0.10),
)
SAMPLES = (1.0, 0.88, 0.5, 0.1, 0.01, 0.001)
CURVE = 60  # columns
LEAST, STEPS = 0.01, 100


def classes() -> tuple[str, ...]:
    """The five names, in the page's order."""
    return (_("dog"), _("cat"), _("horse"), _("sheep"), _("cow"))


def step() -> Step:
    """The five images as one step: softmax gives the rows back, then the loss is taken."""
    count = len(PROBABILITIES)
    loss = CategoricalCrossEntropy(stable=False)
    network = Network(count, [Dense(count, "softmax", bias=False)], loss)
    model = Model(network, params={"W1": np.eye(count)})
    # NOTE: softmax(log p) = p if p adds up to 1, so the shown probabilities are what ran.
    return model.explain(np.log(PROBABILITIES), np.arange(count))


def row_losses(ran: Step) -> Array:
    """-log p of each image, p the probability of its target."""
    losses: Array = -np.log(np.sum(ran["A1"] * ran["Y"], axis=1))
    return losses


def prediction_table() -> Section:
    """The table, the mean, and the curve of -log p."""
    ran = step()
    losses = row_losses(ran)
    return Section(
        _("Five animals: the loss of a table of probabilities"),
        (
            Paragraph(
                _(
                    "Section 3.4.2 reads the cross-entropy off a table: five images, five classes, "
                    "and in brackets the probability of the true class. Of the table's numbers the "
                    "text prints {p} and its loss {dog}; the others are ours."
                ).format(p=plain(P_DOG), dog=DOG.text)
            ),
            Equations(_table(ran, losses)),
            Paragraph(
                _(
                    "Every row adds up to 1, as softmax makes it. Only the number in brackets "
                    "counts, -log({p}) = {loss}. The loss of all is the mean, ({sum}) / {m} = "
                    "{mean}, and that is L in the step that ran. One bad row, the cow taken for a "
                    "sheep, makes up {share} of it."
                ).format(
                    p=plain(P_DOG),
                    loss=plain(losses[0], 3),
                    sum=" + ".join(f"{loss:.3f}" for loss in losses),
                    m=len(losses),
                    mean=f"{float(ran['L']):.3f}",
                    share=f"{losses[-1] / losses.sum():.0%}",
                )
            ),
            *_curve(),
        ),
    )


def _table(ran: Step, losses: Array) -> tuple[str, ...]:
    names = classes()
    side = max(map(width, names)) + 2
    head = " " * side + "".join(" " * (9 - width(name)) + name for name in names)
    lines = [head + "".join(" " * (9 - width(t)) + t for t in (_("sum"), "-log p"))]
    for i, (name, row) in enumerate(zip(names, ran["A1"], strict=True)):
        cells = [f"[{p:.2f}]" if i == j else f"{p:.2f} " for j, p in enumerate(row)]
        cells += [f"{row.sum():.2f} ", f"{losses[i]:.3f} "]
        lines.append(pad(name, side) + "".join(f"{cell:>9}" for cell in cells))
    mean = _("mean")
    lines.append(pad(mean, side) + " " * (9 * 6) + f"{float(ran['L']):.3f} ".rjust(9))
    return tuple(line.rstrip() for line in lines)


def _curve() -> tuple[Paragraph, Equations, Table, Paragraph]:
    span = np.linspace(LEAST, 1.0, STEPS)
    drawing = curve_text([-math.log(p) for p in span], CURVE, 9)
    inside = drawing[0].index("│") + 1
    ends = f"p = {LEAST:g}" + "1".rjust(CURVE - inside - len(f"p = {LEAST:g}"))
    header = ("p", *(f"{p:g}" for p in SAMPLES))
    values = ("-log p", *(f"{-math.log(p) + 0.0:.3f}" for p in SAMPLES))
    return (
        Paragraph(_("How -log p falls from the worst answer to the best:")),
        Equations((*drawing, " " * inside + ends)),
        Table(header, (values,)),
        Paragraph(
            _(
                "The page: for p = 1 the loss is 0, the least there is; for p = 0 it would be "
                "infinite. So a network that is sure and wrong pays most."
            )
        ),
    )
