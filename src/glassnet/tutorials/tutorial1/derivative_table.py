"""The tutorial's table of functions and first derivatives, beside the rows that ran."""

from glassnet.core.rows import row
from glassnet.executors.reference import Array
from glassnet.locales import _
from glassnet.step import Step
from glassnet.tutorials.blocks import Paragraph, Printed, Section, Table
from glassnet.tutorials.decimals import vector_text
from glassnet.tutorials.tutorial1.chains import chains
from glassnet.tutorials.tutorial1.network import first_step
from glassnet.tutorials.tutorial1.one_step import SLOPE

# What the text prints; the name of the row that uses the derivative here.
PRINTED = (
    (Printed("Loss = (y-h2)^2", "text"), Printed("dLoss/dW2 = -(y-h2)", "text"), "dA2"),
    (Printed("h2 = Sigmoid(z2)", "text"), Printed("dh2/dz2 = h2(1-h2)", "text"), "dZ2"),
    (Printed("z2 = h1W2", "text"), Printed("dz2/dW2 = h1", "text"), "dW2"),
    (Printed("z2 = h1W2", "text"), Printed("dz2/dh1 = W2", "text"), "dA1"),
)
LOSS = Printed("Loss = 1/2N Σ(y-h2)² + λ/2N ΣW²", "figure")


def slopes(step: Step) -> dict[str, Array]:
    """The derivatives of the table and of the figures that are no gradients of the loss."""
    A1, A2 = step["A1"], step["A2"]
    return {"dh2/dz2": A2 * (1 - A2), "dz2/dW2": A1, "dh1/dz1": A1 * (1 - A1)}


def _numbers(step: Step) -> tuple[tuple[str, str, str], ...]:
    """The derivatives of a sigmoid and of a product, as they come out and as a figure has them."""
    different = {"dh2/dz2": SLOPE.text}
    return tuple(
        (name, vector_text(value), different.get(name, _("the same")))
        for name, value in slopes(step).items()
    )


def derivative_table() -> Section:
    """The table as printed, the rows that use it, and its numbers."""
    step = first_step()
    texts = {equation.out.name: row(equation, "text") for equation in step.derivation}
    rows = tuple((left.text, right.text, texts[name]) for left, right, name in PRINTED)
    header = (_("function (body text)"), _("first derivative (body text)"), _("the row that runs"))
    return Section(
        _("The table of derivatives"),
        (
            Table(header, rows),
            Paragraph(
                _(
                    "The first line is wrong twice, see part 8. A figure has the whole of it, "
                    "{loss}; for one example and without the second term this is row 5. Three "
                    "derivatives have no row of their own here, because a row multiplies them "
                    "with what comes from behind at once. Their numbers "
                    "(for the sign see part 4):"
                ).format(loss=LOSS.text)
            ),
            Table((_("derivative"), _("comes out"), _("printed (figure)")), _numbers(step)),
            *chains(),
        ),
    )
