"""The two chains of the figures, multiplied out for one weight each."""

from glassnet.core.indexed import is_one
from glassnet.core.paths import Path
from glassnet.locales import _
from glassnet.step import Step
from glassnet.tutorials.blocks import Line, Lines, Paragraph, Printed
from glassnet.tutorials.decimals import plain, signed
from glassnet.tutorials.tutorial1.network import first_step

TO_W2 = Printed("dL/dw2 = dL/dh2 * dh2/dz2 * dz2/dw2", "code")
TO_W1 = Printed("dL/dw1 = dL/dh1 * dh1/dz1 * dz1/dw1", "code")


def chains() -> tuple[Paragraph, Lines, Paragraph]:
    """The chain rule as products of numbers: one path to a weight of W2, two to one of W1."""
    step = first_step()
    return (
        Paragraph(
            _(
                "Two figures and the comments of the code write the whole way as a product: {w2} "
                "and {w1}. For matrices that is a recipe; for a single weight it is plain "
                "multiplication. A weight of W1 reaches the loss on two ways, one through each "
                "output, and their products are added:"
            ).format(w2=TO_W2.text, w1=TO_W1)
        ),
        Lines((*_one_way(step), *_two_ways(step))),
        Paragraph(
            _(
                "The first two factors of lines 1 and 2 are the same numbers, dL/dz2 of output 1: "
                'this is what can be reused. glassnet explain s0-2-3-2 --paths "W1[0,0]" shows '
                "every factor with its name."
            )
        ),
    )


def _one_way(step: Step) -> tuple[Line]:
    path = step.paths("W2", (0, 0))[0]
    return (Line("dL/dW2[0, 0]", "", factors(path), plain(path.product)),)


def _two_ways(step: Step) -> tuple[Line, Line, Line]:
    found = step.paths("W1", (0, 0))
    parts = [
        Line(_("through output {k}").format(k=k), "", factors(path), plain(path.product))
        for k, path in enumerate(found.paths, 1)
    ]
    added = " + ".join(signed(path.product) for path in found.paths)
    return parts[0], parts[1], Line("dL/dW1[0, 0]", "(2) + (3)", added, plain(found.total))


def factors(path: Path) -> str:
    """The local derivatives of a path as numbers, from the loss back to the weight."""
    telling = [each.value for each in reversed(path.factors) if not is_one(each.slope)]
    return " · ".join(signed(value) for value in telling)
