"""The first step of the figures: forward, loss, backward, new weights."""

from glassnet.locales import _
from glassnet.tutorials.blocks import (
    Correction,
    Corrections,
    Equations,
    Paragraph,
    Printed,
    Section,
)
from glassnet.tutorials.decimals import array_lines, plain, signed, vector_text
from glassnet.tutorials.equations import equations_with_values
from glassnet.tutorials.tutorial1.modules import modules
from glassnet.tutorials.tutorial1.network import LR, SEED, first_step

OUTPUT = Printed("[0.37166596 0.45414264]", "text")
SLOPE = Printed("[-0.23353037 0.2478971]", "figure")
BEHIND = Printed("[0.23353037 0.2478971]", "figure")
HIDDEN = Printed("[0.02599101 0.01515256 0.08274025]", "figure")

# The figures' symbol of each row; "=" where their digits were compared and are the same.
SYMBOLS = {
    "Z1": "= z1",
    "A1": "= h1",
    "Z2": "= z2",
    "A2": "= h2",
    "L": "  Loss",
    "dA2": "= dL/dh2",
    "dZ2": "≠ dL/dz2",
    "dW2": "= dL/dW2",
    "dA1": "= dL/dh1",
    "dZ1": "  dL/dz1",
    "dW1": "= dL/dW1",
    "W1_new": "= W1*",
    "W2_new": "= W2*",
}


def the_network() -> Section:
    """What goes in: the first point and the weights of the seed."""
    step = first_step()
    rows = []
    for name, key in (("X ", "X"), ("y ", "Y"), ("W1", "W1"), ("W2", "W2")):
        head = f"{name} = "
        for line in array_lines(step[key]):
            rows.append(head + line)
            head = " " * len(head)
    return Section(
        _("The network of the figures"),
        (
            Paragraph(
                _(
                    "2 inputs, 3 hidden units, 2 outputs, sigmoid twice, no biases. The text "
                    "leaves the numbers to its figures; they follow from the published code: "
                    "points from RandomState(0).randn(300, 2), weights (2·random - 1)/√fan_in "
                    "with seed {seed}. The step takes the first point; both its coordinates are "
                    "positive, so XOR is 0 and y = [1, 0]. These are the digits of the figures:"
                ).format(seed=SEED)
            ),
            Equations(tuple(rows)),
            *modules(),
        ),
    )


def the_step() -> Section:
    """All rows with their values, in the figures' order."""
    step = first_step()
    return Section(
        _("One step, forward, backward and new weights"),
        (
            Paragraph(
                _(
                    "The loss is ½ Σ(y-h2)², and α = {lr}. Left the figures' symbol, then the "
                    "equation that ran and its value. An = means that the figure prints the "
                    "same digits, ≠ that it does not (see part 4)."
                ).format(lr=plain(LR))
            ),
            equations_with_values(step, SYMBOLS),
            Paragraph(
                _(
                    "Row 4 is the one result that the text prints: {printed}. Rows 8 and 9 both "
                    "use row 7: this is the reuse that backpropagation lives on. The code's figure "
                    "has five coloured blocks: input calibration is part 1, forward rows 1 to 4, "
                    "loss row 5, backward rows 6 to 11, weight updates rows 12 and 13."
                ).format(printed=OUTPUT)
            ),
        ),
    )


def wrong_figures() -> Section:
    """Misprints of the figures, each with its proof."""
    step = first_step()
    h1, h2, W2 = step["A1"][0], step["A2"][0], step["W2"]
    error, slope, behind = step["dA2"][0], h2 * (1 - h2), step["dZ2"][0]
    product = " · ".join(signed(v) for v in (h1[0], error[0], slope[0]))
    corner = " + ".join(f"{signed(d)}·{signed(w)}" for d, w in zip(behind, W2[0], strict=True))
    items = (
        Correction(
            _("figures chain_w2_detailed and chain_w2_numbers: dh2/dz2 = {printed}").format(
                printed=SLOPE.text
            ),
            _("dh2/dz2 = {value}: the slope of a sigmoid, h(1-h), is never negative").format(
                value=vector_text(slope)
            ),
            _(
                "the corner of dL/dW2 in the same figure needs the plus: {product} = {result}"
            ).format(product=product, result=plain(step["dW2"][0, 0])),
        ),
        Correction(
            _("figure chain_w1_numbers: dL/dz2 = {printed}").format(printed=BEHIND.text),
            _("these are the digits of dh2/dz2; dL/dz2 = {value}").format(
                value=vector_text(behind)
            ),
            _("dL/dz2 = dL/dh2 · dh2/dz2: {a} · {b} = {c}").format(
                a=signed(error[0]), b=plain(slope[0]), c=plain(behind[0])
            ),
        ),
        Correction(
            _("the same figure multiplies dL/dz2 by W2"),
            _("it must be W2 transposed: (1, 2) times (3, 2) does not exist"),
            _("first entry of the printed {printed}: {sum} = {result}").format(
                printed=HIDDEN.text, sum=corner, result=plain(step["dA1"][0, 0])
            ),
        ),
    )
    return Section(
        _("Three misprints in the figures"),
        (
            Paragraph(
                _("The results of the figures are right all the same: only what is written is not.")
            ),
            Corrections(items),
        ),
    )
